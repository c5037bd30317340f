"""The language that somebody is written to in.

The column is added as both databases add one with a default. SQLite would otherwise be given the
table anew, which it refuses where triggers tell of it.
"""

from django.db import migrations, models

ADDED = "ALTER TABLE directory_person ADD COLUMN language varchar(2) DEFAULT 'sv' NOT NULL"


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_units_and_people")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(ADDED, "ALTER TABLE directory_person DROP COLUMN language")
            ],
            state_operations=[
                migrations.AddField(
                    model_name="person",
                    name="language",
                    field=models.CharField(
                        choices=[("sv", "Svenska"), ("en", "English")],
                        db_default="sv",
                        default="sv",
                        max_length=2,
                    ),
                )
            ],
        )
    ]
