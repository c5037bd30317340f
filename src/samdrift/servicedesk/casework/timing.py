"""Time that runs while somebody works on a ticket, and becomes time spent when it is stopped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction

from samdrift.plumbing.clock import SWEDEN
from samdrift.servicedesk.casework import beside, rows
from samdrift.servicedesk.errors import CannotChange
from samdrift.servicedesk.models import Ticket, Timer

LONGEST = timedelta(hours=12)
"""Beyond this somebody has forgotten to stop, and says themselves how long they worked."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """A clock that was stopped: in which ticket, and the minutes that were written."""

    number: str
    minutes: int


@transaction.atomic
def start_timer(*, number: str, user_id: int, at: datetime) -> Stopped | None:
    """Let somebody's time run in a ticket; what ran in another is stopped, written and returned.

    Twice in the same ticket is once.
    """
    _hold_person(user_id)
    ticket = rows.held(number)
    running = _held(user_id)
    if running is not None and running.ticket_id == ticket.pk:
        return None
    stopped = _stop(running, minutes=None, note="", at=at) if running else None
    Timer.objects.create(user_id=user_id, ticket=ticket, started_at=at)
    return stopped


@transaction.atomic
def stop_timer(
    *, user_id: int, at: datetime, minutes: int | None = None, note: str = ""
) -> Stopped:
    """Stop somebody's time and write it, begun minutes as whole ones; `minutes` is what they say.

    Raises CannotChange where none runs, or where it has run so long that they must say themselves.
    """
    running = _held(user_id)
    if running is None:
        raise CannotChange("Din klocka går inte. Den kan ha stoppats på en annan sida.")
    return _stop(running, minutes=minutes, note=note, at=at)


@transaction.atomic
def throw_away_timer(*, user_id: int) -> None:
    """Stop somebody's time and write nothing."""
    deleted, _ = Timer.objects.filter(user=user_id).delete()
    if not deleted:
        raise CannotChange("Din klocka går inte. Den kan ha stoppats på en annan sida.")


def minutes_of(started_at: datetime, *, at: datetime) -> int:
    """Return the minutes since a moment, a begun one as a whole; at least one."""
    seconds = (at - started_at).total_seconds()
    return max(1, -int(-seconds // 60))


def _hold_person(user_id: int) -> None:
    """Have whoever starts their time on two pages at once start it on one after the other."""
    list(User.objects.select_for_update(no_key=True).filter(pk=user_id).values_list("pk"))


def _held(user_id: int) -> Timer | None:
    return Timer.objects.select_for_update().filter(user=user_id).first()


def _stop(running: Timer, *, minutes: int | None, note: str, at: datetime) -> Stopped:
    number = Ticket.objects.values_list("number", flat=True).get(pk=running.ticket_id)
    if minutes is None and at - running.started_at > LONGEST:
        raise CannotChange(
            f"Klockan i ärende {number} har gått i {_hours(at - running.started_at)} timmar. "
            "Skriv hur många minuter du arbetade, eller kasta tiden."
        )
    told = minutes_of(running.started_at, at=at) if minutes is None else minutes
    if told < 1:
        raise CannotChange("Skriv tiden i hela minuter, minst en.")
    on = at.astimezone(SWEDEN)
    beside.spend_time(number=number, user_id=running.user_id, minutes=told, note=note, at=on)
    running.delete()
    return Stopped(number, told)


def _hours(time: timedelta) -> int:
    return int(time.total_seconds() // 3600)
