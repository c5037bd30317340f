"""The course of a case in time: which of it counts, how much is used, and when it is due."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

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

    def pieces(self, start: datetime) -> Iterator[Piece]:
        """Yield the course from a moment on, piece by piece without a gap and without end."""
        for piece in self._by_hours(start):
            yield from _cut(piece, self.halts)

    def used(self, start: datetime, end: datetime) -> int:
        """Return how many seconds between two moments count."""
        used = 0
        for piece in self.pieces(start):
            if piece.start >= end:
                break
            if piece.counts:
                used += seconds_between(piece.start, min(piece.end, end))
        return used

    def due(self, within: int) -> datetime | None:
        """Return the earliest moment when so many seconds are used; None while it is halted."""
        left = within
        if left == 0:
            return self.start
        for piece in self.pieces(self.start):
            if piece.halt is not None and piece.halt.end is None:
                return None
            if not piece.counts:
                continue
            if piece.seconds >= left:
                return piece.start + timedelta(seconds=left)
            left -= piece.seconds
        raise AssertionError("the course has no end")

    def until(self, end: datetime) -> Course:
        """Return the course as it stood at a moment: what was halted then counts from then on."""
        begun = (halt for halt in self.halts if halt.start < end)
        return replace(
            self,
            halts=tuple(replace(halt, end=min(halt.end or end, end)) for halt in begun),
        )

    def _by_hours(self, start: datetime) -> Iterator[Piece]:
        at = start
        ends: list[datetime | None] = [segment.start for segment in self.segments[1:]]
        for segment, end in zip(self.segments, [*ends, None], strict=True):
            if end is not None and end <= at:
                continue
            for stretch in segment.hours.open_from(at):
                if end is not None and stretch.start >= end:
                    break
                if at < stretch.start:
                    yield Piece(at, stretch.start, is_open=False)
                at = stretch.end if end is None else min(stretch.end, end)
                yield Piece(stretch.start, at, is_open=True)
                if at == end:
                    break
            if end is not None and at < end:
                yield Piece(at, end, is_open=False)
                at = end


def next_opening(hours: Hours, moment: datetime) -> datetime | None:
    """Return when it opens next; None where it is open already."""
    opens = next(hours.open_from(moment)).start
    return None if opens == moment else opens


def _cut(piece: Piece, halts: tuple[Halt, ...]) -> Iterator[Piece]:
    """Yield a piece in the parts that halts make of it."""
    at = piece.start
    for halt in halts:
        if halt.start >= piece.end:
            break
        end = piece.end if halt.end is None else min(halt.end, piece.end)
        if end <= at:
            continue
        if at < halt.start:
            yield replace(piece, start=at, end=halt.start)
            at = halt.start
        yield replace(piece, start=at, end=end, halt=halt)
        at = end
    if at < piece.end:
        yield replace(piece, start=at)
