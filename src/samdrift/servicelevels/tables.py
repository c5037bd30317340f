"""How often what was promised was kept, as tables of a year."""

from __future__ import annotations

from collections.abc import Callable

from samdrift.kernel.figures import Figure, Unit
from samdrift.parties import queries as parties
from samdrift.reporting.ports import Ask, Column, Row, RowKind, Table, TableSource, TableSpec
from samdrift.reporting.sources import span_words
from samdrift.servicelevels.queries import results
from samdrift.servicelevels.queries.results import Kept

BY_SERVICE = "servicelevels.kept-by-service"
BY_ORGANISATION = "servicelevels.kept-by-organisation"
BY_PRIORITY = "servicelevels.kept-by-priority"
_TITLES = {
    BY_SERVICE: "Hållna servicenivåer per tjänst och kommun",
    BY_ORGANISATION: "Hållna servicenivåer per kommun",
    BY_PRIORITY: "Hållna servicenivåer per prioritet",
}
_WHOLE = "whole"

_COLUMNS = (
    Column("cases", "Ärenden", Unit.COUNT),
    Column("in-time", "Lösta i tid", Unit.COUNT),
    Column("share", "Andel lösta i tid", Unit.PERCENT),
    Column("answered", "Andel besvarade i tid", Unit.PERCENT),
)


def kept_by_service(ask: Ask) -> Table:
    """Tell, for each service and organisation, how often what was promised was kept."""
    names = parties.names_by_code()

    def label(told: Kept) -> str:
        scope = dict(told.scope)
        return f"{scope['service'] or 'Utan tjänst'}, {names[scope['organisation']]}"

    return _table(BY_SERVICE, ask, ("service", "organisation"), label)


def kept_by_organisation(ask: Ask) -> Table:
    """Tell, for each organisation, how often what was promised was kept."""
    names = parties.names_by_code()
    return _table(
        BY_ORGANISATION,
        ask,
        ("organisation",),
        lambda told: names[dict(told.scope)["organisation"]],
    )


def kept_by_priority(ask: Ask) -> Table:
    """Tell, for each priority, how often what was promised was kept."""
    return _table(BY_PRIORITY, ask, ("priority",), lambda told: f"P{dict(told.scope)['priority']}")


def _table(table_id: str, ask: Ask, by: tuple[str, ...], label: Callable[[Kept], str]) -> Table:
    span = ask.during
    rows = [
        Row("/".join(value for _, value in told.scope), label(told), _figures(told))
        for told in results.kept(span=span, by=by)
    ]
    (whole,) = results.kept(span=span)
    if rows:
        rows.append(Row(_WHOLE, "Alla", _figures(whole), RowKind.SUM))
    return Table(
        id=table_id,
        title=_TITLES[table_id],
        ask=ask,
        unit=Unit.COUNT,
        columns=_COLUMNS,
        rows=tuple(rows),
        explains=(
            f"Ärenden som stängdes under {span_words(span)} och som löstes, eller hade gått över "
            "tiden när de stängdes olösta. I tid är den öppna tid som använts högst den avtalade, "
            "utan pauser. Resultatet är det som frystes när ärendet stängdes."
        ),
    )


def _figures(told: Kept) -> tuple[Figure, ...]:
    return (told.cases, told.in_time, told.share_in_time, told.share_answered_in_time)


_BUILT = (
    TableSpec(BY_SERVICE, _TITLES[BY_SERVICE], kept_by_service, takes_span=True),
    TableSpec(BY_ORGANISATION, _TITLES[BY_ORGANISATION], kept_by_organisation, takes_span=True),
    TableSpec(BY_PRIORITY, _TITLES[BY_PRIORITY], kept_by_priority, takes_span=True),
)

OFFERS = (
    TableSource(
        key="servicelevels.tables",
        specs=lambda: _BUILT,
        dates=results.DATES,
        reads=results.READS,
        ahead=results.ahead,
    ),
)
