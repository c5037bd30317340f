"""How much people were to work, and when they were away sick."""

from __future__ import annotations

from typing import override

from django.db import models
from django.db.models import F, Q

from samdrift.staff.choices import Sex


class StaffYear(models.Model):
    """How many days a person was to work in a year, and what tells them apart in statistics.

    A fact of the year it names. `person` is payroll's own pseudonym, never a name.
    """

    person = models.CharField(max_length=200)
    sex = models.CharField(max_length=1, choices=Sex)
    birth_year = models.PositiveSmallIntegerField()
    year = models.PositiveSmallIntegerField()
    ordinary_days = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("year", "person")
        constraints = (
            models.UniqueConstraint(
                fields=("person", "year"), name="a_person_has_one_row_of_days_a_year"
            ),
        )
        indexes = (models.Index(fields=("year",), name="staff_year_year"),)

    @override
    def __str__(self) -> str:
        return f"{self.person} {self.year}"


class Absence(models.Model):
    """That a person was away sick from a day to a day, the last day too; within one year.

    An event. A spell that goes on over the new year is one row in each year, with the same spell.
    """

    person = models.CharField(max_length=200)
    spell = models.CharField(max_length=200)
    first_day = models.DateField()
    last_day = models.DateField()
    days = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("first_day", "person")
        constraints = (
            models.UniqueConstraint(
                fields=("person", "first_day"), name="a_person_has_one_absence_from_a_day"
            ),
            models.CheckConstraint(
                name="an_absence_ends_after_it_begins", condition=Q(last_day__gte=F("first_day"))
            ),
        )
        indexes = (
            models.Index(fields=("first_day",), name="absence_first_day"),
            models.Index(fields=("person", "spell"), name="absence_spell"),
        )

    @override
    def __str__(self) -> str:
        return f"{self.person} {self.first_day}"
