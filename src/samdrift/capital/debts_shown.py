"""Loans and leases as words: amounts, per cent and years, as they are read and typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from samdrift.capital.debts import Debts, LeaseTold, LoanTold, Owed
from samdrift.capital.models import Lease
from samdrift.capital.shown import kronor
from samdrift.kernel.money import Money


@dataclass(frozen=True, slots=True)
class DebtsShown:
    """All that is owed and leased on a day, as it is read."""

    owed: tuple[tuple[Owed, tuple[str, ...]], ...]
    """Each loan: what is owed, what falls due within a year, the year's interest, what of it is
    not paid, and the rate."""
    sums: tuple[str, ...]
    means: tuple[str, ...]
    """The mean rate, weighted and simple, and the mean years that rates are fixed."""
    maturities: tuple[tuple[int, str], ...]
    leases: tuple[tuple[LeaseTold, tuple[str, ...]], ...]
    lease_sums: tuple[str, ...]


def debts(told: Debts) -> DebtsShown:
    """Return what is owed and leased as it is read."""
    payments = told.payments()
    means = (
        percent(told.mean_rate(is_weighted=True)),
        percent(told.mean_rate(is_weighted=False)),
        years(told.mean_fixing(is_weighted=True)),
        years(told.mean_fixing(is_weighted=False)),
    )
    return DebtsShown(
        tuple(
            (each, (*map(kronor, (each.amount, each.short, each.cost, each.accrued)),
                    percent(each.rate)))
            for each in told.owed
        ),
        (kronor(told.amount), kronor(told.short), kronor(told.cost), kronor(told.accrued)),
        means,
        tuple((year, kronor(amount)) for year, amount in told.maturities()),
        tuple((lease, _payments(lease)) for lease in told.leases),
        tuple(map(kronor, (payments.within_one, payments.one_to_five, payments.later))),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class LoanShown:
    """A loan as its contract has it, and what each year of it costs."""

    amount: str
    repayments: tuple[tuple[date, str, str], ...]
    """A day, what is paid back, and what is then left."""
    terms: tuple[tuple[date, str, date | None], ...]
    costs: tuple[tuple[int, str], ...]


def loan(told: LoanTold) -> LoanShown:
    """Return a loan as it is read."""
    debt = told.debt
    last = max((each.due_on for each in debt.repayments), default=debt.taken_on)
    return LoanShown(
        kronor(debt.amount),
        tuple(
            (each.due_on, kronor(each.amount), kronor(debt.owed(each.due_on)))
            for each in debt.repayments
        ),
        tuple((term.since, percent(term.rate), term.fixed_until) for term in debt.terms),
        tuple(
            (year, kronor(debt.interest(date(year, 1, 1), date(year, 12, 31))))
            for year in range(debt.taken_on.year, last.year + 1)
        ),
    )


def percent(rate: Fraction | None) -> str:
    """Return a rate as it is read: 2,35 %; nothing where there is none."""
    return "" if rate is None else f"{_decimals(rate * 100)}\N{NO-BREAK SPACE}%"


def years(of: Fraction | None) -> str:
    """Return years with two decimals; nothing where there are none."""
    return "" if of is None else _decimals(of)


def loan_as_typed(told: LoanTold) -> dict[str, object]:
    """Return a loan as its form has it."""
    debt = told.debt
    return {
        "name": told.name,
        "lender": told.lender,
        "account": told.account,
        "taken_on": debt.taken_on,
        "amount": typed(debt.amount),
        "day_count": debt.day_count.value,
        "terms": "\n".join(
            f"{term.since}; {_rate(term.rate)}"
            + (f"; {term.fixed_until}" if term.fixed_until else "")
            for term in debt.terms
        ),
        "repayments": "\n".join(f"{each.due_on}; {typed(each.amount)}" for each in debt.repayments),
        "cost_account": told.cost_account,
        "accrued_account": told.accrued_account,
    }


def lease_as_typed(told: Lease) -> dict[str, object]:
    """Return a lease as its form has it."""
    return {
        "name": told.name,
        "lessor": told.lessor,
        "starts": told.starts,
        "ends": told.ends,
        "monthly": typed(Money(told.monthly_ore)),
    }


def typed(amount: Money) -> str:
    """Return an amount as it is typed: 1234,50."""
    return amount.kronor().replace(".", ",")


def _rate(rate: Fraction) -> str:
    whole, part = divmod(abs(int(rate * 1_000_000)), 10_000)
    return f"{'-' if rate < 0 else ''}{whole},{part:04d}"


def _payments(lease: LeaseTold) -> tuple[str, ...]:
    of = lease.payments
    return tuple(map(kronor, (lease.monthly, of.within_one, of.one_to_five, of.later)))


def _decimals(value: Fraction) -> str:
    hundredths = round(value * 100)
    whole, part = divmod(abs(hundredths), 100)
    return f"{'\N{MINUS SIGN}' if hundredths < 0 else ''}{whole},{part:02d}"
