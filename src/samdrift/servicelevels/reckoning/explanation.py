"""A deadline told step by step, so that anybody can add it up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from samdrift.servicelevels.reckoning.course import Course, Piece
from samdrift.servicelevels.reckoning.events import EventKind, Happening, Reckoning, reckon


class StepKind(StrEnum):
    """What a step tells."""

    RECEIVED = "received"
    PROMISED = "promised"
    COUNTED = "counted"
    CLOSED = "closed"
    HALTED = "halted"
    DUE = "due"
    WAITING = "waiting"
    DONE = "done"
    LEVEL_CHANGED = "level-changed"
    CALENDAR_CHANGED = "calendar-changed"


class Promise(StrEnum):
    """Which of the two promises is explained."""

    RESPONSE = "response"
    SOLUTION = "solution"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the arithmetic.

    `seconds` is what counts: of a halt, how much open time it took away. `names` are the holidays
    and local days that closed, or the reason of a halt. A change tells the deadline before it in
    `start` and after it in `end`.
    """

    kind: StepKind
    start: datetime | None = None
    end: datetime | None = None
    seconds: int = 0
    names: tuple[str, ...] = ()
    is_met: bool | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a deadline was reckoned: the counted steps add up to what was promised."""

    promise: Promise
    steps: tuple[Step, ...]
    due: datetime | None

    @property
    def counted_seconds(self) -> int:
        """The sum of what the steps count."""
        return sum(step.seconds for step in self.steps if step.kind is StepKind.COUNTED)

    @property
    def done(self) -> Step | None:
        """When what was promised was done, None while it is not."""
        return next((step for step in self.steps if step.kind is StepKind.DONE), None)


def explain(happenings: Sequence[Happening], promise: Promise) -> Explanation:
    """Return how a clock's deadline was reckoned from what has happened."""
    standing = reckon(happenings)
    is_response = promise is Promise.RESPONSE
    course = standing.response_course if is_response else standing.solution_course
    within = standing.promised_response if is_response else standing.terms.solve_within
    due = course.due(within)
    return Explanation(
        promise=promise,
        steps=(
            Step(StepKind.RECEIVED, start=standing.started_at),
            Step(StepKind.PROMISED, seconds=within),
            *_arithmetic(course, due or standing.last_at),
            Step(StepKind.WAITING) if due is None else Step(StepKind.DUE, start=due),
            *_changes(happenings, promise),
            *_outcome(standing, promise),
        ),
        due=due,
    )


def _arithmetic(course: Course, end: datetime) -> Iterator[Step]:
    """Yield what counts and what does not, from the start to the deadline."""
    told: Step | None = None
    for piece in course.pieces(end):
        step = _step(course, piece)
        if told is None:
            told = step
        elif (told.kind, told.names) == (step.kind, step.names):
            told = replace(told, end=step.end, seconds=told.seconds + step.seconds)
        else:
            yield told
            told = step
    if told is not None:
        yield told


def _step(course: Course, piece: Piece) -> Step:
    if piece.halt is not None:
        open_seconds = piece.seconds if piece.is_open else 0
        return Step(StepKind.HALTED, piece.start, piece.end, open_seconds, (piece.halt.reason,))
    if piece.is_open:
        return Step(StepKind.COUNTED, piece.start, piece.end, piece.seconds)
    return Step(StepKind.CLOSED, piece.start, piece.end, 0, _why_closed(course, piece))


def _why_closed(course: Course, piece: Piece) -> tuple[str, ...]:
    begun = [each for each in course.segments if each.start <= piece.start]
    return begun[-1].hours.why_closed(piece.start, piece.end)


def _changes(happenings: Sequence[Happening], promise: Promise) -> Iterator[Step]:
    """Yield every change of level or calendar, with the deadline before it and after."""
    kinds = {
        EventKind.LEVEL_CHANGED: StepKind.LEVEL_CHANGED,
        EventKind.CALENDAR_CHANGED: StepKind.CALENDAR_CHANGED,
    }
    for index, happening in enumerate(happenings):
        kind = kinds.get(happening.kind)
        if kind is not None:
            before = _deadline(reckon(happenings[:index]), promise)
            yield Step(kind, before, _deadline(reckon(happenings[: index + 1]), promise))


def _outcome(standing: Reckoning, promise: Promise) -> Iterator[Step]:
    if promise is Promise.RESPONSE:
        done, is_met = standing.responded_at, standing.is_response_met
    else:
        done, is_met = standing.solved_at, standing.is_solution_met
    if done is not None:
        used = standing.course.used(standing.started_at, done)
        yield Step(StepKind.DONE, standing.started_at, done, used, is_met=is_met)


def _deadline(standing: Reckoning, promise: Promise) -> datetime | None:
    return standing.respond_by if promise is Promise.RESPONSE else standing.solve_by
