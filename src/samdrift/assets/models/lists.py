"""Lists of operators and device managers, as they differed from the register month by month."""

from __future__ import annotations

from typing import override

from django.conf import settings
from django.db import models


class ComparedList(models.Model):
    """How a month's list of an operator or a device manager differed from the register.

    A fact of today: the same list sent again in a month takes the place of the one before. The list
    itself is not kept, and what differed no longer than two years.
    """

    sort = models.CharField(max_length=20)
    month = models.DateField()
    """The first day of the month."""
    name = models.CharField(max_length=200)
    sent_at = models.DateTimeField()
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by_name = models.CharField(max_length=200)
    lines = models.PositiveIntegerField()
    things = models.PositiveIntegerField()
    alike = models.PositiveIntegerField()
    differences = models.JSONField(default=list)
    """Each that differed, with its fields by their names."""

    class Meta:
        ordering = ("-month", "sort")
        constraints = (
            models.UniqueConstraint(
                fields=("sort", "month"), name="a_month_has_one_list_of_a_sort"
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.sort} {self.month:%Y-%m}"
