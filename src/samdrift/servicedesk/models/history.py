"""What has happened to tickets, and who has read those that few may read."""

from __future__ import annotations

from typing import override

from django.conf import settings
from django.db import models

from samdrift.servicedesk.choices import EventKind
from samdrift.servicedesk.models.tickets import Ticket


class TicketEvent(models.Model):
    """Something that happened to a ticket: what was changed, from what to what, and by whom.

    An event: never changed, which the database itself sees to. `changes` has the field's name with
    what it was and what it became, as they are stored; `batch` joins what was done at one stroke,
    so that it can be undone at one.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=12, choices=EventKind)
    at = models.DateTimeField()
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by_name = models.CharField(max_length=200)
    changes = models.JSONField(default=dict)
    batch = models.CharField(max_length=32, blank=True)

    class Meta:
        ordering = ("id",)
        indexes = (
            models.Index(fields=("ticket", "id"), name="event_of_ticket"),
            models.Index(
                fields=("batch",), condition=~models.Q(batch=""), name="event_of_one_stroke"
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.by_name} {self.at:%Y-%m-%d %H.%M}"


class SecrecyReading(models.Model):
    """That somebody opened a ticket that few may read (OSL 2009:400; GDPR article 32).

    An event: never changed, which the database itself sees to.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=("ticket", "id"), name="reading_of_ticket"),)

    @override
    def __str__(self) -> str:
        return f"{self.by_user_id} läste {self.ticket_id} {self.at:%Y-%m-%d %H.%M}"
