"""The charts of the report: each has its finding as title, and the table it draws as twin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from samdrift.annualreport.findings import sentences
from samdrift.annualreport.findings.measures import BY_KEY, result_and_budget
from samdrift.annualreport.findings.records import (
    BUDGET,
    Records,
    cell_of,
    has_budget,
    is_of_another_year,
)
from samdrift.annualreport.findings.sentences import Finding
from samdrift.reporting.documents import Chart, ChartKind, LiveFigure
from samdrift.reporting.ports import Row, RowKind, Table
from samdrift.reporting.sources import MONTHS
from samdrift.reporting.wording import in_words

type Drawer = Callable[[Records], Chart | None]


def computers(records: Records) -> Chart | None:
    """Draw computers by member."""
    return _by_member(records, "assets.computers", ("computer",), "datorer", verb="finns i")


def connections(records: Records) -> Chart | None:
    """Draw new fibre connections by member, this year's and last year's."""
    columns = (str(records.year), str(records.last_year))
    what = "nya fiberanslutningar"
    return _by_member(records, "fibre.connections", columns, what, verb="gjordes i")


def tickets(records: Records) -> Chart | None:
    """Draw closed tickets year by year."""
    return _by_year(records, "tickets")


def within_an_hour(records: Records) -> Chart | None:
    """Draw the share solved within an hour, year by year."""
    return _by_year(records, "1h", key="within-an-hour")


def calls(records: Records) -> Chart | None:
    """Draw calls month by month."""
    table = records.told("switchboard.calls-per-month")
    finding = busiest_month(records)
    if table is None or finding is None:
        return None
    rows = tuple(replace(row, label=_month(row.key)[:3]) for row in table.rows)
    keys = tuple(row.key for row in rows)
    named = replace(table, rows=rows)
    return _chart(ChartKind.LINE, sentences.plain(finding), named, keys, ("calls",))


def result(records: Records) -> Chart | None:
    """Draw the result of this year, last year and the budget."""
    found = records.told("ledger.income-statement")
    finding = BY_KEY["result"].finding(records)
    if found is None or finding is None:
        return None
    row = found.row("result")
    table = replace(found, rows=(row,))
    title = result_and_budget(records) or finding
    columns = tuple(
        column.key
        for column, figure in zip(found.columns, row.figures, strict=True)
        if not figure.is_blank and (column.key != BUDGET or has_budget(found))
    )
    if len(columns) < 2:
        return None
    return _chart(ChartKind.BARS, sentences.plain(title), table, ("result",), columns)


def busiest_month(records: Records) -> Finding | None:
    """Say in which month the switchboard had most calls, and in which it had fewest."""
    table = records.told("switchboard.calls-per-month")
    if table is None:
        return None
    column = next(column for column in table.columns if column.key == "calls")
    cells = [(row.key, cell_of(table, row, column)) for row in table.rows]
    known = [(key, cell, int(cell.figure.number)) for key, cell in cells if cell.figure.value]
    if len(known) < 2:
        return None
    top = max(known, key=lambda month: month[2])
    least = min(known, key=lambda month: month[2])
    if top[2] == least[2]:
        return sentences.told("Växeln fick lika många samtal varje månad: {calls}.", calls=top[1])
    return sentences.told(
        "Växeln fick flest samtal i {month}, {most}, och minst i {other}, {least}.",
        month=_month(top[0]), most=top[1], other=_month(least[0]), least=least[1],
    )  # fmt: skip


def member_cells(table: Table, column_key: str) -> list[tuple[str, LiveFigure]]:
    """Return each member's name and figure in a column; not the totals."""
    column = next(column for column in table.columns if column.key == column_key)
    return [(in_words(row.label), cell_of(table, row, column)) for row in _items(table)]


def most_by_member(
    records: Records, table_id: str, column: str, what: str, *, verb: str
) -> Finding | None:
    """Say which member has most of something."""
    table = records.told(table_id)
    if table is None:
        return None
    key = records.named(column)
    whole = records.cell(table_id, "total", key)
    return sentences.most(what, member_cells(table, key), whole, verb=verb)


def _by_member(
    records: Records, table_id: str, columns: tuple[str, ...], what: str, *, verb: str
) -> Chart | None:
    finding = most_by_member(records, table_id, columns[0], what, verb=verb)
    table = records.told(table_id)
    if finding is None or table is None:
        return None
    keys = tuple(row.key for row in _items(table))
    return _chart(ChartKind.BARS, sentences.plain(finding), table, keys, columns)


def _by_year(records: Records, column: str, *, key: str = "") -> Chart | None:
    table = records.told("servicedesk.resolution-times")
    finding = BY_KEY[key or column].finding(records)
    if table is None or finding is None or len(table.rows) < 3:
        return None
    keys = tuple(row.key for row in table.rows)
    return _chart(ChartKind.LINE, sentences.plain(finding), table, keys, (column,))


def _chart(
    kind: ChartKind, finding: str, table: Table, rows: tuple[str, ...], columns: tuple[str, ...]
) -> Chart:
    """Return a chart whose twin is the table less what is not drawn."""
    places = [index for index, column in enumerate(table.columns) if column.key in columns]
    drawn = [row for row in table.rows if row.key in rows]
    twin = replace(
        table,
        columns=tuple(table.columns[at] for at in places),
        rows=tuple(replace(row, figures=tuple(row.figures[at] for at in places)) for row in drawn),
        unit=table.columns[places[0]].unit,
        explains="",
    )
    return Chart(kind, finding.rstrip("."), twin, rows, columns, anchor="")


def _items(table: Table) -> list[Row]:
    year = table.ask.year
    return [
        row
        for row in table.rows
        if row.kind is RowKind.ITEM and not is_of_another_year(row.key, year)
    ]


def _month(key: str) -> str:
    return in_words(MONTHS[int(key[-2:]) - 1])


CHARTS: dict[str, Drawer] = {
    "computers": computers,
    "connections": connections,
    "tickets": tickets,
    "within-an-hour": within_an_hour,
    "calls": calls,
    "result": result,
}
