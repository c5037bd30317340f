"""Lines are found by their cost centre, for lists that are sorted by it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0005_lines_by_their_amount")]

    operations = [
        migrations.AddIndex(
            model_name="voucherline",
            index=models.Index(
                fields=["edition", "cost_centre", "id"], name="line_by_its_cost_centre"
            ),
        ),
    ]
