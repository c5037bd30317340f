"""An invoice as PDF for people: it can be read aloud, and an archive keeps it (PDF/UA-1, A-2a)."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path

from samdrift.billing.receivables import Reminded
from samdrift.plumbing.clock import SWEDEN
from samdrift.reporting.formats import swedish_kronor
from samdrift.reporting.ink import pdf
from samdrift.reporting.sources import MONTHS
from samdrift.sweden.peppol.records import EInvoice, Line, Party

TEMPLATE = Path(__file__).with_name("invoice.typ")


def write(invoice: EInvoice, reminder: Reminded | None = None) -> bytes:
    """Return an invoice as PDF, or a reminder of it; the same always gives the same bytes."""
    told, day = _told(invoice), invoice.issued_on
    if reminder is not None:
        told, day = told | _reminding(invoice, reminder), reminder.day
    return pdf.compiled(TEMPLATE, told, datetime.combine(day, time(12), SWEDEN))


def _reminding(invoice: EInvoice, reminder: Reminded) -> pdf.Node:
    paid = invoice.payable - reminder.left
    return {
        "title": f"Påminnelse {reminder.number} om faktura {invoice.number}",
        "note": f"Påminnelsen är skriven {reminder.day.isoformat()}. Har ni betalat i dagarna "
        f"behöver ni inte göra något.{_beside(reminder)}",
        "sums": [
            ("Fakturans belopp", swedish_kronor(invoice.payable)),
            ("Betalt eller krediterat", swedish_kronor(-paid)),
        ],
        "asked": "Återstår att betala, kr",
        "amount": swedish_kronor(reminder.left),
    }


def _beside(reminder: Reminded) -> str:
    """Return what is owed beside what is left: interest and a cost, invoiced by themselves."""
    told = ""
    if reminder.interest:
        told += (
            f" Dröjsmålsräntan till och med i dag är {swedish_kronor(reminder.interest)} kr "
            "(räntelagen 6 §) och faktureras för sig."
        )
    if reminder.cost:
        told += f" Påminnelseavgiften {swedish_kronor(reminder.cost)} kr faktureras för sig."
    return told


def _told(invoice: EInvoice) -> pdf.Node:
    kind = "Kreditfaktura" if invoice.is_credit else "Faktura"
    return {
        "title": f"{kind} {invoice.number}",
        "seller": _party(invoice.seller),
        "buyer": _party(invoice.buyer),
        "facts": [each for each in _facts(invoice) if each[1]],
        "lines": [_line(each) for each in invoice.lines],
        "sums": [
            ("Utan moms", swedish_kronor(invoice.net)),
            *(
                (
                    f"Moms {each.vat_percent} % av {swedish_kronor(each.net)}",
                    swedish_kronor(each.vat),
                )
                for each in invoice.subtotals()
            ),
            *([("Öresavrundning", swedish_kronor(invoice.rounding))] if invoice.rounding else []),
        ],
        "asked": "Att få tillbaka, kr" if invoice.is_credit else "Att betala, kr",
        "amount": swedish_kronor(invoice.payable),
        "note": pdf.settable(invoice.note),
    }


def _party(party: Party) -> list[str]:
    return [
        pdf.settable(text)
        for text in (
            party.name,
            party.street,
            f"{party.postcode} {party.town}",
            f"Org.nr {party.org_number}",
        )
    ]


def _facts(invoice: EInvoice) -> list[tuple[str, str]]:
    return [
        ("Utfärdad", invoice.issued_on.isoformat()),
        ("Förfaller", "" if invoice.is_credit else invoice.due_on.isoformat()),
        ("Er referens", pdf.settable(invoice.buyer_reference)),
        ("Krediterar faktura", invoice.credited),
        ("Bankgiro", "" if invoice.is_credit else invoice.bankgiro),
        ("OCR", "" if invoice.is_credit else invoice.ocr),
        ("Momsregistreringsnummer", f"SE{invoice.seller.org_number.replace('-', '')}01"),
    ]


def _line(line: Line) -> pdf.Node:
    month = f"{MONTHS[line.first.month - 1]} {line.first.year}"
    return {
        "text": pdf.settable(line.text),
        "month": f"rättar {month}" if line.note else month,
        "days": f"{line.days} av {line.month_days}",
        "price": swedish_kronor(line.price),
        "vat": f"{line.vat_percent} %",
        "amount": swedish_kronor(line.amount),
    }
