"""Machines, found by the beginning of their name."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.inventory.queries import machines
from samdrift.plumbing.access import Viewer, may_read_every_machine, may_read_machines
from samdrift.plumbing.palette.ports import Hit, Nearness, Query, SearchSource

_SHORTEST = 3


def _machines(viewer: Viewer, query: Query, limit: int) -> Iterator[Hit]:
    """Yield the machines whose name begins as what is typed, of those the viewer may read of."""
    if len(query.text) < _SHORTEST or not may_read_machines(viewer):
        return
    scope = "" if may_read_every_machine(viewer) else viewer.organisation_code
    for row in machines.found(query.text, organisation_code=scope, limit=limit):
        is_same = row.name.casefold() == query.text.casefold()
        detail = " ".join(filter(None, (row.maker, row.model)))
        href = reverse("inventory:machine", args=[row.id])
        yield Hit(row.name, _("Maskin"), href, Nearness(0 if is_same else 1), detail)


OFFERS = (SearchSource("inventory.machines", "Maskiner", _machines, position=23),)
