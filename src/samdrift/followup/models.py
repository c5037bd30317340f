"""What is said of a year as it goes: comments, forecasts, who is asked for them, and limits."""

from __future__ import annotations

from typing import override

from django.db import models
from django.db.models import F, Q

from samdrift.directory.models import Person
from samdrift.followup.choices import Tertial


class Comment(models.Model):
    """Why a cost centre stands as it does after a month; the latest of both is what counts.

    An event: never changed, which the database itself sees to. No text takes one away.
    """

    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    cost_centre = models.CharField(max_length=50, blank=True)
    text = models.TextField(blank=True)
    written_by = models.CharField(max_length=150)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("year", "month"), name="comment_after_a_month"),)
        constraints = (
            models.CheckConstraint(
                name="a_comment_is_after_a_month", condition=Q(month__gte=1, month__lte=12)
            ),
            models.CheckConstraint(
                name="a_comment_has_somebody_who_wrote_it", condition=~Q(written_by="")
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.year}-{self.month:02} {self.cost_centre}".strip()


class Forecast(models.Model):
    """What a cost centre's year is expected to come to, told at a tertial; the latest counts.

    An event: never changed, which the database itself sees to. Income is plus, costs are minus.
    """

    year = models.PositiveSmallIntegerField()
    tertial = models.PositiveSmallIntegerField(choices=Tertial)
    cost_centre = models.CharField(max_length=50, blank=True)
    amount_ore = models.BigIntegerField()
    because = models.TextField(blank=True)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("year", "tertial"), name="forecast_of_a_tertial"),)
        constraints = (
            models.CheckConstraint(
                name="a_forecast_is_made_at_a_tertial", condition=Q(tertial__in=Tertial.values)
            ),
            models.CheckConstraint(
                name="a_forecast_has_somebody_who_made_it", condition=~Q(made_by="")
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.year} T{self.tertial} {self.cost_centre}".strip()


class Limits(models.Model):
    """From how large a deviation the lights turn, in thousandths of the costs budgeted.

    An event: never changed, which the database itself sees to; the latest is what counts.
    """

    close_permille = models.PositiveIntegerField()
    bad_permille = models.PositiveIntegerField()
    set_by = models.CharField(max_length=150)
    set_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="a_light_is_yellow_before_it_is_red",
                condition=Q(close_permille__lt=F("bad_permille")),
            ),
            models.CheckConstraint(
                name="limits_have_somebody_who_set_them", condition=~Q(set_by="")
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.close_permille}–{self.bad_permille} ‰"


class Responsible(models.Model):
    """Who answers for a cost centre, and is asked what they expect of it. A fact of today."""

    cost_centre = models.CharField(max_length=50, unique=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("cost_centre",)
        constraints = (
            models.CheckConstraint(
                name="whoever_answers_answers_for_a_cost_centre", condition=~Q(cost_centre="")
            ),
        )

    @override
    def __str__(self) -> str:
        return self.cost_centre


class ForecastRound(models.Model):
    """That forecasts of a year are asked for at a tertial, and by when.

    An event: never changed, which the database itself sees to.
    """

    year = models.PositiveSmallIntegerField()
    tertial = models.PositiveSmallIntegerField(choices=Tertial)
    due_on = models.DateField()
    asked_by = models.CharField(max_length=150)
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ("year", "tertial")
        constraints = (
            models.UniqueConstraint(
                name="forecasts_are_asked_for_once_a_tertial", fields=("year", "tertial")
            ),
            models.CheckConstraint(
                name="a_round_is_at_a_tertial", condition=Q(tertial__in=Tertial.values)
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.year} T{self.tertial}"


class ForecastReminder(models.Model):
    """That somebody was written to about a forecast of a cost centre, for which time.

    An event: never changed, which the database itself sees to.
    """

    round = models.ForeignKey(ForecastRound, on_delete=models.PROTECT, related_name="reminders")
    cost_centre = models.CharField(max_length=50)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    step = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                name="a_forecast_is_reminded_of_once_a_time",
                fields=("round", "cost_centre", "step"),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.round} {self.cost_centre} {self.step}"
