"""An invoice as it is sent to whoever pays: by its own copy of texts, and nothing of today."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from samdrift.billing.choices import InvoiceKind
from samdrift.billing.models import Addressing, Invoice, Line
from samdrift.kernel.money import Money
from samdrift.reporting.wording import in_words, sentence
from samdrift.sweden.peppol import records
from samdrift.sweden.peppol.faults import Fault, faults


def invoice(number: int) -> records.EInvoice | None:
    """Return an invoice as it is sent; None while it is not known to whom, or how it is paid."""
    return next(iter(invoices((number,))), None)


def invoices(numbers: Collection[int]) -> tuple[records.EInvoice, ...]:
    """Return invoices as they are sent, by number: those of which it is known to whom."""
    lines = Prefetch("invoice__lines", Line.objects.select_related("run").order_by("id"))
    found = Addressing.objects.filter(invoice__number__in=numbers).order_by("invoice__number")
    read = found.select_related("invoice__credits").prefetch_related(lines)
    return tuple(_invoice(each) for each in read)


def _invoice(addressing: Addressing) -> records.EInvoice:
    of = addressing.invoice
    return records.EInvoice(
        number=str(of.number),
        is_credit=of.kind == InvoiceKind.CREDIT,
        issued_on=of.issued_on,
        due_on=of.due_on,
        seller=_seller(of, addressing),
        buyer=_buyer(of, addressing),
        buyer_reference=addressing.buyer_reference,
        bankgiro=addressing.bankgiro,
        ocr=addressing.ocr,
        lines=tuple(_line(each) for each in of.lines.all()),
        net=Money(of.net_ore),
        vat=Money(of.vat_ore),
        amount=Money(of.amount_ore),
        rounding=Money(of.rounding_ore),
        credited=str(of.credits.number) if of.credits else "",
        note=of.reason,
    )


def what_is_missing(told: records.EInvoice | None) -> tuple[str, ...]:
    """Return in words what keeps an invoice from being sent; nothing where it can be."""
    if told is None:
        return (
            _("Betalningsuppgifter saknas: fyll i vem fakturan går till och vart den betalas."),
        )
    return tuple(_in_words(fault) for fault in faults(told))


def _in_words(fault: Fault) -> str:
    return sentence(fault.template, **{name: in_words(value) for name, value in fault.gaps})


def _seller(of: Invoice, addressing: Addressing) -> records.Party:
    return records.Party(
        name=of.seller_name,
        org_number=of.seller_number,
        street=addressing.seller_street,
        postcode=addressing.seller_postcode,
        town=addressing.seller_town,
    )


def _buyer(of: Invoice, addressing: Addressing) -> records.Party:
    return records.Party(
        name=of.buyer_name,
        org_number=addressing.buyer_number,
        street=addressing.buyer_street,
        postcode=addressing.buyer_postcode,
        town=addressing.buyer_town,
        gln=addressing.buyer_gln,
    )


def _line(each: Line) -> records.Line:
    mends = each.run is not None and each.of_month != each.run.month
    return records.Line(
        text=each.text,
        note=f"Rättar {each.of_month:%Y-%m}" if mends else "",
        first=each.of_month,
        last=_last_of(each.of_month),
        days=each.days,
        month_days=each.month_days,
        price=Money(each.price_ore),
        vat_percent=each.vat_percent,
        amount=Money(each.amount_ore),
    )


def _last_of(first: date) -> date:
    """Return the last day of the month that a day begins."""
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
