"""Those who help: the desk's lines, the solution groups behind them, and suppliers outside."""

from __future__ import annotations

from typing import override

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from samdrift.parties.models import Organisation


class Group(models.Model):
    """People who take tickets of a kind together; `line` 1 meets the reporter first.

    A fact of today: a group that has had tickets is never deleted, only shut.
    """

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=100)
    line = models.PositiveSmallIntegerField(default=2)
    is_active = models.BooleanField(default=True)
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")

    class Meta:
        ordering = ("line", "name", "id")
        constraints = (
            models.CheckConstraint(name="a_group_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="a_group_is_of_first_or_second_line", condition=Q(line__in=(1, 2))
            ),
        )

    @override
    def __str__(self) -> str:
        return self.name


class Away(models.Model):
    """That somebody who helps is away from a day up to, and not including, the day they are back.

    States over time, half-open. Why they are away is nobody's business here.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_until = models.DateField()
    """The day they are back."""
    told_by = models.CharField(max_length=200)

    class Meta:
        ordering = ("valid_from", "id")
        indexes = (models.Index(fields=("user", "valid_until"), name="away_of_person"),)
        constraints = (
            models.CheckConstraint(
                name="somebody_is_away_for_a_day_at_least",
                condition=Q(valid_until__gt=F("valid_from")),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.user_id} borta {self.valid_from} – {self.valid_until}"


class SupplierTerms(models.Model):
    """How a supplier is asked for help, and what they have promised in general.

    A fact of today: what was promised for a ticket stands in its handover.
    """

    supplier = models.OneToOneField(
        Organisation, to_field="code", on_delete=models.PROTECT, related_name="+"
    )
    address = models.EmailField(max_length=254, blank=True)
    reference_form = models.CharField(max_length=100, blank=True)
    """What their own numbers look like: `INC123456`."""
    solve_hours = models.PositiveSmallIntegerField(null=True, blank=True)
    """Hours, of those the desk is open, in which they solve what they are handed."""

    class Meta:
        ordering = ("supplier",)
        constraints = (
            models.CheckConstraint(
                name="a_supplier_promises_some_time_or_none",
                condition=Q(solve_hours__isnull=True) | Q(solve_hours__gte=1),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.supplier_id} {self.address}"
