"""The things behind a count."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from samdrift.assets import queries
from samdrift.assets.models import Gap, Holding
from samdrift.kernel.figures import Origin
from samdrift.parties import queries as parties
from samdrift.reporting.ports import Record, RecordColumn, RecordPage, RecordSource


def _day(origin: Origin) -> date:
    return origin.span.start


def _holdings(origin: Origin) -> QuerySet[Holding]:
    """Return the holdings of an origin's kind, at its organisation or its location."""
    scope = dict(origin.scope)
    found = queries.held_on(_day(origin)).filter(queries.below(scope["kind"]))
    if "organisation" in scope:
        found = found.filter(organisation_id=scope["organisation"])
    if "location" in scope:
        found = found.filter(location=scope["location"])
    return found


def _thing(origin: Origin) -> QuerySet[Holding]:
    """Return the thing of an origin, where the organisation it is asked for has had it."""
    scope = dict(origin.scope)
    return Holding.objects.filter(identifier=scope["thing"], organisation_id=scope["organisation"])


def _page_of_thing(origin: Origin, after: str, size: int) -> RecordPage:
    return _listed(_thing(origin), after, size)


def _page(origin: Origin, after: str, size: int) -> RecordPage:
    return _listed(_holdings(origin), after, size)


def _listed(holdings: QuerySet[Holding], after: str, size: int) -> RecordPage:
    rows = holdings.filter(identifier__gt=after).order_by("identifier")
    labels = queries.kind_labels()
    names = parties.names_by_code()
    records = tuple(
        Record(
            row.identifier,
            (
                row.identifier,
                labels.get(row.kind, row.kind),
                names[row.organisation_id],
                row.location,
                row.in_service,
                row.out_of_service,
            ),
        )
        for row in rows[: size + 1]
    )
    return RecordPage(records[:size], records[size - 1].key if len(records) > size else "")


def _describe(origin: Origin) -> str:
    scope = dict(origin.scope)
    words = [queries.kind_labels().get(scope["kind"], scope["kind"])]
    if "organisation" in scope:
        code = scope["organisation"]
        words.append(parties.names_by_code().get(code, code))
    if "location" in scope:
        words.append(scope["location"] or "utan plats")
    return ", ".join(words) + f", i drift {_day(origin)}"


def _gaps(origin: Origin) -> list[Gap]:
    """Return the gaps that make an origin's kind unknown, at its organisation or anywhere."""
    scope = dict(origin.scope)
    found = queries.gaps_covering(_day(origin)).order_by("id")
    if "organisation" in scope:
        found = found.filter(organisation_id=scope["organisation"])
    kind = scope["kind"]
    return [
        gap for gap in found if queries.is_below(kind, gap.kind) or queries.is_below(gap.kind, kind)
    ]


def _gaps_page(origin: Origin, after: str, size: int) -> RecordPage:
    labels = queries.kind_labels()
    names = parties.names_by_code()
    left = [gap for gap in _gaps(origin) if gap.pk > int(after or 0)]
    records = tuple(
        Record(
            str(gap.pk),
            (
                labels.get(gap.kind, gap.kind),
                names[str(gap.organisation_id)],
                gap.valid_from,
                gap.valid_until,
                gap.reason,
            ),
        )
        for gap in left[:size]
    )
    return RecordPage(records, records[-1].key if len(left) > size else "")


_HOLDING_COLUMNS = (
    RecordColumn("identifier", "Beteckning"),
    RecordColumn("kind", "Slag"),
    RecordColumn("organisation", "Organisation"),
    RecordColumn("location", "Plats"),
    RecordColumn("in_service", "I drift"),
    RecordColumn("out_of_service", "Ur drift"),
)

OFFERS = (
    RecordSource(
        key=queries.THING,
        title="Inventarie",
        columns=_HOLDING_COLUMNS,
        describe=lambda origin: f"inventarie {dict(origin.scope)['thing']}",
        count=lambda origin: _thing(origin).count(),
        page=_page_of_thing,
    ),
    RecordSource(
        key=queries.GAPS,
        title="Det som inte är känt",
        columns=(
            RecordColumn("kind", "Slag"),
            RecordColumn("organisation", "Organisation"),
            RecordColumn("valid_from", "Från"),
            RecordColumn("valid_until", "Till"),
            RecordColumn("reason", "Varför"),
        ),
        describe=lambda origin: _describe(origin).replace(", i drift ", ", "),
        count=lambda origin: len(_gaps(origin)),
        page=_gaps_page,
    ),
    RecordSource(
        key=queries.HOLDINGS,
        title="Inventarier i drift",
        columns=_HOLDING_COLUMNS,
        describe=_describe,
        count=lambda origin: _holdings(origin).count(),
        page=_page,
    ),
)
