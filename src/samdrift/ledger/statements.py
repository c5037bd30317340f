"""Statements and notes: a layout laid over a year's accounts."""

from __future__ import annotations

from samdrift.kernel.figures import Figure, Origin, Unit, blank, total
from samdrift.kernel.money import ZERO
from samdrift.kernel.spans import Span
from samdrift.ledger import queries
from samdrift.ledger.choices import ACCOUNT_MEASURES, Measure
from samdrift.ledger.layouts import Layout, LayoutRow, Line


class Evaluation:
    """One column of a statement: every row's figure, from one book and one layout.

    A row without postings or budget is 0; a sum of nothing but blanks is 0; a row of nothing but
    `blank` is blank (exchange package, section 3). Without books every row is blank, and so is a
    cost centre's budget where the budget is not told by object.
    """

    def __init__(
        self, table_id: str, layout: Layout, book: queries.Book | None, *, span: Span, budget: bool
    ) -> None:
        self._table_id = table_id
        self._rows = {row.key: row for row in layout}
        self._book = book
        self._span = span
        self._budget = budget
        self._figures: dict[str, Figure] = {}

    def figure(self, key: str) -> Figure:
        """Return the figure of a row; sums may name rows that come after them."""
        waiting = [key]
        while waiting:
            now = waiting[-1]
            if now not in self._figures and (needed := self._still_needed(now)):
                waiting += needed
                continue
            if now not in self._figures:
                self._figures[now] = self._row(self._rows[now])
            waiting.pop()
        return self._figures[key]

    def _still_needed(self, key: str) -> list[str]:
        """Return the rows a row adds that are not known yet."""
        lines = self._rows[key].lines if self._book else ()
        sums = (line.accounts.split() for line in lines if line.measure == Measure.SUM)
        return [name for named in sums for name in named if name not in self._figures]

    def _row(self, row: LayoutRow) -> Figure:
        book = self._book
        if book is None:
            return blank(Unit.MONEY, (Origin(queries.YEARS, self._span),))
        parts = [self._line(book, row, line) for line in row.lines]
        figure = parts[0] if len(parts) == 1 else total(parts)
        if self._budget and not book.has_budget:
            return blank(figure.unit, figure.origins)
        return figure

    def _line(self, book: queries.Book, row: LayoutRow, line: Line) -> Figure:
        if line.measure in ACCOUNT_MEASURES:
            swapped = self._budget and line.measure == Measure.MOVEMENT
            measure = Measure.BUDGET.value if swapped else line.measure
            return signed(book.figure(line.accounts, measure), line.sign)
        origins = (self._layout_origin(row),)
        if line.measure == Measure.BLANK:
            return blank(Unit.MONEY, origins)
        if line.own_amount is not None:
            return Figure(line.own_amount, Unit.MONEY, origins)
        named = [self._figures[key] for key in line.accounts.split()]
        return signed(total(named, of_blanks=ZERO), line.sign)

    def _layout_origin(self, row: LayoutRow) -> Origin:
        scope = (("table", self._table_id), ("row", row.key))
        return Origin(queries.LAYOUT, self._span, scope, len(row.lines))


def signed(figure: Figure, sign: int) -> Figure:
    """Return a figure with its sign multiplied on."""
    if figure.value is None or sign == 1:
        return figure
    return Figure(-figure.money, figure.unit, figure.origins)


def column(
    table_id: str,
    layout: Layout,
    *,
    year: int,
    cost_centre: str = "",
    budget: bool = False,
    span: Span | None = None,
) -> Evaluation:
    """Return a statement's column for a year or some months, of one cost centre if it is named."""
    book = queries.book(year=year, cost_centre=cost_centre, span=span)
    return Evaluation(table_id, layout, book, span=span or Span.year(year), budget=budget)
