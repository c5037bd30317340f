"""The database itself refuses to change what has happened, and the result of a closed case."""

from django.db import migrations

EVENTS = ("servicelevels_calendaredition", "servicelevels_clockevent")
CLOCKS = "servicelevels_clock"
TEXT = "What happened to a clock, and the result of a closed case, is never changed or deleted."
ACTS = ("UPDATE", "DELETE")


def guard(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    if is_postgresql:
        schema_editor.execute(
            "CREATE FUNCTION servicelevels_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{TEXT}'; END $$"
        )
    refuse = (
        "EXECUTE FUNCTION servicelevels_refuse()"
        if is_postgresql
        else f"BEGIN SELECT RAISE(ABORT, '{TEXT}'); END"
    )
    for act in ACTS:
        for table in EVENTS:
            each = "STATEMENT" if is_postgresql else "ROW"
            schema_editor.execute(
                f"CREATE TRIGGER {table}_refuses_{act.lower()} BEFORE {act} ON {table} "
                f"FOR EACH {each} {refuse}"
            )
        schema_editor.execute(
            f"CREATE TRIGGER {CLOCKS}_closed_refuses_{act.lower()} BEFORE {act} ON {CLOCKS} "
            f"FOR EACH ROW WHEN (OLD.closed_at IS NOT NULL) {refuse}"
        )


def unguard(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    names = [(table, f"{table}_refuses") for table in EVENTS]
    for table, name in (*names, (CLOCKS, f"{CLOCKS}_closed_refuses")):
        for act in ACTS:
            on = f" ON {table}" if is_postgresql else ""
            schema_editor.execute(f"DROP TRIGGER {name}_{act.lower()}{on}")
    if is_postgresql:
        schema_editor.execute("DROP FUNCTION servicelevels_refuse")


class Migration(migrations.Migration):
    dependencies = [("servicelevels", "0001_calendars_and_clocks")]
    operations = [migrations.RunPython(guard, unguard)]
