"""What is found, the nearest first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import islice

from django.utils.translation import gettext as _

from samdrift.plumbing import contributions
from samdrift.plumbing.access import Viewer
from samdrift.plumbing.components import menu
from samdrift.plumbing.palette.ports import Hit, Nearness, Query, Reading, SearchSource

MOST_HITS = 20
MOST_OF_A_SORT = 6
LONGEST_QUERY = 200


def found(viewer: Viewer, query: Query) -> tuple[Hit, ...]:
    """Return what somebody may open of what they ask for, the nearest first."""
    if not query.words or not viewer.sees_figures:
        return ()
    with ExitStack() as stack:
        for reading in contributions.offered(Reading):
            stack.enter_context(reading.begin())
        return _found(viewer, query)


def _found(viewer: Viewer, query: Query) -> tuple[Hit, ...]:
    sources = sorted(contributions.offered(SearchSource), key=lambda source: source.position)
    hits: list[Hit] = []
    for source in sources:
        if source.of_numbers and query.is_number:
            hits += islice(source.find(viewer, query, MOST_OF_A_SORT), MOST_OF_A_SORT)
    if any(hit.nearness is Nearness.EXACT for hit in hits):
        return _nearest(hits)
    hits += islice(_pages(viewer, query), MOST_OF_A_SORT)
    for source in sources:
        if not (source.of_numbers and query.is_number):
            hits += islice(source.find(viewer, query, MOST_OF_A_SORT), MOST_OF_A_SORT)
    return _nearest(hits)


def _nearest(hits: list[Hit]) -> tuple[Hit, ...]:
    return tuple(sorted(hits, key=lambda hit: hit.nearness)[:MOST_HITS])


def _pages(viewer: Viewer, query: Query) -> Iterator[Hit]:
    """Yield the pages with the words in their names."""
    for item in menu.items_for(viewer):
        nearness = query.nearness(str(item.label))
        if nearness is not None and (query.year or not item.is_yearly):
            detail = str(query.year) if item.is_yearly else ""
            yield Hit(str(item.label), _("Sida"), item.address(query.year), nearness, detail)
