"""What is kept beside a ticket: who looks at it, who follows it, what is left to do, time."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from samdrift.servicedesk.casework import rows
from samdrift.servicedesk.choices import EventKind
from samdrift.servicedesk.errors import CannotChange
from samdrift.servicedesk.history import services as history
from samdrift.servicedesk.models import ChecklistItem, Presence, Ticket, TimeSpent, Watcher
from samdrift.servicedesk.ports import Actor

PRESENT_SECONDS = 60
MOST_ITEMS = 50
MOST_MINUTES = 24 * 60
WATCHED = "is_watched"
"""How the story of a ticket says whether somebody follows it."""


def be_present(*, ticket_id: int, user_id: int, is_writing: bool, at: datetime) -> None:
    """Say that somebody has the ticket open; after a minute without word they are gone."""
    Presence.objects.update_or_create(
        ticket_id=ticket_id,
        user_id=user_id,
        defaults={"seen_at": at, "is_writing": is_writing},
    )


def present(*, ticket_id: int, at: datetime, but: int) -> tuple[tuple[str, bool], ...]:
    """Return who else has the ticket open, and whether each writes."""
    since = at - timedelta(seconds=PRESENT_SECONDS)
    rows = Presence.objects.filter(ticket=ticket_id, seen_at__gte=since).exclude(user=but)
    return tuple(
        (row.user.get_full_name() or row.user.get_username(), row.is_writing)
        for row in rows.select_related("user")
    )


def forget_absent(*, at: datetime) -> None:
    """Sweep away those who left."""
    long_ago = at - timedelta(seconds=10 * PRESENT_SECONDS)
    Presence.objects.filter(seen_at__lt=long_ago).delete()


@transaction.atomic
def watch(*, number: str, user_id: int, is_wanted: bool) -> bool:
    """Follow a ticket, or stop following it; return whether that is another thing than before."""
    ticket = _followed(number)
    if is_wanted:
        return Watcher.objects.get_or_create(ticket=ticket, user_id=user_id)[1]
    gone, _ = Watcher.objects.filter(ticket=ticket, user_id=user_id).delete()
    return gone > 0


@transaction.atomic
def watch_undoably(
    *, number: str, is_wanted: bool, actor: Actor, at: datetime, batch: str = ""
) -> None:
    """Follow a ticket or stop following it, as an event by which it can be undone."""
    assert actor.user_id is not None, "who follows has signed in"

    if watch(number=number, user_id=actor.user_id, is_wanted=is_wanted):
        history.write_event(
            _followed(number),
            EventKind.WATCHED,
            actor=actor,
            at=at,
            changes={WATCHED: (not is_wanted, is_wanted)},
            batch=batch,
        )


def _followed(number: str) -> Ticket:
    ticket = Ticket.objects.filter(number=number, is_live=True).first()
    if ticket is None:
        raise CannotChange(f"Det finns inget ärende {number} att följa.")
    return ticket


@transaction.atomic
def add_to_checklist(*, number: str, texts: tuple[str, ...]) -> None:
    """Add things to be done, in the order given."""
    ticket = rows.held(number)
    position = ticket.checklist.count()
    wanted = [text.strip()[:200] for text in texts if text.strip()]
    if position + len(wanted) > MOST_ITEMS:
        raise CannotChange(f"En checklista har högst {MOST_ITEMS} punkter.")
    ChecklistItem.objects.bulk_create(
        ChecklistItem(ticket=ticket, text=text, position=position + index)
        for index, text in enumerate(wanted)
    )


@transaction.atomic
def tick(*, number: str, item_id: int, user_id: int, is_done: bool, at: datetime) -> None:
    """Tick something as done, or take the tick back."""
    ticket = rows.held(number)
    item = ChecklistItem.objects.filter(ticket=ticket, pk=item_id).first()
    if item is None:
        raise CannotChange("Punkten finns inte kvar på listan.")
    item.done_at = at if is_done else None
    item.done_by_id = user_id if is_done else None
    item.save(update_fields=["done_at", "done_by"])


@transaction.atomic
def spend_time(*, number: str, user_id: int, minutes: int, note: str, at: datetime) -> TimeSpent:
    """Write down minutes of work; a mistake is taken back with minus minutes."""
    if minutes == 0 or abs(minutes) > MOST_MINUTES:
        raise CannotChange(f"Skriv tiden i minuter, högst {MOST_MINUTES} åt gången.")
    ticket = rows.held(number)
    return TimeSpent.objects.create(
        ticket=ticket, user_id=user_id, minutes=minutes, note=note.strip()[:200], on=at.date()
    )
