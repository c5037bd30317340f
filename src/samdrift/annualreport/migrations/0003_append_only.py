"""The database itself refuses to change or delete what was approved, printed or signed."""

from django.db import migrations

TABLES = (
    "annualreport_edition",
    "annualreport_adoption",
    "annualreport_printedfigure",
    "annualreport_explanation",
)
TEXT = "What was approved or signed is never changed or deleted: a correction is a new one."


def guard(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    if is_postgresql:
        schema_editor.execute(
            "CREATE FUNCTION annualreport_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{TEXT}'; END $$"
        )
    for table in TABLES:
        for act in ("UPDATE", "DELETE"):
            name = f"{table}_refuses_{act.lower()}"
            if is_postgresql:
                body = "FOR EACH STATEMENT EXECUTE FUNCTION annualreport_refuse()"
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
        schema_editor.execute("DROP FUNCTION annualreport_refuse")


class Migration(migrations.Migration):
    dependencies = [("annualreport", "0002_editions")]
    operations = [migrations.RunPython(guard, unguard)]
