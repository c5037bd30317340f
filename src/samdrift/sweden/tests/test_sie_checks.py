"""What is told of a ledger that does not add up."""

from __future__ import annotations

from datetime import date

from samdrift.kernel.money import ZERO, Money
from samdrift.kernel.spans import Month
from samdrift.sweden.sie.checks import Difference, Rule, reconcile
from samdrift.sweden.sie.records import (
    AccountKind,
    AccountType,
    ClosingBalance,
    CompanyName,
    OpeningBalance,
    PeriodBalance,
    Result,
    Voucher,
    VoucherLine,
)

JANUARY = Month(2015, 1)


def opening(account, ore, year=0, objects=()):
    return OpeningBalance(year, account, objects, Money(ore))


def closing(account, ore, year=0, objects=()):
    return ClosingBalance(year, account, objects, Money(ore))


def result(account, ore, year=0):
    return Result(year, account, Money(ore))


def period(account, ore, year=0, objects=()):
    return PeriodBalance(year, JANUARY, account, objects, Money(ore))


def voucher(**amounts):
    lines = tuple(VoucherLine(name[1:], (), Money(ore)) for name, ore in amounts.items())
    return Voucher("A", "1", date(2015, 1, 1), lines=lines)


def test_ledger_that_adds_up_has_nothing_to_tell():
    records = (
        CompanyName("A"),
        opening("1910", 500),
        opening("2010", -500),
        opening("1910", 300, objects=((1, "10"),)),
        closing("1910", 600),
        closing("2010", -500),
        closing("1910", 200, objects=((1, "10"),)),
        result("3010", -100),
        voucher(k1910=100, k3010=-100),
        period("1910", 100),
        period("3010", -100),
        period("3010", -70, objects=((1, "10"),)),
    )

    assert reconcile(records) == ()


def test_closing_balance_that_postings_do_not_give_is_told():
    records = (opening("1910", 500), closing("1910", 400), voucher(k1910=100))

    assert reconcile(records) == (
        Difference("1910", Rule.CLOSING_BY_VOUCHERS, Money(600), Money(400)),
        Difference("", Rule.OPENING_IS_BALANCED, ZERO, Money(500)),
        Difference("", Rule.CLOSING_IS_BALANCED, ZERO, Money(400)),
    )


def test_closing_balance_that_is_not_stated_is_zero():
    records = (opening("1910", 500), opening("2010", -500), voucher(k1930=100))

    assert reconcile(records) == (
        Difference("1910", Rule.CLOSING_BY_VOUCHERS, Money(500), ZERO, is_stated=False),
        Difference("1930", Rule.CLOSING_BY_VOUCHERS, Money(100), ZERO, is_stated=False),
        Difference("2010", Rule.CLOSING_BY_VOUCHERS, Money(-500), ZERO, is_stated=False),
    )


def test_result_that_postings_do_not_give_is_told():
    records = (result("3010", -100), result("4010", 100), voucher(k3010=-90, k5010=7))

    assert reconcile(records) == (
        Difference("3010", Rule.RESULT_BY_VOUCHERS, Money(-90), Money(-100)),
        Difference("4010", Rule.RESULT_BY_VOUCHERS, ZERO, Money(100)),
        Difference("5010", Rule.RESULT_BY_VOUCHERS, Money(7), ZERO, is_stated=False),
    )


def test_kind_of_an_account_goes_before_its_class():
    records = (
        AccountType("8999", AccountKind.DEBT),
        AccountType("1999", AccountKind.COST),
        opening("1910", 1),
        opening("2010", -1),
        closing("1910", 1),
        closing("2010", -1),
        voucher(k8999=5, k1999=-5),
    )

    assert reconcile(records) == (
        Difference("8999", Rule.CLOSING_BY_VOUCHERS, Money(5), ZERO, is_stated=False),
    )


def test_file_without_balances_has_nothing_to_compare_with():
    assert reconcile((voucher(k1910=1, k3010=-1), period("1910", 5))) == ()


def test_period_balances_are_compared_year_by_year():
    records = (
        opening("1910", 500, year=-1),
        opening("2010", -500, year=-1),
        closing("1910", 600, year=-1),
        closing("2010", -600, year=-1),
        period("1910", 100, year=-1),
        result("3010", 50),
        result("4010", -50),
        period("3010", 40),
    )

    assert reconcile(records) == (
        Difference("3010", Rule.RESULT_BY_PERIODS, Money(40), Money(50)),
        Difference("4010", Rule.RESULT_BY_PERIODS, ZERO, Money(-50)),
        Difference("2010", Rule.CLOSING_BY_PERIODS, Money(-500), Money(-600), -1),
    )


def test_result_that_is_stated_as_closing_balance_too_counts_once():
    records = (closing("1910", 100), closing("3010", -100), result("3010", -100))

    assert reconcile(records) == ()
