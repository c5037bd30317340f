from django.db import migrations

from samdrift.plumbing.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("disturbances", "0001_disturbances")]
    operations = [append_only("disturbances", ("disturbances_disturbanceevent",))]
