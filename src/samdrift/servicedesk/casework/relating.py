"""Joining tickets: merged, split, linked, and laid under another."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from samdrift.servicedesk import finding
from samdrift.servicedesk.casework import clock, keywords, registering, rows
from samdrift.servicedesk.choices import Channel, EventKind, Kind, Level, LinkKind, Status
from samdrift.servicedesk.errors import CannotRelate
from samdrift.servicedesk.history import services as history
from samdrift.servicedesk.models import (
    ConcernedThing,
    Draft,
    Mention,
    Message,
    Reminder,
    Ticket,
    TicketLink,
    Timer,
    TimeSpent,
    Watcher,
)
from samdrift.servicedesk.ports import Actor, Report, Written

MOST_GENERATIONS = 5


@transaction.atomic
def merge(*, number: str, into: str, actor: Actor, at: datetime) -> Ticket:
    """Let one ticket go on in another: what was said and kept in it moves there.

    Both rows are held, the lower number first, so that two who merge at once cannot lock each
    other out. What was merged keeps its number, which leads to the one that goes on.
    """
    first, second = _both(number, into)
    gone, kept = (first, second) if first.number == number else (second, first)
    if not (gone.is_unsolved and kept.is_unsolved):
        raise CannotRelate("Bara ärenden som inte är lösta kan föras samman.")
    before = Status(gone.status)

    for model in (Message, Mention, Reminder, TimeSpent, Timer):
        model._default_manager.filter(ticket=gone).update(ticket=kept)
    _move_drafts(gone, kept)
    known = set(kept.watchers.values_list("user_id", flat=True))
    Watcher.objects.filter(ticket=gone).exclude(user_id__in=known).update(ticket=kept)
    there = set(kept.things.values_list("device", flat=True))
    ConcernedThing.objects.filter(ticket=gone).exclude(device__in=there).update(ticket=kept)
    keywords.move(gone, kept)
    Ticket.objects.filter(parent=gone).update(parent=kept)
    rows.save(
        gone,
        {"status": Status.MERGED, "merged_into_id": kept.pk, "parent_id": None},
        actor=actor,
        at=at,
        kind=EventKind.MERGED,
    )
    clock.follow(gone, before, actor=actor, at=at)
    after = {"is_answer_awaited": kept.is_answer_awaited or gone.is_answer_awaited}
    rows.save(kept, after, actor=actor, at=at, kind=EventKind.MERGED)
    return kept


@transaction.atomic
def split(
    *, number: str, message_ids: tuple[int, ...], subject: str, actor: Actor, at: datetime
) -> Ticket:
    """Move messages that are about something else to a ticket of their own, linked to this one."""
    ticket = rows.held(number)
    moved = list(Message.objects.filter(ticket=ticket, pk__in=message_ids))
    if not moved or len(moved) != len(set(message_ids)):
        raise CannotRelate("Välj de meddelanden som handlar om något annat.")
    if len(moved) == ticket.messages.count():
        raise CannotRelate("Låt minst ett meddelande vara kvar i ärendet.")

    started = registering.register_ticket(
        report=Report(
            subject=subject,
            written=Written(f"Delat från ärende {number}."),
            organisation_code=str(ticket.organisation_id),
            channel=Channel(ticket.channel),
            requester_id=ticket.requester_id,
            unit_id=ticket.unit_id,
            kind=Kind(ticket.kind),
            category=ticket.category,
            service=ticket.service,
            impact=Level(ticket.impact),
            urgency=Level(ticket.urgency),
            group_id=ticket.group_id,
            is_secret=ticket.is_secret,
        ),
        actor=actor,
        at=at,
    )
    Message.objects.filter(pk__in=message_ids).update(ticket=started)
    Mention.objects.filter(message__in=message_ids).update(ticket=started)
    keywords.copy(ticket, started)
    TicketLink.objects.create(ticket=started, other=ticket, kind=LinkKind.RELATED)
    for each in (ticket, started):
        history.write_event(
            each,
            EventKind.SPLIT,
            actor=actor,
            at=at,
            changes={"split": (ticket.number, started.number)},
        )
    finding.tell(ticket.pk, started.pk, at=at)
    return started


@transaction.atomic
def link(*, number: str, other: str, kind: LinkKind, actor: Actor, at: datetime) -> TicketLink:
    """Say that two tickets belong together; twice is once."""
    one, two = _both(number, other, may_be_closed=True)
    ticket, target = (one, two) if one.number == number else (two, one)
    told, is_new = TicketLink.objects.get_or_create(ticket=ticket, other=target, kind=kind)
    if is_new:
        changes = {"link": (None, f"{kind} {target.number}")}
        history.write_event(ticket, EventKind.LINKED, actor=actor, at=at, changes=changes)
    return told


@transaction.atomic
def unlink(*, number: str, link_id: int, actor: Actor, at: datetime) -> None:
    """Take back that two tickets belong together."""
    told = TicketLink.objects.select_related("other").filter(ticket__number=number, pk=link_id)
    found = told.first()
    if found is None:
        raise CannotRelate("Länken är redan borta.")
    ticket = Ticket.objects.select_for_update().get(pk=found.ticket_id)
    changes = {"link": (f"{found.kind} {found.other.number}", None)}
    found.delete()
    history.write_event(ticket, EventKind.UNLINKED, actor=actor, at=at, changes=changes)


@transaction.atomic
def lay_under(*, number: str, parent: str, actor: Actor, at: datetime) -> Ticket:
    """Make a ticket part of a larger one; an empty parent takes it out again.

    Raises CannotRelate where the two would lie under each other, or too deep.
    """
    ticket = rows.held(number)
    above = rows.held(parent) if parent else None
    generation, step = 0, above
    while step is not None:
        generation += 1
        if step.pk == ticket.pk or generation > MOST_GENERATIONS:
            raise CannotRelate(f"Ärende {number} kan inte ligga under {parent}.")
        step = step.parent
    rows.save(ticket, {"parent_id": above.pk if above else None}, actor=actor, at=at)
    return ticket


def _both(number: str, other: str, *, may_be_closed: bool = False) -> tuple[Ticket, Ticket]:
    """Return two tickets with their rows held, always in the same order."""
    if number == other:
        raise CannotRelate("Välj ett annat ärende än det här.")
    held = Ticket.objects.select_for_update().filter(number__in=(number, other))
    found = list((held if may_be_closed else held.filter(is_live=True)).order_by("id"))
    if len(found) != 2:
        missing = {number, other} - {ticket.number for ticket in found}
        raise CannotRelate(f"Det finns inget ärende {', '.join(sorted(missing))}.")
    return found[0], found[1]


def _move_drafts(gone: Ticket, kept: Ticket) -> None:
    """Move drafts along; who has begun in both gets the two texts one after the other."""
    for draft in Draft.objects.filter(ticket=gone):
        other = Draft.objects.filter(ticket=kept, user=draft.user, kind=draft.kind).first()
        if other is None:
            draft.ticket = kept
            draft.save(update_fields=["ticket"])
            continue
        texts = (str(other.content.get("text", "")), str(draft.content.get("text", "")))
        other.content = other.content | {"text": "\n\n".join(filter(None, texts))}
        other.save(update_fields=["content"])
        draft.delete()
