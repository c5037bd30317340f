"""The course of a case in time: which of it counts, how much is used, and when it is due."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from samdrift.servicelevels.reckoning.hours import Hours
from samdrift.servicelevels.reckoning.moments import seconds_between


@dataclass(frozen=True, slots=True)
class Segment:
    """From when a calendar's hours are those that count, until another segment begins.

    `calendar` and `edition` say which; they are the caller's own numbers.
    """

    start: datetime
    hours: Hours
    calendar: int = 0
    edition: int = 0


@dataclass(frozen=True, slots=True)
class Halt:
    """Time that does not count, whatever the hours say; without an end it still goes on."""

    start: datetime
    end: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the course that is open or closed throughout, halted or not."""

    start: datetime
    end: datetime
    is_open: bool
    halt: Halt | None = None

    @property
    def counts(self) -> bool:
        """Whether its time is used."""
        return self.is_open and self.halt is None

    @property
    def seconds(self) -> int:
        """How many seconds really elapse in it."""
        return seconds_between(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Course:
    """Segments in order, the first from the very start, and halts in order and apart."""

    segments: tuple[Segment, ...]
    halts: tuple[Halt, ...] = ()

    @property
    def start(self) -> datetime:
        """When the course begins."""
        return self.segments[0].start

    def pieces(self, end: datetime) -> Iterator[Piece]:
        """Yield the course up to a moment, piece by piece without a gap.

        What explains is walked piece by piece; `used` and `due` leap over whole years of it.
        """
        for piece in self._by_hours(end):
            yield from _cut(piece, self.halts)

    def used(self, start: datetime, end: datetime) -> int:
        """Return how many seconds between two moments count."""
        used = 0
        for hours, begins, ends in self._free():
            first, last = max(begins, start), min(ends or end, end)
            if first < last:
                used += hours.open_between(first, last)
        return used

    def due(self, within: int) -> datetime | None:
        """Return the earliest moment when so many seconds are used; None while it is halted."""
        left = within
        if left == 0:
            return self.start
        for hours, begins, ends in self._free():
            if ends is None:
                return hours.after_open(begins, left)
            free = hours.open_between(begins, ends)
            if free >= left:
                return hours.after_open(begins, left)
            left -= free
        return None

    def until(self, end: datetime) -> Course:
        """Return the course as it stood at a moment: what was halted then counts from then on."""
        begun = (halt for halt in self.halts if halt.start < end)
        return replace(
            self,
            halts=tuple(replace(halt, end=min(halt.end or end, end)) for halt in begun),
        )

    def _free(self) -> Iterator[tuple[Hours, datetime, datetime | None]]:
        """Yield when no halt goes on, with the hours that count; the last goes on, if any does."""
        for segment, end in self._segments():
            at = segment.start
            for halt in self.halts:
                if end is not None and halt.start >= end:
                    break
                if at < halt.start:
                    yield segment.hours, at, halt.start
                if halt.end is None:
                    return
                at = max(at, halt.end)
            if end is None or at < end:
                yield segment.hours, at, end

    def _segments(self) -> Iterator[tuple[Segment, datetime | None]]:
        """Yield every segment with when the next begins."""
        ends: list[datetime | None] = [segment.start for segment in self.segments[1:]]
        return zip(self.segments, [*ends, None], strict=True)

    def _by_hours(self, end: datetime) -> Iterator[Piece]:
        for segment, ends in self._segments():
            at, until = segment.start, min(ends or end, end)
            for stretch in segment.hours.stretches(at, until):
                if at < stretch.start:
                    yield Piece(at, stretch.start, is_open=False)
                yield Piece(stretch.start, stretch.end, is_open=True)
                at = stretch.end
            if at < until:
                yield Piece(at, until, is_open=False)


def next_opening(hours: Hours, moment: datetime) -> datetime | None:
    """Return when it opens next; None where it is open already."""
    opens = hours.opens(moment)
    return None if opens == moment else opens


def _cut(piece: Piece, halts: tuple[Halt, ...]) -> Iterator[Piece]:
    """Yield a piece in the parts that halts make of it."""
    at = piece.start
    for halt in halts:
        if halt.start >= piece.end:
            break
        end = piece.end if halt.end is None else min(halt.end, piece.end)
        if end <= max(at, halt.start):
            continue
        if at < halt.start:
            yield replace(piece, start=at, end=halt.start)
            at = halt.start
        yield replace(piece, start=at, end=end, halt=halt)
        at = end
    if at < piece.end:
        yield replace(piece, start=at)
