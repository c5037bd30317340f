"""The database itself refuses to change or delete samples and what was found."""

from django.db import migrations

from samdrift.plumbing.append_only import append_only

TABLES = ("auditing_sample", "auditing_pickedvoucher", "auditing_auditnote")


class Migration(migrations.Migration):
    dependencies = [("auditing", "0001_samples")]
    operations = [append_only("auditing", TABLES)]
