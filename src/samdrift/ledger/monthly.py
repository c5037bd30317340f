"""What accounts moved and were budgeted month by month, of the whole or of one cost centre."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Sum

from samdrift.kernel.figures import Figure, Origin, Unit, blank
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Span
from samdrift.ledger import queries
from samdrift.ledger.choices import BudgetBasis, Measure
from samdrift.ledger.models import AccountMonth, BudgetAmount, LedgerEdition
from samdrift.reporting import together
from samdrift.reporting.snapshot import remembered
from samdrift.reporting.together import Questions

WHOLE = ""
type _Sums = dict[int, dict[str, tuple[int, int]]]
"""Öre and how many records, by month and account."""


@dataclass(frozen=True, slots=True)
class MonthBook:
    """What every account moved and was budgeted each month of a year."""

    year: int
    cost_centre: str
    has_budget: bool
    last_month: int
    """The last month that anything is booked in, 0 where nothing is."""
    moved: _Sums
    budgeted: _Sums

    def figure(self, accounts: str, measure: str, span: Span) -> Figure:
        """Return what numbers and ranges moved or were budgeted in some months of the year.

        A budget that is not told by month, or not by object, is blank.
        """
        months = range(span.start.month, span.last_day.month + 1)
        by_month = self.budgeted if measure == Measure.BUDGET else self.moved
        told = [sums for month in months for sums in self._chosen(accounts, by_month, month)]
        scope: tuple[tuple[str, str], ...] = (("accounts", accounts), ("measure", measure))
        if self.cost_centre:
            scope = (*scope, ("cost-centre", self.cost_centre))
        origin = Origin(queries.ACCOUNTS, span, scope, sum(count for _, count in told))
        if measure == Measure.BUDGET and not self.has_budget:
            return blank(Unit.MONEY, (origin,))
        return Figure(Money(sum(ore for ore, _ in told)), Unit.MONEY, (origin,))

    def _chosen(self, accounts: str, of: _Sums, month: int) -> Iterable[tuple[int, int]]:
        sums = of.get(month, {})
        return (sums[number] for number in queries.choose(accounts, sums))


def month_book(*, year: int, cost_centre: str = "") -> MonthBook | None:
    """Return a year's books month by month; None where there are none.

    Those of every cost centre are read at once: whoever asks about one asks about them all.
    """
    edition = queries.edition_of(year)
    if edition is None:
        return None
    moved, budgeted = remembered(("ledger.months", edition.pk), lambda: _read(edition))
    by_object = edition.budget_basis == BudgetBasis.BY_OBJECT
    return MonthBook(
        year,
        cost_centre,
        has_budget=(by_object or not cost_centre) and len(budgeted.get(WHOLE, {})) > 1,
        last_month=max(moved.get(WHOLE, {}), default=0),
        moved=moved.get(cost_centre, {}),
        budgeted=budgeted.get(cost_centre, {}),
    )


type _OfAll = dict[str, _Sums]
"""The sums of every cost centre, and of the whole by the empty word."""


def _read(edition: LedgerEdition) -> tuple[_OfAll, _OfAll]:
    moved, budgeted = together.rows_of(_asks(edition))
    return _added(moved), _added(budgeted)


def budgeted(year: int) -> tuple[tuple[str, str, int, int], ...]:
    """Return the budget that a year's books tell: account, cost centre, month and öre."""
    edition = queries.edition_of(year)
    if edition is None:
        return ()
    rows = BudgetAmount.objects.filter(edition=edition).order_by("account", "cost_centre", "month")
    return tuple(rows.values_list("account", "cost_centre", "month", "amount_ore"))


def ahead(year: int) -> Questions:
    """Return what the months of a year ask."""
    edition = queries.edition_of(year)
    return {} if edition is None else _asks(edition)


def _asks(edition: LedgerEdition) -> Questions:
    return {
        ("ledger.moved-by-month", edition.pk): _of(AccountMonth, edition).annotate(
            Sum("debit_ore"), Sum("credit_ore"), Sum("debit_count"), Sum("credit_count")
        ),
        ("ledger.budgeted-by-month", edition.pk): _of(BudgetAmount, edition).annotate(
            Sum("amount_ore"), Count("id")
        ),
    }


def _of[Row: (AccountMonth, BudgetAmount)](
    model: type[Row], edition: LedgerEdition
) -> QuerySet[Row, Any]:
    rows = model.objects.filter(edition=edition).order_by()
    return rows.values_list("cost_centre", "month", "account")


def _added(rows: Iterable[tuple[Any, ...]]) -> _OfAll:
    """Return öre and counts by cost centre, month and account; of two of each, added."""
    found: dict[str, dict[int, dict[str, tuple[int, int]]]] = defaultdict(lambda: defaultdict(dict))
    for centre, month, account, *told in rows:
        half = len(told) // 2
        ore, count = sum(told[:half]), sum(told[half:])
        for whose in {centre, WHOLE}:
            before = found[whose][month].get(account, (0, 0))
            found[whose][month][account] = (before[0] + ore, before[1] + count)
    return {centre: dict(months) for centre, months in found.items()}
