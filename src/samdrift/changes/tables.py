"""How changes went, month by month, as a table of a year."""

from __future__ import annotations

from collections.abc import Iterator

from samdrift.changes.queries import results
from samdrift.changes.queries.results import Ended
from samdrift.kernel.figures import Unit
from samdrift.reporting.ports import Ask, Column, Row, RowKind, Table, TableSource, TableSpec

PER_MONTH = "changes.per-month"
_TITLE = "Ändringar per månad"
_WHOLE = "whole"
_MONTHS = (
    "Januari",
    "Februari",
    "Mars",
    "April",
    "Maj",
    "Juni",
    "Juli",
    "Augusti",
    "September",
    "Oktober",
    "November",
    "December",
)
_PARTS = {
    "standard": "Standard",
    "normal": "Normala",
    "emergency": "Akuta",
    "approved": "Godkända",
    "failed": "Misslyckade",
    "backed-out": "Återställda",
    "with-incidents": "Med incidenter",
}


def per_month(ask: Ask) -> Table:
    """Tell, month by month, how many changes ended, of what kind they were and how they went."""
    parts = (Column(key, label, Unit.COUNT) for key, label in _PARTS.items())
    return Table(
        id=PER_MONTH,
        title=_TITLE,
        ask=ask,
        unit=Unit.COUNT,
        columns=(
            Column("changes", "Ändringar", Unit.COUNT),
            *parts,
            Column("emergency-share", "Andel akuta", Unit.PERCENT),
        ),
        rows=tuple(_rows(ask.year)),
        explains=(
            f"Ändringar efter den månad under {ask.year} då de var över: genomförda, misslyckade "
            "eller återställda. Med incidenter är de som något ärende beror på. Andelen är i hela "
            "procent."
        ),
    )


def _rows(year: int) -> Iterator[Row]:
    *months, whole = results.ended_by_month(year)
    for number, (label, ended) in enumerate(zip(_MONTHS, months, strict=True), start=1):
        yield _row(f"{number:02d}", label, ended)
    yield _row(_WHOLE, "Hela året", whole, RowKind.SUM)


def _row(key: str, label: str, ended: Ended, kind: RowKind = RowKind.ITEM) -> Row:
    figures = (ended.changes, *(ended.part(part) for part in _PARTS), ended.emergency_share)
    return Row(key, label, figures, kind)


OFFERS = (
    TableSource(
        key="changes.tables",
        specs=lambda: (TableSpec(PER_MONTH, _TITLE, per_month),),
        dates=results.DATES,
        reads=results.READS,
        ahead=results.ahead,
    ),
)
