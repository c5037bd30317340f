"""Agreements by which things are had without being bought."""

from __future__ import annotations

from typing import override

from django.db import models
from django.db.models import F, Q

from samdrift.parties.models import Organisation


class Lease(models.Model):
    """That things are leased by an agreement, from a day to a day, at so much a month.

    States over time, half-open; the agreement's number tells it.
    """

    number = models.CharField(max_length=50, unique=True)
    supplier = models.CharField(max_length=200)
    organisation = models.ForeignKey(
        Organisation, to_field="code", on_delete=models.PROTECT, related_name="+"
    )
    starts_on = models.DateField()
    ends_on = models.DateField()
    monthly_ore = models.BigIntegerField()
    """What it costs a month, all its things together."""
    buy_out_ore = models.BigIntegerField(null=True, blank=True)
    """What it costs to keep the things when it ends, where that is agreed."""

    class Meta:
        ordering = ("ends_on", "number")
        constraints = (
            models.CheckConstraint(
                name="a_lease_ends_after_it_begins", condition=Q(ends_on__gt=F("starts_on"))
            ),
            models.CheckConstraint(
                name="a_lease_costs_nothing_or_more", condition=Q(monthly_ore__gte=0)
            ),
        )

    @override
    def __str__(self) -> str:
        return self.number
