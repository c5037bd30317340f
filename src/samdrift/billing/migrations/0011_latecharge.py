"""What whoever pays late is charged for it."""

import django.db.models.deletion
from django.db import migrations, models

from samdrift.plumbing.append_only import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('billing', '0010_rounding'),
    ]

    operations = [
        migrations.CreateModel(
            name='LateCharge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField()),
                ('until', models.DateField()),
                ('interest_ore', models.BigIntegerField()),
                ('reminders', models.PositiveSmallIntegerField()),
                ('cost_ore', models.BigIntegerField()),
                ('decision', models.CharField(max_length=100)),
                ('decided_by', models.CharField(max_length=150)),
                ('decided_at', models.DateTimeField()),
                ('fixed', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='billing.fixedamount')),
                ('invoice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='late_charges', to='billing.invoice')),
            ],
            options={
                'ordering': ('-decided_at', '-id'),
                'constraints': [models.CheckConstraint(condition=models.Q(('until__gt', models.F('since'))), name='interest_is_charged_for_some_days'), models.CheckConstraint(condition=models.Q(('cost_ore__gte', 0), ('interest_ore__gte', 0), models.Q(('interest_ore__gt', 0), ('cost_ore__gt', 0), _connector='OR')), name='who_is_late_is_charged_something'), models.CheckConstraint(condition=models.Q(('decision', ''), _negated=True), name='a_late_charge_names_its_decision')],
            },
        ),
        append_only("billing", ("billing_latecharge",)),
    ]
