"""Reports as they were printed, which the database itself refuses to change or delete."""

from django.db import migrations, models

TABLE = "annualreport_printedreport"
TEXT = "What was printed is never changed or deleted: a correction is a new one."


def guard(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    body = f"FOR EACH ROW BEGIN SELECT RAISE(ABORT, '{TEXT}'); END"
    if is_postgresql:
        body = "FOR EACH STATEMENT EXECUTE FUNCTION annualreport_refuse()"
    for act in ("UPDATE", "DELETE"):
        name = f"{TABLE}_refuses_{act.lower()}"
        schema_editor.execute(f"CREATE TRIGGER {name} BEFORE {act} ON {TABLE} {body}")


def unguard(apps, schema_editor):
    on = f" ON {TABLE}" if schema_editor.connection.vendor == "postgresql" else ""
    for act in ("update", "delete"):
        schema_editor.execute(f"DROP TRIGGER {TABLE}_refuses_{act}{on}")


class Migration(migrations.Migration):
    dependencies = [("annualreport", "0004_drafts")]
    operations = [
        migrations.CreateModel(
            name="PrintedReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("text", models.TextField(blank=True)),
                ("is_removal", models.BooleanField(default=False)),
                ("told_by", models.CharField(max_length=150)),
                ("told_at", models.DateTimeField()),
            ],
            options={
                "ordering": ("year", "-id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("is_removal", True), models.Q(("text", ""), _negated=True), _connector="OR"),
                        name="a_printed_report_has_text_or_is_taken_away",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("told_by", ""), _negated=True),
                        name="a_printed_report_has_somebody_who_told_it",
                    ),
                ],
            },
        ),
        migrations.RunPython(guard, unguard),
    ]
