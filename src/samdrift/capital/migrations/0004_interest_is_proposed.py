"""A loan may say where its interest is booked; columns are added as both databases add one."""

from django.db import migrations, models

NAMES = ("cost_account", "accrued_account")


def word():
    return models.CharField(blank=True, db_default="", default="", max_length=10)


class Migration(migrations.Migration):
    dependencies = [("capital", "0003_loans_and_leases")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    f"ALTER TABLE capital_loan ADD COLUMN {name} varchar(10) DEFAULT '' NOT NULL",
                    f"ALTER TABLE capital_loan DROP COLUMN {name}",
                )
                for name in NAMES
            ],
            state_operations=[migrations.AddField("loan", name, word()) for name in NAMES],
        )
    ]
