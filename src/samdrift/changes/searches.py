"""Changes, found by their number or the words of their title."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.changes.choices import State
from samdrift.changes.models import Change
from samdrift.plumbing import access
from samdrift.plumbing.access import Viewer
from samdrift.plumbing.palette.ports import Hit, Nearness, Query, SearchSource


def _changes(viewer: Viewer, query: Query, limit: int) -> Iterator[Hit]:
    """Yield the change of a number."""
    if not access.may_read_changes(viewer):
        return
    wanted = {spelling.upper() for spelling in query.spellings()}
    spelled = {each if each.startswith("C-") else f"C-{each.removeprefix('C')}" for each in wanted}
    for change in Change.objects.filter(number__in=spelled)[:limit]:
        path = reverse("changes:change", args=[change.number])
        detail = f"{change.title}, {State(change.state).label}"
        yield Hit(change.number, _("Ändring"), path, Nearness.EXACT, detail)


OFFERS = (SearchSource("changes.changes", "Ändringar", _changes, position=22, of_numbers=True),)
