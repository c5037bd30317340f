"""The major incidents of a year, as a table."""

from __future__ import annotations

from samdrift.disturbances.queries import majors
from samdrift.disturbances.queries.majors import MajorRow
from samdrift.kernel.figures import Unit, total
from samdrift.kernel.spans import Span
from samdrift.plumbing.clock import SWEDEN
from samdrift.reporting.ports import Ask, Column, Row, RowKind, Table, TableSource, TableSpec

MAJOR = "disturbances.major"
_TITLE = "Större avvikelser i leverans"


def major(ask: Ask) -> Table:
    """Tell of each major incident that started in the year how long it lasted, and its tickets."""
    told = majors.majors(Span.year(ask.year))
    rows = [Row(str(each.id), _label(each), (each.minutes, each.tickets)) for each in told]
    if told:
        figures = (total([each.minutes for each in told]), total([each.tickets for each in told]))
        rows.append(Row("total", "Alla", figures, RowKind.SUM))
    return Table(
        id=MAJOR,
        title=_TITLE,
        ask=ask,
        unit=Unit.COUNT,
        columns=(
            Column("minutes", "Minuter", Unit.COUNT),
            Column("tickets", "Ärenden", Unit.COUNT),
        ),
        rows=tuple(rows),
        explains=(
            f"Störningar som började under {ask.year} och leddes som större: vilken tjänst och "
            "vilka kommuner, hur många minuter det varade, och hur många ärenden som anmäldes."
        ),
        footnotes=tuple(_footnote(each) for each in told if each.cause),
    )


def _label(each: MajorRow) -> str:
    whom = ", ".join(each.organisations) or "alla"
    day = each.started_at.astimezone(SWEDEN).date()
    service = f"{each.services}, " if each.services else ""
    return f"{day} {each.title} ({service}{whom})"


def _footnote(each: MajorRow) -> str:
    return f"{each.title}. Orsak: {each.cause} Åtgärd: {each.measure}"


OFFERS = (
    TableSource(
        key="disturbances.tables",
        specs=lambda: (TableSpec(MAJOR, _TITLE, major),),
        dates=majors.DATES,
        reads=majors.READS,
    ),
)
