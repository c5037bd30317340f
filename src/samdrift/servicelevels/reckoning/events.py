"""What happens to a clock, and how it stands after all that has happened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from samdrift.servicelevels.reckoning.course import Course, Halt, Segment
from samdrift.servicelevels.reckoning.hours import Hours


class EventKind(StrEnum):
    """What can happen to a clock."""

    STARTED = "started"
    PAUSED = "paused"
    RESUMED = "resumed"
    RESPONDED = "responded"
    SOLVED = "solved"
    REOPENED = "reopened"
    LEVEL_CHANGED = "level-changed"
    CALENDAR_CHANGED = "calendar-changed"
    CLOSED = "closed"


class State(StrEnum):
    """How a clock stands."""

    RUNNING = "running"
    PAUSED = "paused"
    SOLVED = "solved"
    CLOSED = "closed"


SOLVED_HALT = "solved"
"""The reason of the halt between that a case is solved and that it is opened again."""

_OPEN_TURNS = frozenset(
    {
        EventKind.RESPONDED,
        EventKind.SOLVED,
        EventKind.LEVEL_CHANGED,
        EventKind.CALENDAR_CHANGED,
        EventKind.CLOSED,
    }
)
_TURNS = {
    State.RUNNING: _OPEN_TURNS | {EventKind.PAUSED},
    State.PAUSED: _OPEN_TURNS | {EventKind.RESUMED},
    State.SOLVED: frozenset({EventKind.REOPENED, EventKind.CALENDAR_CHANGED, EventKind.CLOSED}),
    State.CLOSED: frozenset[EventKind](),
}


@dataclass(frozen=True, slots=True)
class Timetable:
    """One edition of a calendar, and the hours it tells; the numbers are the caller's own."""

    calendar: int
    edition: int
    hours: Hours


@dataclass(frozen=True, slots=True)
class Terms:
    """What is promised: for which service, how urgently, in how many open seconds."""

    service: str
    priority: int
    respond_within: int
    solve_within: int


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened to a clock.

    A start and a change of level have terms and a timetable; a changed calendar has a timetable.
    """

    kind: EventKind
    at: datetime
    reason: str = ""
    terms: Terms | None = None
    timetable: Timetable | None = None


@dataclass(frozen=True, slots=True)
class Reckoning:
    """How a clock stands after what has happened.

    A deadline is None while a pause goes on; once kept or missed it stays as it was then. Whether
    a promise is met is None until it is known.
    """

    state: State
    course: Course
    terms: Terms
    promised_response: int
    last_at: datetime
    responded_at: datetime | None = None
    solved_at: datetime | None = None
    closed_at: datetime | None = None

    @property
    def started_at(self) -> datetime:
        """When the clock was started."""
        return self.course.start

    @property
    def edition(self) -> int:
        """The edition of the calendar that counts now."""
        return self.course.segments[-1].edition

    @property
    def respond_by(self) -> datetime | None:
        """By when it is to be answered."""
        return self.response_course.due(self.promised_response)

    @property
    def solve_by(self) -> datetime | None:
        """By when it is to be solved."""
        return self.solution_course.due(self.terms.solve_within)

    @property
    def used_seconds(self) -> int:
        """The seconds used until it was solved, else until the last that happened."""
        return self.course.used(self.started_at, self.solved_at or self.last_at)

    @property
    def response_used_seconds(self) -> int | None:
        """The seconds used until it was answered, None before."""
        if self.responded_at is None:
            return None
        return self.course.used(self.started_at, self.responded_at)

    @property
    def is_response_met(self) -> bool | None:
        """Whether it was answered in time; known as missed as soon as too much is used."""
        used = self.response_used_seconds
        return _met(used, self.used_seconds, self.promised_response)

    @property
    def is_solution_met(self) -> bool | None:
        """Whether it was solved in time; known as missed as soon as too much is used."""
        solved_in = None if self.solved_at is None else self.used_seconds
        return _met(solved_in, self.used_seconds, self.terms.solve_within)

    @property
    def response_course(self) -> Course:
        """The course that the time of answer is reckoned by: as it stood when answered."""
        return self.course if self.responded_at is None else self.course.until(self.responded_at)

    @property
    def solution_course(self) -> Course:
        """The course that the time of solution is reckoned by: as it stood when solved."""
        ended = self.solved_at or self.closed_at
        return self.course if ended is None else self.course.until(ended)

    def takes(self, kind: EventKind) -> bool:
        """Whether such a thing can happen now."""
        if kind is EventKind.RESPONDED and self.responded_at is not None:
            return False
        return kind in _TURNS[self.state]


def reckon(happenings: Sequence[Happening]) -> Reckoning:
    """Return how a clock stands after what has happened, the start first."""
    first, *others = happenings
    standing = _started(first)
    for happening in others:
        assert standing.takes(happening.kind), f"{happening.kind} follows {standing.state}"
        assert happening.at >= standing.last_at, "what happens is told in order"
        standing = after(standing, happening)
    return standing


def after(standing: Reckoning, happening: Happening) -> Reckoning:
    """Return how a clock stands when one thing more has happened."""
    return replace(_TURNED[happening.kind](standing, happening), last_at=happening.at)


def _started(first: Happening) -> Reckoning:
    assert first.kind is EventKind.STARTED, "a clock begins by being started"
    terms = _terms(first)
    course = Course((_segment(first),))
    return Reckoning(State.RUNNING, course, terms, terms.respond_within, first.at)


def _paused(standing: Reckoning, happening: Happening) -> Reckoning:
    return replace(_halted(standing, happening.at, happening.reason), state=State.PAUSED)


def _responded(standing: Reckoning, happening: Happening) -> Reckoning:
    return replace(standing, responded_at=happening.at)


def _solved(standing: Reckoning, happening: Happening) -> Reckoning:
    """Solving ends a pause, and answers what nobody had answered."""
    at = happening.at
    return replace(
        _halted(_ended(standing, at), at, SOLVED_HALT),
        state=State.SOLVED,
        solved_at=at,
        responded_at=standing.responded_at or at,
    )


def _going_on(standing: Reckoning, happening: Happening) -> Reckoning:
    return replace(_ended(standing, happening.at), state=State.RUNNING, solved_at=None)


def _closed(standing: Reckoning, happening: Happening) -> Reckoning:
    at = happening.at
    return replace(_ended(standing, at), state=State.CLOSED, closed_at=at)


def _with_level(standing: Reckoning, happening: Happening) -> Reckoning:
    """A new level promises anew from the start; what is used stays used, by the hours of then.

    An answer already given is held to what was promised when it was given. Where the calendar is
    the same and has been changed, it counts as it is now from the start, as any changed calendar.
    """
    terms = _terms(happening)
    response = terms.respond_within if standing.responded_at is None else standing.promised_response
    updated = _with_calendar(standing, happening).course
    segments = _without_empty((*updated.segments, _segment(happening)))
    course = replace(updated, segments=segments)
    return replace(standing, terms=terms, promised_response=response, course=course)


def _with_calendar(standing: Reckoning, happening: Happening) -> Reckoning:
    """A changed calendar counts from the start, wherever that calendar counts."""
    timetable = _timetable(happening)
    segments = tuple(
        replace(segment, edition=timetable.edition, hours=timetable.hours)
        if segment.calendar == timetable.calendar
        else segment
        for segment in standing.course.segments
    )
    return replace(standing, course=replace(standing.course, segments=segments))


def _halted(standing: Reckoning, at: datetime, reason: str) -> Reckoning:
    halts = (*standing.course.halts, Halt(at, None, reason))
    return replace(standing, course=replace(standing.course, halts=halts))


def _ended(standing: Reckoning, at: datetime) -> Reckoning:
    """Return the clock with no halt going on."""
    halts = standing.course.halts
    if not halts or halts[-1].end is not None:
        return standing
    ended = (*halts[:-1], replace(halts[-1], end=at))
    return replace(standing, course=replace(standing.course, halts=ended))


def _segment(happening: Happening) -> Segment:
    timetable = _timetable(happening)
    return Segment(happening.at, timetable.hours, timetable.calendar, timetable.edition)


def _without_empty(segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """Leave out a segment that another follows in the same second."""
    *before, last = segments
    return (*(each for each in before if each.start < last.start), last)


def _terms(happening: Happening) -> Terms:
    assert happening.terms is not None, f"{happening.kind} has terms"
    return happening.terms


def _timetable(happening: Happening) -> Timetable:
    assert happening.timetable is not None, f"{happening.kind} has a timetable"
    return happening.timetable


def _met(taken: int | None, used: int, within: int) -> bool | None:
    if taken is not None:
        return taken <= within
    return False if used > within else None


_TURNED: dict[EventKind, Callable[[Reckoning, Happening], Reckoning]] = {
    EventKind.PAUSED: _paused,
    EventKind.RESUMED: _going_on,
    EventKind.RESPONDED: _responded,
    EventKind.SOLVED: _solved,
    EventKind.REOPENED: _going_on,
    EventKind.LEVEL_CHANGED: _with_level,
    EventKind.CALENDAR_CHANGED: _with_calendar,
    EventKind.CLOSED: _closed,
}
