"""The demo's settled year: what everybody had, invoiced month by month, paid and booked."""

from __future__ import annotations

from datetime import datetime, timedelta

from samdrift.billing import electronic, queries
from samdrift.billing.ports import AccountDetails, CodingDetails, PayeeDetails, PayerDetails
from samdrift.billing.services import addressing, coding, deciding, metering, paying, preparing
from samdrift.catalogue.models import Option, Service
from samdrift.kernel.spans import Month
from samdrift.plumbing.clock import SWEDEN

_YEAR = 2015
_METERED = (
    ("computer.staff", "arbetsplats", "pc"),
    ("computer.pupil", "arbetsplats", "pc"),
    ("tablet", "arbetsplats", "platta"),
    ("phone.mobile", "arbetsplats", "telefon"),
    ("server.virtual", "server", "medel"),
    ("server.physical", "server", "stor"),
    ("access_point", "kommunikation", "mobil"),
    ("phone.extension", "kommunikation", "fast"),
)
_NUMBERS = (
    "222000-9001", "222000-9019", "222000-9027", "222000-9035", "222000-9043", "222000-9050",
    "222000-9068", "222000-9076", "222000-9084", "222000-9092",
)  # fmt: skip
"""Organisation numbers that nobody has, with the right check digits."""
_INCOME = {"arbetsplats": "110", "server": "120", "kommunikation": "130"}
"""The cost centre that has a service's income."""
_QUESTIONED = "Utrustningen hade lämnats tillbaka, men stod kvar i registret."


def furnish() -> None:
    """Meter what the sample has, settle the year month by month, and credit one line."""
    _address()
    _code()
    first = Month(_YEAR, 1)
    for kind, service, key in _METERED:
        option = Option.objects.get(service__key=service, key=key)
        metering.meter(source="assets.holdings", kind=kind, option_id=option.pk, since=first)
    for number in range(1, 13):
        _settle(Month(_YEAR, number))
    for invoice in queries.invoices()[:1]:
        smallest = min(queries.lines_of_invoice(invoice.id), key=lambda line: line.amount)
        at = datetime(_YEAR + 1, 1, 20, 10, tzinfo=SWEDEN)
        deciding.credit(line_ids=[smallest.id], reason=_QUESTIONED, at=at)
    _pay()


def _pay() -> None:
    """Pay all that was issued within the year, but for one member's last invoice of it."""
    issued = [each for each in queries.invoices() if each.issued_on.year == _YEAR]
    rows = [";".join(paying.HEAD)]
    for each in issued[1:]:
        sent = electronic.invoice(each.number)
        if sent is not None:
            day = each.due_on - timedelta(days=each.number % 9)
            rows.append(f"BG{each.number:06};{day};{sent.ocr};{each.amount.kronor()}")
    paying.take_in("\n".join(rows).encode())


def _address() -> None:
    """Say whom invoices go to, and where they are paid."""
    addressing.keep_payee(PayeeDetails("5050-1055", "Storgatan 1", "590 40", "Kisa"))
    for number, party in zip(_NUMBERS, queries.who_pays(), strict=False):
        details = PayerDetails(
            number, "Box 1", "590 00", party.name, f"ZZ{number[-4:]}", counterpart=number[-4:]
        )
        addressing.keep_payer(organisation=party.code, details=details)


def _code() -> None:
    """Say how invoices are booked."""
    coding.keep_accounts(AccountDetails(receivable="1511", vat="2561", series="F"))
    for service in Service.objects.all():
        details = CodingDetails("3610", _INCOME.get(service.key, "100"), "020")
        coding.code(service_id=service.pk, details=details)


def _settle(month: Month) -> None:
    day = month.next.span.start + timedelta(days=2)
    at = datetime(day.year, day.month, day.day, 9, tzinfo=SWEDEN)
    run = preparing.prepare(month=month, by="controller", at=at, tell=lambda *_: None)
    deciding.approve(month=run.month, by="controller")
    deciding.issue(month=run.month, by="chef", at=at)
