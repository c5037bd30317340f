"""How often guides helped, as a table."""

from __future__ import annotations

from samdrift.kernel.figures import Unit, share, total
from samdrift.kernel.spans import Span
from samdrift.knowledge import queries
from samdrift.reporting.ports import Ask, Column, Row, RowKind, Table, TableSource, TableSpec

GUIDES = "knowledge.guides"
_TITLE = "Guider som löste problemet"


def guides(ask: Ask) -> Table:
    """Tell how often each guide was answered about in the year, and how often it had helped."""
    told = queries.outcomes(Span.year(ask.year))
    rows = [Row(each.key, each.title, (each.answers, each.helped, each.share)) for each in told]
    if told:
        answers = total([each.answers for each in told])
        helped = total([each.helped for each in told])
        figures = (answers, helped, share(helped, answers))
        rows.append(Row("total", "Alla guider", figures, RowKind.SUM))
    return Table(
        id=GUIDES,
        title=_TITLE,
        ask=ask,
        unit=Unit.COUNT,
        columns=(
            Column("answers", "Svar", Unit.COUNT),
            Column("helped", "Löste problemet", Unit.COUNT),
            Column("share", "Andel", Unit.PERCENT),
        ),
        rows=tuple(rows),
        explains=(
            "Svar på frågan om guiden löste problemet. Ett ja innan anmälan skickats är ett "
            "ärende som aldrig behövdes."
        ),
    )


OFFERS = (
    TableSource(
        key="knowledge.tables",
        specs=lambda: (TableSpec(GUIDES, _TITLE, guides),),
        dates=queries.DATES,
        reads=queries.READS,
        ahead=queries.ahead,
    ),
)
