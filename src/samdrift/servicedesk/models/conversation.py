"""What is written in a ticket: messages with their attachments, and what is not yet sent."""

from __future__ import annotations

from typing import override

from django.conf import settings
from django.db import models
from django.db.models import Q

from samdrift.directory.models import Person
from samdrift.servicedesk.choices import Channel, MessageKind
from samdrift.servicedesk.models.tickets import Ticket


class Message(models.Model):
    """What somebody wrote in a ticket, and when.

    An event, but for three things: a merge moves it to the ticket that goes on, wiping by rule
    takes its text away, and `wiped_at` says when. `quoted` is what a mail repeated of earlier
    ones: kept, shown folded. `letter` names the mail it came in, `html` is that mail made safe.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="messages")
    kind = models.CharField(max_length=10, choices=MessageKind)
    channel = models.CharField(max_length=10, choices=Channel)
    at = models.DateTimeField()
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by_person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by_name = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    quoted = models.TextField(blank=True)
    html = models.TextField(blank=True)
    letter = models.CharField(max_length=64, blank=True)
    message_id = models.CharField(max_length=255, blank=True)
    wiped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("at", "id")
        indexes = (
            models.Index(fields=("ticket", "at", "id"), name="message_of_ticket"),
            models.Index(
                fields=("message_id",), condition=~Q(message_id=""), name="message_by_message_id"
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.by_name} {self.at:%Y-%m-%d %H.%M}"


class Attachment(models.Model):
    """A file that came with a message; its bytes lie in the store under their digest.

    An event: written with the message; wiping by rule takes the bytes away.
    """

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    content_id = models.CharField(max_length=255, blank=True)
    """How the mail's HTML names it, where it is a picture in the text."""

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("digest",), name="attachment_digest"),)
        constraints = (
            models.CheckConstraint(name="an_attachment_has_a_name", condition=~Q(name="")),
        )

    @override
    def __str__(self) -> str:
        return self.name


class Draft(models.Model):
    """What somebody has begun to write in a ticket, or in one that is not registered yet.

    A fact of today, of that person alone: a new owner, a merge or a sign-out does not touch it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ticket = models.ForeignKey(
        Ticket, null=True, blank=True, on_delete=models.PROTECT, related_name="drafts"
    )
    kind = models.CharField(max_length=10, choices=MessageKind)
    content = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ("-saved_at",)
        constraints = (
            models.UniqueConstraint(
                name="a_person_has_one_draft_of_a_kind_in_a_ticket",
                fields=("user", "ticket", "kind"),
            ),
            models.UniqueConstraint(
                name="a_person_has_one_draft_of_a_kind_outside_tickets",
                fields=("user", "kind"),
                condition=Q(ticket__isnull=True),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"Utkast {self.user_id} {self.ticket_id or 'nytt'}"
