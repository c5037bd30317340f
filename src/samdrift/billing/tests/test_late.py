"""Who pays late: interest day by day on what was left, charged once, by decision."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from samdrift.billing import electronic, late, queries, receivables
from samdrift.billing.choices import RuleKind
from samdrift.billing.errors import CannotCharge
from samdrift.billing.models import FixedAmount, LateCharge
from samdrift.billing.ports import WantedInterest
from samdrift.billing.services import demanding, fixing, paying, reminding, ruling
from samdrift.billing.tests.given import AT, FEBRUARY, Member, addressed, invoiced
from samdrift.catalogue.choices import Measure
from samdrift.catalogue.tests import given as catalogue
from samdrift.kernel.money import Money

pytestmark = pytest.mark.django_db
DUE = date(2015, 3, 5)
"""When the invoice of January, is to be paid."""


def write(kind, value, day=date(2015, 1, 1)):
    told = {"source": "Riksbanken", "by": "anna", "at": AT}
    ruling.write(kind=kind, value=Decimal(value), holds_from=day, **told)


@pytest.fixture
def interest():
    """Return the option that interest is charged as, of a member that owes 3,562.50 kronor."""
    member = Member()
    addressed()
    write(RuleKind.REFERENCE_RATE, "2")
    for number in range(10):
        member.computer(f"dator-{number}")
    invoiced()
    catalogue.workplace(key="ranta", name="Dröjsmålsränta", measure=Measure.MONTH, vat_percent=0)
    return catalogue.option("ranta")


def paid(kronor, day, reference="B1"):
    row = f"{reference};{day};{electronic.invoice(1).ocr};{kronor}"
    paying.take_in("\n".join((";".join(paying.HEAD), row)).encode())


def charge(option, day, *, numbers=(1,), decision="§ 7"):
    at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    return demanding.charge(wanted=WantedInterest(numbers, option.pk, decision), by="anna", at=at)


def reckoned(day):
    (told,) = late.found(on=day)
    return [
        (each.amount.ore, each.days, each.percent, each.interest.ore) for each in told.stretches
    ]


def test_interest_is_of_what_was_left_each_day_by_the_rate_of_the_day(interest):
    write(RuleKind.REFERENCE_RATE, "3.5", DUE + timedelta(days=30))
    paid("3197.50", DUE + timedelta(days=10))

    assert late.found(on=DUE) == ()
    assert reckoned(DUE + timedelta(days=50)) == [
        (356_250, 10, 10, 976), (36_500, 20, 10, 200), (36_500, 20, Decimal("11.5"), 230),
    ]  # fmt: skip


def test_what_is_paid_in_time_or_credited_bears_none_and_what_is_paid_late_does(interest):
    paid("1562.50", DUE)
    paid("2000.00", DUE + timedelta(days=73), "B2")

    assert receivables.owed() == ()
    assert reckoned(DUE + timedelta(days=400)) == [(200_000, 73, 10, 4_000)]


def test_interest_is_charged_as_a_line_of_the_next_month_and_no_day_twice(interest):
    first, second = DUE + timedelta(days=73), DUE + timedelta(days=146)
    write(RuleKind.REMINDER_COST, "60")
    reminding.remind(number=1, by="anna", on=first)

    (made,) = charge(interest, first)
    with pytest.raises(CannotCharge, match="Välj fakturor"):
        charge(interest, first)
    invoiced(FEBRUARY)

    assert (made.interest_ore, made.cost_ore, made.since, made.until) == (7_125, 6_000, DUE, first)
    (_, line) = queries.lines_of_invoice(queries.invoice(2).id)
    assert (line.text, line.amount, line.vat_percent) == ("Dröjsmålsränta", Money(13_125), 0)
    (again,) = charge(interest, second, decision="§ 8")
    assert (again.interest_ore, again.cost_ore, again.since) == (7_125, 0, first)
    assert receivables.last_reminder(1).interest == Money(0)


def test_interest_that_an_invoice_asks_for_bears_none(interest):
    charge(interest, DUE + timedelta(days=73))
    paid("3562.50", DUE + timedelta(days=73))
    invoiced(FEBRUARY)
    due = queries.invoice(2).due_on

    (told,) = late.found(on=due + timedelta(days=73), numbers=(2,))

    assert queries.invoice(2).amount == Money(356_250 + 7_125)
    assert [(each.amount.ore, each.interest.ore) for each in told.stretches] == [(356_250, 7_125)]


def test_what_was_stopped_before_its_month_may_be_charged_again(interest):
    (made,) = charge(interest, DUE + timedelta(days=73))
    fixing.stop(fixed_id=made.fixed_id, since=FEBRUARY)

    (again,) = charge(interest, DUE + timedelta(days=73))

    assert again.since == DUE
    assert [each.is_stopped for each in late.decided()] == [False, True]


def test_interest_is_refused_with_tax_and_where_the_rate_is_not_known_and_nothing_is_kept(interest):
    day = DUE + timedelta(days=1)
    taxed = catalogue.option("arbetsplats")
    for option, numbers, problem in ((taxed, (1,), "ingen moms"), (interest, (9,), "Välj faktur")):
        with pytest.raises(CannotCharge, match=problem):
            charge(option, day, numbers=numbers)
    write(RuleKind.REFERENCE_RATE, "2", date(2016, 1, 1))
    (told,) = late.found(on=day)
    assert told.interest == Money(98)
    assert not LateCharge.objects.exists()
    assert not FixedAmount.objects.exists()


def test_a_day_without_a_known_rate_is_told_and_not_charged():
    Member().computer("en")
    addressed()
    invoiced()
    catalogue.workplace(key="ranta", name="Ränta", measure=Measure.MONTH, vat_percent=0)

    (told,) = late.found(on=DUE + timedelta(days=1))

    assert (told.stretches, told.interest) == (None, Money(0))
    with pytest.raises(CannotCharge, match="Referensräntan saknas"):
        charge(catalogue.option("ranta"), DUE + timedelta(days=1))
    assert not LateCharge.objects.exists()


def test_what_is_decided_is_never_changed(interest):
    charge(interest, DUE + timedelta(days=1))

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        LateCharge.objects.update(interest_ore=1)
