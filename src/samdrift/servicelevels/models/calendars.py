"""Calendars and what they have said, and what is promised."""

from __future__ import annotations

from typing import override

from django.db import models
from django.db.models import F, Q

from samdrift.parties.models import Organisation
from samdrift.servicelevels.choices import Impact, Priority, Urgency


class Calendar(models.Model):
    """A calendar of opening hours, by name; what it says stands in its editions.

    A fact of today.
    """

    key = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    is_default = models.BooleanField(default=False)

    class Meta:
        ordering = ("name", "id")
        constraints = (
            models.CheckConstraint(name="a_calendar_has_a_key", condition=~Q(key="")),
            models.CheckConstraint(name="a_calendar_has_a_name", condition=~Q(name="")),
            models.UniqueConstraint(
                name="one_calendar_is_the_default",
                fields=("is_default",),
                condition=Q(is_default=True),
            ),
        )

    @override
    def __str__(self) -> str:
        return self.name


class CalendarEdition(models.Model):
    """All that a calendar says of every day, as it stood from a moment on: canonical JSON.

    An event: never changed, which the database itself sees to, so that a deadline reckoned by it
    can be reckoned again. The newest of a calendar is what holds. Within it, plans for the week
    are states over time.
    """

    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    document = models.TextField()
    written_by = models.CharField(max_length=150, blank=True)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ("calendar", "-number")
        constraints = (
            models.UniqueConstraint(
                name="a_calendar_has_an_edition_once", fields=("calendar", "number")
            ),
            models.CheckConstraint(
                name="an_edition_of_a_calendar_says_something", condition=~Q(document="")
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.calendar}, utgåva {self.number}"


class CalendarUse(models.Model):
    """Which calendar counts for a service and an organisation; empty stands for all of them.

    States over time, half-open.
    """

    service = models.CharField(max_length=100, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        to_field="code",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("service", "organisation", "valid_from")
        constraints = (
            models.CheckConstraint(
                name="a_use_of_a_calendar_ends_after_it_begins",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
            ),
            models.UniqueConstraint(
                name="an_organisation_uses_one_calendar_from_a_day",
                fields=("service", "organisation", "valid_from"),
            ),
            models.UniqueConstraint(
                name="all_organisations_use_one_calendar_from_a_day",
                fields=("service", "valid_from"),
                condition=Q(organisation__isnull=True),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.calendar} för {self.service or 'alla tjänster'} från {self.valid_from}"


class PriorityCell(models.Model):
    """Which priority an impact and an urgency give.

    A fact of today: a case keeps the priority it was given.
    """

    impact = models.PositiveSmallIntegerField(choices=Impact)
    urgency = models.PositiveSmallIntegerField(choices=Urgency)
    priority = models.PositiveSmallIntegerField(choices=Priority)

    class Meta:
        ordering = ("impact", "urgency")
        constraints = (
            models.UniqueConstraint(
                name="an_impact_and_an_urgency_give_one_priority", fields=("impact", "urgency")
            ),
            models.CheckConstraint(
                name="a_given_priority_is_from_1_to_5",
                condition=Q(priority__gte=1, priority__lte=5),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.get_impact_display()}, {self.get_urgency_display()}: P{self.priority}"


class Agreement(models.Model):
    """How soon a service is to answer and solve what has a priority; empty stands for all.

    States over time, half-open. Without a calendar of its own it takes the one in use.
    """

    service = models.CharField(max_length=100, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        to_field="code",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    priority = models.PositiveSmallIntegerField(choices=Priority)
    respond_within_seconds = models.PositiveIntegerField()
    solve_within_seconds = models.PositiveIntegerField()
    calendar = models.ForeignKey(
        Calendar, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("service", "organisation", "priority", "valid_from")
        constraints = (
            models.CheckConstraint(
                name="an_agreement_ends_after_it_begins",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
            ),
            models.CheckConstraint(
                name="an_answer_is_promised_no_later_than_a_solution",
                condition=Q(respond_within_seconds__gt=0)
                & Q(respond_within_seconds__lte=F("solve_within_seconds")),
            ),
            models.CheckConstraint(
                name="an_agreed_priority_is_from_1_to_5",
                condition=Q(priority__gte=1, priority__lte=5),
            ),
            models.UniqueConstraint(
                name="an_organisation_has_one_agreement_from_a_day",
                fields=("service", "organisation", "priority", "valid_from"),
            ),
            models.UniqueConstraint(
                name="all_organisations_have_one_agreement_from_a_day",
                fields=("service", "priority", "valid_from"),
                condition=Q(organisation__isnull=True),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"P{self.priority} {self.service or 'alla tjänster'} från {self.valid_from}"
