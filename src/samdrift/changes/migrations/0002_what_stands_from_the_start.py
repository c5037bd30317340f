"""What has happened is never changed, and every risk has its class from the start."""

from django.db import migrations

from samdrift.plumbing.append_only import append_only

LOW, MEDIUM = 3, 8
"""The highest products of probability and consequence that are of low and of medium risk."""


def classes(apps, _editor):
    cell = apps.get_model("changes", "RiskCell")
    cell.objects.bulk_create(
        cell(
            probability=probability,
            consequence=consequence,
            risk_class=_class(probability * consequence),
        )
        for probability in range(1, 5)
        for consequence in range(1, 5)
    )


def _class(product):
    if product <= LOW:
        return "low"
    return "medium" if product <= MEDIUM else "high"


class Migration(migrations.Migration):
    dependencies = [("changes", "0001_changes")]
    operations = [
        migrations.RunPython(classes, migrations.RunPython.noop),
        append_only("changes", ("changes_changeevent", "changes_vote")),
    ]
