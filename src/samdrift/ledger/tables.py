"""Statements and notes as tables, and what each cost centre carries into the next year."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from samdrift.kernel.figures import Figure, Origin, Unit, difference, total
from samdrift.kernel.money import ZERO
from samdrift.kernel.spans import Span
from samdrift.ledger import queries
from samdrift.ledger.choices import Measure
from samdrift.ledger.layouts import Layout, LayoutRow, layouts
from samdrift.ledger.statements import Evaluation, column
from samdrift.ledger.titles import title_of
from samdrift.reporting.ports import (
    Ask,
    CannotAnswer,
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

INCOME_STATEMENT = "ledger.income-statement"
DEPARTMENT_OUTCOME = "ledger.department-outcome"
CARRY_FORWARD = "ledger.carry-forward"


def specs() -> tuple[TableSpec, ...]:
    """Return a table for every layout of the newest year there are books for."""
    known = queries.years()
    newest = max(known) if known else 2019
    return tuple(_spec(table_id, layout) for table_id, layout in layouts(newest).items())


def _spec(table_id: str, layout: Layout) -> TableSpec:
    builders = {CARRY_FORWARD: carry_forward, DEPARTMENT_OUTCOME: department_outcome}
    build = builders.get(table_id, lambda ask: statement(table_id, ask))
    measures = {line.measure for row in layout for line in row.lines}
    is_divisible = table_id != CARRY_FORWARD and Measure.CONSTANT not in measures
    is_state = not measures.isdisjoint((Measure.OPENING, Measure.CLOSING))
    return TableSpec(
        table_id,
        title_of(table_id),
        build,
        takes_cost_centre=table_id == DEPARTMENT_OUTCOME,
        takes_day=is_divisible and is_state,
        takes_span=is_divisible and not is_state,
        totals=_totals,
    )


def statement(table_id: str, ask: Ask) -> Table:
    """Lay a statement or note over the year and the one before it, and its budget if it has one."""
    layout = _layout(table_id, ask.year)
    this = _months(ask)
    last = this.years_on(-1)
    columns = [
        (str(span.start.year), column(table_id, layout, year=span.start.year, span=span))
        for span in (this, last)
    ]
    labels = {str(ask.year): _words(ask, this), str(ask.year - 1): _words(ask, last)}
    if table_id == INCOME_STATEMENT:
        budget = column(table_id, layout, year=ask.year, budget=True, span=this)
        columns.append(("budget", budget))
        labels["budget"] = f"Budget {_words(ask, this)}"
    return _table(
        table_id,
        ask,
        columns=tuple(Column(key, labels[key], Unit.MONEY) for key, _ in columns),
        rows=_rows(layout, lambda key: tuple(found.figure(key) for _, found in columns)),
        explains="Ur bokföringen, enligt uppställningen. Debet är plus, om inte raden vänder.",
    )


def _months(ask: Ask) -> Span:
    """Return the months asked about; of a day, those of the year up to it.

    Raises CannotAnswer where they are not whole months of one year: books are kept by month.
    """
    span = ask.during
    if ask.day is not None:
        span = Span(date(ask.year, 1, 1), ask.day + timedelta(days=1))
    if not span.is_whole_months:
        raise CannotAnswer(
            "Bokföringen summeras per månad. Välj hela månader, eller en månads slut."
        )
    if span.start.year != span.last_day.year:
        raise CannotAnswer("Bokföringen är en för varje år. Välj månader i ett och samma år.")
    return span


def _words(ask: Ask, span: Span) -> str:
    return str(span.last_day) if ask.day is not None else span_words(span)


def department_outcome(ask: Ask) -> Table:
    """Set a cost centre's outcome against its budget and the year before."""
    layout = _layout(DEPARTMENT_OUTCOME, ask.year)
    _check_cost_centre(ask)
    this = _months(ask)
    last = this.years_on(-1)

    def laid(span: Span, *, budget: bool = False) -> Evaluation:
        return column(
            DEPARTMENT_OUTCOME,
            layout,
            year=span.start.year,
            cost_centre=ask.cost_centre,
            budget=budget,
            span=span,
        )

    earlier, outcome, budget = laid(last), laid(this), laid(this, budget=True)

    def figures(key: str) -> tuple[Figure, ...]:
        planned, real = budget.figure(key), outcome.figure(key)
        return earlier.figure(key), planned, real, difference(planned, real)

    keys = (
        ("previous", f"Utfall {_words(ask, last)}"),
        ("budget", f"Budget {_words(ask, this)}"),
        ("outcome", f"Utfall {_words(ask, this)}"),
        ("deviation", "Avvikelse"),
    )
    return _table(
        DEPARTMENT_OUTCOME,
        ask,
        columns=tuple(Column(key, label, Unit.MONEY) for key, label in keys),
        rows=_rows(layout, figures),
        explains=f"{_centre_name(ask)} Avvikelse är budget minus utfall.",
    )


def carry_forward(ask: Ask) -> Table:
    """Show what each cost centre brought in, added by its net against budget, and takes on."""
    layout = _layout(CARRY_FORWARD, ask.year)
    rows = []
    for number, name in queries.cost_centres(ask.year):
        real = column(CARRY_FORWARD, layout, year=ask.year, cost_centre=number)
        planned = column(CARRY_FORWARD, layout, year=ask.year, cost_centre=number, budget=True)
        opening = real.figure("opening")
        outcome = difference(planned.figure("net"), real.figure("net"))
        closing = outcome if outcome.value is None else total([opening, outcome])
        rows.append(Row(number, name or number, (opening, outcome, closing)))
    return _table(
        CARRY_FORWARD,
        ask,
        columns=(
            Column("opening", f"Ingående {ask.year}", Unit.MONEY),
            Column("outcome", "Resultat mot budget", Unit.MONEY),
            Column("closing", f"Utgående {ask.year}", Unit.MONEY),
        ),
        rows=(*rows, Row("total", "Totalt", _sums(rows, ask), RowKind.SUM)),
        explains="Överskott är plus. Resultat mot budget är budgeterad minus verklig nettokostnad.",
    )


def _sums(rows: Sequence[Row], ask: Ask) -> tuple[Figure, ...]:
    if not rows:
        nothing = (Origin(queries.YEARS, Span.year(ask.year)),)
        empty = None if queries.edition_of(ask.year) is None else ZERO
        return (Figure(empty, Unit.MONEY, nothing),) * 3
    return tuple(total([row.figures[at] for row in rows]) for at in range(3))


def _totals(table: Table) -> tuple[Total, ...]:
    """Claim what the layout adds, row by row; the sum of the cost centres; and the deviation."""
    if table.id == CARRY_FORWARD:
        across = Total("closing", (("opening", 1), ("outcome", 1)), is_column=True)
        return (*total_of_items(table), across)
    added = tuple(
        Total(row.key, tuple(_parts(row)))
        for row in layouts(table.ask.year).get(table.id, ())
        if row.lines and all(line.measure == Measure.SUM for line in row.lines)
    )
    if table.id != DEPARTMENT_OUTCOME:
        return added
    return (*added, Total("deviation", (("budget", 1), ("outcome", -1)), is_column=True))


def _parts(row: LayoutRow) -> Iterator[tuple[str, int]]:
    return ((key, line.sign) for line in row.lines for key in line.accounts.split())


def _layout(table_id: str, year: int) -> Layout:
    found = layouts(year).get(table_id)
    if found is None:
        raise CannotAnswer(f"{table_id} finns inte i uppställningarna för {year}.")
    return found


def _check_cost_centre(ask: Ask) -> None:
    known = dict(queries.cost_centres(ask.year)) | dict(queries.cost_centres(ask.year - 1))
    if ask.cost_centre and known and ask.cost_centre not in known:
        listed = ", ".join(known)
        raise CannotAnswer(f"Det finns inget kostnadsställe {ask.cost_centre}, bara {listed}.")


def _centre_name(ask: Ask) -> str:
    if not ask.cost_centre:
        return "Hela organisationen."
    return f"{dict(queries.cost_centres(ask.year)).get(ask.cost_centre, ask.cost_centre)}."


def _rows(layout: Layout, figures: Callable[[str], tuple[Figure, ...]]) -> tuple[Row, ...]:
    return tuple(
        Row(row.key, row.label, figures(row.key), RowKind.SUM if row.is_sum else RowKind.ITEM)
        for row in layout
    )


def _table(
    table_id: str,
    ask: Ask,
    *,
    columns: tuple[Column, ...],
    rows: tuple[Row, ...],
    explains: str,
) -> Table:
    return Table(
        id=table_id,
        title=title_of(table_id),
        ask=ask,
        unit=Unit.MONEY,
        columns=columns,
        rows=rows,
        explains=explains,
    )


OFFERS = (
    TableSource(
        key="ledger.tables",
        specs=specs,
        years=queries.years,
        reads=queries.READS,
        ahead=queries.ahead,
    ),
)
