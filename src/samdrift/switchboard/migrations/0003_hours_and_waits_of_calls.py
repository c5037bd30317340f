"""Calls that were there before are told the hour in which they began, and how long they waited."""

from datetime import timedelta
from math import ceil
from zoneinfo import ZoneInfo

from django.db import migrations, models

SWEDEN = ZoneInfo("Europe/Stockholm")
BATCH = 2000


def tell(apps, _editor):
    call = apps.get_model("switchboard", "Call")
    batch = []
    for row in call.objects.only("started_at", "answered_at").iterator(BATCH):
        row.local_hour = row.started_at.astimezone(SWEDEN).hour
        if row.answered_at is not None:
            row.wait_seconds = ceil((row.answered_at - row.started_at) / timedelta(seconds=1))
        batch.append(row)
        if len(batch) == BATCH:
            call.objects.bulk_update(batch, ["local_hour", "wait_seconds"])
            batch = []
    call.objects.bulk_update(batch, ["local_hour", "wait_seconds"])


class Migration(migrations.Migration):
    dependencies = [("switchboard", "0002_what_is_known_around_calls")]
    operations = [
        migrations.RunPython(tell, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='call',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('wait_seconds__isnull', True)), models.Q(('answered_at__isnull', False), ('wait_seconds__isnull', False)), _connector='OR'), name='a_call_that_is_answered_knows_its_wait'),
        ),
    ]
