"""People, found by name by whoever administers them."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.parties import queries
from samdrift.plumbing.access import Viewer, may_administer
from samdrift.plumbing.palette.ports import Hit, Nearness, Query, SearchSource


def _people(viewer: Viewer, query: Query, limit: int) -> Iterator[Hit]:
    """Yield the people with some words in their names, for whoever may open their pages."""
    if not may_administer(viewer):
        return
    for person in queries.people(words=query.text, size=limit).people:
        is_exact = query.text.casefold() in (person.name.casefold(), person.full_name.casefold())
        nearness = Nearness.EXACT if is_exact else Nearness.WORDS
        href = reverse("person", args=[person.id])
        yield Hit(person.full_name, _("En person"), href, nearness, person.name)


OFFERS = (SearchSource("parties.people", "Personer", _people, position=50),)
