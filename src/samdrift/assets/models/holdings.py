"""Who has had which thing since when, and where that is not known."""

from __future__ import annotations

from typing import override

from django.db import models
from django.db.models import F, Q

from samdrift.parties.models import Organisation


class Holding(models.Model):
    """That an organisation has a thing, from the day it came into service until it went out.

    States over time, half-open: on the day it goes out of service it is no longer held.
    """

    device = models.ForeignKey(
        "Device", null=True, blank=True, on_delete=models.PROTECT, related_name="holdings"
    )
    """The thing of the register that it is told of by, where no package tells it."""
    identifier = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=100)
    organisation = models.ForeignKey(
        Organisation, to_field="code", on_delete=models.PROTECT, related_name="+"
    )
    location = models.TextField(blank=True)
    in_service = models.DateField()
    out_of_service = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("identifier",)
        indexes = (
            models.Index(
                fields=("kind", "organisation", "in_service", "out_of_service"),
                name="holding_on_a_day",
            ),
        )
        constraints = (
            models.CheckConstraint(
                name="a_holding_ends_after_it_begins",
                condition=Q(out_of_service__isnull=True) | Q(out_of_service__gte=F("in_service")),
            ),
        )

    @override
    def __str__(self) -> str:
        return self.identifier


class Gap(models.Model):
    """That it is not known what an organisation had of a kind, and the kinds below, in a span.

    States over time, half-open.
    """

    kind = models.CharField(max_length=100)
    organisation = models.ForeignKey(
        Organisation, to_field="code", on_delete=models.PROTECT, related_name="+"
    )
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    reason = models.TextField()
    key = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("kind", "valid_from", "id")
        constraints = (
            models.CheckConstraint(
                name="a_gap_ends_after_it_begins",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.organisation_id} {self.reason}"
