"""The goal behind a grade."""

from __future__ import annotations

from samdrift.goals import queries
from samdrift.goals.models import Goal
from samdrift.kernel.figures import Figure, Origin
from samdrift.reporting.selections import Kind, RecordColumn, RecordSource
from samdrift.reporting.stored import Stored

_COLUMNS = (
    RecordColumn("year", "År", Kind.NUMBER),
    RecordColumn("main_goal", "Övergripande mål"),
    RecordColumn("sub_goal", "Mål"),
    RecordColumn("grade", "Betyg", Kind.NUMBER),
    RecordColumn("comment", "Kommentar"),
)


def _goal(origin: Origin) -> queries.AssessedGoal | None:
    return queries.goal(year=origin.span.start.year, key=dict(origin.scope)["goal"])


def _describe(origin: Origin) -> str:
    goal = _goal(origin)
    return goal.sub_goal if goal else dict(origin.scope)["goal"]


def _grade(origin: Origin) -> Figure | None:
    goal = _goal(origin)
    return goal.figure if goal else None


def _goals(origin: Origin) -> Stored[Goal]:
    key = dict(origin.scope)["goal"]
    return Stored(Goal.objects.filter(year=origin.span.start.year, key=key), _COLUMNS)


OFFERS = (
    RecordSource(
        key=queries.GOALS,
        title="Mål",
        columns=_COLUMNS,
        describe=_describe,
        select=_goals,
        readd=_grade,
    ),
)
