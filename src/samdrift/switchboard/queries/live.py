"""The calls that go on just now, and who is called on which extension."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from samdrift.plumbing.clock import SWEDEN
from samdrift.reporting import memory
from samdrift.reporting.ports import SettledSource
from samdrift.switchboard.models import Extension, LiveCall
from samdrift.switchboard.queries import numbers

RINGS_AT_MOST = timedelta(minutes=10)
"""A call that has rung longer without a word has ended somewhere that did not say so."""
GOES_ON_AT_MOST = timedelta(hours=4)

OFFERS = (SettledSource("switchboard.extensions", (Extension,)),)


@dataclass(frozen=True, slots=True)
class Ringing:
    """A call that rings at somebody, or that they have answered and that goes on."""

    id: int
    caller: str
    called: str
    organisation_code: str
    """Whose number was called; empty where it is nobody's."""
    started_at: datetime
    answered_at: datetime | None
    ticket_number: str


def ringing_at(extension: str, *, at: datetime) -> tuple[Ringing, ...]:
    """Return the calls that ring at an extension or go on there, the one that rings first."""
    if not extension:
        return ()
    open_calls = LiveCall.objects.filter(
        ended_at__isnull=True, started_at__gt=at - GOES_ON_AT_MOST, started_at__lte=at
    )
    mine = [row for row in open_calls if _is_at(row, extension, at)]
    mine.sort(key=lambda row: (row.answered_at is not None, row.started_at))
    return tuple(_ringing(row) for row in mine)


def live_call(call_id: int) -> Ringing | None:
    """Return a call that an exchange has told of, whether it goes on or not; None if forgotten."""
    row = LiveCall.objects.filter(pk=call_id).first()
    return _ringing(row) if row else None


def extension_of(user_id: int) -> str:
    """Return the extension on which somebody is called, empty where none is told."""
    told = memory.in_process("switchboard.extensions", (Extension,), _extensions)
    return told.get(user_id, "")


def _extensions() -> dict[int, str]:
    return dict(Extension.objects.values_list("user_id", "number"))


def _is_at(row: LiveCall, extension: str, at: datetime) -> bool:
    if row.answered_at is not None:
        return row.answered_by == extension
    return extension in row.rings and row.told_at > at - RINGS_AT_MOST


def _ringing(row: LiveCall) -> Ringing:
    register = numbers.register([row.called])
    day = row.started_at.astimezone(SWEDEN).date()
    return Ringing(
        row.pk,
        row.caller,
        row.called,
        register.organisation_of(row.called, day) or "",
        row.started_at,
        row.answered_at,
        row.ticket_number,
    )
