"""What events come to: how a thing stood, day by day, and when it was held. Plain Python."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

UNDO = "undo"
"""The act of an event that takes another back."""
WRITTEN = "write"
"""The act of an event that changes what is told of a thing, and not how it stands."""


@dataclass(frozen=True, slots=True)
class Happened:
    """An event as the story needs it."""

    id: int
    act: str
    day: date
    sets: dict[str, Any]
    corrects_id: int | None = None


@dataclass(frozen=True, slots=True)
class Stood:
    """How a thing stood from a day up to another, or still does."""

    start: date
    end: date | None
    state: str
    organisation: str
    holder: int | None = None
    unit: int | None = None
    place: int | None = None
    location: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """That an organisation had a thing in service."""

    start: date
    end: date | None
    organisation: str
    location: str


def holding_true(events: Iterable[Happened]) -> tuple[Happened, ...]:
    """Return the events that hold, in the order of their days.

    A correction stands where the event that it corrects stood; what is undone is not there, nor is
    what undid it. On one day events stand in the order they were told.
    """
    roots: dict[int, int] = {}
    latest: dict[int, Happened] = {}
    for event in events:
        root = roots.get(event.corrects_id or 0, event.corrects_id or event.id)
        roots[event.id] = root
        if event.act == UNDO:
            latest.pop(root, None)
        else:
            latest[root] = event
    return tuple(
        event for root, event in sorted(latest.items(), key=lambda each: (each[1].day, each[0]))
    )


def stood(events: Iterable[Happened]) -> tuple[Stood, ...]:
    """Return how a thing stood, span by span, the first from the day it was registered."""
    spans: list[Stood] = []
    told: dict[str, Any] = {}
    for event in holding_true(events):
        if event.act == WRITTEN:
            continue
        told |= event.sets
        if spans:
            last = spans.pop()
            if last.start < event.day:
                spans.append(replace(last, end=event.day))
        spans.append(Stood(event.day, None, **told))
    return tuple(_joined(spans))


def _joined(spans: Sequence[Stood]) -> Iterable[Stood]:
    """Yield spans where those that say the same, one after the other, are one."""
    last: Stood | None = None
    for span in spans:
        if last is not None and last.end == span.start and _says(last) == _says(span):
            last = replace(last, end=span.end)
            continue
        if last is not None:
            yield last
        last = span
    if last is not None:
        yield last


def _says(span: Stood) -> tuple[object, ...]:
    return (span.state, span.organisation, span.holder, span.unit, span.place, span.location)


def held(spans: Iterable[Stood], in_service: Collection[str]) -> tuple[Held, ...]:
    """Return when which organisation had the thing in service, and where it stood."""
    found: list[Held] = []
    for span in spans:
        if span.state not in in_service:
            continue
        now = Held(span.start, span.end, span.organisation, span.location)
        if found and found[-1] == replace(now, start=found[-1].start, end=span.start):
            now = replace(now, start=found.pop().start)
        found.append(now)
    return tuple(found)
