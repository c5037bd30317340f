"""The goal behind a grade, and all that was ever set behind a target."""

from __future__ import annotations

from samdrift.goals import queries
from samdrift.goals.choices import Direction
from samdrift.goals.models import Goal
from samdrift.kernel.figures import Figure, Origin
from samdrift.reporting.formats import Scale, swedish_figure_with_unit
from samdrift.reporting.listed import Line, Listed
from samdrift.reporting.selections import Kind, RecordColumn, RecordSource
from samdrift.reporting.stored import Stored
from samdrift.reporting.wording import in_words, sentence

_COLUMNS = (
    RecordColumn("year", "År", Kind.NUMBER),
    RecordColumn("main_goal", "Övergripande mål"),
    RecordColumn("sub_goal", "Mål"),
    RecordColumn("grade", "Betyg", Kind.NUMBER),
    RecordColumn("comment", "Kommentar"),
)
_TARGET_COLUMNS = (
    RecordColumn("set_at", "När", Kind.MOMENT),
    RecordColumn("direction", "Riktning"),
    RecordColumn("value", "Målvärde"),
    RecordColumn("act", "Vad"),
    RecordColumn("set_by", "Av"),
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


def _targets(origin: Origin) -> tuple[queries.SetTarget, ...]:
    key = dict(origin.scope)["key-figure"]
    return queries.told_targets(year=origin.span.start.year, key_figure=key)


def _describe_target(origin: Origin) -> str:
    return sentence("målvärden för {key}", key=dict(origin.scope)["key-figure"])


def _target_amount(origin: Origin) -> Figure | None:
    told = _targets(origin)
    return told[-1].figure if told and not told[-1].is_removal else None


def _target_list(origin: Origin) -> Listed:
    return Listed(
        _TARGET_COLUMNS,
        tuple(
            Line(
                number,
                (
                    each.set_at,
                    str(Direction(each.direction).label),
                    swedish_figure_with_unit(each.figure, Scale.TKR),
                    in_words("Borttaget" if each.is_removal else "Satt"),
                    each.set_by,
                ),
            )
            for number, each in enumerate(_targets(origin))
        ),
    )


OFFERS = (
    RecordSource(
        key=queries.TARGETS,
        title="Målvärden",
        columns=_TARGET_COLUMNS,
        describe=_describe_target,
        select=_target_list,
        readd=_target_amount,
        is_yearly=False,
    ),
    RecordSource(
        key=queries.GOALS,
        title="Mål",
        columns=_COLUMNS,
        describe=_describe,
        select=_goals,
        readd=_grade,
    ),
)
