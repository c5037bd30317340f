"""Lines are found by their amount, for lists that are sorted by it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_lines_added_by_an_index")]

    operations = [
        migrations.AddIndex(
            model_name="voucherline",
            index=models.Index(fields=["edition", "amount_ore", "id"], name="line_by_its_amount"),
        ),
    ]
