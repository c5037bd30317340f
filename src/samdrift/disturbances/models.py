"""Disturbances, what has been told of them, who follows them, and the major ones."""

from __future__ import annotations

from typing import override

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from samdrift.directory.models import Person
from samdrift.disturbances.choices import (
    ENDED,
    DisturbanceEventKind,
    DisturbanceState,
    MajorState,
)
from samdrift.parties.models import Organisation
from samdrift.servicedesk.models import Ticket


class Disturbance(models.Model):
    """Something that does not work for many, or will not while planned work goes on.

    A fact of today; what was told, and when, stands in the events. `lasted_minutes` is stored when
    it ends, so that lists add it up. No touched organisations means all of them.
    """

    title = models.CharField(max_length=150)
    what = models.TextField()
    services = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=12, choices=DisturbanceState)
    is_planned = models.BooleanField(default=False)
    is_public = models.BooleanField(default=True)
    started_at = models.DateTimeField()
    expected_until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    lasted_minutes = models.PositiveIntegerField(null=True, blank=True)
    update_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    """How often something is promised to be told; empty promises nothing."""
    next_update_by = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    """When somebody was reminded that the next update is late; empty once it is written."""
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("-started_at", "-id")
        indexes = (
            models.Index(fields=("started_at", "id"), name="disturbance_started_at"),
            models.Index(fields=("ended_at", "id"), name="disturbance_ended_at"),
        )
        constraints = (
            models.CheckConstraint(name="a_disturbance_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="a_disturbance_has_ended_when_its_state_says_so",
                condition=Q(state__in=ENDED, ended_at__isnull=False)
                | (~Q(state__in=ENDED) & Q(ended_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="a_disturbance_ends_after_it_starts",
                condition=Q(ended_at__isnull=True)
                | Q(state=DisturbanceState.CANCELLED)
                | Q(ended_at__gte=F("started_at")),
            ),
            models.CheckConstraint(
                name="planned_work_says_until_when",
                condition=Q(is_planned=False) | Q(expected_until__gt=F("started_at")),
            ),
            models.CheckConstraint(
                name="what_has_ended_promises_no_update",
                condition=Q(ended_at__isnull=True) | Q(next_update_by__isnull=True),
            ),
        )

    @override
    def __str__(self) -> str:
        return self.title


class Touched(models.Model):
    """That a disturbance touches an organisation.

    A fact of today; a disturbance without any touches all of them.
    """

    disturbance = models.ForeignKey(Disturbance, on_delete=models.CASCADE, related_name="touched")
    organisation = models.ForeignKey(
        Organisation, to_field="code", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("organisation__position", "id")
        constraints = (
            models.UniqueConstraint(
                name="a_disturbance_touches_an_organisation_once",
                fields=("disturbance", "organisation"),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.disturbance_id} {self.organisation_id}"


class DisturbanceTicket(models.Model):
    """That a ticket was reported because of a disturbance.

    A fact of today; that it was linked or taken away stands in the events.
    """

    disturbance = models.ForeignKey(Disturbance, on_delete=models.PROTECT, related_name="links")
    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="+")
    linked_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                name="a_ticket_is_linked_to_a_disturbance_once", fields=("disturbance", "ticket")
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.disturbance_id} #{self.ticket_id}"


class DisturbanceEvent(models.Model):
    """Something that was told of a disturbance, or done with it, and by whom.

    An event: never changed, which the database itself sees to. `is_public` says that everybody
    may read the text; a wrong word is put right by telling anew.
    """

    disturbance = models.ForeignKey(Disturbance, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=10, choices=DisturbanceEventKind)
    state = models.CharField(max_length=12, choices=DisturbanceState)
    at = models.DateTimeField()
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by_name = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    is_public = models.BooleanField(default=False)
    ticket = models.ForeignKey(
        Ticket, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    batch = models.CharField(max_length=32, blank=True)
    """What joins the replies that were sent in its tickets at one stroke."""

    class Meta:
        ordering = ("id",)
        indexes = (
            models.Index(fields=("disturbance", "id"), name="event_of_disturbance"),
            models.Index(
                fields=("at", "id"), condition=Q(is_public=True), name="disturbance_event_public"
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.by_name} {self.at:%Y-%m-%d %H.%M}"


class Follower(models.Model):
    """A mail address that is told of each update of a disturbance.

    A fact of today: whoever stops following is forgotten. An address that was typed by somebody
    who has not signed in is told of nothing until the link sent to it has been opened.
    """

    disturbance = models.ForeignKey(Disturbance, on_delete=models.CASCADE, related_name="followers")
    address = models.EmailField(max_length=254)
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    token = models.CharField(max_length=43, unique=True)
    """What confirms the address, and ends the following, without a sign-in."""
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    told_upto = models.PositiveBigIntegerField(default=0)
    """The last event it was told of, so that nothing is told twice."""

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                name="an_address_follows_a_disturbance_once", fields=("disturbance", "address")
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.disturbance_id} {self.pk}"


class MajorIncident(models.Model):
    """That a disturbance is, or was proposed to be, led as a major incident.

    A fact of today; the steps stand in the disturbance's events. Afterwards it holds the report:
    what it was, its cause, and what is done so that it does not happen again.
    """

    disturbance = models.OneToOneField(Disturbance, on_delete=models.PROTECT, related_name="major")
    state = models.CharField(max_length=10, choices=MajorState, default=MajorState.PROPOSED)
    proposed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=200)
    why = models.TextField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=200, blank=True)
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    communicator = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    summary = models.TextField(blank=True)
    cause = models.TextField(blank=True)
    measure = models.TextField(blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    reported_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                name="a_major_incident_is_decided_by_somebody",
                condition=Q(state=MajorState.PROPOSED)
                | (Q(decided_at__isnull=False) & ~Q(decided_by="")),
            ),
            models.CheckConstraint(
                name="a_report_says_cause_and_measure",
                condition=Q(reported_at__isnull=True) | (~Q(cause="") & ~Q(measure="")),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.get_state_display()} {self.disturbance_id}"


class CommunicationTask(models.Model):
    """Something that somebody is to be told during a major incident, and by when.

    A fact of today; that it was done stands in the disturbance's events too.
    """

    major = models.ForeignKey(MajorIncident, on_delete=models.PROTECT, related_name="tasks")
    text = models.CharField(max_length=200)
    due_at = models.DateTimeField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("position", "id")
        constraints = (
            models.CheckConstraint(
                name="a_done_task_says_by_whom",
                condition=Q(done_at__isnull=True) | ~Q(done_by=""),
            ),
        )

    @override
    def __str__(self) -> str:
        return self.text
