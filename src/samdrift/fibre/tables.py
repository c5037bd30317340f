"""Connections made, as the annual report counts them."""

from __future__ import annotations

from samdrift.fibre import queries
from samdrift.kernel.figures import Unit, total
from samdrift.kernel.spans import Span
from samdrift.parties import queries as parties
from samdrift.reporting.ports import (
    Ask,
    Column,
    Row,
    RowKind,
    Table,
    TableSource,
    TableSpec,
    total_label,
    total_of_items,
)
from samdrift.reporting.sources import span_words

CONNECTIONS = "fibre.connections"
_TITLE = "Fiberanslutningar"
_YEARS_BACK = 2


def connections(ask: Ask) -> Table:
    """Count the connections made by member, in the span and in the same of two years before."""
    spans = _spans(ask)
    made = queries.connections_made(spans=spans)
    rows = [
        Row(member.code, member.name, tuple(made.made(member.code, span) for span in spans))
        for member in parties.members(ask.members)
    ]
    nobody = [made.made("", span) for span in spans]
    sums = [total([row.figures[at] for row in rows] or [nobody[at]]) for at in range(len(spans))]
    return Table(
        id=CONNECTIONS,
        title=_TITLE,
        ask=ask,
        unit=Unit.COUNT,
        columns=tuple(
            Column(str(ask.year - back), span_words(span), Unit.COUNT)
            for back, span in enumerate(spans)
        ),
        rows=(*rows, Row("total", total_label(ask), tuple(sums), RowKind.SUM)),
        explains=(
            f"Anslutningar hos medlemmarna gjorda under {span_words(ask.during)} och de två åren "
            "före."
        ),
    )


def _spans(ask: Ask) -> tuple[Span, ...]:
    return tuple(ask.during.years_on(-back) for back in range(_YEARS_BACK + 1))


_BUILT = (
    TableSpec(
        CONNECTIONS,
        _TITLE,
        connections,
        takes_span=True,
        takes_members=True,
        totals=total_of_items,
    ),
)

OFFERS = (
    TableSource(
        key="fibre.tables",
        specs=lambda: _BUILT,
        dates=queries.DATES,
        reads=queries.READS,
        ahead=lambda year: queries.ahead(_spans(Ask(year))),
    ),
)
