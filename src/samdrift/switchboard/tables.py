"""Calls by month and by week, as the annual report counts them."""

from __future__ import annotations

from samdrift.kernel.figures import Unit
from samdrift.reporting.ports import Ask, Column, Row, Table, TableSource, TableSpec
from samdrift.switchboard import queries

PER_MONTH = "switchboard.calls-per-month"
PER_WEEK = "switchboard.calls-per-week"
_TITLES = {PER_MONTH: "Samtal per månad", PER_WEEK: "Samtal per vecka"}


def calls_per_month(ask: Ask) -> Table:
    """Count calls by month."""
    explains = (
        f"Samtal till växeln {ask.year} efter den månad de började, svensk tid. Ett tappat samtal "
        "är ett som ingen svarade på."
    )
    return _table(PER_MONTH, ask, queries.calls_by_month(year=ask.year), explains)


def calls_per_week(ask: Ask) -> Table:
    """Count calls by ISO week."""
    explains = (
        f"Samtal till växeln efter den vecka de började, svensk tid. Veckorna är de som hör till "
        f"{ask.year} enligt ISO 8601 och kan börja eller sluta i ett annat år. Ett tappat samtal "
        "är ett som ingen svarade på."
    )
    return _table(PER_WEEK, ask, queries.calls_by_week(year=ask.year), explains)


def _table(table_id: str, ask: Ask, counted: tuple[queries.Calls, ...], explains: str) -> Table:
    return Table(
        id=table_id,
        title=_TITLES[table_id],
        ask=ask,
        unit=Unit.COUNT,
        columns=(
            Column("calls", "Samtal", Unit.COUNT),
            Column("answered", "Besvarade", Unit.COUNT),
            Column("lost", "Tappade", Unit.COUNT),
        ),
        rows=tuple(
            Row(told.name, told.name, (told.calls, told.answered, told.lost)) for told in counted
        ),
        explains=explains,
    )


_BUILT = (
    TableSpec(PER_MONTH, _TITLES[PER_MONTH], calls_per_month),
    TableSpec(PER_WEEK, _TITLES[PER_WEEK], calls_per_week),
)

OFFERS = (
    TableSource(
        key="switchboard.tables", specs=lambda: _BUILT, years=queries.years, reads=queries.READS
    ),
)
