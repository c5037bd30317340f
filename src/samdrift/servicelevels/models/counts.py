"""How many closed cases were in time, counted by month so that years are told in a moment."""

from __future__ import annotations

from typing import override

from django.db import models
from django.db.models import F, Q


class ResultCount(models.Model):
    """Cases alike that were closed in a month: how many are judged, and how many were in time.

    A kept sum. It is true of a month until a day of that month stands among the days to recount.
    Closed cases are frozen, so that only those closed since are missing.
    """

    month = models.DateField()
    service = models.CharField(max_length=100, blank=True)
    organisation = models.CharField(max_length=20)
    priority = models.PositiveSmallIntegerField()
    solved = models.PositiveIntegerField()
    solved_in_time = models.PositiveIntegerField()
    answered = models.PositiveIntegerField()
    answered_in_time = models.PositiveIntegerField()

    class Meta:
        ordering = ("month", "id")
        constraints = (
            models.UniqueConstraint(
                name="results_alike_are_counted_once_a_month",
                fields=("month", "service", "organisation", "priority"),
            ),
            models.CheckConstraint(
                name="no_more_are_in_time_than_are_judged",
                condition=Q(solved_in_time__lte=F("solved"))
                & Q(answered_in_time__lte=F("answered")),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.organisation} {self.solved_in_time}/{self.solved}"


class ClosingDay(models.Model):
    """A day, as days are in UTC, on which a clock was closed since its month was counted.

    An event, written by the database itself beside the closing, and taken away when the months it
    may lie in are counted anew.
    """

    day = models.DateField(db_index=True)

    class Meta:
        ordering = ("id",)

    @override
    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}"
