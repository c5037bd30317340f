"""The database itself refuses to change or delete what was said of a year."""

from django.db import migrations

from samdrift.plumbing.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("followup", "0001_initial")]
    operations = [
        append_only("followup", ("followup_comment", "followup_forecast", "followup_limits"))
    ]
