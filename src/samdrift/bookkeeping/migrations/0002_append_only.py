"""The database itself refuses to change or delete what was posted, locked or laid with a voucher."""

from django.db import migrations

from samdrift.plumbing.append_only import append_only

TABLES = ("bookkeeping_bookedvoucher", "bookkeeping_periodstep", "bookkeeping_voucherpaper")


class Migration(migrations.Migration):
    dependencies = [("bookkeeping", "0001_posting")]
    operations = [append_only("bookkeeping", TABLES)]
