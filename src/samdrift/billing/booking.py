"""Invoices as vouchers for the books."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from samdrift.billing.choices import InvoiceKind
from samdrift.billing.models import BookingAccounts, Coding, Invoice, Line, Payer
from samdrift.kernel.money import ZERO, Money
from samdrift.kernel.spans import Month
from samdrift.ledger.proposals import Booked, Place


@dataclass(frozen=True, slots=True)
class Vouchers:
    """A month's invoices as vouchers, and what it is not said of how it is booked."""

    booked: tuple[Booked, ...]
    uncoded: tuple[str, ...]


def months() -> tuple[Month, ...]:
    """Return the months that some invoice was issued in, the latest first."""
    days = Invoice.objects.order_by().dates("issued_on", "month", order="DESC")
    return tuple(Month(day.year, day.month) for day in days)


def vouchers(month: Month) -> Vouchers | None:
    """Return the invoices issued in a month as vouchers; None before accounts are said."""
    accounts = BookingAccounts.objects.first()
    if accounts is None:
        return None
    codings = {coding.service_id: coding for coding in Coding.objects.all()}
    rows = Payer.objects.values_list("organisation_id", "counterpart")
    counterparts = {str(code): counterpart for code, counterpart in rows}
    found = Invoice.objects.filter(
        issued_on__gte=month.span.start, issued_on__lt=month.span.end
    ).order_by("number")
    lines: dict[int | None, list[Line]] = defaultdict(list)
    for line in Line.objects.filter(invoice__in=found).select_related("option__service"):
        lines[line.invoice_id].append(line)
    used = {line.option.service for of in lines.values() for line in of}
    uncoded = sorted(service.name for service in used if service.pk not in codings)
    if not accounts.rounding and any(each.rounding_ore for each in found):
        uncoded.append(_("öresavrundningen"))
    if uncoded:
        return Vouchers((), tuple(uncoded))
    booked = (
        _booked(
            each, lines[each.pk], accounts, codings, counterparts.get(str(each.organisation_id), "")
        )
        for each in found
    )
    return Vouchers(tuple(booked), ())


def _booked(
    invoice: Invoice,
    lines: Iterable[Line],
    accounts: BookingAccounts,
    codings: dict[int, Coding],
    counterpart: str,
) -> Booked:
    income: dict[Place, Money] = defaultdict(lambda: ZERO)
    for line in lines:
        coding = codings[line.option.service_id]
        place = Place(
            coding.account, coding.cost_centre, coding.activity, coding.project, counterpart
        )
        income[place] -= Money(line.amount_ore)
    amounts = [
        (
            Place(accounts.receivable, counterpart=counterpart),
            Money(invoice.amount_ore + invoice.rounding_ore),
        ),
        *sorted(income.items()),
        (Place(accounts.vat), Money(-invoice.vat_ore)),
        (Place(accounts.rounding), Money(-invoice.rounding_ore)),
    ]
    kind = "Kreditfaktura" if invoice.kind == InvoiceKind.CREDIT else "Faktura"
    return Booked(
        series=accounts.series,
        number=invoice.number,
        day=invoice.issued_on,
        text=f"{kind} {invoice.number} {invoice.buyer_name}",
        amounts=tuple((place, amount) for place, amount in amounts if amount),
    )
