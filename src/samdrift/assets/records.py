"""The things behind a count."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from samdrift.assets import queries
from samdrift.assets.models import Gap, Holding
from samdrift.kernel.figures import Origin
from samdrift.parties import queries as parties
from samdrift.reporting.selections import Kind, RecordColumn, RecordSource
from samdrift.reporting.stored import Stored
from samdrift.reporting.wording import in_words, sentence

_KIND = RecordColumn("kind", "Slag", Kind.CHOICE, is_grouped=True, words=queries.kind_labels)
_ORGANISATION = RecordColumn(
    "organisation", "Organisation", Kind.CHOICE, is_grouped=True, words=parties.names_by_code
)
_FIELDS = {"organisation": "organisation_id"}
_HOLDING_COLUMNS = (
    RecordColumn("identifier", "Beteckning"),
    _KIND,
    _ORGANISATION,
    RecordColumn("location", "Plats", is_grouped=True),
    RecordColumn("in_service", "I drift", Kind.DATE, is_grouped=True),
    RecordColumn("out_of_service", "Ur drift", Kind.DATE),
)
_GAP_COLUMNS = (
    _KIND,
    _ORGANISATION,
    RecordColumn("valid_from", "Från", Kind.DATE),
    RecordColumn("valid_until", "Till", Kind.DATE),
    RecordColumn("reason", "Varför"),
)


def _day(origin: Origin) -> date:
    return origin.span.start


def _holdings(origin: Origin) -> Stored[Holding]:
    """Return the holdings of an origin's kind, at its organisation or its location."""
    scope = dict(origin.scope)
    found = queries.held_on(_day(origin)).filter(queries.below(scope["kind"]))
    if "organisation" in scope:
        found = found.filter(organisation_id=scope["organisation"])
    if "location" in scope:
        found = found.filter(location=scope["location"])
    return Stored(found, _HOLDING_COLUMNS, "identifier", fields=_FIELDS)


def _thing(origin: Origin) -> Stored[Holding]:
    """Return the thing of an origin, where the organisation it is asked for has had it."""
    scope = dict(origin.scope)
    found = Holding.objects.filter(identifier=scope["thing"], organisation_id=scope["organisation"])
    return Stored(found, _HOLDING_COLUMNS, "identifier", fields=_FIELDS)


def _described_in_service(origin: Origin) -> str:
    return sentence("{what}, i drift {day}", what=_describe(origin), day=_day(origin))


def _described_unknown(origin: Origin) -> str:
    return f"{_describe(origin)}, {_day(origin)}"


def _describe(origin: Origin) -> str:
    scope = dict(origin.scope)
    words = [in_words(queries.kind_labels().get(scope["kind"], scope["kind"]))]
    if "organisation" in scope:
        code = scope["organisation"]
        words.append(parties.names_by_code().get(code, code))
    if "location" in scope:
        words.append(scope["location"] or in_words("utan plats"))
    return ", ".join(words)


def _gaps(origin: Origin) -> Stored[Gap]:
    """Return the gaps that make an origin's kind unknown, at its organisation or anywhere."""
    scope = dict(origin.scope)
    found = queries.gaps_covering(_day(origin)).filter(
        queries.below(scope["kind"]) | Q(kind__in=queries.path_of(scope["kind"]))
    )
    if "organisation" in scope:
        found = found.filter(organisation_id=scope["organisation"])
    return Stored(found, _GAP_COLUMNS, fields=_FIELDS)


OFFERS = (
    RecordSource(
        key=queries.THING,
        title="Inventarie",
        columns=_HOLDING_COLUMNS,
        describe=lambda origin: sentence("inventarie {thing}", thing=dict(origin.scope)["thing"]),
        select=_thing,
        is_yearly=False,
    ),
    RecordSource(
        key=queries.GAPS,
        title="Det som inte är känt",
        columns=_GAP_COLUMNS,
        describe=_described_unknown,
        select=_gaps,
    ),
    RecordSource(
        key=queries.HOLDINGS,
        title="Inventarier i drift",
        columns=_HOLDING_COLUMNS,
        describe=_described_in_service,
        select=_holdings,
    ),
)
