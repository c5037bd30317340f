"""Where visits are made to, and how long one is thought to take.

The column is added as both databases add one; see 0016.
"""

from django.db import migrations, models
from django.db.models import Q

ADDED = "ALTER TABLE servicedesk_ticket ADD COLUMN visit_minutes smallint NULL"
ON_POSITIVE = "CHECK (visit_minutes >= 0)"


class Migration(migrations.Migration):
    dependencies = [("servicedesk", "0017_keywords")]

    operations = [
        migrations.CreateModel(
            name="VisitPlace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, unique=True)),
                ("latitude", models.DecimalField(decimal_places=5, max_digits=7)),
                ("longitude", models.DecimalField(decimal_places=5, max_digits=8)),
                ("is_start", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ("name",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="a_place_has_a_name"
                    ),
                    models.CheckConstraint(
                        condition=Q(latitude__gte=-90, latitude__lte=90)
                        & Q(longitude__gte=-180, longitude__lte=180),
                        name="a_place_is_on_earth",
                    ),
                    models.UniqueConstraint(
                        condition=Q(("is_start", True)),
                        fields=("is_start",),
                        name="days_begin_at_one_place",
                    ),
                ],
            },
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    f"{ADDED} {ON_POSITIVE}",
                    "ALTER TABLE servicedesk_ticket DROP COLUMN visit_minutes",
                )
            ],
            state_operations=[
                migrations.AddField(
                    model_name="ticket",
                    name="visit_minutes",
                    field=models.PositiveSmallIntegerField(blank=True, null=True),
                )
            ],
        ),
    ]
