"""Calls by month and by week, as the annual report counts them."""

from __future__ import annotations

from samdrift.kernel.figures import Unit
from samdrift.reporting.ports import (
    Ask,
    Column,
    Row,
    RowKind,
    Table,
    TableSource,
    TableSpec,
    Total,
    total_of_items,
)
from samdrift.reporting.sources import span_words
from samdrift.switchboard.queries import calls

PER_MONTH = "switchboard.calls-per-month"
PER_WEEK = "switchboard.calls-per-week"
_TITLES = {PER_MONTH: "Samtal per månad", PER_WEEK: "Samtal per vecka"}


def calls_per_month(ask: Ask) -> Table:
    """Count calls by month."""
    explains = (
        f"Samtal till växeln {span_words(ask.during)} efter den månad de började, svensk tid. Ett "
        "tappat samtal är ett som ingen svarade på."
    )
    return _table(PER_MONTH, ask, calls.calls_by_month(span=ask.during), explains)


def calls_per_week(ask: Ask) -> Table:
    """Count calls by ISO week."""
    if ask.span is not None:
        explains = (
            f"Samtal till växeln {span_words(ask.span)} efter den vecka de började, svensk tid. "
            "Ett tappat samtal är ett som ingen svarade på."
        )
        return _table(PER_WEEK, ask, calls.calls_by_week_in(span=ask.span), explains)
    explains = (
        f"Samtal till växeln efter den vecka de började, svensk tid. Veckorna är de som hör till "
        f"{ask.year} enligt ISO 8601 och kan börja eller sluta i ett annat år. Ett tappat samtal "
        "är ett som ingen svarade på."
    )
    return _table(PER_WEEK, ask, calls.calls_by_week(year=ask.year), explains)


def _table(table_id: str, ask: Ask, counted: tuple[calls.Calls, ...], explains: str) -> Table:
    rows = [_row(told, _label(told)) for told in counted]
    if ask.span is not None:
        whole = calls.together("total", counted, ask.span)
        rows.append(_row(whole, "Totalt", RowKind.SUM))
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
        rows=tuple(rows),
        explains=explains,
    )


def _row(told: calls.Calls, label: str, kind: RowKind = RowKind.ITEM) -> Row:
    return Row(told.name, label, (told.calls, told.answered, told.lost), kind)


def _label(told: calls.Calls) -> str:
    """Return the month or week, with its days where it is not whole."""
    return told.name if told.is_whole else f"{told.name}, {span_words(told.span)}"


def _totals(table: Table) -> tuple[Total, ...]:
    """Claim that answered and lost are all calls, besides the sum of the rows where it stands."""
    outcomes = (("answered", 1), ("lost", 1))
    return (*total_of_items(table), Total("calls", outcomes, is_column=True))


_BUILT = tuple(
    TableSpec(table_id, _TITLES[table_id], build, takes_span=True, totals=_totals)
    for table_id, build in ((PER_MONTH, calls_per_month), (PER_WEEK, calls_per_week))
)

OFFERS = (
    TableSource(
        key="switchboard.tables",
        specs=lambda: _BUILT,
        dates=calls.DATES,
        reads=calls.READS,
        ahead=calls.ahead,
    ),
)
