"""What may go wrong, and what is done about it."""

from __future__ import annotations

from typing import override

from django.db import models
from django.db.models import Q


class Control(models.Model):
    """A risk of a year with the control that holds it, who does it, and what it showed.

    A fact of the year it names (KL 6:6 has the internal control plan). `key` is made from the texts
    of the area and the risk; `position` is its place in the file it came in.
    """

    year = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=64)
    area = models.TextField()
    risk = models.TextField()
    control = models.TextField()
    probability = models.PositiveSmallIntegerField()
    consequence = models.PositiveSmallIntegerField()
    control_role = models.TextField()
    report_role = models.TextField()
    result = models.TextField(blank=True)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ("year", "position", "id")
        constraints = (
            models.UniqueConstraint(fields=("year", "key"), name="a_risk_is_taken_up_once_a_year"),
            models.CheckConstraint(
                name="probability_and_consequence_are_from_1_to_4",
                condition=Q(
                    probability__gte=1,
                    probability__lte=4,
                    consequence__gte=1,
                    consequence__lte=4,
                ),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.year} {self.risk}"
