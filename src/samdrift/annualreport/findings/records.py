"""The tables of the year reported, as findings and chapters read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from samdrift.kernel.figures import Figure
from samdrift.kernel.refusals import Refusal
from samdrift.reporting import guarding, registry
from samdrift.reporting.documents import LiveFigure
from samdrift.reporting.ports import Ask, Column, FigureAddress, Row, RowKind, Table
from samdrift.reporting.snapshot import remembered

BUDGET = "budget"
EARLIER_COLUMNS = frozenset({"previous", "opening"})
EARLIER_SUFFIX = ":previous-year"


@dataclass(frozen=True, slots=True)
class Records:
    """Asks for the tables of one year. Inside a snapshot a table is asked for once.

    Of an edition its frozen tables are read, and nothing is asked of the records.
    """

    year: int
    today: date
    frozen: Mapping[tuple[str, Ask], Table] | None = None

    @property
    def is_frozen(self) -> bool:
        """Whether an edition is read instead of the records."""
        return self.frozen is not None

    @property
    def last_year(self) -> int:
        """The year before the one reported."""
        return self.year - 1

    def titles(self) -> dict[str, str]:
        """Return the title of every table there is, by id."""
        return remembered(
            "annualreport.titles", lambda: {spec.id: spec.title for spec in registry.tables()}
        )

    def cost_centre_tables(self) -> frozenset[str]:
        """Return the ids of the tables that are asked for by cost centre."""
        return remembered(
            "annualreport.by-cost-centre",
            lambda: frozenset(spec.id for spec in registry.tables() if spec.takes_cost_centre),
        )

    def table(self, table_id: str, *, back: int = 0, cost_centre: str = "") -> Table | None:
        """Return a table of the year, or of one `back` years before; None where there is none."""
        return self.asked(table_id, Ask(self.year - back, cost_centre))

    def asked(self, table_id: str, ask: Ask) -> Table | None:
        """Return a table for what is asked; None where there is none."""
        if self.frozen is not None:
            return self.frozen.get((table_id, ask))
        key = ("annualreport.table", get_language(), table_id, ask)
        return remembered(key, lambda: self._asked(table_id, ask))

    def _asked(self, table_id: str, ask: Ask) -> Table | None:
        if table_id not in self.titles():
            return None
        try:
            return guarding.guarded(registry.table(table_id, ask, today=self.today))
        except Refusal:
            return None

    def told(self, table_id: str, *, back: int = 0, cost_centre: str = "") -> Table | None:
        """Return a table that tells something of its own year; None where it does not."""
        found = self.table(table_id, back=back, cost_centre=cost_centre)
        return found if found is not None and tells_of_its_year(found) else None

    def cell(
        self, table_id: str, row: str, column: str, *, back: int = 0, cost_centre: str = ""
    ) -> LiveFigure | None:
        """Return one figure and where it stands, None where there is none."""
        found = self.table(table_id, back=back, cost_centre=cost_centre)
        return None if found is None else self.cell_in(found, row, column)

    def cell_in(self, found: Table, row: str, column: str) -> LiveFigure | None:
        """Return one figure of a table; `year` and `last-year` name rows and columns."""
        rows = frozenset(told.key for told in found.rows)
        columns = frozenset(told.key for told in found.columns)
        row_key = row if row in rows else self.named(row)
        column_key = column if column in columns else self.named(column)
        if row_key not in rows or column_key not in columns:
            return None
        figure = found.figure(row_key, column_key)
        return LiveFigure(figure, FigureAddress(found.id, found.ask, row_key, column_key))

    def has_records(self) -> bool:
        """Whether any table tells something of the year."""
        asked = self.titles().keys() - self.cost_centre_tables()
        return any(self.told(table_id) is not None for table_id in sorted(asked))

    def named(self, key: str) -> str:
        """Return a key of a row or column, where `year` and `last-year` stand for years."""
        years = {"year": str(self.year), "last-year": str(self.last_year)}
        return years.get(key, key)


def cell_of(table: Table, row: Row, column: Column) -> LiveFigure:
    """Return a cell of a table with its address."""
    figure = row.figures[table.columns.index(column)]
    return LiveFigure(figure, FigureAddress(table.id, table.ask, row.key, column.key))


def is_of_another_year(key: str, year: int) -> bool:
    """Whether a row or column is named by a year other than the one asked about."""
    return len(key) == 4 and key.isdigit() and key != str(year)


def own_columns(table: Table) -> tuple[Column, ...]:
    """Return the columns that tell of the year asked about, and not of what it is compared with."""
    year = table.ask.year
    return tuple(
        column
        for column in table.columns
        if not is_of_another_year(column.key, year)
        and not column.key.endswith(EARLIER_SUFFIX)
        and column.key not in EARLIER_COLUMNS
    )


def own_rows(table: Table) -> tuple[Row, ...]:
    """Return the rows that tell of the year asked about."""
    return tuple(
        row
        for row in table.rows
        if row.kind is not RowKind.COMPARISON and not is_of_another_year(row.key, table.ask.year)
    )


def tells_of_its_year(table: Table) -> bool:
    """Whether some figure of the year asked about is known and not nil, or missing."""
    columns = own_columns(table)
    return any(
        is_worth_telling(cell_of(table, row, column).figure)
        for row in own_rows(table)
        for column in columns
    )


def has_budget(table: Table) -> bool:
    """Whether any row has a budget: books without one give nil all through."""
    return any(
        bool(row.figures[at].value)
        for at, column in enumerate(table.columns)
        if column.key == BUDGET
        for row in table.rows
    )


def is_worth_telling(figure: Figure) -> bool:
    """Whether a figure is known and not nil, or missing."""
    return figure.is_missing or bool(figure.value)
