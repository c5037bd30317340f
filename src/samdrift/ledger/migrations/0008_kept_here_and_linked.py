"""Books may be kept here, and every voucher is linked to the one before it.

Columns are added as both databases add one with a default: SQLite would otherwise make the tables
anew. What is booked is linked once, while the triggers that refuse every change are away.
"""

from importlib import import_module

from django.db import migrations, models

from samdrift.ledger.chain import AT_A_TIME, link

WORD = "varchar(64) DEFAULT '' NOT NULL"
ADDED = (
    ("ledger_ledgeredition", "is_kept_here", "bool DEFAULT false NOT NULL"),
    ("ledger_ledgeredition", "head", WORD),
    ("ledger_voucher", "source_digest", "bigint DEFAULT 0 NOT NULL"),
    ("ledger_voucher", "link", WORD),
)
HEAD = ("id", "series", "number", "booked_on", "text", "registered_on", "registered_by")
LINE = ("account", "cost_centre", "objects_text", "amount_ore", "text")


def fill(apps, schema_editor):
    append_only = import_module("samdrift.ledger.migrations.0002_append_only")
    editions = apps.get_model("ledger", "LedgerEdition").objects
    if not editions.exists():
        return
    append_only.unguard(apps, schema_editor)
    for edition in editions.order_by("id"):
        edition.head = _linked(apps, schema_editor, edition)
        edition.save(update_fields=["head"])
    append_only.guard(apps, schema_editor)


def _linked(apps, schema_editor, edition):
    """Link every voucher of an edition, and return the last link."""
    vouchers = apps.get_model("ledger", "Voucher").objects.filter(edition=edition).order_by("id")
    lines = apps.get_model("ledger", "VoucherLine").objects.filter(edition=edition)
    before, last = "", 0
    while some := list(vouchers.filter(id__gt=last).values_list(*HEAD)[:AT_A_TIME]):
        told, links = {}, []
        own = lines.filter(voucher_id__gte=some[0][0], voucher_id__lte=some[-1][0]).order_by("id")
        for voucher, *line in own.values_list("voucher_id", *LINE):
            told.setdefault(voucher, []).append(tuple(line))
        for last, *head in some:
            before = link(before, tuple(head), told.get(last, []))
            links.append((before, last))
        with schema_editor.connection.cursor() as cursor:
            cursor.executemany("UPDATE ledger_voucher SET link = %s WHERE id = %s", links)
    return before


def word():
    return models.CharField(blank=True, db_default="", default="", max_length=64)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0007_lines_by_their_text")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    f"ALTER TABLE {table} ADD COLUMN {column} {kind}",
                    f"ALTER TABLE {table} DROP COLUMN {column}",
                )
                for table, column, kind in ADDED
            ],
            state_operations=[
                migrations.AddField(
                    "ledgeredition",
                    "is_kept_here",
                    models.BooleanField(db_default=False, default=False),
                ),
                migrations.AddField("ledgeredition", "head", word()),
                migrations.AddField(
                    "voucher", "source_digest", models.BigIntegerField(db_default=0, default=0)
                ),
                migrations.AddField("voucher", "link", word()),
            ],
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
