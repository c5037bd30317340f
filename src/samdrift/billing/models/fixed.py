"""Amounts that are decided on and not counted: grants and shares, advances, what is given back."""

from __future__ import annotations

from typing import override

from django.db import models
from django.db.models import F, Q

from samdrift.catalogue.models import Option, Service
from samdrift.parties.models import Organisation


class FixedAmount(models.Model):
    """What an organisation pays over some months whatever it has, or is given back over them.

    States over time: it is charged month by month, equal parts that come to the whole, until it
    has been, or is stopped from a month that is not invoiced.
    """

    option = models.ForeignKey(Option, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, to_field="code", on_delete=models.PROTECT, related_name="+"
    )
    starts = models.DateField()
    """The first day of its first month."""
    months = models.PositiveSmallIntegerField()
    amount_ore = models.BigIntegerField()
    decision = models.CharField(max_length=150)
    stopped_from = models.DateField(null=True, blank=True)
    kept_by = models.CharField(max_length=150)
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ("-starts", "option", "organisation", "id")
        constraints = (
            models.CheckConstraint(
                name="a_fixed_amount_is_of_something", condition=~Q(amount_ore=0)
            ),
            models.CheckConstraint(
                name="a_fixed_amount_lasts_some_months", condition=Q(months__gte=1, months__lte=60)
            ),
            models.CheckConstraint(
                name="a_fixed_amount_names_its_decision", condition=~Q(decision="")
            ),
            models.CheckConstraint(
                name="a_fixed_amount_is_stopped_after_it_starts",
                condition=Q(stopped_from__isnull=True) | Q(stopped_from__gte=F("starts")),
            ),
        )

    @override
    def __str__(self) -> str:
        return self.decision


class Conversion(models.Model):
    """That something is paid by use from a month on, and the grant is lowered by as much in all.

    An event: the database refuses to change it.
    """

    grant = models.ForeignKey(Option, on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    decision = models.CharField(max_length=150)
    decided_by = models.CharField(max_length=150)
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ("-since", "id")
        constraints = (
            models.UniqueConstraint(
                name="a_service_is_converted_once", fields=("service", "since")
            ),
            models.CheckConstraint(
                name="a_conversion_names_its_decision", condition=~Q(decision="")
            ),
        )

    @override
    def __str__(self) -> str:
        return self.decision


class ConversionEffect(models.Model):
    """What a conversion is for an organisation in a year: a lower grant, and what it pays by use.

    An event.
    """

    conversion = models.ForeignKey(Conversion, on_delete=models.PROTECT, related_name="effects")
    organisation = models.ForeignKey(
        Organisation, to_field="code", on_delete=models.PROTECT, related_name="+"
    )
    grant_ore = models.BigIntegerField()
    lowered_ore = models.BigIntegerField()
    service_ore = models.BigIntegerField()

    class Meta:
        ordering = ("conversion", "organisation")
        constraints = (
            models.UniqueConstraint(
                name="a_conversion_is_told_once_of_each", fields=("conversion", "organisation")
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.organisation_id} {self.lowered_ore}"
