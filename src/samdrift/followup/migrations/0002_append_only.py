"""The database itself refuses to change or delete what was said of a year."""

from django.db import migrations

TABLES = ("followup_comment", "followup_forecast", "followup_limits")
TEXT = "What was said of a year is never changed or deleted: say another."


def guard(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    if is_postgresql:
        schema_editor.execute(
            "CREATE FUNCTION followup_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{TEXT}'; END $$"
        )
    for table in TABLES:
        for act in ("UPDATE", "DELETE"):
            name = f"{table}_refuses_{act.lower()}"
            if is_postgresql:
                body = "FOR EACH STATEMENT EXECUTE FUNCTION followup_refuse()"
            else:
                body = f"FOR EACH ROW BEGIN SELECT RAISE(ABORT, '{TEXT}'); END"
            schema_editor.execute(f"CREATE TRIGGER {name} BEFORE {act} ON {table} {body}")


def unguard(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for table in TABLES:
        for act in ("update", "delete"):
            on = f" ON {table}" if is_postgresql else ""
            schema_editor.execute(f"DROP TRIGGER {table}_refuses_{act}{on}")
    if is_postgresql:
        schema_editor.execute("DROP FUNCTION followup_refuse")


class Migration(migrations.Migration):
    dependencies = [("followup", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
