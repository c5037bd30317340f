"""Where things are that are charged for; the columns are added as both databases add one."""

import django.db.models.deletion
from django.db import migrations, models

ADDED = "ALTER TABLE billing_charge ADD COLUMN {name} varchar({most}) DEFAULT '' NOT NULL"
DROPPED = "ALTER TABLE billing_charge DROP COLUMN {name}"
COLUMNS = {"unit": 200, "cost_centre": 50}


class Migration(migrations.Migration):

    dependencies = [
        ('billing', '0007_reminders'),
        ('catalogue', '0002_published_stays'),
        ('parties', '0003_append_only'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(ADDED.format(name=name, most=most), DROPPED.format(name=name))
                for name, most in COLUMNS.items()
            ],
            state_operations=[
                migrations.AddField(
                    model_name="charge",
                    name=name,
                    field=models.CharField(blank=True, db_default="", default="", max_length=most),
                )
                for name, most in COLUMNS.items()
            ],
        ),
        migrations.CreateModel(
            name='Belonging',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.CharField(blank=True, max_length=200)),
                ('cost_centre', models.CharField(blank=True, max_length=50)),
                ('option', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.option')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.organisation', to_field='code')),
            ],
            options={
                'ordering': ('organisation', 'option'),
                'constraints': [models.UniqueConstraint(fields=('organisation', 'option'), name='an_option_belongs_to_one_place'), models.CheckConstraint(condition=models.Q(models.Q(('unit', ''), _negated=True), models.Q(('cost_centre', ''), _negated=True), _connector='OR'), name='an_option_belongs_somewhere')],
            },
        ),
        migrations.CreateModel(
            name='CentreBudget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cost_centre', models.CharField(max_length=50)),
                ('year', models.PositiveSmallIntegerField()),
                ('amount_ore', models.BigIntegerField()),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.organisation', to_field='code')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation', 'cost_centre', 'year'), name='a_cost_centre_is_budgeted_once_a_year'), models.CheckConstraint(condition=models.Q(('amount_ore__gte', 0)), name='a_cost_centre_is_budgeted_no_less_than_nothing'), models.CheckConstraint(condition=models.Q(('cost_centre', ''), _negated=True), name='what_is_budgeted_has_a_cost_centre')],
            },
        ),
    ]
