from django.db import migrations

from samdrift.catalogue.triggers import published_stays


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_services_and_prices")]
    operations = [published_stays()]
