"""Loans and leases: worked examples with their day counts, and what holds of every loan."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

from samdrift.capital import booking, checks, debts, interest
from samdrift.capital.errors import CannotKeep
from samdrift.capital.interest import DayCount, Debt, Payments, Rent, Repayment, Term
from samdrift.capital.models import LoanRepayment
from samdrift.capital.tests.given import borrowed, kronor, leased
from samdrift.kernel.money import ZERO, Money
from samdrift.kernel.spans import Month
from samdrift.ledger.tests.given import books, taken, ver

TAKEN = date(2015, 1, 1)


def debt(amount="1000000", count=DayCount.ACTUAL_360, terms=(), repayments=()):
    return Debt(
        TAKEN,
        kronor(amount),
        count,
        terms or (Term(TAKEN, Fraction(3, 100), None),),
        tuple(Repayment(day, kronor(paid)) for day, paid in repayments),
    )


@pytest.mark.parametrize(
    ("count", "first", "last", "told"),
    [
        (DayCount.ACTUAL_360, date(2015, 1, 1), date(2015, 12, 31), "30416.67"),  # 365 days.
        (DayCount.ACTUAL_365, date(2015, 1, 1), date(2015, 12, 31), "30000.00"),
        (DayCount.THIRTY_360, date(2015, 1, 1), date(2015, 12, 31), "30000.00"),
        (DayCount.ACTUAL_365, date(2016, 1, 1), date(2016, 12, 31), "30082.19"),  # 366 days.
        (DayCount.ACTUAL_360, date(2015, 2, 1), date(2015, 2, 28), "2333.33"),  # 28 days.
        (DayCount.THIRTY_360, date(2015, 2, 1), date(2015, 2, 28), "2500.00"),  # 30 days.
        (DayCount.ACTUAL_360, date(2014, 1, 1), date(2015, 1, 3), "250.00"),  # 3 days.
        (DayCount.ACTUAL_360, date(2014, 1, 1), date(2014, 12, 31), "0.00"),
    ],
)
def test_interest_is_reckoned_by_the_days_of_its_count(count, first, last, told):
    assert debt(count=count).interest(first, last).kronor() == told


def test_interest_follows_what_is_owed_and_what_rate_holds():
    terms = (Term(TAKEN, Fraction(3, 100), date(2015, 7, 1)),
             Term(date(2015, 7, 1), Fraction(1, 100), None))  # fmt: skip
    loan = debt(terms=terms, repayments=[(date(2015, 4, 1), "400000")])

    # 90 days of a million, 91 of 600 000, both at 3 %; 184 of 600 000 at 1 %.
    assert loan.interest(TAKEN, date(2015, 12, 31)).kronor() == "15116.67"
    assert loan.owed(date(2015, 3, 31)) == kronor(1_000_000)
    assert loan.owed(date(2015, 4, 1)) == kronor(600_000)
    assert loan.owed(date(2014, 12, 31)) == ZERO


def test_means_are_told_weighted_and_simple():
    on = date(2015, 12, 31)
    fixed = debt("3000000", terms=(Term(TAKEN, Fraction(4, 100), date(2017, 12, 30)),))
    moving = debt("1000000", terms=(Term(TAKEN, Fraction(1, 100), None),))
    paid = debt("5", repayments=[(date(2015, 2, 1), "5")])

    both = (fixed, moving, paid)
    assert interest.mean_rate(both, on, is_weighted=True) == Fraction(325, 10_000)
    assert interest.mean_rate(both, on, is_weighted=False) == Fraction(25, 1000)
    assert interest.mean_fixing(both, on, is_weighted=True) == Fraction(3, 2)
    assert interest.mean_fixing(both, on, is_weighted=False) == 1
    assert interest.mean_rate((paid,), on, is_weighted=True) is None


def test_a_lease_is_paid_month_by_month_within_one_to_five_and_later():
    rent = Rent(date(2014, 7, 1), date(2022, 1, 1), kronor(100))

    assert rent.payments(date(2015, 12, 31)) == Payments(kronor(1200), kronor(4800), kronor(1200))
    assert rent.payments(date(2021, 11, 30)) == Payments(kronor(100), ZERO, ZERO)
    assert rent.payments(date(2021, 12, 31)) == Payments(ZERO, ZERO, ZERO)
    assert rent.payments(date(2014, 5, 31)).within_one == kronor(1100)


@examples(
    st.integers(1, 10**11),
    st.lists(st.tuples(st.integers(1, 2000), st.integers(1, 10**9)), max_size=6),
    st.integers(0, 2000),
    st.sampled_from(DayCount),
)
@settings(max_examples=40)
def test_interest_of_a_time_is_that_of_its_parts_and_debt_only_falls(amount, paid, cut, count):
    repayments = tuple(
        Repayment(TAKEN + timedelta(days=day), Money(ore))
        for day, ore in sorted(dict(paid).items())
    )
    whole = amount + sum(each.amount.ore for each in repayments)
    loan = Debt(TAKEN, Money(whole), count, (Term(TAKEN, Fraction(2, 100), None),), repayments)
    middle, last = TAKEN + timedelta(days=cut), TAKEN + timedelta(days=2001)

    parts = loan.interest(TAKEN, middle) + loan.interest(middle + timedelta(days=1), last)
    apart = loan.interest(TAKEN, last).ore - parts.ore
    assert abs(apart) <= 1
    owed = [loan.owed(TAKEN + timedelta(days=day)) for day in range(0, 2002, 7)]
    assert owed == sorted(owed, reverse=True)
    assert loan.owed(last) == Money(amount)
    assert loan.due_within(TAKEN, last) + Money(amount) == Money(whole)


@pytest.mark.django_db
def test_debts_on_a_day_tell_the_short_part_maturities_and_the_years_interest():
    borrowed()
    leased()

    told = debts.debts(date(2015, 12, 31))

    (each,) = told.owed
    assert (each.amount, each.short, each.rate) == (
        kronor(600_000), kronor(200_000), Fraction(235, 10_000),
    )  # fmt: skip
    assert (each.cost.kronor(), each.accrued.kronor()) == ("19021.94", "7206.67")
    assert told.maturities() == ((2016, kronor(200_000)), (2017, kronor(400_000)))
    assert (told.amount, told.short) == (each.amount, each.short)
    assert (told.cost, told.accrued) == (each.cost, each.accrued)
    assert told.payments().within_one == kronor(1200)
    assert debts.debts(date(2017, 12, 31)).owed == ()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"repayments": ((date(2015, 7, 1), kronor(1_000_001)),)}, "mer än lånet"),
        ({"repayments": ((TAKEN, kronor(1)),)}, "innan det är taget"),
        ({"terms": ((date(2015, 1, 2), 1, None),)}, "från dagen lånet togs"),
        ({"name": "Banklån"}, "redan ett lån"),
    ],
)
def test_a_loan_that_cannot_be_is_refused_and_changes_nothing(more, why):
    borrowed()

    with pytest.raises(CannotKeep, match=why):
        borrowed(**({"name": "Nytt"} | more))

    assert LoanRepayment.objects.count() == 3


@pytest.mark.django_db
def test_what_is_owed_is_held_against_its_account(tmp_path):
    chart = '#KONTO 2350 "Lån"\n#IB 0 2350 0\n#UB 0 2350 -599000\n'
    paid = ver("A", 1, "20150115", (1930, 1), (1930, -1))
    taken(tmp_path, y2015=books(chart, paid))
    borrowed()

    (result,) = checks.year_checks(2015)

    assert [fault.replace("\xa0", " ") for fault in result.faults] == [
        "konto 2350: lånen är 600 000,00 kr, bokföringen 599 000,00 kr"
    ]


@pytest.mark.django_db
def test_interest_is_proposed_by_month_and_the_months_come_to_the_year():
    assert booking.SOURCES[1].of(Month(2015, 1)) == ()
    row = borrowed(name="Annat", cost_account="8520", accrued_account="2981")

    proposed = [booking.SOURCES[1].of(Month(2015, number))[0] for number in range(1, 13)]

    parts = [each.wanted.lines[0].amount.ore for each in proposed]
    whole = debts.loan(row.pk).debt.interest(date(2015, 1, 1), date(2015, 12, 31))
    assert (sum(parts), parts[0]) == (whole.ore, 2_023_61)
    assert proposed[1].key == f"capital:RTA{row.pk}:2015-02"
    assert [line.account for line in proposed[1].wanted.lines] == ["8520", "2981"]
    with pytest.raises(CannotKeep, match="Skriv både"):
        borrowed(name="Tredje", cost_account="8520")
