"""What whoever pays late is charged for it."""

from __future__ import annotations

from typing import override

from django.db import models
from django.db.models import F, Q

from samdrift.billing.models.fixed import FixedAmount
from samdrift.billing.models.months import Invoice


class LateCharge(models.Model):
    """That interest on an invoice was decided on, over some days, with its reminders' cost.

    An event: the database refuses to change it. It is charged as a fixed amount of a month.
    """

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="late_charges")
    fixed = models.OneToOneField(FixedAmount, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    """The day before the first."""
    until = models.DateField()
    interest_ore = models.BigIntegerField()
    reminders = models.PositiveSmallIntegerField()
    """Up to which reminder its cost is charged."""
    cost_ore = models.BigIntegerField()
    decision = models.CharField(max_length=100)
    decided_by = models.CharField(max_length=150)
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ("-decided_at", "-id")
        constraints = (
            models.CheckConstraint(
                name="interest_is_charged_for_some_days", condition=Q(until__gt=F("since"))
            ),
            models.CheckConstraint(
                name="who_is_late_is_charged_something",
                condition=Q(interest_ore__gte=0, cost_ore__gte=0)
                & (Q(interest_ore__gt=0) | Q(cost_ore__gt=0)),
            ),
            models.CheckConstraint(
                name="a_late_charge_names_its_decision", condition=~Q(decision="")
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.invoice} {self.until}"
