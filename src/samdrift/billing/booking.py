"""Invoices as vouchers for the books, and as the files that finance systems take in."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from samdrift.billing.choices import InvoiceKind
from samdrift.billing.models import BookingAccounts, Coding, Invoice, Line, Payer
from samdrift.kernel.money import ZERO, Money
from samdrift.kernel.spans import Month
from samdrift.sweden.sie import records, writer

_DIMENSIONS = ((1, "Kostnadsställe"), (6, "Projekt"), (20, "Verksamhet"), (21, "Motpart"))
_HEAD = (
    "verifikation", "datum", "konto", "kostnadsställe", "verksamhet", "projekt", "motpart",
    "belopp", "text",
)  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where an amount is booked: the account, and what is told beside it."""

    account: str
    cost_centre: str = ""
    activity: str = ""
    project: str = ""
    counterpart: str = ""


@dataclass(frozen=True, slots=True)
class Booked:
    """An invoice as a voucher: debit positive, and the amounts come to nothing together."""

    series: str
    number: int
    day: date
    text: str
    amounts: tuple[tuple[Place, Money], ...]


@dataclass(frozen=True, slots=True)
class Vouchers:
    """A month's invoices as vouchers, and the services whose coding is missing."""

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
        (Place(accounts.receivable, counterpart=counterpart), Money(invoice.amount_ore)),
        *sorted(income.items()),
        (Place(accounts.vat), Money(-invoice.vat_ore)),
    ]
    kind = "Kreditfaktura" if invoice.kind == InvoiceKind.CREDIT else "Faktura"
    return Booked(
        series=accounts.series,
        number=invoice.number,
        day=invoice.issued_on,
        text=f"{kind} {invoice.number} {invoice.buyer_name}",
        amounts=tuple((place, amount) for place, amount in amounts if amount),
    )


def sie_file(booked: Iterable[Booked], *, company: str, org_number: str, day: date) -> bytes:
    """Return vouchers as SIE 4I; a character that the code page lacks becomes a question mark."""
    file = io.BytesIO()
    head: list[records.Record] = [
        records.Flag(is_imported=False),
        records.Program("Samdrift"),
        records.Format("PC8"),
        records.Generated(day),
        records.SieType(4),
        records.OrganisationNumber(org_number),
        records.CompanyName(company),
        *(records.Dimension(number, name) for number, name in _DIMENSIONS),
    ]
    writer.write((*head, *(_voucher(each) for each in booked)), file, replacement="?")
    return file.getvalue()


def _voucher(booked: Booked) -> records.Voucher:
    lines = tuple(
        records.VoucherLine(place.account, _objects(place), amount, text=booked.text)
        for place, amount in booked.amounts
    )
    number = str(booked.number)
    return records.Voucher(booked.series, number, booked.day, booked.text, lines=lines)


def _objects(place: Place) -> records.Objects:
    told = (place.cost_centre, place.project, place.activity, place.counterpart)
    return tuple(
        (number, text) for (number, _), text in zip(_DIMENSIONS, told, strict=True) if text
    )


def text_file(booked: Iterable[Booked]) -> bytes:
    """Return vouchers as the documented text file: semicolons, UTF-8, amounts with a point."""
    file = io.StringIO()
    rows = csv.writer(file, delimiter=";", lineterminator="\r\n")
    rows.writerow(_HEAD)
    for each in booked:
        for place, amount in each.amounts:
            rows.writerow((
                f"{each.series}{each.number}",
                each.day.isoformat(),
                place.account,
                place.cost_centre,
                place.activity,
                place.project,
                place.counterpart,
                amount.kronor(),
                each.text,
            ))  # fmt: skip
    return file.getvalue().encode("utf-8-sig")
