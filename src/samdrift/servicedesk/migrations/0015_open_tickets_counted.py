"""Open tickets are counted from an index that has all that is read, whichever view they are in."""

from django.db import migrations, models
from django.db.models import Q

UNSOLVED = ("new", "open", "waiting", "supplier", "planned")


class Migration(migrations.Migration):
    dependencies = [("servicedesk", "0014_concerned_things")]

    operations = [
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(
                fields=["status", "is_live", "assignee", "owner", "is_secret", "id"],
                condition=Q(status__in=UNSOLVED, is_live=True),
                name="ticket_queue_counted",
            ),
        ),
    ]
