"""What invoices are rounded by; the columns are added as both databases add one.

SQLite would otherwise be given the tables anew, without what refuses to change an invoice. What was
invoiced before is rounded by nothing, and stands as it was.
"""

import datetime

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.lookups import Exact

FROM = datetime.date(2000, 1, 1)
NAME = "what_is_rounded_is_paid_in_whole_kronor"
ADDED = (
    f"ALTER TABLE billing_invoice ADD COLUMN rounding_ore smallint DEFAULT 0 NOT NULL "
    f"CONSTRAINT {NAME} CHECK (rounding_ore = 0 OR (rounding_ore > -100 AND rounding_ore < 100 "
    f"AND (amount_ore + rounding_ore) % 100 = 0))"
)
ACCOUNT = "ALTER TABLE billing_bookingaccounts ADD COLUMN rounding varchar(6) DEFAULT '' NOT NULL"
KINDS = [
    ("days-to-pay", "Betalningstid, dagar"),
    ("days-between", "Tid mellan påminnelser, dagar"),
    ("rounding", "Öresavrundning till hela kronor: 1 ja, 0 nej"),
    ("reminder-cost", "Påminnelseavgift, kr"),
    ("reference-rate", "Referensränta, procent"),
    ("penalty", "Dröjsmålsränta utöver referensräntan, procentenheter"),
    ("vat-25", "Moms, full sats, procent"),
    ("vat-12", "Moms, mellersta satsen, procent"),
    ("vat-6", "Moms, lägsta satsen, procent"),
]


def stand(apps: Apps, _editor: object) -> None:
    """Let invoices be paid to the öre, as they were, until somebody says otherwise."""
    told = {"value": "0", "holds_from": FROM, "source": "Samdrifts förval: fakturor betalas på öret"}
    apps.get_model("billing", "Rule").objects.create(kind="rounding", **told)


class Migration(migrations.Migration):
    dependencies = [("billing", "0009_rules")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(ADDED, "ALTER TABLE billing_invoice DROP COLUMN rounding_ore"),
                migrations.RunSQL(ACCOUNT, "ALTER TABLE billing_bookingaccounts DROP COLUMN rounding"),
            ],
            state_operations=[
                migrations.AddField(
                    model_name="invoice",
                    name="rounding_ore",
                    field=models.SmallIntegerField(db_default=0, default=0),
                ),
                migrations.AddConstraint(
                    model_name="invoice",
                    constraint=models.CheckConstraint(
                        name=NAME,
                        condition=Q(rounding_ore=0)
                        | Q(rounding_ore__gt=-100, rounding_ore__lt=100)
                        & Q(Exact((F("amount_ore") + F("rounding_ore")) % 100, 0)),
                    ),
                ),
                migrations.AddField(
                    model_name="bookingaccounts",
                    name="rounding",
                    field=models.CharField(blank=True, db_default="", default="", max_length=6),
                ),
            ],
        ),
        migrations.AlterField(
            model_name="rule",
            name="kind",
            field=models.CharField(choices=KINDS, max_length=20),
        ),
        migrations.RunPython(stand, migrations.RunPython.noop),
    ]
