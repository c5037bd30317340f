"""PostgreSQL takes the terms of new entries into its index some hundreds of kilobytes at a time.

One by one a case of ordinary length took it a third of all that reporting one took. What waits is
read through by every question, so it is kept short: 256 kB are read in less than a millisecond.
"""

from django.db import migrations

WAITING_KB = 256


def take_in_together(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        told = f"fastupdate = on, gin_pending_list_limit = {WAITING_KB}"
        schema_editor.execute(f"ALTER INDEX search_entry_terms SET ({told})")


def take_in_one_by_one(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER INDEX search_entry_terms SET (fastupdate = off)")


class Migration(migrations.Migration):
    dependencies = [("search", "0003_inside")]

    operations = [migrations.RunPython(take_in_together, take_in_one_by_one)]
