"""A visit may have its hour, and tickets not closed are counted by their age from an index.

The column is added as both databases add one. SQLite would otherwise be given the table anew, which
it refuses where triggers tell of it.
"""

from django.db import migrations, models
from django.db.models import Q

ADDED = "ALTER TABLE servicedesk_ticket ADD COLUMN visit_time time NULL"


class Migration(migrations.Migration):
    dependencies = [("servicedesk", "0015_open_tickets_counted")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(ADDED, "ALTER TABLE servicedesk_ticket DROP COLUMN visit_time")
            ],
            state_operations=[
                migrations.AddField(
                    model_name="ticket",
                    name="visit_time",
                    field=models.TimeField(null=True, blank=True),
                )
            ],
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(
                fields=["organisation", "opened_at"],
                condition=Q(closed_at__isnull=True) & ~Q(status="merged"),
                name="ticket_open_by_age",
            ),
        ),
    ]
