"""What law says in numbers, from the start: the sources tell where.

What somebody has said since is never changed; what stands from the start is nobody's word.
"""

import datetime

from django.apps.registry import Apps
from django.db import migrations, models

from samdrift.plumbing.append_only import TEXT, kept_when

FROM = datetime.date(2000, 1, 1)
STANDS = (
    ("days-to-pay", "30", "Räntelagen (1975:635) 4 §"),
    ("days-between", "7", "Samdrifts förval"),
    ("reminder-cost", "0", "Tas inte ut. Högst 60 kr enligt lagen (1981:739) 4 §"),
    ("penalty", "8", "Räntelagen (1975:635) 6 §"),
    ("vat-25", "25", "Mervärdesskattelagen (2023:200) 9 kap. 2 §"),
    ("vat-12", "12", "Mervärdesskattelagen (2023:200) 9 kap."),
    ("vat-6", "6", "Mervärdesskattelagen (2023:200) 9 kap."),
)


def stand(apps: Apps, _editor: object) -> None:
    """Write what is there from the start."""
    rule = apps.get_model("billing", "Rule")
    rule.objects.bulk_create(
        rule(kind=kind, value=value, holds_from=FROM, source=source)
        for kind, value, source in STANDS
    )


class Migration(migrations.Migration):
    dependencies = [("billing", "0008_where_it_belongs")]

    operations = [
        migrations.CreateModel(
            name='Rule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('days-to-pay', 'Betalningstid, dagar'), ('days-between', 'Tid mellan påminnelser, dagar'), ('reminder-cost', 'Påminnelseavgift, kr'), ('reference-rate', 'Referensränta, procent'), ('penalty', 'Dröjsmålsränta utöver referensräntan, procentenheter'), ('vat-25', 'Moms, full sats, procent'), ('vat-12', 'Moms, mellersta satsen, procent'), ('vat-6', 'Moms, lägsta satsen, procent')], max_length=20)),
                ('value', models.DecimalField(decimal_places=2, max_digits=12)),
                ('holds_from', models.DateField()),
                ('source', models.CharField(max_length=200)),
                ('kept_by', models.CharField(blank=True, max_length=150)),
                ('kept_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ('kind', 'holds_from', 'id'),
                'constraints': [models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='a_rule_says_where_it_is_written')],
            },
        ),
        migrations.RunPython(stand, migrations.RunPython.noop),
        kept_when({"billing_rule": "{row}.kept_by <> ''"}, inserts=(), text=TEXT),
    ]
