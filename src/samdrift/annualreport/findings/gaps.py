"""Which figures of the year are missing, over every table there is."""

from __future__ import annotations

from collections.abc import Iterator

from samdrift.annualreport.findings.records import Records, cell_of, own_columns, own_rows
from samdrift.annualreport.ports import MissingFigure
from samdrift.kernel.figures import Figure
from samdrift.reporting import guarding
from samdrift.reporting.ports import RowKind, Table


def missing_figures(records: Records) -> Iterator[MissingFigure]:
    """Yield every figure of the year that should be known and is not; sums follow from them.

    What may not be told of is known, and nothing to look for. Where the kinds below are missing
    too, each is told: they are different figures.
    """
    for table_id in sorted(records.titles()):
        if table_id in records.cost_centre_tables():
            continue
        table = records.told(table_id)
        if table is not None:
            yield from _of_table(table)


def _of_table(table: Table) -> Iterator[MissingFigure]:
    rows = own_rows(table)
    items = [row for row in rows if row.kind is RowKind.ITEM]
    columns = own_columns(table)
    for rows_asked in (items, [row for row in rows if row.kind is RowKind.SUM]):
        found = [
            MissingFigure(table.title, row.label, column.label, cell_of(table, row, column))
            for row in rows_asked
            for column in columns
            if _is_to_be_had(cell_of(table, row, column).figure)
        ]
        yield from found
        if found:
            return


def _is_to_be_had(figure: Figure) -> bool:
    return figure.is_missing and not guarding.withheld(figure)
