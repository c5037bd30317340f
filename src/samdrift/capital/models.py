"""Investments of a year."""

from __future__ import annotations

from typing import override

from django.db import models
from django.db.models import Q

from samdrift.capital.choices import Plan
from samdrift.parties.models import Organisation


class Investment(models.Model):
    """A line of a plan of investments: what was carried in, granted and spent, in öre.

    A fact of the year it names; an amount nobody stated is null, which is not nil. A line with a
    group and no name carries what was granted to the group itself. `position` is its place in the
    file it came in.
    """

    identifier = models.CharField(max_length=200, unique=True)
    plan = models.CharField(max_length=10, choices=Plan)
    group = models.TextField(blank=True)
    name = models.TextField(blank=True)
    organisation = models.ForeignKey(
        Organisation,
        to_field="code",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    year = models.PositiveSmallIntegerField()
    opening = models.BigIntegerField(null=True, blank=True)
    budget = models.BigIntegerField(null=True, blank=True)
    outcome = models.BigIntegerField(null=True, blank=True)
    status = models.TextField(blank=True)
    decision = models.TextField(blank=True)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ("year", "plan", "position", "id")
        constraints = (
            models.CheckConstraint(
                name="an_investment_has_an_identifier", condition=~Q(identifier="")
            ),
        )

    @override
    def __str__(self) -> str:
        return self.name or self.group or self.identifier
