"""Which reckoning a price was taken out of, added as both databases add a column."""

from django.db import migrations, models

ADDED = "ALTER TABLE catalogue_price ADD COLUMN behind varchar(100) DEFAULT '' NOT NULL"


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0002_published_stays")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(ADDED, "ALTER TABLE catalogue_price DROP COLUMN behind")
            ],
            state_operations=[
                migrations.AddField(
                    model_name="price",
                    name="behind",
                    field=models.CharField(blank=True, db_default="", default="", max_length=100),
                )
            ],
        )
    ]
