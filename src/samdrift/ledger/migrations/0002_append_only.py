"""The database itself refuses to change or delete what has been booked."""

from django.db import migrations

TABLES = ("ledger_voucher", "ledger_voucherline")
TEXT = "A voucher is never changed or deleted: book another that corrects it."


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{TEXT}'; END $$"
        )
    for table in TABLES:
        for act in ("UPDATE", "DELETE"):
            name = f"{table}_refuses_{act.lower()}"
            if schema_editor.connection.vendor == "postgresql":
                body = f"FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()"
            else:
                body = f"FOR EACH ROW BEGIN SELECT RAISE(ABORT, '{TEXT}'); END"
            schema_editor.execute(f"CREATE TRIGGER {name} BEFORE {act} ON {table} {body}")


def unguard(apps, schema_editor):
    for table in TABLES:
        for act in ("update", "delete"):
            on = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
            schema_editor.execute(f"DROP TRIGGER {table}_refuses_{act}{on}")
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION ledger_refuse")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
