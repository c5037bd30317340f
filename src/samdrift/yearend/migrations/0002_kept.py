"""The database itself keeps what was told, entered, held and signed when a year was closed."""

from django.db import migrations

from samdrift.plumbing.append_only import append_only

_TABLES = ("yearend_fact", "yearend_entry", "yearend_reconciliation", "yearend_signoff")


class Migration(migrations.Migration):
    dependencies = [("yearend", "0001_initial")]
    operations = [append_only("yearend", _TABLES)]
