"""Mailboxes, letters that came, letters that go, and how it stands with each."""

from __future__ import annotations

from typing import override

from django.db import models
from django.db.models import Q

from samdrift.plumbing.mail.choices import DeliveryState, Security, Standing


class Mailbox(models.Model):
    """A mailbox of ours: from where letters are fetched, and as whom they are sent.

    A fact of today. Its password is none of the database's: see passwords.
    """

    key = models.SlugField(max_length=40, unique=True)
    address = models.CharField(max_length=320, unique=True)
    name = models.CharField(max_length=200, blank=True)
    organisation_code = models.CharField(max_length=20, blank=True)
    signature = models.TextField(blank=True)
    keeper_address = models.CharField(max_length=320, blank=True)
    is_open = models.BooleanField(default=True)
    imap_host = models.CharField(max_length=255, blank=True)
    imap_port = models.PositiveIntegerField(default=993)
    imap_security = models.CharField(max_length=10, choices=Security, default=Security.TLS)
    smtp_host = models.CharField(max_length=255, blank=True)
    smtp_port = models.PositiveIntegerField(default=587)
    smtp_security = models.CharField(max_length=10, choices=Security, default=Security.STARTTLS)
    user = models.CharField(max_length=320, blank=True)
    authority_file = models.CharField(max_length=500, blank=True)
    folder = models.CharField(max_length=200, default="INBOX")
    done_folder = models.CharField(max_length=200, default="Klart", blank=True)
    uid_validity = models.BigIntegerField(default=0)
    last_uid = models.BigIntegerField(default=0)
    fetched_at = models.DateTimeField(null=True, blank=True)
    problem = models.TextField(blank=True)
    problem_since = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("key",)
        constraints = (
            models.CheckConstraint(
                name="mailbox_with_a_problem_says_since_when",
                condition=Q(problem="") ^ Q(problem_since__isnull=False),
            ),
        )

    @override
    def __str__(self) -> str:
        return self.address


class IncomingLetter(models.Model):
    """A letter that came to a mailbox; its bytes are kept among the files by their digest.

    An event, but for how it stands: it waits until somebody takes it, or until it is told of as
    one that nobody could.
    """

    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, related_name="letters")
    digest = models.CharField(max_length=64)
    content_key = models.CharField(max_length=64)
    message_id = models.CharField(max_length=1000, blank=True)
    sender = models.CharField(max_length=320, blank=True)
    subject = models.CharField(max_length=500, blank=True)
    size = models.PositiveBigIntegerField()
    received_at = models.DateTimeField()
    standing = models.CharField(max_length=12, choices=Standing, default=Standing.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    handled_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.CharField(max_length=100, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ("id",)
        indexes = (
            models.Index(fields=("digest",), name="incoming_digest"),
            models.Index(
                fields=("id",), name="incoming_waiting", condition=Q(standing=Standing.WAITING)
            ),
            models.Index(
                fields=("id",),
                name="incoming_quarantined",
                condition=Q(standing=Standing.QUARANTINED),
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("mailbox", "content_key"), name="letter_comes_once_to_a_mailbox"
            ),
            models.CheckConstraint(
                name="letter_that_waits_has_not_been_handled",
                condition=Q(standing=Standing.WAITING) ^ Q(handled_at__isnull=False),
            ),
            models.CheckConstraint(
                name="letter_in_quarantine_says_why",
                condition=~Q(standing=Standing.QUARANTINED) | ~Q(reason=""),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.subject} ({self.sender})"


class OutgoingLetter(models.Model):
    """A letter of ours, as it was asked to be sent. An event: written once, never changed."""

    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, related_name="+")
    message_id = models.CharField(max_length=400, unique=True)
    reference = models.CharField(max_length=80)
    to = models.JSONField(default=list)
    copy = models.JSONField(default=list)
    subject = models.CharField(max_length=500)
    text = models.TextField()
    in_reply_to = models.CharField(max_length=1000, blank=True)
    references = models.JSONField(default=list)
    attachments = models.JSONField(default=list)
    is_automatic = models.BooleanField(default=False)
    language = models.CharField(max_length=2, default="sv", db_default="sv")
    sender_name = models.CharField(max_length=200, blank=True, default="", db_default="")
    """As whom it is sent; the mailbox's own name where empty."""
    signature = models.TextField(blank=True, default="", db_default="")
    """What stands under it; the mailbox's own where empty."""
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        indexes = (
            models.Index(
                fields=("asked_at",), name="outgoing_automatic", condition=Q(is_automatic=True)
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.subject} (<{self.message_id}>)"


class Delivery(models.Model):
    """A letter of ours on its way to one address, until it has left or could not.

    A fact of today: a bounce may change it days after the letter left.
    """

    letter = models.ForeignKey(OutgoingLetter, on_delete=models.PROTECT, related_name="deliveries")
    address = models.CharField(max_length=320)
    state = models.CharField(max_length=10, choices=DeliveryState, default=DeliveryState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    status = models.CharField(max_length=20, blank=True)
    told = models.TextField(blank=True)

    class Meta:
        ordering = ("id",)
        indexes = (
            models.Index(
                fields=("next_try_at",),
                name="delivery_to_be_made",
                condition=Q(state__in=(DeliveryState.WAITING, DeliveryState.SENDING)),
            ),
            models.Index(fields=("address", "id"), name="delivery_address"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("letter", "address"), name="letter_goes_once_to_an_address"
            ),
            models.CheckConstraint(
                name="delivery_under_way_has_not_ended",
                condition=Q(state__in=(DeliveryState.WAITING, DeliveryState.SENDING))
                ^ Q(ended_at__isnull=False),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.address} ({self.state})"
