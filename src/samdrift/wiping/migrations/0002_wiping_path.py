from django.db import migrations

from samdrift.plumbing.append_only import append_only
from samdrift.wiping.triggers import wiping_path


class Migration(migrations.Migration):
    dependencies = [
        ("wiping", "0001_initial"),
        ("servicedesk", "0006_marked_days"),
        ("servicelevels", "0002_append_only"),
    ]
    operations = [
        append_only("wiping", ("wiping_wipedticket", "wiping_protocol")),
        wiping_path(),
    ]
