"""Closed cases are counted by month; the database itself marks the days on which any is closed."""

from django.db import migrations, models
from django.db.models import F, Q

CLOCKS, MARKS = "servicelevels_clock", "servicelevels_closingday"
ACTS = ("INSERT", "UPDATE")


def mark(apps, editor):
    """A closed case is frozen: nothing but its closing makes a count old."""
    if editor.connection.vendor == "sqlite":
        _mark_by_row(editor)
    else:
        _mark_by_statement(editor)


def _mark_by_row(editor):
    day = "substr(NEW.closed_at, 1, 10)"
    for act in ACTS:
        editor.execute(
            f"CREATE TRIGGER {CLOCKS}_marks_{act.lower()} AFTER {act} ON {CLOCKS} FOR EACH ROW "
            f"WHEN NEW.closed_at IS NOT NULL BEGIN INSERT INTO {MARKS} (day) SELECT {day} "
            f"WHERE NOT EXISTS (SELECT 1 FROM {MARKS} WHERE day = {day}); END"
        )


def _mark_by_statement(editor):
    """Nobody waits for who marks the same day: each leaves a mark of their own."""
    editor.execute(
        f"CREATE FUNCTION {CLOCKS}_marks() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"INSERT INTO {MARKS} (day) SELECT DISTINCT (closed_at AT TIME ZONE 'UTC')::date "
        "FROM fresh WHERE closed_at IS NOT NULL; RETURN NULL; END $$"
    )
    for act in ACTS:
        editor.execute(
            f"CREATE TRIGGER {CLOCKS}_marks_{act.lower()} AFTER {act} ON {CLOCKS} "
            "REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT "
            f"EXECUTE FUNCTION {CLOCKS}_marks()"
        )


def unmark(apps, editor):
    is_postgresql = editor.connection.vendor == "postgresql"
    for act in ACTS:
        on = f" ON {CLOCKS}" if is_postgresql else ""
        editor.execute(f"DROP TRIGGER {CLOCKS}_marks_{act.lower()}{on}")
    if is_postgresql:
        editor.execute(f"DROP FUNCTION {CLOCKS}_marks")


def mark_all(apps, editor):
    """Cases that were closed before are counted too."""
    is_postgresql = editor.connection.vendor == "postgresql"
    day = "(closed_at AT TIME ZONE 'UTC')::date" if is_postgresql else "substr(closed_at, 1, 10)"
    editor.execute(
        f"INSERT INTO {MARKS} (day) SELECT DISTINCT {day} FROM {CLOCKS} "
        "WHERE closed_at IS NOT NULL"
    )


class Migration(migrations.Migration):
    dependencies = [("servicelevels", "0002_append_only")]
    operations = [
        migrations.CreateModel(
            name="ClosingDay",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False, auto_created=True, verbose_name="ID")),
                ("day", models.DateField(db_index=True)),
            ],
            options={"ordering": ("id",)},
        ),
        migrations.CreateModel(
            name="ResultCount",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False, auto_created=True, verbose_name="ID")),
                ("month", models.DateField()),
                ("service", models.CharField(blank=True, max_length=100)),
                ("organisation", models.CharField(max_length=20)),
                ("priority", models.PositiveSmallIntegerField()),
                ("solved", models.PositiveIntegerField()),
                ("solved_in_time", models.PositiveIntegerField()),
                ("answered", models.PositiveIntegerField()),
                ("answered_in_time", models.PositiveIntegerField()),
            ],
            options={
                "ordering": ("month", "id"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("month", "service", "organisation", "priority"),
                        name="results_alike_are_counted_once_a_month",
                    ),
                    models.CheckConstraint(
                        condition=Q(solved_in_time__lte=F("solved"))
                        & Q(answered_in_time__lte=F("answered")),
                        name="no_more_are_in_time_than_are_judged",
                    ),
                ],
            },
        ),
        migrations.RunPython(mark, unmark),
        migrations.RunPython(mark_all, migrations.RunPython.noop),
    ]
