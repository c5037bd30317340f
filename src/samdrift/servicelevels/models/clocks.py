"""The clocks of cases, and what has happened to them."""

from __future__ import annotations

from typing import override

from django.db import models
from django.db.models import F, Q

from samdrift.parties.models import Organisation
from samdrift.servicelevels.choices import EVENT_LABELS, STATE_LABELS, PauseReason, Priority
from samdrift.servicelevels.models.calendars import CalendarEdition
from samdrift.servicelevels.reckoning.events import State


class Clock(models.Model):
    """How the clock of a case stands, reckoned from its events and written with the latest.

    A fact of today, until the case is closed: then it is frozen, which the database itself sees
    to. Deadlines are None while a pause goes on; whether one is met, until that is known.
    """

    subject = models.CharField(max_length=200, unique=True)
    organisation = models.ForeignKey(
        Organisation, to_field="code", on_delete=models.PROTECT, related_name="+"
    )
    service = models.CharField(max_length=100, blank=True)
    priority = models.PositiveSmallIntegerField(choices=Priority)
    edition = models.ForeignKey(
        CalendarEdition, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    state = models.CharField(max_length=10, choices=STATE_LABELS)
    respond_within_seconds = models.PositiveIntegerField()
    solve_within_seconds = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    last_at = models.DateTimeField()
    respond_by = models.DateTimeField(null=True, blank=True)
    solve_by = models.DateTimeField(null=True, blank=True)
    responded_at = models.DateTimeField(null=True, blank=True)
    solved_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    used_seconds = models.PositiveBigIntegerField()
    response_used_seconds = models.PositiveBigIntegerField(null=True, blank=True)
    is_response_met = models.BooleanField(null=True, blank=True)
    is_solution_met = models.BooleanField(null=True, blank=True)
    event_count = models.PositiveIntegerField()

    class Meta:
        ordering = ("id",)
        indexes = (
            models.Index(
                fields=("solve_by", "id"), name="clock_to_solve", condition=Q(state=State.RUNNING)
            ),
            models.Index(
                fields=("respond_by", "id"),
                name="clock_to_answer",
                condition=Q(state=State.RUNNING, responded_at__isnull=True),
            ),
            models.Index(fields=("id",), name="clock_open", condition=Q(closed_at__isnull=True)),
            models.Index(
                fields=(
                    "closed_at",
                    "service",
                    "organisation",
                    "priority",
                    "is_solution_met",
                    "is_response_met",
                ),
                name="clock_results",
            ),
        )
        constraints = (
            models.CheckConstraint(name="a_clock_has_its_case", condition=~Q(subject="")),
            models.CheckConstraint(
                name="a_clock_is_closed_when_it_says_so",
                condition=Q(state=State.CLOSED) ^ Q(closed_at__isnull=True),
            ),
            models.CheckConstraint(
                name="a_clock_that_runs_knows_by_when",
                condition=~Q(state=State.RUNNING)
                | Q(solve_by__isnull=False, respond_by__isnull=False),
            ),
            models.CheckConstraint(
                name="a_case_that_is_solved_is_answered_and_judged",
                condition=Q(solved_at__isnull=True)
                | Q(
                    responded_at__isnull=False,
                    is_response_met__isnull=False,
                    is_solution_met__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="a_clock_tells_nothing_before_it_starts",
                condition=Q(last_at__gte=F("started_at")),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.subject} P{self.priority} ({self.get_state_display()})"


class ClockEvent(models.Model):
    """One thing that happened to a clock, and the deadlines before and after it.

    An event: never changed, which the database itself sees to. What was promised and which edition
    of a calendar counted stand in it, so that the clock can be reckoned again from its events.
    """

    clock = models.ForeignKey(
        Clock, on_delete=models.PROTECT, related_name="events", db_index=False
    )
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=EVENT_LABELS)
    at = models.DateTimeField()
    by = models.CharField(max_length=150, blank=True)
    reason = models.CharField(max_length=20, choices=PauseReason, blank=True)
    service = models.CharField(max_length=100, blank=True)
    priority = models.PositiveSmallIntegerField(choices=Priority, null=True, blank=True)
    respond_within_seconds = models.PositiveIntegerField(null=True, blank=True)
    solve_within_seconds = models.PositiveIntegerField(null=True, blank=True)
    edition = models.ForeignKey(
        CalendarEdition,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    respond_by_before = models.DateTimeField(null=True, blank=True)
    respond_by_after = models.DateTimeField(null=True, blank=True)
    solve_by_before = models.DateTimeField(null=True, blank=True)
    solve_by_after = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("clock", "number")
        constraints = (
            models.UniqueConstraint(
                name="an_event_of_a_clock_has_its_number_alone", fields=("clock", "number")
            ),
            models.CheckConstraint(
                name="a_start_and_a_change_say_which_hours_count",
                condition=Q(kind__in=("started", "level-changed", "calendar-changed"))
                ^ Q(edition__isnull=True),
            ),
            models.CheckConstraint(
                name="a_start_and_a_new_level_say_what_is_promised",
                condition=Q(kind__in=("started", "level-changed"))
                ^ Q(
                    priority__isnull=True,
                    respond_within_seconds__isnull=True,
                    solve_within_seconds__isnull=True,
                ),
            ),
            models.CheckConstraint(
                name="a_pause_says_what_is_waited_for",
                condition=Q(kind="paused") ^ Q(reason=""),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d %H:%M}"
