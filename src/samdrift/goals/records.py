"""The goal behind a grade."""

from __future__ import annotations

from samdrift.goals import queries
from samdrift.kernel.figures import Figure, Origin
from samdrift.reporting.ports import Record, RecordColumn, RecordPage, RecordSource


def _goal(origin: Origin) -> queries.AssessedGoal | None:
    return queries.goal(year=origin.span.start.year, key=dict(origin.scope)["goal"])


def _describe(origin: Origin) -> str:
    goal = _goal(origin)
    return goal.sub_goal if goal else dict(origin.scope)["goal"]


def _amount(origin: Origin) -> Figure | None:
    goal = _goal(origin)
    return goal.figure if goal else None


def _page(origin: Origin, after: str, _size: int) -> RecordPage:
    goal = _goal(origin)
    if goal is None or after >= goal.key:
        return RecordPage(())
    cells = (goal.year, goal.main_goal, goal.sub_goal, goal.grade, goal.comment)
    return RecordPage((Record(goal.key, cells),))


OFFERS = (
    RecordSource(
        key=queries.GOALS,
        title="Mål",
        columns=(
            RecordColumn("year", "År"),
            RecordColumn("main_goal", "Övergripande mål"),
            RecordColumn("sub_goal", "Mål"),
            RecordColumn("grade", "Betyg"),
            RecordColumn("comment", "Kommentar"),
        ),
        describe=_describe,
        count=lambda origin: 1 if _goal(origin) else 0,
        page=_page,
        amount=_amount,
    ),
)
