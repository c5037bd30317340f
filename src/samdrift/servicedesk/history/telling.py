"""Telling other systems of what happens to tickets, within the transaction that it happens in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from samdrift.plumbing.hooks import outbox
from samdrift.plumbing.hooks.models import Subscription
from samdrift.plumbing.hooks.ports import Told
from samdrift.reporting import memory
from samdrift.servicedesk.choices import EventKind, MessageKind, Status
from samdrift.servicedesk.models import Ticket

REGISTERED, CHANGED = "ticket.registered", "ticket.changed"
ANSWERED, REPLIED = "ticket.answered", "ticket.replied"
SOLVED, VERIFIED, REOPENED = "ticket.solved", "ticket.verified", "ticket.reopened"
MERGED = "ticket.merged"

EVENTS = {
    REGISTERED: _("Ärende anmält"),
    CHANGED: _("Ärende ändrat"),
    ANSWERED: _("Anmälaren har svarat"),
    REPLIED: _("Servicedesken har svarat"),
    SOLVED: _("Ärende löst"),
    VERIFIED: _("Ärende avslutat"),
    REOPENED: _("Ärende öppnat igen"),
    MERGED: _("Ärende sammanfört"),
}
OF_MESSAGES = {MessageKind.ANSWER: ANSWERED, MessageKind.REPLY: REPLIED}
"""A note is for those who help, and no other system is told of it."""

LISTENED = (Subscription,)
"""What says which events anybody listens to."""

_OUR_OWN = (EventKind.MESSAGE, EventKind.WATCHED)
"""A message tells of itself, and who follows a ticket is no other system's business."""
_OF_STATUS = {Status.SOLVED: SOLVED, Status.CLOSED: VERIFIED, Status.MERGED: MERGED}


def of_event(kind: EventKind, changes: Mapping[str, tuple[Any, Any]]) -> tuple[str, ...]:
    """Return what other systems are told for something that happened; a message tells of itself."""
    if kind is EventKind.REGISTERED:
        return (REGISTERED,)
    was, now = changes.get("status", (None, None))
    if now in _OF_STATUS:
        return (_OF_STATUS[Status(now)],)
    if was == Status.SOLVED:
        return (REOPENED,)
    return (CHANGED,) if changes and kind not in _OUR_OWN else ()


def tell(ticket: Ticket, event: str, *, at: datetime, changed: tuple[str, ...] = ()) -> None:
    """Tell of a ticket: its number, how it stands, which fields were changed; no conversation."""
    if event not in memory.in_process("servicedesk.listened", LISTENED, _listened_to):
        return
    outbox.tell(
        Told(
            event=event,
            reference=f"ticket:{ticket.number}",
            body={
                "subject": ticket.subject,
                "status": ticket.status,
                "kind": ticket.kind,
                "priority": ticket.priority,
                "service": ticket.service,
                "organisation": str(ticket.organisation_id),
                "groupId": ticket.group_id,
                "changed": [name.removesuffix("_id") for name in changed],
                "href": f"{settings.BASE_URL}/api/v1/tickets/{ticket.number}",
            },
            scope={
                "organisation": (str(ticket.organisation_id),),
                "group": (str(ticket.group_id or "-"),),
            },
            is_secret=ticket.is_secret,
        ),
        at=at,
    )


def _listened_to() -> frozenset[str]:
    """Return the events that any other system has asked to be told of."""
    return frozenset(event for each in outbox.open_subscriptions() for event in each.events)
