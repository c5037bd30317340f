"""Where in its own house a member has what it pays, and what it has budgeted there."""

from __future__ import annotations

from typing import override

from django.db import models
from django.db.models import Q

from samdrift.catalogue.models import Option
from samdrift.parties.models import Organisation


class Belonging(models.Model):
    """To which unit and cost centre what a member pays for an option belongs.

    A fact of today, for things that do not say it themselves; each charge keeps its own copy.
    """

    organisation = models.ForeignKey(
        Organisation, to_field="code", on_delete=models.PROTECT, related_name="+"
    )
    option = models.ForeignKey(Option, on_delete=models.PROTECT, related_name="+")
    unit = models.CharField(max_length=200, blank=True)
    cost_centre = models.CharField(max_length=50, blank=True)

    class Meta:
        ordering = ("organisation", "option")
        constraints = (
            models.UniqueConstraint(
                name="an_option_belongs_to_one_place", fields=("organisation", "option")
            ),
            models.CheckConstraint(
                name="an_option_belongs_somewhere", condition=~Q(unit="") | ~Q(cost_centre="")
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.cost_centre} {self.unit}"


class CentreBudget(models.Model):
    """What a member has reckoned with to pay on a cost centre in a year.

    A fact of today.
    """

    organisation = models.ForeignKey(
        Organisation, to_field="code", on_delete=models.PROTECT, related_name="+"
    )
    cost_centre = models.CharField(max_length=50)
    year = models.PositiveSmallIntegerField()
    amount_ore = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="a_cost_centre_is_budgeted_once_a_year",
                fields=("organisation", "cost_centre", "year"),
            ),
            models.CheckConstraint(
                name="a_cost_centre_is_budgeted_no_less_than_nothing",
                condition=Q(amount_ore__gte=0),
            ),
            models.CheckConstraint(
                name="what_is_budgeted_has_a_cost_centre", condition=~Q(cost_centre="")
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.cost_centre} {self.year}"
