"""What law and agreements say in numbers: from a day, and what interest that makes."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from samdrift.billing import queries, receivables, rules
from samdrift.billing.choices import RuleKind
from samdrift.billing.models import Invoice, Line, Rule
from samdrift.billing.services import reminding, ruling
from samdrift.billing.tests.given import AT, FEBRUARY, PAYER, Member, addressed, invoiced
from samdrift.kernel.money import Money
from samdrift.parties.models import HomeOrganisation

pytestmark = pytest.mark.django_db
JULY = date(2015, 7, 1)


def write(kind, value, holds_from=date(2015, 1, 1)):
    told = {"source": "Riksbanken", "by": "anna", "at": AT}
    return ruling.write(kind=kind, value=Decimal(value), holds_from=holds_from, **told)


def test_a_rule_holds_from_its_day_and_the_later_written_of_a_day():
    for value, day in (("20", JULY), ("25", JULY)):
        write(RuleKind.DAYS_TO_PAY, value, day)

    assert rules.days(RuleKind.DAYS_TO_PAY, JULY - timedelta(days=1)) == timedelta(days=30)
    assert rules.days(RuleKind.DAYS_TO_PAY, JULY) == timedelta(days=25)
    told = rules.rules()[RuleKind.DAYS_TO_PAY]
    assert [(each.value, each.kept_by) for each in told] == [(25, "anna"), (20, "anna"), (30, "")]
    assert rules.on(RuleKind.REFERENCE_RATE, JULY) is None


def test_what_somebody_has_written_is_never_changed():
    write(RuleKind.DAYS_TO_PAY, "20")
    written = Rule.objects.exclude(kept_by="")
    assert written.count() == 1
    for act in (lambda: written.update(value=1), written.delete):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            act()


def test_an_invoice_is_due_and_taxed_by_the_rules_of_its_days():
    member = Member()
    member.computer("a")
    write(RuleKind.DAYS_TO_PAY, "20")
    write(RuleKind.VAT_FULL, "26", date(2015, 2, 1))

    for month in (None, FEBRUARY):
        invoiced(*filter(None, (month,)))

    first = Invoice.objects.order_by("number").first()
    assert first.due_on - first.issued_on == timedelta(days=20)
    rates = Line.objects.order_by("of_month").values_list("vat_percent", flat=True)
    assert list(rates) == [25, 26]


def test_the_host_of_a_joint_board_pays_its_own_share_without_tax():
    member = Member()
    member.computer("a")
    addressed()
    HomeOrganisation.objects.update(org_number=PAYER.org_number)

    (invoice,) = invoiced()

    assert (invoice.net_ore, invoice.vat_ore) == (28_500, 0)
    assert queries.who_is_the_same() == {"KIN"}


def test_interest_is_by_the_days_of_each_rate():
    whole = {"since": date(2015, 6, 1), "on": date(2015, 7, 31)}
    assert rules.interest(Money(365_000), **whole) is None
    write(RuleKind.REFERENCE_RATE, "2")
    write(RuleKind.REFERENCE_RATE, "3.5", JULY)

    assert rules.interest(Money(365_000), **whole) == Money(30 * 100 + 30 * 115)
    assert rules.interest(Money(365_000), since=JULY, on=JULY) == Money(0)


def test_a_reminder_tells_interest_and_its_cost():
    member = Member()
    member.computer("a")
    addressed()
    (invoice,) = invoiced()
    write(RuleKind.REFERENCE_RATE, "2")
    write(RuleKind.REMINDER_COST, "60")

    reminding.remind(number=1, by="anna", on=invoice.due_on + timedelta(days=73))

    told = receivables.last_reminder(1)
    assert (told.left, told.interest, told.cost) == (Money(35_625), Money(713), Money(6_000))
