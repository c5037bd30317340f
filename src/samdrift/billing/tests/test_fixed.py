"""Fixed amounts month by month, and grants that become payment by use."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from samdrift.billing import charged, fixed, queries
from samdrift.billing.errors import CannotCharge
from samdrift.billing.models import Conversion, FixedAmount, Invoice, Line
from samdrift.billing.ports import WantedConversion, WantedFixed
from samdrift.billing.services import fixing
from samdrift.billing.tests.given import AT, FEBRUARY, JANUARY, MARCH, Member, invoiced, prepared
from samdrift.catalogue.choices import Measure
from samdrift.catalogue.tests.given import workplace
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Month
from samdrift.parties.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    """Kinda and Vimmerby, which pay a grant of the year."""
    member = Member()
    Organisation.objects.create(code="VIM", name="Vimmerby", role="member", position=2)
    workplace(key="anslag", name="Grundanslag", measure=Measure.MONTH, vat_percent=0)
    return member


def grant():
    from samdrift.catalogue.models import Option  # noqa: PLC0415  Beside its one use.

    return Option.objects.get(service__key="anslag").pk


def decide(amounts, first=JANUARY, months=12):
    told = {code: Money(ore) for code, ore in amounts.items()}
    wanted = WantedFixed(grant(), told, first, months, "§ 5")
    return fixing.fix(wanted=wanted, by="anna", at=AT)


def lines():
    rows = Line.objects.order_by("run__month", "organisation", "id")
    return list(rows.values_list("organisation_id", "text", "amount_ore"))


def test_a_grant_is_charged_month_by_month_and_comes_to_the_whole(member):
    (row,) = decide({"KIN": 100_000})
    invoiced()
    invoiced(FEBRUARY)

    assert lines() == [("KIN", "Grundanslag", 8_334), ("KIN", "Grundanslag", 8_334)]
    assert sum(part.ore for _, part in fixed.parts_of(row)) == 100_000
    invoice = Invoice.objects.get(run__month=JANUARY.span.start)
    assert (invoice.net_ore, invoice.vat_ore) == (8_334, 0)
    (charge,) = charged.on_line(invoice.lines.get().pk)
    assert (charge.source, charge.identifier) == ("billing.fixed", f"{row.pk} § 5")


def test_what_is_given_back_is_a_line_for_less_and_an_invoice_of_it_alone_a_credit(member):
    member.computer("a")
    decide({"KIN": -5_000, "VIM": -700}, months=1)

    invoiced()

    assert lines() == [
        ("KIN", "Arbetsplats", 28_500),
        ("KIN", "Grundanslag", -5_000),
        ("VIM", "Grundanslag", -700),
    ]
    told = [(each.organisation, each.kind, each.net.ore) for each in queries.invoices()]
    assert sorted(told) == [("KIN", "invoice", 23_500), ("VIM", "credit", -700)]


def test_an_amount_is_stopped_from_a_month_that_is_not_invoiced(member):
    (row,) = decide({"KIN": 120_000})
    invoiced()

    with pytest.raises(CannotCharge, match="redan fakturerad"):
        fixing.stop(fixed_id=row.pk, since=JANUARY)
    fixing.stop(fixed_id=row.pk, since=FEBRUARY)

    prepared(FEBRUARY)
    assert lines() == [("KIN", "Grundanslag", 10_000)]
    assert fixed.listed()[0].stopped_from == FEBRUARY.span.start


def test_nothing_is_decided_for_a_month_that_is_invoiced(member):
    decide({"KIN": 100})
    invoiced()

    with pytest.raises(CannotCharge, match="redan fakturerad"):
        decide({"VIM": 100})
    assert FixedAmount.objects.count() == 1
    assert fixing.next_open_month(date(2015, 1, 1)) == FEBRUARY


def test_a_service_is_paid_by_use_instead_and_the_whole_stays_as_it_was(member):
    for name, code in (("a", "KIN"), ("b", "KIN"), ("c", "VIM")):
        member.computer(name, of=code, kind="tablet")
    decide({"KIN": 6_000_000, "VIM": 12_000_000})
    invoiced()
    member.meter("tablet", member.option, since=FEBRUARY)
    wanted = WantedConversion(grant(), member.option.service_id, FEBRUARY, "§ 9")

    told = fixing.effects(wanted)
    fixing.convert(wanted=wanted, by="anna", at=AT)
    invoiced(FEBRUARY)

    assert [(each.organisation, each.service.ore, each.lowered.ore, each.change.ore)
            for each in told] == [
        ("KIN", 684_000, 342_000, 342_000), ("VIM", 342_000, 684_000, -342_000),
    ]  # fmt: skip
    paid = Line.objects.filter(run__month=FEBRUARY.span.start)
    by_member = {}
    for code, ore in paid.values_list("organisation_id", "amount_ore"):
        by_member[code] = by_member.get(code, 0) + ore
    assert by_member == {"KIN": 528_500, "VIM": 971_500}
    assert sum(by_member.values()) == 1_500_000
    (kept,) = fixed.conversions()
    assert (kept.grant, kept.service, kept.effects) == ("Grundanslag", "Arbetsplats", told)
    with pytest.raises(DatabaseError), transaction.atomic():
        Conversion.objects.update(decision="§ 10")


@pytest.mark.parametrize(
    ("amounts", "since", "problem"),
    [
        ({"KIN": 1_200}, FEBRUARY, "mindre än"),
        ({}, FEBRUARY, "Ingen betalar"),
        ({"KIN": 12_000_000}, JANUARY, "redan fakturerad"),
        ({"KIN": 12_000_000}, Month(2016, 2), "Ingen betalar"),
    ],
)
def test_a_conversion_that_cannot_be_is_refused_and_changes_nothing(
    member, amounts, since, problem
):
    member.computer("a")
    decide(amounts)
    invoiced()

    wanted = WantedConversion(grant(), member.option.service_id, since, "§ 9")
    with pytest.raises(CannotCharge, match=problem):
        fixing.convert(wanted=wanted, by="anna", at=AT)
    assert not Conversion.objects.exists()
    assert not FixedAmount.objects.filter(stopped_from__isnull=False).exists()


def test_grants_of_several_months_are_explained_as_other_things_are(member):
    decide({"KIN": 20_000}, months=2)
    invoiced()
    invoiced(FEBRUARY)
    invoiced(MARCH)

    told = queries.comparisons(queries.run(MARCH.span.start).id)
    assert [(each.before.ore, each.ended.ore, each.amount.ore) for each in told] == [
        (10_000, -10_000, 0)
    ]
