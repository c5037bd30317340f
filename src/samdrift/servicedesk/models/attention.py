"""What asks for the attention of somebody who helps: a mention, a reminder, a clock that runs."""

from __future__ import annotations

from typing import override

from django.conf import settings
from django.db import models
from django.db.models import Q

from samdrift.servicedesk.models.conversation import Message
from samdrift.servicedesk.models.tickets import Ticket
from samdrift.servicedesk.models.working import Handover


class Timer(models.Model):
    """That somebody works on a ticket since a moment, and lets it be counted.

    A fact of today: stopped, it is time spent.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="timers")
    started_at = models.DateTimeField()

    class Meta:
        ordering = ("started_at",)

    @override
    def __str__(self) -> str:
        return f"{self.user_id} arbetar i {self.ticket_id} sedan {self.started_at:%H.%M}"


class Mention(models.Model):
    """That a note calls somebody by name: `@jonas`.

    An event, but for when they read it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="mentions")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="mentions")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-at", "-id")
        indexes = (
            models.Index(fields=("user", "at"), name="mention_of_person"),
            models.Index(
                fields=("user",), condition=Q(read_at__isnull=True), name="mention_not_read"
            ),
        )
        constraints = (
            models.UniqueConstraint(
                name="a_note_mentions_somebody_once", fields=("message", "user")
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.user_id} nämnd i {self.ticket_id}"


class Reminder(models.Model):
    """That somebody wants to be reminded of a ticket at a moment, and why.

    A fact of today until it is done. One that Samdrift set for a supplier's promise says which
    handover it is of.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="reminders")
    due_at = models.DateTimeField()
    note = models.CharField(max_length=200, blank=True)
    handover = models.OneToOneField(
        Handover, null=True, blank=True, on_delete=models.CASCADE, related_name="reminder"
    )
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("due_at", "id")
        indexes = (
            models.Index(
                fields=("user", "due_at"),
                condition=Q(done_at__isnull=True),
                name="reminder_to_come",
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.user_id} påminns om {self.ticket_id} {self.due_at:%Y-%m-%d %H.%M}"
