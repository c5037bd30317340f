"""What is owed, what it costs and when it falls due: plain arithmetic over a loan's terms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from samdrift.kernel.money import ZERO, Money


class DayCount(StrEnum):
    """How days are counted as parts of a year."""

    ACTUAL_360 = "actual/360"
    ACTUAL_365 = "actual/365"
    THIRTY_360 = "30/360"


@dataclass(frozen=True, slots=True)
class Term:
    """A rate from a day on; fixed until a day, or moving."""

    since: date
    rate: Fraction
    """A part of one: 2,35 % is 235/10000."""
    fixed_until: date | None


@dataclass(frozen=True, slots=True)
class Repayment:
    """What is paid back on a day."""

    due_on: date
    amount: Money


@dataclass(frozen=True, slots=True)
class Debt:
    """A loan as it is reckoned with: taken on a day, with its terms and its repayments."""

    taken_on: date
    amount: Money
    day_count: DayCount
    terms: tuple[Term, ...]
    repayments: tuple[Repayment, ...]

    def owed(self, on: date) -> Money:
        """Return what is owed when a day is over."""
        if on < self.taken_on:
            return ZERO
        paid = (each.amount.ore for each in self.repayments if each.due_on <= on)
        return self.amount - Money(sum(paid))

    def due_within(self, after: date, until: date) -> Money:
        """Return what falls due after a day, until and with another."""
        return Money(
            sum(each.amount.ore for each in self.repayments if after < each.due_on <= until)
        )

    def term(self, on: date) -> Term | None:
        """Return the term that holds on a day; None before the first."""
        held = [term for term in self.terms if term.since <= on]
        return max(held, key=lambda term: term.since, default=None)

    def interest(self, first: date, last: date) -> Money:
        """Return what it costs from a day up to and with another, whole to the öre.

        What is paid back on a day costs nothing from that day on.
        """
        cuts = {first, last + timedelta(days=1), self.taken_on}
        cuts |= {each.due_on for each in self.repayments} | {term.since for term in self.terms}
        days = sorted(day for day in cuts if first <= day <= last + timedelta(days=1))
        whole = sum(
            (self._cost(start, end) for start, end in pairwise(days)),
            Fraction(0),
        )
        return rounded(whole)

    def accrued(self, on: date) -> Money:
        """Return what it has cost and is not paid when a day is over.

        Interest is paid on the days of repayments.
        """
        paid = [each.due_on for each in self.repayments if each.due_on <= on]
        return self.interest(max(paid, default=self.taken_on), on)

    def _cost(self, start: date, end: date) -> Fraction:
        term = self.term(start)
        if term is None:
            return Fraction(0)
        return self.owed(start).ore * term.rate * year_part(self.day_count, start, end)


def year_part(count: DayCount, start: date, end: date) -> Fraction:
    """Return how much of a year lies from a day up to, and not with, another."""
    if count is DayCount.THIRTY_360:
        return Fraction(_thirty(start, end), 360)
    return Fraction((end - start).days, 360 if count is DayCount.ACTUAL_360 else 365)


def _thirty(start: date, end: date) -> int:
    """Count days as the European 30/360 does: every month has thirty."""
    first, last = min(start.day, 30), min(end.day, 30)
    return (end.year - start.year) * 360 + (end.month - start.month) * 30 + last - first


def rounded(ore: Fraction) -> Money:
    """Return whole öre, half away from zero."""
    whole, rest = divmod(abs(ore), 1)
    up = int(whole) + (1 if rest >= Fraction(1, 2) else 0)
    return Money(-up if ore < 0 else up)


def mean_rate(debts: Iterable[Debt], on: date, *, is_weighted: bool) -> Fraction | None:
    """Return the mean rate of what is owed on a day, each alike or by what is owed."""
    found = [(debt.owed(on).ore, term.rate) for debt in debts if (term := debt.term(on))]
    return _mean(found, is_weighted=is_weighted)


def mean_fixing(debts: Iterable[Debt], on: date, *, is_weighted: bool) -> Fraction | None:
    """Return how many years rates are still fixed in the mean; what moves is fixed no time."""
    found = []
    for debt in debts:
        term = debt.term(on)
        if term is not None:
            left = 0 if term.fixed_until is None else max(0, (term.fixed_until - on).days)
            found.append((debt.owed(on).ore, Fraction(left, 365)))
    return _mean(found, is_weighted=is_weighted)


def _mean(found: Sequence[tuple[int, Fraction]], *, is_weighted: bool) -> Fraction | None:
    owed = [(ore, value) for ore, value in found if ore > 0]
    if not owed:
        return None
    if is_weighted:
        return sum((ore * value for ore, value in owed), Fraction(0)) / sum(o for o, _ in owed)
    return sum((value for _, value in owed), Fraction(0)) / len(owed)


@dataclass(frozen=True, slots=True)
class Payments:
    """What is to be paid for leases within a year, one to five years on, and later."""

    within_one: Money
    one_to_five: Money
    later: Money


@dataclass(frozen=True, slots=True)
class Rent:
    """A lease: an amount each month from one day up to, and not with, another."""

    starts: date
    ends: date
    monthly: Money

    def payments(self, on: date) -> Payments:
        """Return what is to be paid after a day, by how far ahead it lies."""
        parts = [0, 0, 0]
        month = date(on.year + on.month // 12, on.month % 12 + 1, 1)
        while month < self.ends:
            if month >= date(self.starts.year, self.starts.month, 1):
                ahead = (month.year - on.year) * 12 + month.month - on.month
                parts[0 if ahead <= 12 else 1 if ahead <= 60 else 2] += self.monthly.ore
            month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
        return Payments(*map(Money, parts))
