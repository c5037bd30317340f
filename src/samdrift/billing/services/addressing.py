"""Keeping whom invoices go to and how they are paid, and writing that on each."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from samdrift.billing.models import Addressing, Invoice, Payee, Payer
from samdrift.billing.ports import PayeeDetails, PayerDetails
from samdrift.sweden.bankgiro import ocr


@transaction.atomic
def keep_payer(*, organisation: str, details: PayerDetails) -> None:
    """Keep who an organisation is where it is invoiced; invoices that lacked it are given it."""
    Payer.objects.update_or_create(
        organisation_id=organisation,
        defaults={
            "org_number": details.org_number,
            "street": details.street,
            "postcode": details.postcode,
            "town": details.town,
            "reference": details.reference,
            "gln": details.gln,
            "counterpart": details.counterpart,
        },
    )
    address(Invoice.objects.filter(organisation_id=organisation, addressing__isnull=True))


@transaction.atomic
def keep_payee(details: PayeeDetails) -> None:
    """Keep where those who are invoiced pay; invoices that lacked it are given it."""
    Payee.objects.update_or_create(
        id=1,
        defaults={
            "bankgiro": details.bankgiro,
            "street": details.street,
            "postcode": details.postcode,
            "town": details.town,
        },
    )
    address(Invoice.objects.filter(addressing__isnull=True))


def address(invoices: Iterable[Invoice]) -> None:
    """Write on invoices whom they go to and how they are paid, where both are known."""
    payee = Payee.objects.first()
    if payee is None:
        return
    payers = {payer.organisation_id: payer for payer in Payer.objects.all()}
    Addressing.objects.bulk_create(
        _addressing(invoice, payers[invoice.organisation_id], payee)
        for invoice in invoices
        if invoice.organisation_id in payers
    )


def _addressing(invoice: Invoice, payer: Payer, payee: Payee) -> Addressing:
    return Addressing(
        invoice=invoice,
        buyer_number=payer.org_number,
        buyer_street=payer.street,
        buyer_postcode=payer.postcode,
        buyer_town=payer.town,
        buyer_reference=payer.reference,
        buyer_gln=payer.gln,
        seller_street=payee.street,
        seller_postcode=payee.postcode,
        seller_town=payee.town,
        bankgiro=payee.bankgiro,
        ocr=ocr(invoice.number),
    )
