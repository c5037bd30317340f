"""Whether a ledger adds up: what does not is told account by account, and never refused.

Many real ledgers do not add up in every account, so a difference is a warning to be shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from samdrift.kernel.money import ZERO, Money, total
from samdrift.sweden.sie.records import (
    AccountKind,
    AccountType,
    ClosingBalance,
    OpeningBalance,
    PeriodBalance,
    Record,
    Result,
    Voucher,
)

type _Amounts = dict[tuple[int, str], Money]


class Rule(StrEnum):
    """What should be equal."""

    CLOSING_BY_VOUCHERS = "opening balance + postings = closing balance"
    RESULT_BY_VOUCHERS = "postings = result"
    CLOSING_BY_PERIODS = "opening balance + period balances = closing balance"
    RESULT_BY_PERIODS = "period balances = result"
    OPENING_IS_BALANCED = "all opening balances = 0"
    CLOSING_IS_BALANCED = "all closing balances + all results = 0"


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that does not add up: `expected` is reckoned, `found` is what the file states.

    The account is empty where the rule is about all of them. What the file does not state is zero.
    """

    account: str
    rule: Rule
    expected: Money
    found: Money
    year_index: int = 0
    is_stated: bool = True


def _amounts() -> _Amounts:
    return defaultdict(lambda: ZERO)


@dataclass(slots=True)
class Reconciliation:
    """Adds records up as they pass by, with memory for one amount per account and year."""

    _opening: _Amounts = field(default_factory=_amounts)
    _closing: _Amounts = field(default_factory=_amounts)
    _result: _Amounts = field(default_factory=_amounts)
    _periods: _Amounts = field(default_factory=_amounts)
    _postings: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    _kinds: dict[str, AccountKind] = field(default_factory=dict)

    def add(self, record: Record) -> None:
        """Take a record; what stands on objects is a part of what stands without, and not added."""
        match record:
            case Voucher():
                for line in record.lines:
                    self._postings[line.account] += line.amount.ore
            case AccountType():
                self._kinds[record.account] = record.kind
            case OpeningBalance(objects=()):
                self._opening[record.year_index, record.account] += record.amount
            case ClosingBalance(objects=()):
                self._closing[record.year_index, record.account] += record.amount
            case Result():
                self._result[record.year_index, record.account] += record.amount
            case PeriodBalance(objects=()):
                self._periods[record.year_index, record.account] += record.amount
            case _:
                pass

    def differences(self) -> Iterator[Difference]:
        """Yield what does not add up, the current year first, by account and then for all of them.

        A file without balances, as one for import, has nothing to compare with.
        """
        years = {year for amounts in self._stated for year, _ in amounts}
        for year in sorted(years, reverse=True):
            if year == 0 and self._postings:
                moved = {account: Money(ore) for account, ore in self._postings.items()}
                yield from self._closing_of(year, moved, Rule.CLOSING_BY_VOUCHERS)
                yield from self._result_of(year, moved, Rule.RESULT_BY_VOUCHERS)
            moved = {
                account: amount for (of, account), amount in self._periods.items() if of == year
            }
            if moved and _states(self._opening, year):
                yield from self._closing_of(year, moved, Rule.CLOSING_BY_PERIODS)
            if moved:
                yield from self._result_of(year, moved, Rule.RESULT_BY_PERIODS)
            yield from self._of_all(year)

    @property
    def _stated(self) -> tuple[_Amounts, ...]:
        return self._opening, self._closing, self._result

    def _closing_of(
        self, year: int, moved: Mapping[str, Money], rule: Rule
    ) -> Iterator[Difference]:
        """Compare every balance account's opening balance and movement with its closing balance."""
        if not _states(self._opening, year) and not _states(self._closing, year):
            return
        for account in self._accounts(year, moved, are_results=False):
            place = year, account
            expected = self._opening.get(place, ZERO) + moved.get(account, ZERO)
            found = self._closing.get(place, ZERO)
            if expected != found:
                yield Difference(account, rule, expected, found, year, place in self._closing)

    def _result_of(self, year: int, moved: Mapping[str, Money], rule: Rule) -> Iterator[Difference]:
        """Compare every result account's movement with its result, if the file states any."""
        if not _states(self._result, year):
            return
        for account in self._accounts(year, moved, are_results=True):
            place = year, account
            expected, found = moved.get(account, ZERO), self._result.get(place, ZERO)
            if expected != found:
                yield Difference(account, rule, expected, found, year, place in self._result)

    def _accounts(
        self, year: int, moved: Mapping[str, Money], *, are_results: bool
    ) -> Iterator[str]:
        stated = {account for amounts in self._stated for of, account in amounts if of == year}
        for account in sorted(stated | moved.keys()):
            if self._is_result_account(year, account) is are_results:
                yield account

    def _is_result_account(self, year: int, account: str) -> bool:
        """Tell by what the file states of it, then by its kind, then by the class of the chart."""
        place = year, account
        if place in self._result:
            return True
        if place in self._opening or place in self._closing:
            return False
        kind = self._kinds.get(account)
        if kind is not None:
            return kind in {AccountKind.COST, AccountKind.INCOME}
        return account[0] not in "12"

    def _of_all(self, year: int) -> Iterator[Difference]:
        opening = _of_year(self._opening, year)
        if opening:
            yield Difference("", Rule.OPENING_IS_BALANCED, ZERO, opening, year)
        # Some programs state the result of an account as its closing balance too.
        ends = {**self._closing, **self._result}
        closing = _of_year(ends, year)
        if closing:
            yield Difference("", Rule.CLOSING_IS_BALANCED, ZERO, closing, year)


def reconcile(records: Iterable[Record]) -> tuple[Difference, ...]:
    """Return what does not add up among all of some records."""
    reconciliation = Reconciliation()
    for record in records:
        reconciliation.add(record)
    return tuple(reconciliation.differences())


def _of_year(amounts: _Amounts, year: int) -> Money:
    return total(amount for (of, _), amount in amounts.items() if of == year)


def _states(amounts: _Amounts, year: int) -> bool:
    return any(of == year for of, _ in amounts)
