"""Taking in the log of a telephone exchange."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from samdrift.plumbing.clock import SWEDEN
from samdrift.switchboard import call_log
from samdrift.switchboard.call_log import LoggedCall
from samdrift.switchboard.models import Call

_BATCH = 500
_FIELDS = ("started_at", "answered_at", "ended_at", "local_date")


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of the calls of a log."""

    new: int
    changed: int
    unchanged: int


@transaction.atomic
def take_in_log(*, content: bytes) -> TakenIn:
    """Take in a log, all of it or nothing; the same log again changes nothing.

    A call that is there and says something else now is set right. Raises BadLog where lines are
    wrong.
    """
    calls = call_log.read(content)
    new, changed = 0, 0
    for first in range(0, len(calls), _BATCH):
        batch = calls[first : first + _BATCH]
        numbers = [call.identifier for call in batch]
        known = {
            row.identifier: row
            for row in Call.objects.select_for_update().filter(identifier__in=numbers)
        }
        fresh = [_row(call) for call in batch if call.identifier not in known]
        differing = [
            _set(known[call.identifier], call)
            for call in batch
            if call.identifier in known and _told(known[call.identifier]) != call
        ]
        Call.objects.bulk_create(fresh)
        Call.objects.bulk_update(differing, _FIELDS)
        new, changed = new + len(fresh), changed + len(differing)
    return TakenIn(new, changed, len(calls) - new - changed)


def _row(call: LoggedCall) -> Call:
    return _set(Call(identifier=call.identifier), call)


def _set(row: Call, call: LoggedCall) -> Call:
    row.started_at, row.answered_at = call.started_at, call.answered_at
    row.ended_at = call.ended_at
    row.local_date = call.started_at.astimezone(SWEDEN).date()
    return row


def _told(row: Call) -> LoggedCall:
    return LoggedCall(row.identifier, row.started_at, row.answered_at, row.ended_at)
