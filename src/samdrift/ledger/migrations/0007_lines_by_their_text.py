"""Lines are found by their text, for lists that are sorted by it.

The column is added as both databases add one with a default: SQLite would otherwise make the table
anew. What is booked is told it once, while the triggers that refuse every change are away.
"""

from importlib import import_module

from django.db import migrations, models

LETTERS = 100
ADDED = (
    f"ALTER TABLE ledger_voucherline ADD COLUMN sort_text varchar({LETTERS}) DEFAULT '' NOT NULL"
)
REMOVED = "ALTER TABLE ledger_voucherline DROP COLUMN sort_text"
FILLED = (
    "UPDATE ledger_voucherline SET sort_text = substr(CASE WHEN text <> '' THEN text ELSE "
    "(SELECT v.text FROM ledger_voucher v WHERE v.id = voucher_id) END, 1, {letters})"
)


def fill(apps, schema_editor):
    append_only = import_module("samdrift.ledger.migrations.0002_append_only")
    append_only.unguard(apps, schema_editor)
    schema_editor.execute(FILLED.format(letters=LETTERS))
    append_only.guard(apps, schema_editor)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0006_lines_by_their_cost_centre")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(ADDED, REMOVED)],
            state_operations=[
                migrations.AddField(
                    model_name="voucherline",
                    name="sort_text",
                    field=models.CharField(
                        blank=True, db_default="", default="", max_length=LETTERS
                    ),
                )
            ],
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="voucherline",
            index=models.Index(fields=["edition", "sort_text", "id"], name="line_by_its_text"),
        ),
    ]
