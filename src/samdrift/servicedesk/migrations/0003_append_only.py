from django.db import migrations

from samdrift.plumbing.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("servicedesk", "0002_live_tickets")]
    operations = [
        append_only("servicedesk", ("servicedesk_ticketevent", "servicedesk_secrecyreading"))
    ]
