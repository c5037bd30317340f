"""The logs that have come in, and what became of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from samdrift.switchboard.choices import CameBy, LogState
from samdrift.switchboard.models import CallLog

MOST_LOGS = 30


@dataclass(frozen=True, slots=True)
class Log:
    """A log that came in."""

    id: int
    name: str
    digest: str
    came_by: CameBy
    sent_by: str
    came_at: datetime
    state: LogState
    new: int
    changed: int
    unchanged: int
    problem: str


def logs() -> tuple[Log, ...]:
    """Return the latest logs, the newest first."""
    return tuple(_log(row) for row in CallLog.objects.all()[:MOST_LOGS])


def log(log_id: int) -> Log | None:
    """Return a log by its id, None where there is none."""
    row = CallLog.objects.filter(pk=log_id).first()
    return _log(row) if row else None


def held(digests: Collection[str]) -> Collection[str]:
    """Return which of some files are logs that have come in and may be wanted again."""
    wanted = (LogState.WAITING, LogState.FAULTY)
    found = CallLog.objects.filter(digest__in=digests, state__in=wanted)
    return frozenset(found.values_list("digest", flat=True))


def _log(row: CallLog) -> Log:
    return Log(
        row.pk,
        row.name,
        row.digest,
        CameBy(row.came_by),
        row.sent_by,
        row.came_at,
        LogState(row.state),
        row.new,
        row.changed,
        row.unchanged,
        row.problem,
    )
