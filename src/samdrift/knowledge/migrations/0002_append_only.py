from django.db import migrations

from samdrift.plumbing.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0001_guides")]
    operations = [append_only("knowledge", ("knowledge_guideversion",))]
