from django.db import migrations

from samdrift.plumbing.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("problems", "0001_problems")]
    operations = [append_only("problems", ("problems_problemevent",))]
