"""How tickets and mail belong together: who is written to where, and what a mailbox is for."""

from __future__ import annotations

from typing import override

from django.db import models
from django.db.models import Q

from samdrift.directory.models import Person
from samdrift.plumbing.mail.models import Mailbox
from samdrift.servicedesk.models.groups import Group
from samdrift.servicedesk.models.tickets import Ticket


class Correspondence(models.Model):
    """Where whoever reported a ticket by mail is written to, and from which mailbox of ours.

    A fact of today. `person` is who they were taken for: a ticket that is given another reporter
    is written about to where the directory says.
    """

    ticket = models.OneToOneField(Ticket, on_delete=models.CASCADE, related_name="correspondence")
    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=320)
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("ticket",)
        constraints = (
            models.CheckConstraint(
                name="a_correspondence_has_an_address", condition=~Q(address="")
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.ticket_id} {self.address}"


class Letterhead(models.Model):
    """As whom those of an organisation are written to, whichever mailbox it is from.

    A fact of today. Without one, letters bear the mailbox's own name and signature.
    """

    organisation_code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200, blank=True)
    signature = models.TextField(blank=True)
    english_name = models.CharField(max_length=200, blank=True)
    english_signature = models.TextField(blank=True)

    class Meta:
        ordering = ("organisation_code",)

    @override
    def __str__(self) -> str:
        return f"{self.organisation_code} {self.name}"


class MailboxRule(models.Model):
    """What the desk does with what comes to a mailbox.

    A fact of today. A mailbox without one takes letters from everybody, gives them to the first
    line and sends receipts.
    """

    mailbox = models.OneToOneField(Mailbox, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_for_strangers = models.BooleanField(default=True)
    is_secret = models.BooleanField(default=False)
    has_receipts = models.BooleanField(default=True)

    class Meta:
        ordering = ("mailbox",)

    @override
    def __str__(self) -> str:
        return f"Regel för {self.mailbox_id}"
