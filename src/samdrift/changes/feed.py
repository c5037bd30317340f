"""The calendar of changes as calendar programs read it (iCalendar, RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from samdrift.changes.choices import State
from samdrift.changes.queries.calendars import Placed, Stop

_WIDEST = 75
"""Octets of a line, its break left out."""


def written(
    changes: Iterable[Placed], stops: Iterable[Stop], *, host: str, address: str, at: datetime
) -> str:
    """Return changes and standstills as a calendar; `address` is where changes are read."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Samdrift//Changes//SV"]
    lines += ["CALSCALE:GREGORIAN", "X-WR-CALNAME:" + _text("Ändringar")]
    for change in changes:
        lines += _event(
            f"{change.number}@{host}",
            f"{change.number} {change.title}",
            (change.slot.starts_at, change.slot.ends_at, at),
        )
        lines += [
            f"DESCRIPTION:{_text(', '.join(sorted(change.slot.services)))}",
            f"STATUS:{'TENTATIVE' if change.state in _UNDECIDED else 'CONFIRMED'}",
            f"URL:{address}{change.number}/",
            "END:VEVENT",
        ]
    for stop in stops:
        title = f"Ändringsstopp: {stop.reason}"
        lines += _event(f"stop-{stop.id}@{host}", title, (stop.starts_at, stop.ends_at, at))
        lines += ["TRANSP:TRANSPARENT", "END:VEVENT"]
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


_UNDECIDED = (State.PROPOSED, State.ASSESSED)


def _event(uid: str, title: str, times: tuple[datetime, datetime, datetime]) -> list[str]:
    starts_at, ends_at, at = map(_moment, times)
    return [
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"DTSTAMP:{at}",
        f"DTSTART:{starts_at}",
        f"DTEND:{ends_at}",
        f"SUMMARY:{_text(title)}",
    ]


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(text: str) -> str:
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return "\\n".join(text.splitlines())


def _folded(line: str) -> Iterator[str]:
    """Yield a line in pieces of at most 75 octets, never broken within a letter."""
    piece, width = "", 0
    for letter in line:
        size = len(letter.encode())
        if width + size > _WIDEST:
            yield piece
            piece, width = " ", 1
        piece += letter
        width += size
    yield piece
