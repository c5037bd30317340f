"""The goal behind a grade, and all that was ever set behind a target."""

from __future__ import annotations

from samdrift.goals import queries
from samdrift.goals.choices import Direction
from samdrift.kernel.figures import Figure, Origin
from samdrift.plumbing.clock import SWEDEN
from samdrift.reporting.formats import Scale, swedish_figure_with_unit
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


def _targets(origin: Origin) -> tuple[queries.SetTarget, ...]:
    key = dict(origin.scope)["key-figure"]
    return queries.told_targets(year=origin.span.start.year, key_figure=key)


def _target_amount(origin: Origin) -> Figure | None:
    told = _targets(origin)
    return told[-1].figure if told and not told[-1].is_removal else None


def _targets_page(origin: Origin, after: str, size: int) -> RecordPage:
    told = list(enumerate(_targets(origin)))[int(after or 0) :]
    records = tuple(
        Record(
            str(at + 1),
            (
                each.set_at.astimezone(SWEDEN),
                str(Direction(each.direction).label),
                swedish_figure_with_unit(each.figure, Scale.TKR),
                "Borttaget" if each.is_removal else "Satt",
                each.set_by,
            ),
        )
        for at, each in told[:size]
    )
    return RecordPage(records, records[-1].key if len(told) > size else "")


OFFERS = (
    RecordSource(
        key=queries.TARGETS,
        title="Målvärden",
        columns=(
            RecordColumn("set_at", "När"),
            RecordColumn("direction", "Riktning"),
            RecordColumn("value", "Målvärde"),
            RecordColumn("act", "Vad"),
            RecordColumn("set_by", "Av"),
        ),
        describe=lambda origin: f"målvärden för {dict(origin.scope)['key-figure']}",
        count=lambda origin: len(_targets(origin)),
        page=_targets_page,
        amount=_target_amount,
    ),
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
