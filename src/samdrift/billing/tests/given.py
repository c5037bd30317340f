"""A municipality with computers, and a price of them."""

from datetime import UTC, date, datetime

from samdrift.assets.models import Holding
from samdrift.billing.ports import (
    AccountDetails,
    CodingDetails,
    PayeeDetails,
    PayerDetails,
    WantedConversion,
    WantedFixed,
)
from samdrift.billing.services import (
    addressing,
    coding,
    deciding,
    fixing,
    metering,
    preparing,
)
from samdrift.catalogue.choices import Measure
from samdrift.catalogue.models import Service
from samdrift.catalogue.tests import given as catalogue
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Month
from samdrift.parties.models import HomeOrganisation, Organisation

AT = datetime(2015, 2, 3, 9, tzinfo=UTC)
PAYEE = PayeeDetails("5050-1055", "Storgatan 1", "590 40", "Kisa")
PAYER = PayerDetails("212000-0423", "Box 1", "590 40", "Kisa", "REF 4711")
ACCOUNTS = AccountDetails("1511", "2561", "F")
INCOME = CodingDetails("3110", "120", "020", "P1")
JANUARY, FEBRUARY, MARCH = Month(2015, 1), Month(2015, 2), Month(2015, 3)


class Member:
    """Kinda, which pays 285 kronor a month for a workplace."""

    def __init__(self):
        told = {"name": "IT-samverkan", "org_number": "222000-0000", "legal_form": "federation"}
        HomeOrganisation.objects.create(id=1, **told)
        self.kinda = Organisation.objects.create(
            code="KIN", name="Kinda kommun", role="member", position=1
        )
        self.option = catalogue.workplace()
        catalogue.published(self.option)
        self.meter("computer.staff", self.option)

    @staticmethod
    def meter(kind, option, since=JANUARY):
        return metering.meter(
            source="assets.holdings",
            kind=kind,
            option_id=option.pk if option else None,
            since=since,
        )

    @staticmethod
    def computer(name, start=date(2014, 5, 1), end=None, kind="computer.staff.laptop", of="KIN"):
        return Holding.objects.create(
            identifier=name, kind=kind, organisation_id=of, in_service=start, out_of_service=end
        )


def prepared(month=JANUARY, by="anna"):
    return preparing.prepare(month=month, by=by, at=AT, tell=lambda *_: None)


def invoiced(month=JANUARY):
    run = prepared(month)
    deciding.approve(month=run.month, by="anna")
    return deciding.issue(month=run.month, by="bo", at=AT)


def addressed():
    """Say whom every invoice goes to, and where it is paid."""
    addressing.keep_payee(PAYEE)
    for code in Organisation.objects.values_list("code", flat=True):
        addressing.keep_payer(organisation=code, details=PAYER)


def coded():
    """Say how the income of every service is booked."""
    coding.keep_accounts(ACCOUNTS)
    for service_id in Service.objects.values_list("pk", flat=True):
        coding.code(service_id=service_id, details=INCOME)


def converted(option, code="VIM", since=FEBRUARY):
    """Have a member pay a grant, and turn it into payment by use; return the grant's option."""
    catalogue.workplace(key="anslag", name="Grundanslag", measure=Measure.MONTH, vat_percent=0)
    grant = catalogue.option("anslag")
    wanted = WantedFixed(grant.pk, {code: Money(9_000_000_00)}, since, 12, "§ 5")
    fixing.fix(wanted=wanted, by="anna", at=AT)
    later = WantedConversion(grant.pk, option.service_id, since, "§ 9")
    fixing.convert(wanted=later, by="anna", at=AT)
    return grant


def a_month_of(kind, option):
    """Invoice January of what is held of a kind, and return the id of a line of it."""
    addressed()
    coded()
    Member.meter(kind, option)
    (invoice, *_) = invoiced()
    return invoice.lines.first().pk
