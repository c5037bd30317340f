"""Versions of a year's budget, their amounts, and which of them was adopted."""

from __future__ import annotations

from typing import override

from django.db import models
from django.db.models import Q

from samdrift.budget.choices import Made


class Version(models.Model):
    """A budget of a year being worked out.

    A fact of today until it is adopted; then an event, which the database lets nobody change.
    """

    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=100)
    because = models.TextField(blank=True)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-year", "-number")
        constraints = (
            models.UniqueConstraint(
                name="a_version_of_a_budget_has_its_number", fields=("year", "number")
            ),
            models.CheckConstraint(name="a_version_of_a_budget_has_a_name", condition=~Q(name="")),
        )

    @override
    def __str__(self) -> str:
        return f"{self.year}:{self.number} {self.name}"


class Amount(models.Model):
    """What a version has on a place in a month, debit positive as in the books.

    A fact of today until its version is adopted; then an event.
    """

    version = models.ForeignKey(
        Version, on_delete=models.PROTECT, related_name="amounts", db_index=False
    )
    account = models.CharField(max_length=10)
    cost_centre = models.CharField(max_length=50, blank=True)
    project = models.CharField(max_length=50, blank=True)
    service = models.CharField(max_length=100, blank=True)
    month = models.PositiveSmallIntegerField()
    amount_ore = models.BigIntegerField()
    made = models.CharField(max_length=10, choices=Made)
    text = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                name="a_place_is_budgeted_once_a_month",
                fields=("version", "account", "cost_centre", "project", "service", "month"),
            ),
            models.CheckConstraint(
                name="a_budget_is_of_a_month", condition=Q(month__gte=1, month__lte=12)
            ),
            models.CheckConstraint(name="a_budget_is_on_an_account", condition=~Q(account="")),
        )

    @override
    def __str__(self) -> str:
        return f"{self.account} {self.cost_centre} {self.month}".replace("  ", " ")


class Adoption(models.Model):
    """That a version was adopted, by which decision; the latest of a year is followed.

    An event, append-only: a budget that is revised is another version, adopted later.
    """

    version = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="adoption")
    decision = models.CharField(max_length=200)
    decided_on = models.DateField()
    adopted_by = models.CharField(max_length=150)
    adopted_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="a_budget_is_adopted_by_a_decision", condition=~Q(decision="")
            ),
        )

    @override
    def __str__(self) -> str:
        return self.decision


class PassedOn(models.Model):
    """Which accounts of a year hold what is passed on: had for one receiver only, in and out.

    An event, append-only; the latest of a year counts, and no accounts is that there are none.
    """

    year = models.PositiveSmallIntegerField()
    accounts = models.CharField(max_length=500, blank=True)
    set_by = models.CharField(max_length=150)
    set_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="what_is_passed_on_has_somebody_who_said_so", condition=~Q(set_by="")
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.year} {self.accounts}".strip()
