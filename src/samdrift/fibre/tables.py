"""Connections made, as the annual report counts them."""

from __future__ import annotations

from samdrift.fibre import queries
from samdrift.kernel.figures import Unit, total
from samdrift.parties import queries as parties
from samdrift.reporting.ports import Ask, Column, Row, RowKind, Table, TableSource, TableSpec

CONNECTIONS = "fibre.connections"
_TITLE = "Fiberanslutningar"
_YEARS_BACK = 2


def connections(ask: Ask) -> Table:
    """Count the connections made by member, in the year and the two before it."""
    years = tuple(ask.year - back for back in range(_YEARS_BACK + 1))
    made = queries.connections_made(years=years)
    rows = [
        Row(member.code, member.name, tuple(made.made(member.code, year) for year in years))
        for member in parties.members()
    ]
    nobody = [made.made("", year) for year in years]
    sums = [total([row.figures[at] for row in rows] or [nobody[at]]) for at in range(len(years))]
    return Table(
        id=CONNECTIONS,
        title=_TITLE,
        ask=ask,
        unit=Unit.COUNT,
        columns=tuple(Column(str(year), str(year), Unit.COUNT) for year in years),
        rows=(*rows, Row("total", "Totalt", tuple(sums), RowKind.SUM)),
        explains=f"Anslutningar hos medlemmarna gjorda under {ask.year} och de två åren före.",
    )


_BUILT = (TableSpec(CONNECTIONS, _TITLE, connections),)

OFFERS = (
    TableSource(key="fibre.tables", specs=lambda: _BUILT, years=queries.years, reads=queries.READS),
)
