"""The calendar of changes as calendar programs read it (iCalendar, RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from samdrift.changes.choices import State
from samdrift.changes.queries.calendars import Placed, Stop
from samdrift.plumbing import icalendar


def written(
    changes: Iterable[Placed], stops: Iterable[Stop], *, host: str, address: str, at: datetime
) -> str:
    """Return changes and standstills as a calendar; `address` is where changes are read."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Samdrift//Changes//SV"]
    lines += ["CALSCALE:GREGORIAN", "X-WR-CALNAME:" + icalendar.text("Ändringar")]
    for change in changes:
        lines += _event(
            f"{change.number}@{host}",
            f"{change.number} {change.title}",
            (change.slot.starts_at, change.slot.ends_at, at),
        )
        lines += [
            f"DESCRIPTION:{icalendar.text(', '.join(sorted(change.slot.services)))}",
            f"STATUS:{'TENTATIVE' if change.state in _UNDECIDED else 'CONFIRMED'}",
            f"URL:{address}{change.number}/",
            "END:VEVENT",
        ]
    for stop in stops:
        title = f"Ändringsstopp: {stop.reason}"
        lines += _event(f"stop-{stop.id}@{host}", title, (stop.starts_at, stop.ends_at, at))
        lines += ["TRANSP:TRANSPARENT", "END:VEVENT"]
    lines.append("END:VCALENDAR")
    return icalendar.written(lines)


_UNDECIDED = (State.PROPOSED, State.ASSESSED)


def _event(uid: str, title: str, times: tuple[datetime, datetime, datetime]) -> list[str]:
    starts_at, ends_at, at = map(icalendar.moment, times)
    return [
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"DTSTAMP:{at}",
        f"DTSTART:{starts_at}",
        f"DTEND:{ends_at}",
        f"SUMMARY:{icalendar.text(title)}",
    ]
