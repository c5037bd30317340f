"""Tickets may have keywords, and that somebody follows one is told in its story.

How events are named is no column: only what Django knows of the choices is changed.
"""

import django.db.models.deletion
from django.db import migrations, models

from samdrift.servicedesk.choices import EventKind


class Migration(migrations.Migration):
    dependencies = [("servicedesk", "0016_visits_have_hours")]

    operations = [
        migrations.CreateModel(
            name="Keyword",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("word", models.CharField(max_length=40, unique=True)),
            ],
            options={
                "ordering": ("word",),
                "constraints": [
                    models.CheckConstraint(
                        name="a_keyword_is_some_word",
                        condition=models.Q(("word", ""), _negated=True),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TicketKeyword",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "keyword",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="servicedesk.keyword",
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="keywords",
                        to="servicedesk.ticket",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("ticket", "keyword"), name="a_ticket_has_a_keyword_once"
                    )
                ],
            },
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="ticketevent",
                    name="kind",
                    field=models.CharField(choices=EventKind.choices, max_length=12),
                )
            ],
        ),
    ]
