"""The goals of a year, and how they were assessed."""

from __future__ import annotations

from dataclasses import dataclass

from samdrift.goals.models import Goal
from samdrift.kernel.figures import Figure, Origin, Unit
from samdrift.kernel.spans import Span
from samdrift.reporting.snapshot import remembered

GOALS = "goals.goals"

READS = (Goal,)
"""What tables are read from."""


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


def assessed_goals(*, year: int) -> tuple[AssessedGoal, ...]:
    """Return the goals of a year in the order of goals.csv, graded or not."""
    rows = Goal.objects.filter(year=year).values_list(*_FIELDS)
    return remembered(("goals.goals", year), lambda: tuple(AssessedGoal(*row) for row in rows))


def goal(*, year: int, key: str) -> AssessedGoal | None:
    """Return one goal of a year; None where the year has no such goal."""
    return next((found for found in assessed_goals(year=year) if found.key == key), None)


def years() -> frozenset[int]:
    """Return the years with goals."""
    return frozenset(Goal.objects.order_by().values_list("year", flat=True).distinct())


_FIELDS = ("year", "key", "main_goal", "sub_goal", "grade", "comment")
