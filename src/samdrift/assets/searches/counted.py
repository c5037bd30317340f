"""Things that packages count, found by words; and all things by their number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.db.models import Q, Value
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from samdrift.assets import queries
from samdrift.assets.models import AssetKind, Holding
from samdrift.assets.register import door
from samdrift.kernel.figures import Origin
from samdrift.kernel.spans import Span
from samdrift.parties import queries as parties
from samdrift.plumbing.access import Viewer, may_open_records
from samdrift.plumbing.palette.begins import beginning
from samdrift.plumbing.palette.ports import Hit, Nearness, Query, SearchSource
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


def _numbered(viewer: Viewer, query: Query, limit: int) -> Iterator[Hit]:
    """Yield the thing of a number, in the register or of a package, else those that begin so."""
    if len(query.number) < _SHORTEST or not query.has_digit:
        return
    every = Holding.objects.order_by()
    found = _called_so(viewer, query.spellings(), limit)
    nearness = Nearness.EXACT if found else Nearness.BEGINS
    if not found:
        begun = beginning(every.select_related("device"), "identifier", query.spellings(), limit)
        found = [_told(row) for row in begun]
    labels = queries.kind_labels() if found else {}
    names = parties.names_by_code() if found else {}
    for each in found:
        href = _address(viewer, each)
        if href:
            detail = f"{labels.get(each.kind, each.kind)}, {names.get(each.code, each.code)}"
            yield Hit(each.number, _("Inventarie"), href, nearness, detail)


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A thing by its number: of the register, or of a package since a day."""

    number: str
    kind: str
    code: str
    since: date | None
    is_registered: bool


def _told(row: Holding) -> _Numbered:
    thing, code = row.device, str(row.organisation_id)
    if thing is not None:
        code = str(thing.organisation_id)
        return _Numbered(thing.tag, thing.kind, code, since=None, is_registered=True)
    return _Numbered(row.identifier, row.kind, code, row.in_service, is_registered=False)


def _called_so(viewer: Viewer, spellings: Sequence[str], limit: int) -> list[_Numbered]:
    """Return what is called just so, by one question: the register's first."""
    told = Holding.objects.filter(identifier__in=spellings, device=None).order_by()
    rows = told.values_list(
        "identifier", "kind", "organisation_id", "in_service", Value(value=False)
    )
    reader = door.reader_for(viewer)
    if reader is not None:
        mine = door.things(reader).filter(Q(tag__in=spellings) | Q(serial__in=spellings))
        rows = rows.union(
            mine.order_by().values_list(
                "tag", "kind", "organisation_id", "bought_on", Value(value=True)
            ),
            all=True,
        )
    found = sorted((_Numbered(*row) for row in rows[: 2 * limit]), key=_is_of_package)
    return list({each.number: each for each in reversed(found)}.values())[:limit]


def _is_of_package(each: _Numbered) -> bool:
    return not each.is_registered


def _address(viewer: Viewer, each: _Numbered) -> str:
    """Return where a thing leads, nothing where the viewer may not open it."""
    if each.is_registered:
        reader = door.reader_for(viewer)
        is_seen = reader is not None and reader.organisation in ("", each.code)
        return reverse("assets:thing", args=[each.number]) if is_seen else ""
    assert each.since is not None, "a package says since when"
    scope = (("organisation", each.code), ("thing", each.number))
    origin = Origin(queries.THING, Span.day(each.since), scope, 1)
    return records_path(origin) if is_open(viewer, origin) else ""


THING = "assets.thing"
_EVERY = "things:every"


def _things(ids: Sequence[int]) -> Iterator[Searchable]:
    """Yield things as they are found: by number, kind and place; the register tells its own."""
    labels, names = queries.kind_labels(), parties.names_by_code()
    for row in Holding.objects.filter(pk__in=ids, device=None):
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
    SearchSource("assets.holdings", "Inventarier", _numbered, position=22, of_numbers=True),
    SearchableSource(
        "assets.things",
        "Inventarier",
        THING,
        Holding,
        _things,
        (
            Watched(
                Holding,
                ("identifier", "kind", "organisation_id", "location", "in_service", "device_id"),
            ),
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
        is_many=True,
    ),
)
