"""Things, found by their number."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from samdrift.assets import queries
from samdrift.assets.models import Holding
from samdrift.kernel.figures import Origin
from samdrift.kernel.spans import Span
from samdrift.parties import queries as parties
from samdrift.plumbing.access import Viewer
from samdrift.plumbing.palette.begins import beginning
from samdrift.plumbing.palette.ports import Hit, Nearness, Query, SearchSource
from samdrift.reporting.views.links import is_open, records_path

_SHORTEST = 2


def _holdings(viewer: Viewer, query: Query, limit: int) -> Iterator[Hit]:
    """Yield the thing of a number, else those whose numbers begin so."""
    if len(query.number) < _SHORTEST:
        return
    every = Holding.objects.order_by()
    found = list(every.filter(identifier__in=query.spellings())[:limit])
    nearness = Nearness.EXACT if found else Nearness.BEGINS
    if not found:
        found = beginning(every, "identifier", query.spellings(), limit)
    labels = queries.kind_labels() if found else {}
    names = parties.names_by_code() if found else {}
    for holding in found:
        code = str(holding.organisation_id)
        scope = (("organisation", code), ("thing", holding.identifier))
        origin = Origin(queries.THING, Span.day(holding.in_service), scope, 1)
        if is_open(viewer, origin):
            detail = f"{labels.get(holding.kind, holding.kind)}, {names.get(code, code)}"
            yield Hit(holding.identifier, _("Inventarie"), records_path(origin), nearness, detail)


OFFERS = (SearchSource("assets.holdings", "Inventarier", _holdings, position=22, of_numbers=True),)
