"""Whole kronor: what is paid, by the rule of the day, and what is left when some is credited."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st

from samdrift.billing import booking, electronic, queries, receivables
from samdrift.billing.choices import RuleKind
from samdrift.billing.models import Invoice
from samdrift.billing.reckoning import rounding_of
from samdrift.billing.services import coding, deciding, paying, ruling
from samdrift.billing.tests.given import (
    ACCOUNTS,
    AT,
    FEBRUARY,
    Member,
    addressed,
    coded,
    invoiced,
)
from samdrift.kernel.money import ZERO, Money, total

ROUNDED = {"source": "§ 7", "by": "anna", "at": AT}


def rounded_from(day):
    ruling.write(kind=RuleKind.ROUNDING, value=Decimal(1), holds_from=day, **ROUNDED)


@pytest.fixture
def member(db):
    """Return a member of which an invoice is of 356.25 kronor, to be paid in whole kronor."""
    told = Member()
    addressed()
    coded()
    rounded_from(date(2015, 1, 1))
    told.computer("en")
    return told


def test_an_invoice_is_asked_for_in_whole_kronor_wherever_it_is_told(member):
    invoiced()

    told = queries.invoice(1)
    assert (told.amount, told.rounding, told.payable) == (Money(35_625), Money(-25), Money(35_600))
    sent = electronic.invoice(1)
    assert (sent.payable, electronic.what_is_missing(sent)) == (Money(35_600), ())
    assert receivables.owed_of(1).amount == Money(35_600)
    row = f"B1;2015-02-20;{sent.ocr};356.00"
    paying.take_in("\n".join((";".join(paying.HEAD), row)).encode())
    assert receivables.owed_of(1) is None


def test_what_is_rounded_is_booked_on_an_account_of_its_own(member):
    invoiced()
    assert booking.vouchers(FEBRUARY).uncoded == ("öresavrundningen",)

    coding.keep_accounts(replace(ACCOUNTS, rounding="3740"))

    (booked,) = booking.vouchers(FEBRUARY).booked
    assert [(place.account, amount.ore) for place, amount in booked.amounts] == [
        ("1511", 35_600), ("3110", -28_500), ("2561", -7_125), ("3740", 25),
    ]  # fmt: skip
    assert total(amount for _, amount in booked.amounts) == ZERO


def test_nothing_is_left_of_what_is_credited_whole(member):
    member.computer("två", date(2015, 1, 31))
    invoiced()
    first, *rest = queries.lines_of_invoice(queries.invoice(1).id)
    assert not rest

    deciding.credit(line_ids=[first.id], reason="Fel", at=AT)

    note = queries.invoice(2)
    assert (note.amount, note.payable) == (-queries.invoice(1).amount, -queries.invoice(1).payable)
    assert receivables.owed() == ()


def test_an_invoice_from_before_the_rule_stays_and_is_credited_to_the_ore(db):
    member = Member()
    member.computer("en")
    invoiced()
    rounded_from(date(2015, 2, 4))
    (line,) = queries.lines_of_invoice(queries.invoice(1).id)
    deciding.credit(line_ids=[line.id], reason="Fel", at=AT)

    assert [queries.invoice(number).payable.ore for number in (1, 2)] == [35_625, -35_625]
    assert not Invoice.objects.exclude(rounding_ore=0).exists()


def test_the_database_refuses_to_round_to_anything_else(member):
    (row,) = invoiced()
    for wrong in ({"rounding_ore": 1}, {"rounding_ore": 175}):
        told = {field: getattr(row, field) for field in _FIELDS} | wrong
        with pytest.raises(DatabaseError, match="whole_kronor"), transaction.atomic():
            Invoice.objects.create(number=9, run=None, credits=row, reason="Fel", **told)


_FIELDS = (
    "kind", "organisation_id", "buyer_name", "seller_name", "seller_number", "issued_on", "due_on",
    "net_ore", "vat_ore", "amount_ore",
)  # fmt: skip


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=6))
def test_credits_one_by_one_leave_whole_kronor_and_at_last_nothing(parts):
    exact = Money(sum(parts))
    asked = exact + rounding_of(exact)
    assert abs(rounding_of(exact).ore) <= 50
    for part in parts:
        rounding = rounding_of(Money(-part), exact=exact, asked=asked)
        assert abs(rounding.ore) < 100
        exact, asked = exact - Money(part), asked - Money(part) + rounding
        assert (asked.ore % 100, abs((asked - exact).ore) <= 50) == (0, True)
    assert asked == ZERO
