"""The goals of a year and how they were assessed, and the targets of its key figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from samdrift.goals.choices import Direction
from samdrift.goals.models import Goal, Target
from samdrift.kernel.figures import Figure, Origin, Unit
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Span
from samdrift.reporting import dating, few
from samdrift.reporting.dating import Dated
from samdrift.reporting.few import FewRows

GOALS = "goals.goals"
TARGETS = "goals.targets"
THOUSANDTHS = 1000

READS = (Goal,)
"""What tables are read from."""

DATES = (Dated(Goal, "year", is_each=True),)
"""Where the years of the records stand."""


@dataclass(frozen=True, slots=True)
class AssessedGoal:
    """A goal of a year; one that is not assessed yet has no grade."""

    year: int
    key: str
    main_goal: str
    sub_goal: str
    grade: int | None
    comment: str

    @property
    def figure(self) -> Figure:
        """The grade, from 1 to 5; blank where there is none."""
        origin = Origin(GOALS, Span.year(self.year), (("goal", self.key),), 1)
        return Figure(self.grade, Unit.GRADE, (origin,))


@dataclass(frozen=True, slots=True)
class SetTarget:
    """What somebody set that a key figure is to come to in a year, or that it was taken away."""

    year: int
    key_figure: str
    unit: str
    value: int
    direction: str
    is_removal: bool
    set_by: str
    set_at: datetime

    @property
    def figure(self) -> Figure:
        """The target as a figure, whose records are all that was ever set."""
        origin = Origin(TARGETS, Span.year(self.year), (("key-figure", self.key_figure),), 1)
        unit = Unit(self.unit)
        if unit is Unit.MONEY:
            return Figure(Money(self.value), unit, (origin,))
        whole, rest = divmod(self.value, THOUSANDTHS)
        return Figure(Decimal(self.value) / THOUSANDTHS if rest else whole, unit, (origin,))

    def is_reached(self, figure: Figure) -> bool | None:
        """Whether a figure comes up to the target; None where that cannot be said."""
        if figure.value is None or figure.unit != self.unit:
            return None
        told = figure.value.ore if isinstance(figure.value, Money) else figure.value * THOUSANDTHS
        if self.direction == Direction.AT_LEAST:
            return told >= self.value
        return told <= self.value


def assessed_goals(*, year: int) -> tuple[AssessedGoal, ...]:
    """Return the goals of a year in the order of goals.csv, graded or not."""
    every = (AssessedGoal(*row) for row in few.rows(_GOALS))
    return tuple(goal for goal in every if goal.year == year)


def goal(*, year: int, key: str) -> AssessedGoal | None:
    """Return one goal of a year; None where the year has no such goal."""
    return next((found for found in assessed_goals(year=year) if found.key == key), None)


def years() -> frozenset[int]:
    """Return the years with goals."""
    return dating.years(DATES)


def targets(year: int) -> dict[str, SetTarget]:
    """Return the targets of a year that count, by key figure."""
    latest = {told.key_figure: told for told in _told(year)}
    return {key: told for key, told in latest.items() if not told.is_removal}


def told_targets(*, year: int, key_figure: str) -> tuple[SetTarget, ...]:
    """Return all that was ever set for a key figure of a year, the first first."""
    return tuple(told for told in _told(year) if told.key_figure == key_figure)


def _told(year: int) -> tuple[SetTarget, ...]:
    every = (SetTarget(*row) for row in few.rows(_TARGETS))
    return tuple(target for target in every if target.year == year)


_TARGET_FIELDS = (
    "year", "key_figure", "unit", "value", "direction", "is_removal", "set_by", "set_at",
)  # fmt: skip
_FIELDS = ("year", "key", "main_goal", "sub_goal", "grade", "comment")
_GOALS = FewRows("goals.goals", Goal, _FIELDS, ("year", "position", "id"))
_TARGETS = FewRows("goals.targets", Target, _TARGET_FIELDS)

FEW = (_GOALS, _TARGETS)
