"""Tickets: what people asked for help with, and how it stands."""

from __future__ import annotations

from typing import override

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from samdrift.assets.models import Device
from samdrift.directory.models import Person, Unit
from samdrift.parties.models import Organisation
from samdrift.servicedesk.choices import UNSOLVED, Channel, Kind, Level, LinkKind, Status
from samdrift.servicedesk.models.groups import Group


class Ticket(models.Model):
    """A request for help, from the moment it is reported until it is closed.

    A fact of today while it is worked on, with its history in the events; an event with its
    outcome once closed. One that was imported (`is_live` false) says only what the package told.
    Closed means seen to be solved: `closed_at` is then the moment of the solution that held, so
    that waiting for the reporter's yes makes no ticket slow. `elapsed_seconds` is the real time it
    took, also over a change of clocks; it is stored so that a million tickets are counted by an
    index. `respond_by` and `solve_by` are copies from the clock, for lists.
    """

    number = models.CharField(max_length=200, unique=True)
    organisation = models.ForeignKey(
        Organisation, to_field="code", on_delete=models.PROTECT, related_name="+"
    )
    channel = models.CharField(max_length=10, choices=Channel)
    line = models.PositiveSmallIntegerField()
    category = models.TextField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    elapsed_seconds = models.BigIntegerField(null=True, blank=True)
    open_seconds = models.BigIntegerField(null=True, blank=True)
    """The open time its clock had used when it was closed; imported tickets have no clock."""

    is_live = models.BooleanField(default=False, db_default=False)
    kind = models.CharField(
        max_length=10, choices=Kind, default=Kind.INCIDENT, db_default=Kind.INCIDENT
    )
    status = models.CharField(
        max_length=10, choices=Status, default=Status.CLOSED, db_default=Status.CLOSED
    )
    subject = models.CharField(max_length=200, blank=True, default="", db_default="")
    service = models.CharField(max_length=100, blank=True, default="", db_default="")
    impact = models.PositiveSmallIntegerField(
        choices=Level, default=Level.LOW, db_default=Level.LOW
    )
    urgency = models.PositiveSmallIntegerField(
        choices=Level, default=Level.MEDIUM, db_default=Level.MEDIUM
    )
    priority = models.PositiveSmallIntegerField(default=4, db_default=4)
    requester = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    group = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """Who works on it now."""
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """Who in first line answers for it until it is closed, whoever works on it."""
    place = models.CharField(max_length=200, blank=True, default="", db_default="")
    visit_on = models.DateField(null=True, blank=True)
    visit_time = models.TimeField(null=True, blank=True)
    visit_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    """How long the visit is thought to take."""

    is_secret = models.BooleanField(default=False, db_default=False)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    follows = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    wake_at = models.DateTimeField(null=True, blank=True)
    """When a planned ticket comes back to the queue by itself."""
    responded_at = models.DateTimeField(null=True, blank=True)
    solved_at = models.DateTimeField(null=True, blank=True)
    resolution = models.TextField(blank=True, default="", db_default="")
    reopen_until = models.DateTimeField(null=True, blank=True)
    reopened_count = models.PositiveSmallIntegerField(default=0, db_default=0)
    respond_by = models.DateTimeField(null=True, blank=True)
    solve_by = models.DateTimeField(null=True, blank=True)
    is_answer_awaited = models.BooleanField(default=False, db_default=False)
    """The reporter wrote last: `Nytt svar` in the queue."""
    changed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0, db_default=0)
    """Rises with each change, so that nobody saves over what they have not seen."""
    wiped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("number",)
        indexes = (
            models.Index(fields=("closed_at", "elapsed_seconds"), name="ticket_closed_within"),
            models.Index(fields=("closed_at", "id"), name="ticket_closed_list"),
            models.Index(fields=("opened_at",), name="ticket_opened_at"),
            models.Index(
                fields=("solve_by", "id"),
                condition=Q(status__in=UNSOLVED, is_live=True),
                name="ticket_queue_by_deadline",
            ),
            models.Index(
                fields=("group", "solve_by", "id"),
                condition=Q(status__in=UNSOLVED, is_live=True),
                name="ticket_queue_of_group",
            ),
            models.Index(
                fields=("assignee", "solve_by", "id"),
                condition=Q(status__in=UNSOLVED, is_live=True),
                name="ticket_queue_of_person",
            ),
            models.Index(  # All that is read when open tickets are counted.
                fields=("status", "is_live", "assignee", "owner", "is_secret", "id"),
                condition=Q(status__in=UNSOLVED, is_live=True),
                name="ticket_queue_counted",
            ),
            models.Index(  # All that is read when those not closed are counted by their age.
                fields=("organisation", "opened_at"),
                condition=Q(closed_at__isnull=True) & ~Q(status=Status.MERGED),
                name="ticket_open_by_age",
            ),
            models.Index(
                fields=("changed_at", "id"),
                condition=Q(is_live=True),
                name="ticket_changed_at",
            ),
            models.Index(
                fields=("requester", "opened_at"),
                condition=Q(is_live=True),
                name="ticket_of_requester",
            ),
            models.Index(
                fields=("unit", "opened_at"), condition=Q(is_live=True), name="ticket_of_unit"
            ),
            models.Index(fields=("organisation", "closed_at", "id"), name="ticket_of_organisation"),
            models.Index(
                fields=("reopen_until",),
                condition=Q(status=Status.SOLVED),
                name="ticket_to_be_closed",
            ),
            models.Index(
                fields=("wake_at",), condition=Q(status=Status.PLANNED), name="ticket_to_wake"
            ),
        )
        constraints = (
            models.CheckConstraint(
                name="a_ticket_closes_after_it_opens",
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("opened_at")),
            ),
            models.CheckConstraint(
                name="a_closed_ticket_knows_how_long_it_took",
                condition=Q(closed_at__isnull=True, elapsed_seconds__isnull=True)
                | Q(closed_at__isnull=False, elapsed_seconds__gte=0),
            ),
            models.CheckConstraint(
                name="a_live_ticket_is_closed_when_its_status_says_so",
                condition=Q(is_live=False)
                | Q(status=Status.CLOSED, closed_at__isnull=False)
                | (~Q(status=Status.CLOSED) & Q(closed_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="a_solved_ticket_knows_when_and_how",
                condition=Q(is_live=False)
                | ~Q(status__in=(Status.SOLVED, Status.CLOSED))
                | (Q(solved_at__isnull=False) & (~Q(resolution="") | Q(wiped_at__isnull=False))),
            ),
            models.CheckConstraint(
                name="a_merged_ticket_says_into_which",
                condition=Q(status=Status.MERGED, merged_into__isnull=False)
                | (~Q(status=Status.MERGED) & Q(merged_into__isnull=True)),
            ),
            models.CheckConstraint(
                name="a_ticket_is_not_its_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"#{self.number} {self.subject or self.category}"

    @property
    def is_unsolved(self) -> bool:
        """Whether someone still waits for help."""
        return self.status in UNSOLVED


class TicketNumber(models.Model):
    """The next number to give a ticket. There is one row.

    A fact of today.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    upcoming = models.PositiveBigIntegerField()

    class Meta:
        constraints = (
            models.CheckConstraint(name="there_is_one_series_of_tickets", condition=Q(id=1)),
        )

    @override
    def __str__(self) -> str:
        return f"Nästa ärende {self.upcoming}"


class TicketLink(models.Model):
    """That two tickets belong together; told once, from the ticket where it was said.

    A fact of today; that it was said or taken back stands in the events.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="links")
    other = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="linked_from")
    kind = models.CharField(max_length=10, choices=LinkKind)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                name="two_tickets_are_linked_once_in_a_way", fields=("ticket", "other", "kind")
            ),
            models.CheckConstraint(
                name="a_ticket_is_not_linked_to_itself", condition=~Q(ticket=F("other"))
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.ticket_id} {self.get_kind_display()} {self.other_id}"


class ConcernedThing(models.Model):
    """That a ticket concerns a thing of the register.

    A fact of today; that it was said or taken back stands in the events.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="things")
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                name="a_ticket_concerns_a_thing_once", fields=("ticket", "device")
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.ticket_id} {self.device_id}"


class Keyword(models.Model):
    """A word that tickets are told apart by beside their category: `skolstart`, `byte av plattor`.

    A fact of today; the same for all who work at the desk.
    """

    word = models.CharField(max_length=40, unique=True)

    class Meta:
        ordering = ("word",)
        constraints = (
            models.CheckConstraint(name="a_keyword_is_some_word", condition=~Q(word="")),
        )

    @override
    def __str__(self) -> str:
        return self.word


class TicketKeyword(models.Model):
    """That a ticket has a keyword.

    A fact of today; that it was put there or taken away stands in the events.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="keywords")
    keyword = models.ForeignKey(Keyword, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                name="a_ticket_has_a_keyword_once", fields=("ticket", "keyword")
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.ticket_id} {self.keyword_id}"
