"""What must be mended before an invoice can be sent, in words that whoever can mend it knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from samdrift.kernel.money import total
from samdrift.kernel.rounding import divide_half_away
from samdrift.sweden.bankgiro import bankgiro_digits, has_check_digit
from samdrift.sweden.identity import InvalidIdentityNumber, OrganisationNumber
from samdrift.sweden.peppol.records import VAT_RATES, EInvoice, Line, Party

_NOT_IN_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_A_KRONA: Final = 100
_SELLER, _BUYER = "Säljaren", "Köparen"


@dataclass(frozen=True, slots=True)
class Fault:
    """A sentence with gaps, and what is to stand in them."""

    template: str
    gaps: tuple[tuple[str, str], ...]


def told(template: str, **gaps: object) -> Fault:
    """Return a fault by its sentence."""
    return Fault(template, tuple((name, str(value)) for name, value in gaps.items()))


def faults(invoice: EInvoice) -> tuple[Fault, ...]:
    """Return all that must be mended before the invoice can be sent; nothing where it can be."""
    return (
        *_of_party(_SELLER, invoice.seller),
        *_of_party(_BUYER, invoice.buyer),
        *_of_head(invoice),
        *(fault for place, line in enumerate(invoice.lines, 1) for fault in _of_line(place, line)),
        *_of_sums(invoice),
        *_of_texts(invoice),
    )


def _of_party(who: str, party: Party) -> Iterator[Fault]:
    if not party.name.strip():
        yield told("{who}: namnet saknas.", who=who)
    if not all(each.strip() for each in (party.street, party.postcode, party.town)):
        yield told("{who}: gatuadress, postnummer och ort behövs.", who=who)
    try:
        OrganisationNumber.parse(party.org_number)
    except InvalidIdentityNumber:
        yield told(
            "{who}: organisationsnumret ”{number}” är inte giltigt.",
            who=who,
            number=party.org_number,
        )
    if party.gln and not is_gln(party.gln):
        yield told("{who}: GLN ”{number}” är inte giltigt.", who=who, number=party.gln)


def is_gln(text: str) -> bool:
    """Whether a text is thirteen digits of which the last is the check digit of GS1."""
    if len(text) != 13 or not (text.isascii() and text.isdecimal()):
        return False
    weighed = sum(int(digit) * (1 + 2 * (place % 2)) for place, digit in enumerate(text))
    return weighed % 10 == 0


def _of_head(invoice: EInvoice) -> Iterator[Fault]:
    if not invoice.number.strip():
        yield told("Fakturans nummer saknas.")
    if not invoice.buyer_reference.strip():
        yield told("Köparens referens saknas. Utan den vet kommunen inte vem fakturan är till.")
    if not bankgiro_digits(invoice.bankgiro):
        yield told("Bankgironumret ”{number}” är inte giltigt.", number=invoice.bankgiro)
    if not has_check_digit(invoice.ocr):
        yield told("OCR-numret ”{number}” har fel kontrollsiffra.", number=invoice.ocr)
    if invoice.due_on < invoice.issued_on:
        yield told("Fakturan förfaller innan den är utfärdad.")
    if not invoice.lines:
        yield told("Fakturan har inga rader.")
    if invoice.net.ore and invoice.is_credit != (invoice.net.ore < 0):
        yield told("En faktura begär pengar, och en kreditfaktura ger tillbaka.")


def _of_line(place: int, line: Line) -> Iterator[Fault]:
    whole = line.amount + line.allowance
    if not line.text.strip():
        yield told("Rad {place} säger inte vad den gäller.", place=place)
    if line.price.ore < 0:
        yield told("Rad {place} har ett pris under noll.", place=place)
    if line.vat_percent not in VAT_RATES:
        yield told(
            "Rad {place} har en momssats som inte finns: {rate} %.",
            place=place,
            rate=line.vat_percent,
        )
    if line.last < line.first:
        yield told("Rad {place} slutar innan den börjar.", place=place)
    if line.month_days < 1:
        yield told("Rad {place} har ett pris för inga dagar.", place=place)
    elif divide_half_away(line.price.ore * line.days, line.month_days) != whole.ore:
        yield told("Rad {place} är inte antal gånger pris.", place=place)
    if line.allowance and not line.allowed_for.strip():
        yield told("Rad {place} har ett avdrag utan skäl.", place=place)


def _of_sums(invoice: EInvoice) -> Iterator[Fault]:
    if total(line.amount for line in invoice.lines) != invoice.net:
        yield told("Raderna blir inte beloppet utan moms.")
    if total(each.vat for each in invoice.subtotals()) != invoice.vat:
        yield told("Momsen är inte satsen av raderna.")
    if invoice.net + invoice.vat != invoice.amount:
        yield told("Beloppet att betala är inte beloppet utan moms med momsen.")
    if abs(invoice.rounding.ore) >= _A_KRONA:
        yield told("Öresavrundningen är en hel krona eller mer.")


def _of_texts(invoice: EInvoice) -> Iterator[Fault]:
    parties = (invoice.seller, invoice.buyer)
    texts = (
        invoice.note,
        invoice.buyer_reference,
        *(text for each in parties for text in (each.name, each.street, each.postcode, each.town)),
        *(text for line in invoice.lines for text in (line.text, line.note, line.allowed_for)),
    )
    for text in texts:
        if _NOT_IN_XML.search(text):
            shown = _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)
            yield told("Texten ”{text}” har ett tecken som inte kan skickas.", text=shown)
