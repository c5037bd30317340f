"""The cost centre of a unit, added as both databases add a column with a default."""

from django.db import migrations, models

ADDED = "ALTER TABLE directory_unit ADD COLUMN cost_centre varchar(50) DEFAULT '' NOT NULL"


class Migration(migrations.Migration):
    dependencies = [("directory", "0003_leavers")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(ADDED, "ALTER TABLE directory_unit DROP COLUMN cost_centre")
            ],
            state_operations=[
                migrations.AddField(
                    model_name="unit",
                    name="cost_centre",
                    field=models.CharField(blank=True, db_default="", default="", max_length=50),
                )
            ],
        )
    ]
