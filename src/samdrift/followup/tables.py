"""A year beside its budget and last year: by group of accounts, cost centre and month.

One sign everywhere: income is plus, costs are minus, and a deviation that is plus is better.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from samdrift.budget import queries as budgets
from samdrift.budget.choices import GROUPS, RESULT, SIDES
from samdrift.followup import queries
from samdrift.followup.choices import Tertial
from samdrift.kernel.figures import Figure, Origin, Unit, blank, difference, total
from samdrift.kernel.spans import Month, Span, months_of
from samdrift.ledger import projects
from samdrift.ledger import queries as ledger
from samdrift.ledger.choices import Measure
from samdrift.ledger.models import VoucherLine
from samdrift.ledger.monthly import MonthBook, month_book
from samdrift.ledger.statements import signed
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
)
from samdrift.reporting.sources import MONTHS

BY_GROUP = "followup.groups"
BY_CENTRE = "followup.cost-centres"
BY_MONTH = "followup.months"
FORECASTS = "followup.forecasts"
PASSED_ON = "followup.passed-on"
BY_PROJECT = "followup.projects"
SIGN = "Intäkter är plus, kostnader minus. En avvikelse som är plus är bättre än budget."
TITLES = {
    BY_GROUP: "Uppföljning per kontogrupp",
    BY_CENTRE: "Uppföljning per kostnadsställe",
    BY_MONTH: "Uppföljning månad för månad",
    FORECASTS: "Prognoser mot utfall",
    BY_PROJECT: "Uppföljning per projekt",
    PASSED_ON: "Egna poster och in–ut-poster",
}
BESIDE = (
    ("budget", "Budget"),
    ("outcome", "Utfall"),
    ("deviation", "Avvikelse"),
    ("previous", "Utfall året före"),
)


def beside(*, accounts: str, cost_centre: str, span: Span) -> tuple[Figure, ...]:
    """Return what accounts were budgeted and came to in some months, how much better, and before.

    Without books of a year its figures are blank.
    """
    now = month_book(year=span.start.year, cost_centre=cost_centre)
    before = month_book(year=span.start.year - 1, cost_centre=cost_centre)
    budget = _budget(now, accounts, cost_centre, span)
    outcome = _figure(now, accounts, Measure.MOVEMENT, span)
    earlier = _figure(before, accounts, Measure.MOVEMENT, span.years_on(-1))
    return budget, outcome, difference(outcome, budget), earlier


def _budget(book: MonthBook | None, accounts: str, cost_centre: str, span: Span) -> Figure:
    """Return what the adopted budget has, and what the books tell where nothing is adopted."""
    adopted = budgets.book_in_force(span.start.year)
    if adopted is None:
        return _figure(book, accounts, Measure.BUDGET, span)
    within = ("cost-centre", cost_centre) if cost_centre else budgets.WHOLE
    return signed(adopted.figure(accounts, span, within), -1)


def _figure(book: MonthBook | None, accounts: str, measure: Measure, span: Span) -> Figure:
    if book is None:
        return blank(Unit.MONEY, (Origin(ledger.YEARS, Span.year(span.start.year)),))
    return signed(book.figure(accounts, measure.value, span), -1)


def by_group(ask: Ask) -> Table:
    """Follow a year by groups of accounts, whole or of one cost centre."""
    span = _months(ask)
    centre = _known_centre(ask)
    rows = [
        Row(key, label, beside(accounts=accounts, cost_centre=centre, span=span))
        for key, label, accounts in GROUPS
    ]
    whole = tuple(total([row.figures[at] for row in rows]) for at in range(len(BESIDE)))
    rows.append(Row("result", "Resultat", whole, RowKind.SUM))
    return _table(BY_GROUP, ask, BESIDE, rows)


def by_centre(ask: Ask) -> Table:
    """Follow a year by cost centre; what is booked on none stands by itself."""
    span = _months(ask)
    rows = [
        Row(number, name or number, beside(accounts=RESULT, cost_centre=number, span=span))
        for number, name in queries.cost_centres(ask.year)
    ]
    whole = beside(accounts=RESULT, cost_centre="", span=span)
    if rows:
        rest = tuple(
            difference(each, total([row.figures[at] for row in rows]))
            for at, each in enumerate(whole)
        )
        rows.append(Row("none", "Utan kostnadsställe", rest))
    rows.append(Row("total", "Totalt", whole, RowKind.SUM))
    return _table(BY_CENTRE, ask, BESIDE, rows)


def by_month(ask: Ask) -> Table:
    """Follow a year month by month, each alone and with all before it."""
    centre = _known_centre(ask)
    book = month_book(year=ask.year, cost_centre=centre)
    last = book.last_month if book else 0
    rows = [
        Row(str(month), MONTHS[month.number - 1], _of_month(month, centre, last))
        for month in months_of(ask.year)
    ]
    added = tuple((f"added-{key}", f"{label}, ackumulerat") for key, label in BESIDE)
    return _table(BY_MONTH, ask, (*BESIDE, *added), rows)


def _of_month(month: Month, centre: str, last: int) -> tuple[Figure, ...]:
    """Return a month alone and added up; what has not come yet has no outcome."""
    so_far = Span(date(month.year, 1, 1), month.span.end)
    alone, added = (
        beside(accounts=RESULT, cost_centre=centre, span=span) for span in (month.span, so_far)
    )
    if month.number > last:
        alone, added = (_not_yet(figures) for figures in (alone, added))
    return (*alone, *added)


def _not_yet(figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    budget, outcome, deviation, earlier = figures
    return (
        budget,
        blank(Unit.MONEY, outcome.origins),
        blank(Unit.MONEY, deviation.origins),
        earlier,
    )


def passed_on(ask: Ask) -> Table:
    """Follow a year with what is passed on krona for krona apart from what is one's own."""
    span, centre = _months(ask), _known_centre(ask)
    passed = budgets.passed_on(ask.year)
    rows, every = [], []
    for key, label, accounts in SIDES:
        within, without = budgets.apart(accounts, passed)
        parts = [(f"{key}-own", f"{label}, egna", without)]
        if within:
            parts.append((f"{key}-passed-on", f"{label}, in–ut-poster", within))
        for part, words, numbers in parts:
            every.append(beside(accounts=numbers, cost_centre=centre, span=span))
            rows.append(Row(part, words, every[-1]))
    whole = tuple(total([figures[at] for figures in every]) for at in range(len(BESIDE)))
    rows.append(Row("result", "Resultat", whole, RowKind.SUM))
    return _table(PASSED_ON, ask, BESIDE, rows)


def by_project(ask: Ask) -> Table:
    """Follow a year by project: what is budgeted on it, and what income and costs name it."""
    year, span = ask.year, Span.year(ask.year)
    adopted = budgets.book_in_force(year)
    now, before = projects.results(year), projects.results(year - 1)
    planned = adopted.values("project") if adopted else ()
    rows = []
    for name in sorted({*planned, *now}):
        budget = blank(Unit.MONEY, projects.no_result(year, name).origins)
        if adopted is not None:
            budget = signed(adopted.figure(RESULT, span, ("project", name)), -1)
        outcome = signed(now.get(name) or projects.no_result(year, name), -1)
        earlier = signed(before.get(name) or projects.no_result(year - 1, name), -1)
        figures = budget, outcome, difference(outcome, budget), earlier
        rows.append(Row(f"project-{name}", name, figures))
    return _table(BY_PROJECT, ask, BESIDE, rows)


def forecasts(ask: Ask) -> Table:
    """Set what was expected at each tertial beside the budget and what the year came to."""
    span = Span.year(ask.year)
    rows = []
    for number, name in (*queries.cost_centres(ask.year), ("", "Hela organisationen")):
        budget, outcome, _, _ = beside(accounts=RESULT, cost_centre=number, span=span)
        told = [
            queries.forecast_figure(year=ask.year, tertial=each, cost_centre=number)
            for each in Tertial.values
        ]
        latest = next((each for each in reversed(told) if each.value is not None), told[-1])
        better = difference(latest, budget), difference(outcome, latest)
        figures = (budget, *told, better[0], outcome, better[1])
        rows.append(Row(number or "whole", name or number, figures))
    columns = (
        ("budget", "Budget"),
        *((f"tertial-{each}", f"Prognos tertial {each}") for each in Tertial.values),
        ("against-budget", "Senaste prognosen mot budget"),
        ("outcome", "Utfall"),
        ("against-forecast", "Utfall mot senaste prognosen"),
    )
    return _table(FORECASTS, ask, columns, rows)


def _months(ask: Ask) -> Span:
    """Return the months asked about. Raises CannotAnswer where they are none of one year."""
    span = ask.during
    if not span.is_whole_months or span.start.year != span.last_day.year:
        raise CannotAnswer("Uppföljningen är per månad. Välj hela månader i ett och samma år.")
    return span


def _known_centre(ask: Ask) -> str:
    known = dict(queries.cost_centres(ask.year)) | dict(ledger.cost_centres(ask.year - 1))
    if ask.cost_centre and known and ask.cost_centre not in known:
        listed = ", ".join(known)
        raise CannotAnswer(f"Det finns inget kostnadsställe {ask.cost_centre}, bara {listed}.")
    return ask.cost_centre


def _table(
    table_id: str, ask: Ask, columns: Sequence[tuple[str, str]], rows: Sequence[Row]
) -> Table:
    return Table(
        id=table_id,
        title=TITLES[table_id],
        ask=ask,
        unit=Unit.MONEY,
        columns=tuple(Column(key, label, Unit.MONEY) for key, label in columns),
        rows=tuple(rows),
        explains=SIGN,
    )


def _totals(table: Table) -> tuple[Total, ...]:
    """Claim that groups give the result, and that a deviation is the outcome less the budget."""
    better = Total("deviation", (("outcome", 1), ("budget", -1)), is_column=True)
    if table.id in (BY_GROUP, PASSED_ON):
        parts = tuple((row.key, 1) for row in table.rows if row.kind is RowKind.ITEM)
        return (Total("result", parts), better)
    return (better,)


_SPECS = (
    TableSpec(BY_GROUP, TITLES[BY_GROUP], by_group, takes_cost_centre=True, takes_span=True,
              totals=_totals),
    TableSpec(BY_CENTRE, TITLES[BY_CENTRE], by_centre, takes_span=True, totals=_totals),
    TableSpec(BY_MONTH, TITLES[BY_MONTH], by_month, takes_cost_centre=True, totals=_totals),
    TableSpec(PASSED_ON, TITLES[PASSED_ON], passed_on, takes_cost_centre=True, takes_span=True,
              totals=_totals),
    TableSpec(FORECASTS, TITLES[FORECASTS], forecasts),
)  # fmt: skip

OFFERS = (
    TableSource(
        key="followup.projects",
        specs=lambda: (TableSpec(BY_PROJECT, TITLES[BY_PROJECT], by_project, totals=_totals),),
        years=queries.years,
        reads=(VoucherLine, *queries.READS),
        ahead=lambda year: {**projects.ahead(year), **projects.ahead(year - 1)},
    ),
    TableSource(
        key="followup.tables",
        specs=lambda: _SPECS,
        years=queries.years,
        reads=queries.READS,
        ahead=queries.ahead,
    ),
)
