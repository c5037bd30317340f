"""What accounts hold, moved and were budgeted, from the balances that are kept."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Count, F, Q, QuerySet, Sum, Value

from samdrift.kernel.figures import Figure, Origin, Unit, blank
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Span
from samdrift.ledger.choices import BudgetBasis, Measure
from samdrift.ledger.models import (
    Account,
    AccountBalance,
    AccountMonth,
    BudgetAmount,
    CostCentre,
    LayoutLine,
    LedgerEdition,
)
from samdrift.parties import queries as parties
from samdrift.reporting import few, memory, together
from samdrift.reporting.few import FewRows
from samdrift.reporting.snapshot import remembered
from samdrift.reporting.together import Questions

ACCOUNTS = "ledger.accounts"
LINES = "ledger.lines"
VOUCHER = "ledger.voucher"
LAYOUT = "ledger.layout"
YEARS = "ledger.years"

READS = (
    Account,
    AccountBalance,
    AccountMonth,
    BudgetAmount,
    CostCentre,
    LayoutLine,
    LedgerEdition,
    *parties.READS,
)
"""What tables are read from."""

_RANGE = re.compile(r"(\d{1,12})(?:-(\d{1,12}))?", re.ASCII)


@dataclass(slots=True)
class AccountSums:
    """What one account tells of a year, in öre, and how many records tell it."""

    debit: int = 0
    credit: int = 0
    opening: int = 0
    closing: int = 0
    budget: int = 0
    debit_count: int = 0
    credit_count: int = 0
    balance_count: int = 0
    budget_count: int = 0

    @property
    def reckoned(self) -> int:
        """What the account ought to hold when the year ends."""
        return self.opening + self.debit + self.credit

    def measure(self, measure: str) -> tuple[int, int]:
        """Return the amount in öre and the number of records behind it."""
        return {
            Measure.OPENING.value: (self.opening, self.balance_count),
            Measure.CLOSING.value: (self.closing, self.balance_count),
            Measure.MOVEMENT.value: (
                self.debit + self.credit,
                self.debit_count + self.credit_count,
            ),
            Measure.DEBIT.value: (self.debit, self.debit_count),
            Measure.CREDIT.value: (self.credit, self.credit_count),
            Measure.BUDGET.value: (self.budget, self.budget_count),
        }[measure]


@dataclass(frozen=True, slots=True)
class Book:
    """Sums per account over a year or some months of it, whole or of one cost centre."""

    span: Span
    cost_centre: str
    has_budget: bool
    accounts: dict[str, AccountSums] = field(default_factory=dict)

    @property
    def year(self) -> int:
        """The fiscal year."""
        return self.span.start.year

    def figure(self, accounts: str, measure: str) -> Figure:
        """Return what numbers and ranges measure; a cost centre's budget may be blank."""
        chosen = [self.accounts[number] for number in choose(accounts, self.accounts)]
        measured = [sums.measure(measure) for sums in chosen]
        count = sum(records for _, records in measured)
        origin = Origin(ACCOUNTS, self.span, self._scope(accounts, measure), count)
        if measure == Measure.BUDGET and not self.has_budget:
            return blank(Unit.MONEY, (origin,))
        return Figure(Money(sum(ore for ore, _ in measured)), Unit.MONEY, (origin,))

    def _scope(self, accounts: str, measure: str) -> tuple[tuple[str, str], ...]:
        scope = (("accounts", accounts), ("measure", measure))
        return (*scope, ("cost-centre", self.cost_centre)) if self.cost_centre else scope


def balance_accounts(found: Book) -> list[str]:
    """Return the accounts whose opening balance and postings are to give a closing balance."""
    own = (n for n, sums in found.accounts.items() if sums.balance_count or n[0] in "12")
    return sorted(own, key=int)


def ranges(accounts: str) -> tuple[tuple[int, int], ...]:
    """Return numbers and ranges, blank-separated, as pairs of first and last.

    Raises ValueError where a part is neither, or a range ends before it begins.
    """
    pairs = []
    for part in accounts.split():
        match = _RANGE.fullmatch(part)
        if match is None:
            raise ValueError(part)
        first, last = match.groups()
        pair = (int(first), int(last or first))
        if pair[1] < pair[0]:
            raise ValueError(part)
        pairs.append(pair)
    return tuple(pairs)


def choose(accounts: str, chart: Iterable[str]) -> list[str]:
    """Return the accounts of a chart that numbers and ranges name, in order; each once."""
    pairs = ranges(accounts)
    named = (number for number in chart if any(low <= int(number) <= high for low, high in pairs))
    return sorted(named, key=int)


def years() -> frozenset[int]:
    """Return the years there are books for."""
    return frozenset(_current())


def edition_of(year: int) -> LedgerEdition | None:
    """Return the books of a year as they now stand."""
    return _current().get(year)


def _current() -> dict[int, LedgerEdition]:
    """Return the books of every year as they now stand: few rows, and years are compared."""
    read = (
        LedgerEdition.from_db(DEFAULT_DB_ALIAS, _EDITIONS.fields, row)
        for row in few.rows(_EDITIONS)
    )
    return {edition.year: edition for edition in read}


def cost_centres(year: int) -> tuple[tuple[str, str], ...]:
    """Return the number and name of a year's cost centres, in the order the books list them."""
    return memory.in_process("ledger.cost-centres", READS, _cost_centres).get(year, ())


def _cost_centres() -> dict[int, tuple[tuple[str, str], ...]]:
    """Return the cost centres of every year: years are compared."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for year, number, name in few.rows(_CENTRES):
        found[year].append((number, name))
    return {year: tuple(centres) for year, centres in found.items()}


def account_names(year: int) -> dict[str, str]:
    """Return the name of every account in a year's chart."""
    return memory.in_process("ledger.account-names", READS, _account_names).get(year, {})


def _account_names() -> dict[int, dict[str, str]]:
    """Return the chart of every year: years are compared."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for year, number, name in few.rows(_ACCOUNTS):
        found[year][number] = name
    return dict(found)


_EDITIONS = FewRows(
    "ledger.editions",
    LedgerEdition,
    ("id", "year", "budget_basis", "is_kept_here"),
    where=Q(is_current=True),
)
_CENTRES = FewRows(
    "ledger.cost-centres",
    CostCentre,
    ("edition__year", "number", "name"),
    ("edition__year", "position"),
    Q(edition__is_current=True),
    (CostCentre, LedgerEdition),
)
_ACCOUNTS = FewRows(
    "ledger.accounts",
    Account,
    ("edition__year", "number", "name"),
    ("edition__year", "number"),
    Q(edition__is_current=True),
    (Account, LedgerEdition),
)

FEW = (_EDITIONS, _CENTRES, _ACCOUNTS)


def months(span: Span) -> Span:
    """Return a span that is months of one year. Raises ValueError where it is anything else."""
    if not span.is_whole_months or span.last_day.year != span.start.year:
        raise ValueError(str(span))
    return span


def book(*, year: int, cost_centre: str = "", span: Span | None = None) -> Book | None:
    """Return sums per account, of the whole year or of some months; None without books.

    Of some months an account closes with what it opened with and what was booked up to then.
    """
    asked = span or Span.year(year)
    assert asked.is_whole_months, "books are kept by month"
    assert asked.start.year == asked.last_day.year == year, "each year has books of its own"
    return remembered(("ledger.book", asked, cost_centre), lambda: _book(asked, cost_centre))


def _book(span: Span, cost_centre: str) -> Book | None:
    edition = edition_of(span.start.year)
    if edition is None:
        return None
    by_object = edition.budget_basis == BudgetBasis.BY_OBJECT
    has_budget = by_object or not cost_centre
    if not span.is_whole_years:
        has_budget = has_budget and _has_budget_by_month(edition)
    found = Book(span, cost_centre, has_budget, _accounts(edition, span, cost_centre))
    if not span.is_whole_years:
        for number in balance_accounts(found):
            found.accounts[number].closing = found.accounts[number].reckoned
    return found


type _Sums = dict[str, dict[str, AccountSums]]
"""The sums of every account, by whose they are; those of the whole by the empty word."""


def _accounts(edition: LedgerEdition, span: Span, cost_centre: str) -> dict[str, AccountSums]:
    """Return the sums of the whole, or of one cost centre: those of all are read at once."""
    months, is_by_centre = (span.start.month, span.last_day.month), bool(cost_centre)
    known = remembered(("ledger.sums", months, is_by_centre), dict[int, _Sums])
    if edition.year not in known:
        wanted = (memory.expected() | {edition.year}) - known.keys()
        known |= _read(_editions(wanted), months, is_by_centre=is_by_centre)
    return known[edition.year].get(cost_centre, {})


def ahead(year: int) -> Questions:
    """Return what will be asked of a year, and of those that are asked about with it."""
    return _questions(_editions(memory.expected() | {year}), (1, 12), is_by_centre=False)


def _editions(years: Iterable[int]) -> list[LedgerEdition]:
    wanted = frozenset(years)
    return [edition for year, edition in _current().items() if year in wanted]


def _read(
    editions: Sequence[LedgerEdition], months: tuple[int, int], *, is_by_centre: bool
) -> dict[int, _Sums]:
    """Return the sums of every account of some years by one question."""
    found: dict[int, _Sums] = {
        edition.year: defaultdict(lambda: defaultdict(AccountSums)) for edition in editions
    }
    told = together.rows_of(_questions(editions, months, is_by_centre=is_by_centre))
    for note, rows in zip(_NOTES, told, strict=True):
        for year, centre, account, *sums in rows:
            note(found[year][centre][account], *sums)
    return {year: {centre: dict(own) for centre, own in of.items()} for year, of in found.items()}


def _has_budget_by_month(edition: LedgerEdition) -> bool:
    """Whether the budget is told for several months: one that stands in one month is the year's."""
    months = BudgetAmount.objects.filter(edition=edition).order_by().values("month").distinct()
    return months.count() > 1


def movements(
    edition: LedgerEdition, *, first_month: int = 1, last_month: int = 12
) -> QuerySet[AccountMonth]:
    """Return the kept balances of some months of a year."""
    return AccountMonth.objects.filter(edition=edition, month__range=(first_month, last_month))


def trial_balance(*, year: int, first_month: int = 1, last_month: int = 12) -> dict[str, Money]:
    """Return what every account moved in some months of a year, from kept balances alone."""
    edition = edition_of(year)
    if edition is None:
        return {}
    rows = (
        movements(edition, first_month=first_month, last_month=last_month)
        .values_list("account")
        .annotate(debit=Sum("debit_ore"), credit=Sum("credit_ore"))
        .order_by("account")
    )
    return {account: Money(debit + credit) for account, debit, credit in rows}


# What is read of each account: of which year, whose, of which account, and its numbers.


def _questions(
    editions: Sequence[LedgerEdition], months: tuple[int, int], *, is_by_centre: bool
) -> Questions:
    every = {"edition__in": [edition.pk for edition in editions]}
    whose = F("cost_centre") if is_by_centre else Value("")
    balances = AccountBalance.objects.filter(**every)
    own = balances.exclude(cost_centre="") if is_by_centre else balances.filter(cost_centre="")
    of = (*every["edition__in"], *months, is_by_centre)
    return {
        ("ledger.moved", *of): _moved(
            AccountMonth.objects.filter(**every, month__range=months), whose
        ),
        ("ledger.held", *of): _held(own),
        ("ledger.budgeted", *of): _budgeted(
            BudgetAmount.objects.filter(**every, month__range=months), whose
        ),
    }


def _moved(months: QuerySet[AccountMonth], whose: F | Value) -> QuerySet[Any, Any]:
    rows = months.order_by().values_list("edition__year", whose, "account")
    return rows.annotate(
        Sum("debit_ore"), Sum("credit_ore"), Sum("debit_count"), Sum("credit_count")
    )


def _held(balances: QuerySet[AccountBalance]) -> QuerySet[Any, Any]:
    return balances.order_by().values_list(
        "edition__year", "cost_centre", "account", "opening_ore", "closing_ore"
    )


def _budgeted(budgets: QuerySet[BudgetAmount], whose: F | Value) -> QuerySet[Any, Any]:
    rows = budgets.order_by().values_list("edition__year", whose, "account")
    return rows.annotate(Sum("amount_ore"), Count("id"))


def _note_moved(sums: AccountSums, debit: int, credit: int, debits: int, credits_: int) -> None:
    sums.debit, sums.credit = debit, credit
    sums.debit_count, sums.credit_count = debits, credits_


def _note_held(sums: AccountSums, opening: int, closing: int) -> None:
    sums.opening, sums.closing, sums.balance_count = opening, closing, 1


def _note_budgeted(sums: AccountSums, amount: int, count: int) -> None:
    sums.budget, sums.budget_count = amount, count


_NOTES: tuple[Callable[..., None], ...] = (_note_moved, _note_held, _note_budgeted)
"""What is done with the rows of each question, in their order."""
