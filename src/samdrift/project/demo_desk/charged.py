"""The demo's settled year: what everybody had, invoiced month by month, paid and booked."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from samdrift.billing import electronic, queries, receivables
from samdrift.billing.choices import RuleKind
from samdrift.billing.models import FixedAmount
from samdrift.billing.ports import (
    AccountDetails,
    CodingDetails,
    PayeeDetails,
    PayerDetails,
    Place,
    WantedConversion,
    WantedFixed,
)
from samdrift.billing.queries import InvoiceTold, LineTold
from samdrift.billing.services import (
    addressing,
    coding,
    deciding,
    fixing,
    metering,
    paying,
    preparing,
    ruling,
)
from samdrift.catalogue.choices import Measure, VatRate
from samdrift.catalogue.models import Option, Service
from samdrift.catalogue.ports import WantedService
from samdrift.catalogue.services import keep_service
from samdrift.directory import queries as directory
from samdrift.directory.models import Person
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Month
from samdrift.plumbing.clock import SWEDEN
from samdrift.servicedesk.casework import registering
from samdrift.servicedesk.choices import Channel, Kind
from samdrift.servicedesk.ports import Actor, Report, Written

_YEAR = 2015
_METERED = (
    ("computer.staff", "arbetsplats", "pc"),
    ("computer.pupil", "arbetsplats", "pc"),
    ("tablet", "arbetsplats", "platta"),
    ("phone.mobile", "arbetsplats", "telefon"),
    ("server.virtual", "server", "medel"),
    ("server.physical", "server", "stor"),
    ("phone.extension", "kommunikation", "fast"),
)
_NUMBERS = (
    "222000-9001", "222000-9019", "222000-9027", "222000-9035", "222000-9043", "222000-9050",
    "222000-9068", "222000-9076", "222000-9084", "222000-9092",
)  # fmt: skip
"""Organisation numbers that nobody has, with the right check digits."""
_INCOME = {"arbetsplats": "110", "server": "120", "kommunikation": "130"}
"""The cost centre that has a service's income."""
_BELONGS = {
    "arbetsplats pc": Place("Gemensam förvaltning", "1100"),
    "arbetsplats platta": Place("Barn och utbildning", "2100"),
    "arbetsplats telefon": Place("Vård och omsorg", "3100"),
    "server medel": Place("Kommunledning", "1000"),
    "server stor": Place("Kommunledning", "1000"),
    "kommunikation fast": Place("Gemensam förvaltning", "1200"),
    "kommunikation mobil": Place("Barn och utbildning", "2100"),
    "grundanslag grundanslag": Place("Kommunledning", "1000"),
}
"""Where what the sample's things are for belongs in a municipality, by service and option."""
_GRANT = WantedService(
    "grundanslag",
    "Grundanslag",
    "Medlemmarnas andelar av det gemensamma som ingen tjänst betalar.",
    Measure.MONTH,
    vat_percent=VatRate.NONE,
    is_in_portal=False,
    position=90,
)
_INTEREST = WantedService(
    "drojsmalsranta",
    "Dröjsmålsränta",
    "Ränta på det som betalas för sent (räntelagen 6 §).",
    Measure.MONTH,
    vat_percent=VatRate.NONE,
    is_in_portal=False,
    position=95,
)
_SHARES = {
    "BOX": 3_000_000, "KIN": 5_500_000, "VIM": 9_000_000, "YDR": 2_100_000, "ATV": 6_400_000,
    "ODE": 3_000_000,
}  # fmt: skip
_QUESTIONED = "Utrustningen hade lämnats tillbaka, men stod kvar i registret."


def furnish(*, at: datetime) -> None:
    """Meter what the sample has, settle the year month by month, and credit one line.

    From July the network without wires is paid by use, and the grant is lowered by as much.
    """
    _address()
    for wanted in (_GRANT, _INTEREST):
        keep_service(wanted=wanted)
    ruling.write(
        kind=RuleKind.REFERENCE_RATE,
        value=Decimal(0),
        holds_from=date(_YEAR, 1, 1),
        source="Påhittad för demon",
        by="controller",
        at=at,
    )
    _code()
    _place()
    first = Month(_YEAR, 1)
    for kind, service, key in _METERED:
        option = Option.objects.get(service__key=service, key=key)
        metering.meter(source="assets.holdings", kind=kind, option_id=option.pk, since=first)
    _grant()
    for number in range(1, 7):
        _settle(Month(_YEAR, number))
    _convert(Month(_YEAR, 7))
    for number in range(7, 13):
        _settle(Month(_YEAR, number))
    for invoice in queries.invoices()[:1]:
        smallest = min(queries.lines_of_invoice(invoice.id), key=lambda line: line.amount)
        _question(invoice, smallest, at)
        then = datetime(_YEAR + 1, 1, 20, 10, tzinfo=SWEDEN)
        deciding.credit(line_ids=[smallest.id], reason=_QUESTIONED, at=then)
    _pay()


def _question(invoice: InvoiceTold, line: LineTold, at: datetime) -> None:
    """Have somebody of the member ask about a line, as the button on its page begins it."""
    found = Person.objects.filter(organisation_id=invoice.organisation, is_active=True)
    person = found.order_by("id").first()
    if person is None:
        return
    report = Report(
        subject=f"Faktura {invoice.number}: {line.text}, {line.of_month:%Y-%m}"[:200],
        written=Written("Vi lämnade tillbaka utrustningen. Varför står den kvar på fakturan?"),
        organisation_code=invoice.organisation,
        channel=Channel.PORTAL,
        requester_id=person.pk,
        kind=Kind.REQUEST,
        category="Faktura",
        is_receipted=False,
    )
    registering.register_ticket(report=report, actor=Actor(person.name, person_id=person.pk), at=at)


def _grant() -> None:
    """Have the members pay their shares of what no service pays for (KL 9:6)."""
    option = Option.objects.get(service__key=_GRANT.key)
    known = {party.code for party in queries.who_pays()}
    amounts = {code: Money(kronor * 100) for code, kronor in _SHARES.items() if code in known}
    wanted = WantedFixed(option.pk, amounts, Month(_YEAR, 1), 12, "Förbundsordningen § 12")
    at = datetime(_YEAR - 1, 12, 2, 9, tzinfo=SWEDEN)
    fixing.fix(wanted=wanted, by="controller", at=at)


def _convert(since: Month) -> None:
    option = Option.objects.get(service__key="kommunikation", key="mobil")
    metering.meter(source="assets.holdings", kind="access_point", option_id=option.pk, since=since)
    if not FixedAmount.objects.exists():
        return
    grant = Option.objects.get(service__key=_GRANT.key)
    wanted = WantedConversion(grant.pk, option.service_id, since, "Direktionen § 44/2015")
    fixing.convert(wanted=wanted, by="controller", at=datetime(_YEAR, 6, 10, 9, tzinfo=SWEDEN))


def _pay() -> None:
    """Pay all in time, but for one invoice that is paid late and one that is not."""
    owed = [each for each in receivables.owed() if each.amount.ore > 0]
    last = owed[-1]
    late = [each for each in owed if each.organisation == last.organisation][-2:-1]
    rows = [";".join(paying.HEAD)]
    for each in owed[:-1]:
        sent = electronic.invoice(each.number)
        if sent is not None:
            day = each.due_on + timedelta(days=24 if each in late else -(each.number % 9))
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


def _place() -> None:
    """Say on which cost centre each unit is, and where what the sample's things are for belongs."""
    options = {
        f"{service} {key}": pk
        for pk, service, key in Option.objects.values_list("id", "service__key", "key")
    }
    belongings = {options[key]: place for key, place in _BELONGS.items()}
    for party in queries.who_pays():
        units = directory.cost_centres(party.code)
        centres = {pk: str(6100 + 10 * number) for number, (pk, *_) in enumerate(units)}
        coding.place(organisation=party.code, centres=centres, belongings=belongings)


def _settle(month: Month) -> None:
    day = month.next.span.start + timedelta(days=2)
    at = datetime(day.year, day.month, day.day, 9, tzinfo=SWEDEN)
    run = preparing.prepare(month=month, by="controller", at=at, tell=lambda *_: None)
    deciding.approve(month=run.month, by="controller")
    deciding.issue(month=run.month, by="chef", at=at)
