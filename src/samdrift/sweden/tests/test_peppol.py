"""Electronic invoices, held against the official rules and against a reader's eye."""

import os
import string
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samdrift.kernel.money import Money
from samdrift.sweden.peppol.faults import faults, is_gln
from samdrift.sweden.peppol.records import VAT_RATES
from samdrift.sweden.peppol.writer import write
from samdrift.sweden.tests.given_peppol import broken_rules, invoice, line

HOW_MANY = 1_000 if os.environ.get("SAMDRIFT_PROOFS") == "whole" else 12

words = st.text(
    st.sampled_from(string.ascii_letters + string.digits + "åäöÅÄÖéü <>&'\"%–€½\n"), max_size=400
)
texts = words.filter(str.strip)
lines = st.builds(
    line,
    texts,
    days=st.integers(-60_000, 60_000),
    price=st.integers(0, 5_000_000),
    vat_percent=st.sampled_from(VAT_RATES),
    month_days=st.integers(28, 31),
    allowance=st.sampled_from([0, 0, 1, 4_711, 250_000]),
)
invoices = st.builds(
    lambda some, note, reference, credited, is_rounded: invoice(
        *some, note=note, reference=reference, credited=credited, is_rounded=is_rounded
    ),
    st.lists(lines, min_size=1, max_size=8),
    words,
    texts,
    st.sampled_from(["", "12"]),
    st.booleans(),
)


@settings(max_examples=HOW_MANY, deadline=None)
@given(invoices)
def test_whatever_has_no_faults_passes_the_official_rules(told):
    assert faults(told) == ()

    assert broken_rules(write(told)) == set()


def test_an_invoice_says_what_it_is_of_and_how_it_is_paid():
    file = write(invoice(line("Arbetsplats åäö & <pc>"), note="Tack")).decode()

    for told in (
        "<cbc:InvoiceTypeCode>380<",
        "<cbc:DueDate>2015-03-05<",
        "<cbc:Note>Tack<",
        '<cbc:EndpointID schemeID="0007">2220002980<',
        '<cbc:EndpointID schemeID="0088">7340020000004<',
        "<cbc:CompanyID>SE222000298001<",
        "<cbc:PaymentID>1743<",
        "<cbc:ID>50501055<",
        '<cbc:InvoicedQuantity unitCode="DAY">45<',
        '<cbc:PriceAmount currencyID="SEK">285.00<',
        '<cbc:BaseQuantity unitCode="DAY">31<',
        '<cbc:LineExtensionAmount currencyID="SEK">413.71<',
        '<cbc:TaxAmount currencyID="SEK">103.43<',
        '<cbc:PayableAmount currencyID="SEK">517.14<',
        "<cbc:Name>Arbetsplats åäö &amp; &lt;pc&gt;<",
    ):
        assert told in file
    assert "BillingReference" not in file


def test_a_credit_note_turns_its_amounts_and_points_to_its_invoice():
    told = invoice(line(days=-45), line(days=1, vat_percent=0), credited="12")

    file = write(told).decode()

    assert told.is_credit
    for part in (
        "<CreditNote ",
        "<cbc:CreditNoteTypeCode>381<",
        "<cbc:ID>12<",
        "<cbc:PaymentDueDate>2015-03-05<",
        '<cbc:CreditedQuantity unitCode="DAY">45<',
        '<cbc:CreditedQuantity unitCode="DAY">-1<',
        '<cbc:TaxableAmount currencyID="SEK">-9.19<',
        "<cbc:TaxExemptionReason>Undantaget från moms<",
    ):
        assert part in file


def test_what_is_allowed_and_rounded_says_so():
    file = write(invoice(line(allowance=1_000), is_rounded=True)).decode()

    for part in (
        "<cbc:ChargeIndicator>false<",
        "<cbc:AllowanceChargeReason>Enligt avtal<",
        '<cbc:Amount currencyID="SEK">10.00<',
        '<cbc:LineExtensionAmount currencyID="SEK">403.71<',
        '<cbc:PayableRoundingAmount currencyID="SEK">0.36<',
        '<cbc:PayableAmount currencyID="SEK">505.00<',
    ):
        assert part in file


def _buyer(told, **changed):
    return replace(told, buyer=replace(told.buyer, **changed))


def _of(told, *lines):
    """Return an invoice of other lines which adds up all the same."""
    if not lines:
        return replace(told, lines=(), net=Money(0), vat=Money(0), amount=Money(0))
    other = invoice(*lines)
    return replace(told, lines=lines, net=other.net, vat=other.vat, amount=other.amount)


PLANTED = {
    "{who}: namnet saknas.": lambda told: _buyer(told, name=" "),
    "{who}: gatuadress, postnummer och ort behövs.": lambda told: _buyer(told, street=""),
    "{who}: organisationsnumret ”{number}” är inte giltigt.": lambda told: _buyer(
        told, org_number="212000-0424"
    ),
    "{who}: GLN ”{number}” är inte giltigt.": lambda told: _buyer(told, gln="7340020000009"),
    "Fakturans nummer saknas.": lambda told: replace(told, number=""),
    "Köparens referens saknas. Utan den vet kommunen inte vem fakturan är till.": (
        lambda told: replace(told, buyer_reference="")
    ),
    "Bankgironumret ”{number}” är inte giltigt.": lambda told: replace(told, bankgiro="5050-1056"),
    "OCR-numret ”{number}” har fel kontrollsiffra.": lambda told: replace(told, ocr="1744"),
    "Fakturan förfaller innan den är utfärdad.": (
        lambda told: replace(told, due_on=date(2015, 2, 2))
    ),
    "Fakturan har inga rader.": _of,
    "En faktura begär pengar, och en kreditfaktura ger tillbaka.": (
        lambda told: replace(told, is_credit=True)
    ),
    "Rad {place} säger inte vad den gäller.": lambda told: _of(told, line(" ")),
    "Rad {place} har ett pris under noll.": lambda told: _of(told, line(price=-100, days=-9)),
    "Rad {place} har en momssats som inte finns: {rate} %.": (
        lambda told: _of(told, line(vat_percent=24))
    ),
    "Rad {place} slutar innan den börjar.": (
        lambda told: _of(told, replace(line(), last=date(2014, 12, 31)))
    ),
    "Rad {place} har ett pris för inga dagar.": (
        lambda told: _of(told, replace(line(), month_days=0))
    ),
    "Rad {place} är inte antal gånger pris.": lambda told: _of(told, replace(line(), days=46)),
    "Rad {place} har ett avdrag utan skäl.": (
        lambda told: _of(told, replace(line(allowance=100), allowed_for=" "))
    ),
    "Öresavrundningen är en hel krona eller mer.": (
        lambda told: replace(told, rounding=Money(100))
    ),
    "Raderna blir inte beloppet utan moms.": (
        lambda told: replace(told, net=Money(41_370), amount=Money(51_713))
    ),
    "Momsen är inte satsen av raderna.": (
        lambda told: replace(told, vat=Money(10_444), amount=Money(51_815))
    ),
    "Beloppet att betala är inte beloppet utan moms med momsen.": (
        lambda told: replace(told, amount=Money(51_700))
    ),
    "Texten ”{text}” har ett tecken som inte kan skickas.": (
        lambda told: _of(told, line("Arbets\x0bplats"))
    ),
}
"""What a person is told, and a fault that it is told of."""


@pytest.mark.parametrize("sentence", PLANTED)
def test_one_planted_fault_is_told_in_words_a_person_understands(sentence):
    (fault,) = faults(PLANTED[sentence](invoice()))

    assert fault.template == sentence
    assert "{" not in sentence.format(**dict(fault.gaps))


@pytest.mark.parametrize(
    ("right", "wrong", "rule"),
    [
        (">REF 4711<", "> <", "PEPPOL-EN16931-R008"),
        ('"0088">7340020000004<', '"0088">7340020000009<', "PEPPOL-COMMON-R040"),
        ('"0007">2220002980<', '"0007">222000-2980<', "PEPPOL-COMMON-R049"),
        (">SE222000298001<", ">SE2220002980<", "SE-R-001"),
        (">50501055<", ">5050-1055<", "SE-R-008"),
        (">413.71</cbc:LineE", ">413.74</cbc:LineE", "PEPPOL-EN16931-R120"),
        (">413.71</cbc:Taxable", ">412.70</cbc:Taxable", "BR-S-08"),
        (">103.43</cbc:TaxAmount", ">104.45</cbc:TaxAmount", "BR-CO-17"),
        (">517.14</cbc:Payable", ">517.15</cbc:Payable", "BR-CO-16"),
        (">25</cbc:Percent", ">24</cbc:Percent", "SE-R-006"),
        (">2015-01-31</cbc:End", ">2014-12-31</cbc:End", "BR-30"),
        (">285.00<", ">-285.00<", "BR-27"),
    ],
)
def test_the_official_rules_are_seen_to_refuse_what_is_wrong(right, wrong, rule):
    """A rule that is never broken may as well be missing."""
    file = write(invoice()).decode()
    assert right in file

    assert rule in broken_rules(file.replace(right, wrong).encode())


@pytest.mark.parametrize(
    ("text", "is_right"),
    [("7340020000004", True), ("7340020000009", False), ("734002000000", False), ("x" * 13, False)],
)
def test_a_gln_has_its_check_digit(text, is_right):
    assert is_gln(text) is is_right
