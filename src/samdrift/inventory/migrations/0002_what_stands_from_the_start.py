from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from samdrift.plumbing.append_only import append_only

RULES = ("uuid", "serial", "board", "mac", "agent")


def write_rules(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """By what machines are matched until somebody says otherwise."""
    rule = apps.get_model("inventory", "MatchRule")
    for position, kind in enumerate(RULES, start=1):
        rule.objects.create(kind=kind, position=position)


class Migration(migrations.Migration):
    dependencies = [("inventory", "0001_machines")]
    operations = [
        migrations.RunPython(write_rules, migrations.RunPython.noop),
        append_only("inventory", ("inventory_difference",)),
    ]
