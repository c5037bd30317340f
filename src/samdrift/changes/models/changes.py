"""A change, what it touches, what it belongs with, and what has happened to it."""

from __future__ import annotations

from typing import override

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from samdrift.changes.choices import (
    EventKind,
    Kind,
    LinkKind,
    RiskClass,
    State,
    Verdict,
)
from samdrift.parties.models import Organisation
from samdrift.servicedesk.models import Ticket


class Template(models.Model):
    """A standard change that was approved once and for all: what is done, and how.

    A fact of today: what has been used is never deleted, only shut.
    """

    key = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    why = models.TextField(blank=True)
    what = models.TextField(blank=True)
    services = models.JSONField(default=list)
    plan = models.TextField()
    back_out_plan = models.TextField()
    test = models.TextField()
    minutes = models.PositiveSmallIntegerField(default=60)
    approved_on = models.DateField()
    approved_by = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ("title", "id")
        constraints = (
            models.CheckConstraint(
                name="a_template_says_how_and_how_it_is_undone",
                condition=~Q(plan="") & ~Q(back_out_plan="") & ~Q(test=""),
            ),
            models.CheckConstraint(name="a_template_takes_time", condition=Q(minutes__gt=0)),
        )

    @override
    def __str__(self) -> str:
        return self.title


class Change(models.Model):
    """Something that is changed in what runs, from the thought of it until it is looked back on.

    A fact of today, with its history in the events. `round` rises each time it is proposed anew, so
    that what was voted on another text does not count. `verdict` is what was decided, also where
    an emergency change was done first; `outcome` how it went, also once that has been reviewed.
    """

    number = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    title = models.CharField(max_length=200)
    why = models.TextField(blank=True)
    what = models.TextField(blank=True)
    probability = models.PositiveSmallIntegerField(default=1)
    consequence = models.PositiveSmallIntegerField(default=1)
    risk_class = models.CharField(max_length=10, choices=RiskClass, default=RiskClass.LOW)
    plan = models.TextField(blank=True)
    back_out_plan = models.TextField(blank=True)
    test = models.TextField(blank=True)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    template = models.ForeignKey(
        Template, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    proposer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    implementers = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")
    is_public = models.BooleanField(default=False)
    public_text = models.CharField(max_length=500, blank=True)
    round = models.PositiveSmallIntegerField(default=0)
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    approve_by = models.DateTimeField(null=True, blank=True)
    """By when an emergency change that was done first is to be approved."""
    begun_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=State, blank=True)
    went_as_planned = models.BooleanField(null=True, blank=True)
    lessons = models.TextField(blank=True)
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-id",)
        indexes = (
            models.Index(fields=("state", "starts_at"), name="change_by_state"),
            models.Index(fields=("starts_at", "ends_at"), name="change_by_window"),
            models.Index(fields=("ended_at",), name="change_ended_at"),
        )
        constraints = (
            models.CheckConstraint(name="a_change_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="a_change_ends_after_it_starts",
                condition=Q(starts_at__isnull=True, ends_at__isnull=True)
                | Q(starts_at__lt=F("ends_at")),
            ),
            models.CheckConstraint(
                name="risk_is_told_from_one_to_four",
                condition=Q(
                    probability__gte=1,
                    probability__lte=4,
                    consequence__gte=1,
                    consequence__lte=4,
                ),
            ),
            models.CheckConstraint(
                name="a_change_that_ended_says_how_it_went",
                condition=Q(ended_at__isnull=True, outcome="")
                | (Q(ended_at__isnull=False) & ~Q(outcome="")),
            ),
            models.CheckConstraint(
                name="a_decision_about_a_change_has_its_moment",
                condition=Q(verdict="", decided_at__isnull=True)
                | (~Q(verdict="") & Q(decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="a_standard_change_has_its_template",
                condition=~Q(kind=Kind.STANDARD) | Q(template__isnull=False),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class ChangeNumber(models.Model):
    """The next number to give a change. There is one row.

    A fact of today.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    upcoming = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(name="there_is_one_series_of_changes", condition=Q(id=1)),
        )

    @override
    def __str__(self) -> str:
        return f"Nästa ändring C-{self.upcoming}"


class Touched(models.Model):
    """A service or an organisation that notices a change; without organisations every one does.

    A fact of today; what it was before stands in the events.
    """

    change = models.ForeignKey(Change, on_delete=models.CASCADE, related_name="touched")
    service = models.CharField(max_length=100, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        to_field="code",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="a_service_or_an_organisation_is_touched",
                condition=(~Q(service="") & Q(organisation__isnull=True))
                | Q(service="", organisation__isnull=False),
            ),
            models.UniqueConstraint(
                name="a_service_is_touched_once",
                fields=("change", "service"),
                condition=~Q(service=""),
            ),
            models.UniqueConstraint(
                name="an_organisation_is_touched_once",
                fields=("change", "organisation"),
                condition=Q(organisation__isnull=False),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.change_id} rör {self.service or self.organisation_id}"


class ChangeLink(models.Model):
    """That a ticket or a problem belongs with a change. Problems are known by number.

    A fact of today; that it was said or taken back stands in the events.
    """

    change = models.ForeignKey(Change, on_delete=models.CASCADE, related_name="links")
    kind = models.CharField(max_length=10, choices=LinkKind)
    ticket = models.ForeignKey(
        Ticket, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    problem = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="a_change_is_linked_to_a_ticket_or_a_problem",
                condition=(Q(ticket__isnull=False) & Q(problem=""))
                | (Q(ticket__isnull=True) & ~Q(problem="")),
            ),
            models.UniqueConstraint(
                name="a_change_and_a_ticket_are_linked_once_in_a_way",
                fields=("change", "ticket", "kind"),
                condition=Q(ticket__isnull=False),
            ),
            models.UniqueConstraint(
                name="a_change_and_a_problem_are_linked_once_in_a_way",
                fields=("change", "problem", "kind"),
                condition=~Q(problem=""),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.change_id} {self.get_kind_display()} {self.problem or self.ticket_id}"


class ChangeEvent(models.Model):
    """Something that happened to a change: what was changed, from what to what, and by whom.

    An event: never changed, which the database itself sees to.
    """

    change = models.ForeignKey(Change, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=10, choices=EventKind)
    at = models.DateTimeField()
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by_name = models.CharField(max_length=200)
    changes = models.JSONField(default=dict)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("change", "id"), name="event_of_change"),)

    @override
    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.by_name} {self.at:%Y-%m-%d %H.%M}"
