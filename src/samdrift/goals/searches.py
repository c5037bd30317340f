"""Goals, found by their words."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from samdrift.goals import queries, tables
from samdrift.plumbing.access import Viewer
from samdrift.plumbing.palette.ports import Hit, Query, SearchSource
from samdrift.reporting.ports import Ask, FigureAddress
from samdrift.reporting.views.links import figure_path


def _goals(_viewer: Viewer, query: Query, _limit: int) -> Iterator[Hit]:
    """Yield the graded goals of the year looked at with some words in them."""
    for goal in queries.assessed_goals(year=query.year):
        nearness = query.nearness(goal.sub_goal)
        if nearness is not None and goal.grade is not None:
            address = FigureAddress(tables.ASSESSMENT, Ask(query.year), goal.key, "grade")
            yield Hit(goal.sub_goal, _("Mål"), figure_path(address), nearness, str(query.year))


OFFERS = (SearchSource("goals.goals", "Mål", _goals, position=40),)
