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


def found(viewer: Viewer, query: Query, *, but: tuple[str, ...] = ()) -> tuple[Hit, ...]:
    """Return what somebody may open of what they ask for, the nearest first.

    Sources named in `but` are not asked.
    """
    if not query.words or not viewer.sees_figures:
        return ()
    with ExitStack() as stack:
        for reading in contributions.offered(Reading):
            stack.enter_context(reading.begin())
        return _found(viewer, query, but)


def _found(viewer: Viewer, query: Query, but: tuple[str, ...]) -> tuple[Hit, ...]:
    offered = (each for each in contributions.offered(SearchSource) if each.key not in but)
    sources = sorted(offered, key=lambda source: source.position)
    hits: list[Hit] = []
    for source in sources:
        if source.of_numbers and query.is_number:
            hits += islice(source.find(viewer, query, source.most), source.most)
    if any(hit.nearness is Nearness.EXACT for hit in hits):
        return _nearest(hits)
    hits += islice(_pages(viewer, query), MOST_OF_A_SORT)
    for source in sources:
        if not (source.of_numbers and query.is_number):
            hits += islice(source.find(viewer, query, source.most), source.most)
    return _nearest(hits)


def _nearest(hits: list[Hit]) -> tuple[Hit, ...]:
    """Return hits with the nearest first, each place once."""
    nearest: dict[str, Hit] = {}
    for hit in sorted(hits, key=lambda hit: hit.nearness):
        nearest.setdefault(hit.href, hit)
    return tuple(nearest.values())[:MOST_HITS]


def _pages(viewer: Viewer, query: Query) -> Iterator[Hit]:
    """Yield the pages with the words in their names."""
    for item in menu.items_for(viewer):
        nearness = query.nearness(str(item.label))
        if nearness is not None and (query.year or not item.is_yearly):
            detail = str(query.year) if item.is_yearly else ""
            yield Hit(str(item.label), _("Sida"), item.address(query.year), nearness, detail)
