"""The words of some tickets taken away for good, within the caller's transaction."""

from __future__ import annotations

from datetime import datetime

from samdrift.plumbing import contributions
from samdrift.plumbing.hooks import outbox as hooks
from samdrift.plumbing.mail import forgetting as mail
from samdrift.plumbing.search import services as search
from samdrift.servicedesk.choices import EventKind
from samdrift.servicedesk.history import services as history
from samdrift.servicedesk.models import (
    Attachment,
    ChecklistItem,
    ConcernedThing,
    Correspondence,
    Draft,
    Handover,
    Mention,
    Message,
    Opinion,
    Presence,
    Reminder,
    Ticket,
    TicketEvent,
    Timer,
    TimeSpent,
    Watcher,
)
from samdrift.servicedesk.ports import SYSTEM, ForgetSource
from samdrift.servicelevels.models import ClockEvent
from samdrift.wiping.ports import WIPED

FOUND_AS = "servicedesk.ticket"
"""What tickets are to the index."""


def erase(tickets: list[Ticket], *, wiping_id: int, at: datetime) -> None:
    """Take away the words and the names of tickets; what is counted stays.

    The caller has written a line of the protocol for each, without which the database refuses.
    """
    ids, numbers = [each.pk for each in tickets], [each.number for each in tickets]
    said = Message.objects.filter(ticket__in=ids)
    letters = set(said.exclude(letter="").values_list("letter", flat=True))
    Attachment.objects.filter(message__ticket__in=ids).delete()
    said.update(
        text="",
        quoted="",
        html="",
        letter="",
        message_id="",
        by_name=WIPED,
        by_user=None,
        by_person=None,
        wiped_at=at,
    )
    _forget_what_is_beside(ids)
    TicketEvent.objects.filter(ticket__in=ids).update(changes={}, by_name=WIPED, by_user=None)
    ClockEvent.objects.filter(clock__subject__in=numbers).update(by="")
    Ticket.objects.filter(pk__in=ids).update(
        subject="",
        resolution="",
        place="",
        requester=None,
        unit=None,
        assignee=None,
        owner=None,
        visit_on=None,
        visit_time=None,
        wiped_at=at,
    )
    for source in contributions.offered(ForgetSource):
        source.forget(tuple(ids))
    mail.forget(came=letters, references=numbers, at=at)
    search.forget(FOUND_AS, map(str, ids))
    for ticket in Ticket.objects.filter(pk__in=ids):
        told = {"wiping": (None, wiping_id)}
        history.write_event(ticket, EventKind.WIPED, actor=SYSTEM, at=at, changes=told)
        hooks.forget(f"ticket:{ticket.number}")


def _forget_what_is_beside(ids: list[int]) -> None:
    for model in (
        Draft, Watcher, Presence, ChecklistItem, ConcernedThing, Correspondence, Mention, Reminder,
        Timer,
    ):  # fmt: skip
        model._default_manager.filter(ticket__in=ids).delete()
    TimeSpent.objects.filter(ticket__in=ids).update(note="")
    Handover.objects.filter(ticket__in=ids).update(address="", reference="")
    Opinion.objects.filter(ticket__in=ids).update(comment="")
