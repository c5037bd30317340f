"""Tables, found by their titles or their ids."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.plumbing.access import Viewer
from samdrift.plumbing.palette.ports import Hit, Nearness, Query, Reading, SearchSource
from samdrift.reporting import registry
from samdrift.reporting.snapshot import remembered, snapshot
from samdrift.reporting.wording import in_words


def _tables(_viewer: Viewer, query: Query, _limit: int) -> Iterator[Hit]:
    """Yield the tables with some words in their titles, or of an id."""
    if not query.year:
        return
    for spec in remembered("reporting.tables", registry.tables):
        title = in_words(spec.title)
        nearness = Nearness.EXACT if query.text == spec.id else query.nearness(title)
        if nearness is not None:
            href = reverse("reporting:table", args=[query.year, spec.id])
            yield Hit(title, _("Tabell"), href, nearness, str(query.year))


OFFERS = (
    Reading("reporting.snapshot", snapshot),
    SearchSource("reporting.tables", "Tabeller", _tables, position=11),
)
