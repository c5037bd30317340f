"""What the owners want of a year."""

from __future__ import annotations

from typing import override

from django.db import models
from django.db.models import Q

from samdrift.goals.choices import Direction


class Goal(models.Model):
    """A goal of a year below one of the main goals, and how it was assessed once it was.

    A fact of the year it names. `key` is made from the texts of both goals, so that a goal that
    goes on has the same key in every year; `position` is its place in the file it came in.
    """

    year = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=64)
    main_goal = models.TextField()
    sub_goal = models.TextField()
    grade = models.PositiveSmallIntegerField(null=True, blank=True)
    comment = models.TextField(blank=True)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ("year", "position", "id")
        constraints = (
            models.UniqueConstraint(fields=("year", "key"), name="a_goal_is_set_once_a_year"),
            models.CheckConstraint(
                name="a_grade_is_from_1_to_5",
                condition=Q(grade__isnull=True) | Q(grade__gte=1, grade__lte=5),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.year} {self.sub_goal}"


class Target(models.Model):
    """What a key figure is to come to in a year; the latest that was set is what counts.

    An event: never changed, which the database itself sees to. That it was taken away is one too.
    `value` is in whole öre for money, in thousandths for everything else.
    """

    year = models.PositiveSmallIntegerField()
    key_figure = models.CharField(max_length=80)
    unit = models.CharField(max_length=10)
    value = models.BigIntegerField()
    direction = models.CharField(max_length=10, choices=Direction)
    is_removal = models.BooleanField(default=False)
    set_by = models.CharField(max_length=150)
    set_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("year", "key_figure"), name="target_of_a_year"),)
        constraints = (
            models.CheckConstraint(
                name="a_target_has_somebody_who_set_it", condition=~Q(set_by="")
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.key_figure} {self.year}"
