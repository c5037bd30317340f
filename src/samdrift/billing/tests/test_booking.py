"""Invoices as vouchers: they balance, and the files read back as they were."""

import io
from dataclasses import replace
from datetime import date

import pytest

from samdrift.billing import booking, queries
from samdrift.billing.services import addressing, coding, deciding
from samdrift.billing.tests.given import (
    ACCOUNTS,
    AT,
    FEBRUARY,
    JANUARY,
    PAYER,
    Member,
    coded,
    invoiced,
)
from samdrift.kernel.money import Money, total
from samdrift.ledger import proposals
from samdrift.ledger.proposals import Place
from samdrift.sweden.sie import reader
from samdrift.sweden.sie.encodings import CP437
from samdrift.sweden.sie.records import SieType, Voucher

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return Member()


def booked_as_told():
    coded()
    addressing.keep_payer(organisation="KIN", details=replace(PAYER, counterpart="830"))


def test_an_invoice_is_booked_on_its_accounts_with_what_is_told_beside_them(member):
    booked_as_told()
    member.computer("en")
    invoiced()

    (booked,) = booking.vouchers(FEBRUARY).booked

    assert (booked.series, booked.number, booked.day) == ("F", 1, date(2015, 2, 3))
    assert booked.text == "Faktura 1 Kinda kommun"
    assert booked.amounts == (
        (Place("1511", counterpart="830"), Money(35_625)),
        (Place("3110", "120", "020", "P1", "830"), Money(-28_500)),
        (Place("2561"), Money(-7_125)),
    )
    assert booking.vouchers(JANUARY).booked == ()
    assert booking.months() == (FEBRUARY,)


def test_a_credit_note_is_booked_the_other_way(member):
    booked_as_told()
    member.computer("en")
    (invoice,) = invoiced()
    (line,) = queries.lines_of_invoice(invoice.pk)
    deciding.credit(line_ids=[line.id], reason="Fel", at=AT)

    _, note = booking.vouchers(FEBRUARY).booked

    assert [amount.ore for _, amount in note.amounts] == [-35_625, 28_500, 7_125]
    assert not total(amount for _, amount in note.amounts)


def test_what_is_not_coded_is_named_and_nothing_is_booked(member):
    member.computer("en")
    invoiced()
    assert booking.vouchers(FEBRUARY) is None
    coding.keep_accounts(ACCOUNTS)

    told = booking.vouchers(FEBRUARY)

    assert (told.booked, told.uncoded) == ((), ("Arbetsplats",))
    assert (queries.accounts(), queries.codings()) == (ACCOUNTS, {})


def test_the_files_read_back_as_the_vouchers_were(member):
    booked_as_told()
    member.computer("en")
    invoiced()
    booked = booking.vouchers(FEBRUARY).booked

    file = proposals.sie_file(
        booked, company="IT-samverkan", org_number="222000-0000", day=date(2015, 2, 4)
    )
    text = proposals.text_file(booked).decode("utf-8-sig")

    found = list(reader.read(io.BytesIO(file), encoding=CP437))
    assert [each.number for each in found if isinstance(each, SieType)] == [4]
    (voucher,) = (each for each in found if isinstance(each, Voucher))
    assert (voucher.series, voucher.number, voucher.date) == ("F", "1", date(2015, 2, 3))
    assert [(line.account, line.objects, line.amount.ore) for line in voucher.lines] == [
        ("1511", ((21, "830"),), 35_625),
        ("3110", ((1, "120"), (6, "P1"), (20, "020"), (21, "830")), -28_500),
        ("2561", (), -7_125),
    ]
    assert "Kostnadsställe" in file.decode("cp437")
    assert text.splitlines()[2] == (
        "F1;2015-02-03;3110;120;020;P1;830;-285.00;Faktura 1 Kinda kommun"
    )
