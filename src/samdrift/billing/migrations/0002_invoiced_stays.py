from django.db import migrations

from samdrift.billing.triggers import invoiced_stays
from samdrift.plumbing.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("billing", "0001_months_and_invoices")]
    operations = [invoiced_stays(), append_only("billing", ("billing_invoice",))]
