"""The database itself keeps a budget that is adopted, and every decision, as they were."""

from django.db import migrations

from samdrift.plumbing.append_only import append_only, kept_when

_OF = "EXISTS (SELECT 1 FROM budget_adoption WHERE version_id = {{row}}.{})"


class Migration(migrations.Migration):
    dependencies = [("budget", "0001_initial")]
    operations = [
        append_only("budget", ("budget_adoption", "budget_passedon")),
        kept_when(
            {"budget_version": _OF.format("id"), "budget_amount": _OF.format("version_id")},
            inserts=("budget_amount",),
            text="What is adopted is never changed: begin another version.",
        ),
    ]
