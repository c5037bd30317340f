"""Where what a member pays belongs: by unit and cost centre, as it was when it was charged."""

from datetime import date

import pytest

from samdrift.assets.models import Device, Holding, LifeState, Standing
from samdrift.assets.tests import given as things
from samdrift.billing import belonging, charged
from samdrift.billing.models import Charge
from samdrift.billing.ports import Place
from samdrift.billing.services import coding
from samdrift.billing.tests.given import FEBRUARY, Member, converted, invoiced
from samdrift.directory.models import Unit
from samdrift.kernel.money import Money
from samdrift.reporting import recount

pytestmark = pytest.mark.django_db
SCHOOL, OFFICE = Place("Skolan", "6100"), Place("Kontoret", "1200")


@pytest.fixture
def member():
    """Kinda, with a computer of the register at the school, and one that only a package tells."""
    member = Member()
    for name, centre in (("Skolan", "6100"), ("Kontoret", "1200")):
        unit = things.unit(name)
        Unit.objects.filter(pk=unit.pk).update(cost_centre=centre)
    things.thing("KIN-1", on=date(2015, 1, 1))
    Holding.objects.all().delete()
    Standing.objects.all().delete()
    member.computer("KIN-1")
    member.computer("package")
    stands("Skolan", date(2015, 1, 1), date(2015, 1, 20))
    return member


def stands(unit, start, end=None, holder=None):
    device = Device.objects.get(tag="KIN-1")
    Standing.objects.create(
        device=device, state=LifeState.objects.first(), organisation_id="KIN", valid_from=start,
        valid_until=end, unit=Unit.objects.get(key=unit) if unit else None, holder=holder,
    )  # fmt: skip


def where(**told):
    rows = Charge.objects.filter(**told).order_by("identifier", "id")
    return [Place(*row) for row in rows.values_list("unit", "cost_centre")]


def test_a_charge_says_where_its_thing_was_last_in_the_month(member):
    stands("Kontoret", date(2015, 1, 20))

    invoiced()

    assert where() == [OFFICE, Place()]


def test_whoever_has_a_thing_has_it_at_their_unit(member):
    Standing.objects.all().delete()
    karin = things.person()
    karin.unit = Unit.objects.get(key="Kontoret")
    karin.save()
    stands(None, date(2015, 1, 1), holder=karin)

    invoiced()

    assert where()[0] == OFFICE


def test_what_does_not_say_belongs_where_its_option_does_and_old_charges_stay(member):
    invoiced()
    coding.place(
        organisation="KIN", centres={}, belongings={member.option.pk: Place("Ledning", "1000")}
    )
    stands("Skolan", date(2015, 2, 1))
    invoiced(FEBRUARY)

    assert where(line__of_month=date(2015, 1, 1)) == [SCHOOL, Place()]
    assert where(line__of_month=date(2015, 2, 1)) == [SCHOOL, Place("Ledning", "1000")]
    assert charged.belongings("KIN") == {member.option.pk: Place("Ledning", "1000")}
    assert charged.belongings("VIM") == {}


def test_what_is_given_back_is_given_back_where_it_was_charged(member):
    invoiced()
    Holding.objects.filter(identifier="KIN-1").delete()
    Standing.objects.all().delete()

    invoiced(FEBRUARY)

    assert where(days__lt=0) == [SCHOOL]


def test_a_year_by_centre_comes_to_what_is_paid_and_opens_to_its_charges(member):
    invoiced()
    converted(member.option, "KIN")
    coding.budget(organisation="KIN", year=2015, amounts={}, on_centres={"6100": Money(400_000)})

    school, nowhere = belonging.by_centre(organisation="KIN", year=2015)

    assert (school.cost_centre, school.amount, school.whole, school.budget) == (
        "6100", Money(28_500), Money(28_500 * 12), Money(400_000),
    )  # fmt: skip
    assert (nowhere.cost_centre, nowhere.amount, nowhere.budget) == ("", Money(28_500), None)
    assert nowhere.whole == Money(28_500 * 12 + 11 * (75_000_000 - 57_000))
    assert [each.origin.record_count for each in (school, nowhere)] == [1, 1]
    for origin in (school.origin, nowhere.origin, school.units[0].origin):
        assert recount.part_of(origin).count == 1
    assert belonging.centres_of("KIN") == ("6100",)


def test_a_year_of_one_service_leaves_out_the_rest_and_its_budget(member):
    invoiced()
    grant = converted(member.option, "KIN")
    coding.budget(organisation="KIN", year=2015, amounts={}, on_centres={"6100": Money(1)})

    (only,) = belonging.by_centre(organisation="KIN", year=2015, option_ids=(grant.pk,))

    assert (only.cost_centre, only.amount, only.budget) == ("", Money(0), None)
    assert only.whole == Money(11 * (75_000_000 - 57_000))
    assert belonging.by_centre(organisation="VIM", year=2015) == ()
    (later, gone) = belonging.by_centre(
        organisation="KIN", year=2016, option_ids=(member.option.pk,)
    )
    assert (later.amount_then, later.whole, gone.amount_then) == (
        Money(28_500), None, Money(28_500),
    )  # fmt: skip
