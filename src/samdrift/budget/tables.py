"""The versions of a year's budget beside each other, and beside last year.

One sign everywhere: income is plus, costs are minus.
"""

from __future__ import annotations

from collections.abc import Sequence

from samdrift.budget import queries
from samdrift.budget.choices import GROUPS
from samdrift.budget.queries import BudgetBook
from samdrift.kernel.figures import Figure, Origin, Unit, blank, difference, total
from samdrift.kernel.spans import Span
from samdrift.ledger import queries as ledger
from samdrift.ledger.choices import Measure
from samdrift.ledger.monthly import ahead as books_ahead
from samdrift.ledger.monthly import month_book
from samdrift.ledger.statements import signed
from samdrift.reporting.ports import (
    Ask,
    Column,
    Row,
    RowKind,
    Table,
    TableSource,
    TableSpec,
    Total,
)
from samdrift.reporting.together import Questions

VERSIONS = "budget.versions"
TITLE = "Budgetens versioner"
SIGN = "Intäkter är plus, kostnader minus."
MOST_VERSIONS = 5
"""So many versions are read beside each other: the latest, and the one that is followed."""
PREVIOUS, CHANGE = "previous", "change"


def versions(ask: Ask) -> Table:
    """Set a year's versions beside what the year before came to, and the last beside it."""
    books = [queries.book(card) for card in shown(ask.year)]
    rows = [Row(key, label, _figures(accounts, books, ask)) for key, label, accounts in GROUPS]
    columns = [Column(f"v{book.card.number}", _label(book), Unit.MONEY) for book in books]
    columns.append(Column(PREVIOUS, "Utfall året före", Unit.MONEY))
    if books:
        columns.append(Column(CHANGE, "Den senaste mot året före", Unit.MONEY))
    whole = tuple(total([row.figures[at] for row in rows]) for at in range(len(columns)))
    rows.append(Row("result", "Resultat", whole, RowKind.SUM))
    return Table(VERSIONS, TITLE, ask, Unit.MONEY, tuple(columns), tuple(rows), SIGN)


def shown(year: int) -> tuple[queries.Card, ...]:
    """Return the versions that stand beside each other: the latest, and the one followed."""
    every, followed = queries.cards(year), queries.in_force(year)
    last = every[-MOST_VERSIONS:]
    if followed is None or followed in last:
        return last
    return (followed, *last[1:])


def _label(book: BudgetBook) -> str:
    return f"{book.card.number}. {book.card.name}"


def _figures(accounts: str, books: Sequence[BudgetBook], ask: Ask) -> tuple[Figure, ...]:
    span = Span.year(ask.year)
    told = [signed(book.figure(accounts, span), -1) for book in books]
    before = month_book(year=ask.year - 1)
    if before is None:
        earlier = blank(Unit.MONEY, (Origin(ledger.YEARS, span.a_year_earlier()),))
    else:
        measure = Measure.MOVEMENT.value
        earlier = signed(before.figure(accounts, measure, span.a_year_earlier()), -1)
    if not told:
        return (earlier,)
    return (*told, earlier, difference(told[-1], earlier))


def totals(table: Table) -> tuple[Total, ...]:
    """Claim that groups give the result, and that the change is the last less the year before."""
    whole = Total("result", tuple((key, 1) for key, _, _ in GROUPS))
    versions = [column.key for column in table.columns if column.key not in (PREVIOUS, CHANGE)]
    if not versions:
        return (whole,)
    return whole, Total(CHANGE, ((versions[-1], 1), (PREVIOUS, -1)), is_column=True)


def _ahead(year: int) -> Questions:
    return {**queries.ahead(year), **books_ahead(year - 1)}


OFFERS = (
    TableSource(
        key="budget.tables",
        specs=lambda: (TableSpec(VERSIONS, TITLE, versions, totals=totals),),
        years=queries.years,
        reads=(*queries.READS, *ledger.READS),
        ahead=_ahead,
    ),
)
