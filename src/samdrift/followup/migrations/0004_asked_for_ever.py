"""The database itself keeps when forecasts were asked for, and who was reminded."""

from django.db import migrations

from samdrift.plumbing.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("followup", "0003_answering")]
    operations = [append_only("followup", ("followup_forecastround", "followup_forecastreminder"))]
