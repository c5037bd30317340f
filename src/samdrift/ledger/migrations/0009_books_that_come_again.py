"""Books that come again: what was changed lies in an archive, and what is booked may move there.

The column is added as both databases add one with a default. What a voucher says is still refused
every change; where it lies is changed only for books that are not kept here.
"""

import django.db.models.deletion
from django.db import migrations, models

from samdrift.plumbing.append_only import kept_when

TEXT = "A voucher is never changed or deleted: book another that corrects it."
COLUMNS = {
    "ledger_voucher": (
        "id, series, number, booked_on, text, registered_on, registered_by, digest, source_digest, "
        "link"
    ),
    "ledger_voucherline": (
        "id, voucher_id, account, cost_centre, objects_text, amount_ore, text, sort_text"
    ),
}
IS_KEPT = "(SELECT is_kept_here FROM ledger_ledgeredition WHERE id = {row}.edition_id)"


def refuse(of):
    """Return what refuses updates of a table: of every column, or of those that say something."""

    def refusing(_apps, schema_editor):
        is_postgresql = schema_editor.connection.vendor == "postgresql"
        for table in COLUMNS:
            name = f"{table}_refuses_update"
            body = f"FOR EACH ROW BEGIN SELECT RAISE(ABORT, '{TEXT}'); END"
            if is_postgresql:
                body = "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()"
            schema_editor.execute(f"DROP TRIGGER {name}{f' ON {table}' if is_postgresql else ''}")
            schema_editor.execute(f"CREATE TRIGGER {name} BEFORE UPDATE{of(table)} ON {table} {body}")

    return refusing


class Migration(migrations.Migration):
    dependencies = [("ledger", "0008_kept_here_and_linked")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    "ALTER TABLE ledger_ledgeredition ADD COLUMN archive_of_id bigint NULL "
                    "REFERENCES ledger_ledgeredition (id) DEFERRABLE INITIALLY DEFERRED",
                    "ALTER TABLE ledger_ledgeredition DROP COLUMN archive_of_id",
                ),
                migrations.RunSQL(
                    "CREATE INDEX ledger_ledgeredition_archive_of ON ledger_ledgeredition "
                    "(archive_of_id)",
                    "DROP INDEX ledger_ledgeredition_archive_of",
                ),
            ],
            state_operations=[
                migrations.AddField(
                    "ledgeredition",
                    "archive_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="archives",
                        to="ledger.ledgeredition",
                    ),
                )
            ],
        ),
        migrations.CreateModel(
            name="VoucherChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("archive", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="ledger.ledgeredition")),
                ("before", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.voucher")),
                ("after", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.voucher")),
            ],
            options={
                "ordering": ("id",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("before__isnull", False), ("after__isnull", False), _connector="OR"),
                        name="a_voucher_was_there_before_or_is_after",
                    )
                ],
            },
        ),
        migrations.RunPython(
            refuse(lambda table: f" OF {COLUMNS[table]}"), refuse(lambda _table: "")
        ),
        kept_when(dict.fromkeys(COLUMNS, IS_KEPT), inserts=(), text=TEXT),
    ]
