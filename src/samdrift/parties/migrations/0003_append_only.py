"""The database itself refuses to change or delete what was done with a person's way in."""

from django.db import migrations

TABLE = "parties_personchange"
TEXT = "What was done with a way in is never changed or deleted: what is done next is told next."


def guard(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    if is_postgresql:
        schema_editor.execute(
            "CREATE FUNCTION parties_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{TEXT}'; END $$"
        )
    for act in ("UPDATE", "DELETE"):
        name = f"{TABLE}_refuses_{act.lower()}"
        if is_postgresql:
            body = "FOR EACH STATEMENT EXECUTE FUNCTION parties_refuse()"
        else:
            body = f"FOR EACH ROW BEGIN SELECT RAISE(ABORT, '{TEXT}'); END"
        schema_editor.execute(f"CREATE TRIGGER {name} BEFORE {act} ON {TABLE} {body}")


def unguard(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for act in ("update", "delete"):
        on = f" ON {TABLE}" if is_postgresql else ""
        schema_editor.execute(f"DROP TRIGGER {TABLE}_refuses_{act}{on}")
    if is_postgresql:
        schema_editor.execute("DROP FUNCTION parties_refuse")


class Migration(migrations.Migration):
    dependencies = [("parties", "0002_people")]
    operations = [migrations.RunPython(guard, unguard)]
