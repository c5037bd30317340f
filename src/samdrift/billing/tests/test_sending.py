"""Invoices that go to whoever pays, as files, with their own copy of whom they went to."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.utils import translation

from samdrift.assets.models import Holding
from samdrift.billing import electronic, printed, queries
from samdrift.billing.models import Addressing
from samdrift.billing.services import addressing, deciding
from samdrift.billing.tests.given import (
    AT,
    FEBRUARY,
    PAYEE,
    PAYER,
    Member,
    addressed,
    invoiced,
)
from samdrift.sweden.peppol.writer import write
from samdrift.sweden.tests.given_peppol import broken_rules

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return Member()


def test_an_invoice_is_sent_with_what_was_known_when_it_was_made(member):
    addressed()
    member.computer("en")
    invoiced()

    told = electronic.invoice(1)

    assert electronic.what_is_missing(told) == ()
    assert (told.seller.name, told.seller.org_number) == ("IT-samverkan", "222000-0000")
    assert (told.buyer.name, told.buyer_reference) == ("Kinda kommun", "REF 4711")
    assert (told.bankgiro, told.ocr) == ("5050-1055", "133")
    (line,) = told.lines
    assert (line.first, line.last, line.days, line.month_days, line.note) == (
        date(2015, 1, 1),
        date(2015, 1, 31),
        31,
        31,
        "",
    )
    assert broken_rules(write(told)) == set()
    assert printed.write(told).startswith(b"%PDF-")


def test_until_it_is_known_who_pays_where_an_invoice_is_not_sent(member):
    member.computer("en")
    invoiced()

    for keep in (lambda: None, lambda: addressing.keep_payee(PAYEE)):
        keep()
        assert electronic.invoice(1) is None
        (why,) = electronic.what_is_missing(None)
        assert why.startswith("Betalningsuppgifter saknas")
    addressing.keep_payer(organisation="KIN", details=PAYER)

    assert electronic.invoice(1).buyer_reference == "REF 4711"
    assert (queries.payee(), queries.payers()) == (PAYEE, {"KIN": PAYER})


def test_what_an_invoice_was_sent_with_is_never_changed(member):
    addressed()
    member.computer("en")
    invoiced()

    addressing.keep_payer(organisation="KIN", details=replace(PAYER, reference="NY"))
    addressing.keep_payee(replace(PAYEE, bankgiro="991-2346"))
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Addressing.objects.update(ocr="1")

    told = electronic.invoice(1)
    assert (told.buyer_reference, told.bankgiro) == ("REF 4711", "5050-1055")


def test_a_correction_says_which_month_it_mends_and_a_credit_points_to_its_invoice(member):
    addressed()
    gone = member.computer("borta")
    member.computer("kvar")
    (first,) = invoiced()
    Holding.objects.filter(pk=gone.pk).update(out_of_service=date(2015, 1, 11))
    invoiced(FEBRUARY)
    (line,) = queries.lines_of_invoice(first.pk)
    deciding.credit(line_ids=[line.id], reason="Fel förvaltning", at=AT)

    second, note = electronic.invoice(2), electronic.invoice(3)

    assert {line.note for line in second.lines} == {"", "Rättar 2015-01"}
    assert (note.is_credit, note.credited, note.note) == (True, "1", "Fel förvaltning")
    for told in (second, note):
        assert electronic.what_is_missing(told) == ()
        assert broken_rules(write(told)) == set()
        assert b"/StructTreeRoot" in printed.write(told)


def test_what_is_wrong_is_told_in_the_language_of_the_page(member):
    addressing.keep_payee(PAYEE)
    addressing.keep_payer(organisation="KIN", details=replace(PAYER, org_number="212000-0424"))
    member.computer("en")
    invoiced()

    told = electronic.invoice(1)

    assert electronic.what_is_missing(told) == (
        "Köparen: organisationsnumret ”212000-0424” är inte giltigt.",
    )
    with translation.override("en"):
        assert electronic.what_is_missing(told) == (
            "The buyer: the organisation number “212000-0424” is not valid.",
        )
