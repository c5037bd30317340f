"""What is owed and leased on a day: by loan, in the mean, and when it falls due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from samdrift.capital import interest
from samdrift.capital.interest import DayCount, Debt, Payments, Rent, Repayment, Term
from samdrift.capital.models import Lease, Loan
from samdrift.kernel.money import ZERO, Money, total
from samdrift.kernel.spans import Month, years_on
from samdrift.reporting import few
from samdrift.reporting.few import FewRows

_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class LoanTold:
    """A loan with its terms and repayments."""

    id: int
    name: str
    lender: str
    account: str
    debt: Debt
    cost_account: str = ""
    accrued_account: str = ""

    def interest_of(self, month: Month) -> Money:
        """Return a month's part of what the year costs: the twelve come to just the year's."""
        first = date(month.year, 1, 1)
        before = month.span.start - timedelta(days=1)
        earlier = self.debt.interest(first, before) if before >= first else ZERO
        return self.debt.interest(first, month.span.last_day) - earlier


@dataclass(frozen=True, slots=True)
class Owed:
    """A loan as it stands when a day is over."""

    loan: LoanTold
    amount: Money
    short: Money
    """The part of it that falls due within a year."""
    cost: Money
    """What it has cost since the year began."""
    accrued: Money
    """What of that is not paid, and what is older."""
    rate: Fraction | None
    fixed_until: date | None


@dataclass(frozen=True, slots=True)
class LeaseTold:
    """A lease, and what is to be paid for it after a day."""

    id: int
    name: str
    lessor: str
    ends: date
    monthly: Money
    payments: Payments


@dataclass(frozen=True, slots=True)
class Debts:
    """All that is owed when a day is over, and leased from then on."""

    on: date
    owed: tuple[Owed, ...]
    leases: tuple[LeaseTold, ...]

    @property
    def amount(self) -> Money:
        """What is owed in all."""
        return total(each.amount for each in self.owed)

    @property
    def short(self) -> Money:
        """The part of it that falls due within a year."""
        return total(each.short for each in self.owed)

    @property
    def cost(self) -> Money:
        """What it has cost since the year began."""
        return total(each.cost for each in self.owed)

    @property
    def accrued(self) -> Money:
        """What it has cost and is not paid."""
        return total(each.accrued for each in self.owed)

    def mean_rate(self, *, is_weighted: bool) -> Fraction | None:
        """Return the mean rate, each loan alike or by what is owed."""
        return interest.mean_rate(self._debts(), self.on, is_weighted=is_weighted)

    def mean_fixing(self, *, is_weighted: bool) -> Fraction | None:
        """Return how many years rates are still fixed in the mean."""
        return interest.mean_fixing(self._debts(), self.on, is_weighted=is_weighted)

    def maturities(self) -> tuple[tuple[int, Money], ...]:
        """Return what falls due in each year to come."""
        years: dict[int, int] = {}
        for debt in self._debts():
            for each in debt.repayments:
                if each.due_on > self.on:
                    year = each.due_on.year
                    years[year] = years.get(year, 0) + each.amount.ore
        return tuple((year, Money(ore)) for year, ore in sorted(years.items()))

    def payments(self) -> Payments:
        """Return what is to be paid for all leases."""
        each = [lease.payments for lease in self.leases]
        return Payments(
            total(one.within_one for one in each),
            total(one.one_to_five for one in each),
            total(one.later for one in each),
        )

    def _debts(self) -> tuple[Debt, ...]:
        return tuple(each.loan.debt for each in self.owed)


_LOANS = FewRows("capital.loans", Loan, ("id",))
FEW = (_LOANS,)


def loans() -> tuple[LoanTold, ...]:
    """Return every loan, by the day it was taken."""
    if not few.rows(_LOANS):
        return ()
    return tuple(map(_loan, Loan.objects.prefetch_related("terms", "repayments")))


def loan(loan_id: int) -> LoanTold | None:
    """Return one loan; None where there is none of that id."""
    found = Loan.objects.filter(pk=loan_id).prefetch_related("terms", "repayments").first()
    return None if found is None else _loan(found)


def lease(lease_id: int) -> Lease | None:
    """Return one lease; None where there is none of that id."""
    return Lease.objects.filter(pk=lease_id).first()


def debts(on: date) -> Debts:
    """Return what is owed when a day is over, and leased from then on."""
    owed = (_owed(told, on) for told in loans())
    leased = Lease.objects.filter(ends__gt=on)
    return Debts(
        on,
        tuple(each for each in owed if each.amount > ZERO),
        tuple(_lease(row, on) for row in leased),
    )


def _owed(told: LoanTold, on: date) -> Owed:
    debt, term = told.debt, told.debt.term(on)
    return Owed(
        told,
        debt.owed(on),
        debt.due_within(on, years_on(on, 1)),
        debt.interest(date(on.year, 1, 1), on),
        debt.accrued(on),
        None if term is None else term.rate,
        None if term is None else term.fixed_until,
    )


def _lease(row: Lease, on: date) -> LeaseTold:
    rent = Rent(row.starts, row.ends, Money(row.monthly_ore))
    return LeaseTold(row.pk, row.name, row.lessor, row.ends, rent.monthly, rent.payments(on))


def _loan(row: Loan) -> LoanTold:
    debt = Debt(
        row.taken_on,
        Money(row.amount_ore),
        DayCount(row.day_count),
        tuple(
            Term(term.since, Fraction(term.rate_millionths, _MILLION), term.fixed_until)
            for term in row.terms.all()
        ),
        tuple(Repayment(each.due_on, Money(each.amount_ore)) for each in row.repayments.all()),
    )
    return LoanTold(
        row.pk, row.name, row.lender, row.account, debt, row.cost_account, row.accrued_account
    )
