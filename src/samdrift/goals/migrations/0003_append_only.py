"""The database itself refuses to change or delete a target that was set."""

from django.db import migrations

TABLE = "goals_target"
TEXT = "A target is never changed or deleted: set another, or take it away."


def guard(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    if is_postgresql:
        schema_editor.execute(
            "CREATE FUNCTION goals_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{TEXT}'; END $$"
        )
    for act in ("UPDATE", "DELETE"):
        name = f"{TABLE}_refuses_{act.lower()}"
        if is_postgresql:
            body = "FOR EACH STATEMENT EXECUTE FUNCTION goals_refuse()"
        else:
            body = f"FOR EACH ROW BEGIN SELECT RAISE(ABORT, '{TEXT}'); END"
        schema_editor.execute(f"CREATE TRIGGER {name} BEFORE {act} ON {TABLE} {body}")


def unguard(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for act in ("update", "delete"):
        on = f" ON {TABLE}" if is_postgresql else ""
        schema_editor.execute(f"DROP TRIGGER {TABLE}_refuses_{act}{on}")
    if is_postgresql:
        schema_editor.execute("DROP FUNCTION goals_refuse")


class Migration(migrations.Migration):
    dependencies = [("goals", "0002_targets")]
    operations = [migrations.RunPython(guard, unguard)]
