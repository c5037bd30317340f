"""What has happened is never changed, and no thing is held twice on one day."""

from django.db import migrations

from samdrift.plumbing.append_only import append_only


OVERLAP = "A thing is never in two ways on one day: its spans never overlap."
SPANS = (
    ("assets_holding", "in_service", "out_of_service"),
    ("assets_standing", "valid_from", "valid_until"),
)


def wall(_apps, editor):
    """Let no two spans of a thing overlap: an exclusion, or on SQLite triggers that look."""
    for table, start, end in SPANS:
        if editor.connection.vendor == "postgresql":
            editor.execute(
                f"ALTER TABLE {table} ADD CONSTRAINT {table}_of_a_thing_never_overlap EXCLUDE USING "
                f"gist (int8range(device_id, device_id, '[]') WITH &&, "
                f"daterange({start}, {end}) WITH &&) WHERE (device_id IS NOT NULL)"
            )
            continue
        for act in ("INSERT", "UPDATE"):
            editor.execute(
                f"CREATE TRIGGER {table}_never_overlap_on_{act.lower()} BEFORE {act} ON {table} "
                f"WHEN NEW.device_id IS NOT NULL AND (NEW.{end} IS NULL OR NEW.{end} > NEW.{start}) "
                f"BEGIN SELECT RAISE(ABORT, '{OVERLAP}') WHERE EXISTS (SELECT 1 FROM {table} "
                f"WHERE device_id = NEW.device_id AND id IS NOT NEW.id "
                f"AND ({end} IS NULL OR {end} > {start}) "
                f"AND {start} < COALESCE(NEW.{end}, '9999-12-31') "
                f"AND NEW.{start} < COALESCE({end}, '9999-12-31')); END"
            )


def unwall(_apps, editor):
    for table, _start, _end in SPANS:
        if editor.connection.vendor == "postgresql":
            editor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {table}_of_a_thing_never_overlap")
            continue
        for act in ("insert", "update"):
            editor.execute(f"DROP TRIGGER {table}_never_overlap_on_{act}")


class Migration(migrations.Migration):
    dependencies = [("assets", "0005_what_stands_from_the_start")]
    operations = [
        append_only("assets", ("assets_deviceevent",)),
        migrations.RunPython(wall, unwall),
    ]
