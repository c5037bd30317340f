"""Things, found by their number and by words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, time

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from samdrift.assets import queries
from samdrift.assets.models import AssetKind, Holding
from samdrift.kernel.figures import Origin
from samdrift.kernel.spans import Span
from samdrift.parties import queries as parties
from samdrift.plumbing.access import Viewer, may_open_records
from samdrift.plumbing.palette.begins import called
from samdrift.plumbing.palette.ports import Hit, Query, SearchSource
from samdrift.plumbing.search.ports import (
    Findable,
    Searchable,
    SearchableSource,
    Seeker,
    Shown,
    Watched,
)
from samdrift.reporting.views.links import SEVERAL, is_open, records_path

_SHORTEST = 2


def _holdings(viewer: Viewer, query: Query, limit: int) -> Iterator[Hit]:
    """Yield the thing of a number, else those whose numbers begin so."""
    if len(query.number) < _SHORTEST or not query.has_digit:
        return
    every = Holding.objects.order_by()
    found, nearness = called(every, "identifier", query.spellings(), limit, shortest=_SHORTEST)
    labels = queries.kind_labels() if found else {}
    names = parties.names_by_code() if found else {}
    for holding in found:
        code = str(holding.organisation_id)
        scope = (("organisation", code), ("thing", holding.identifier))
        origin = Origin(queries.THING, Span.day(holding.in_service), scope, 1)
        if is_open(viewer, origin):
            detail = f"{labels.get(holding.kind, holding.kind)}, {names.get(code, code)}"
            yield Hit(holding.identifier, _("Inventarie"), records_path(origin), nearness, detail)


THING = "assets.thing"
_EVERY = "things:every"


def _things(ids: Sequence[int]) -> Iterator[Searchable]:
    """Yield things as they are found: by number, kind and place."""
    labels, names = queries.kind_labels(), parties.names_by_code()
    for row in Holding.objects.filter(pk__in=ids):
        code = str(row.organisation_id)
        about = (labels.get(row.kind, row.kind), names.get(code, code), row.location)
        yield Searchable(
            kind=THING,
            key=str(row.pk),
            title=row.identifier,
            created=datetime.combine(row.in_service, time(12), UTC),
            organisation=code,
            numbers=(row.identifier,),
            text=", ".join(filter(None, about)),
            labels=frozenset({_EVERY, _of(code)}),
        )


def _of(code: str) -> str:
    return f"things:{code}"


def _grants(seeker: Seeker) -> frozenset[str]:
    """Return what opens the things that a seeker may open the records of."""
    if _may_open(seeker.viewer, None):
        return frozenset({_EVERY})
    return frozenset(_of(code) for code in parties.codes() if _may_open(seeker.viewer, code))


def _may_open(viewer: Viewer, code: str | None) -> bool:
    return may_open_records(viewer, is_personal=False, organisation_code=code or SEVERAL)


def _shown(seeker: Seeker, keys: Sequence[str]) -> Mapping[str, Shown]:
    """Tell where things lead, those whose records the seeker may open."""
    labels, names = queries.kind_labels(), parties.names_by_code()
    shown = {}
    for row in Holding.objects.filter(pk__in=keys):
        code = str(row.organisation_id)
        scope = (("organisation", code), ("thing", row.identifier))
        origin = Origin(queries.THING, Span.day(row.in_service), scope, 1)
        if is_open(seeker.viewer, origin):
            detail = f"{labels.get(row.kind, row.kind)}, {names.get(code, code)}"
            shown[str(row.pk)] = Shown(records_path(origin), detail=detail)
    return shown


OFFERS = (
    SearchSource("assets.holdings", "Inventarier", _holdings, position=22, of_numbers=True),
    SearchableSource(
        "assets.things",
        "Inventarier",
        THING,
        Holding,
        _things,
        (
            Watched(Holding, ("identifier", "kind", "organisation_id", "location", "in_service")),
            Watched(
                AssetKind, ("label",), "SELECT id AS key FROM assets_holding WHERE kind = {row}.key"
            ),
        ),
    ),
    Findable(
        "assets.things",
        THING,
        "inventarier",
        _l("Inventarier"),
        _l("Inventarie"),
        position=50,
        grants=_grants,
        shown=_shown,
    ),
)
