"""What a member will pay: the rest of the year, its budget, and with more or fewer."""

from datetime import date
from fractions import Fraction

import pytest

from samdrift.billing import ahead, costs
from samdrift.billing.services import coding
from samdrift.billing.tests.given import FEBRUARY, Member, converted, invoiced
from samdrift.catalogue.tests import given as catalogue
from samdrift.kernel.money import Money

pytestmark = pytest.mark.django_db
TODAY = date(2015, 6, 1)


@pytest.fixture
def member():
    """Kinda, with two computers in January."""
    member = Member()
    member.computer("a")
    member.computer("b")
    return member


def test_a_forecast_goes_on_as_the_last_month_at_the_prices_decided_on(member):
    catalogue.published(member.option, kronor=280, holds_from=date(2015, 12, 1))
    assert ahead.rest_of("KIN", 2015) == {}
    invoiced()

    assert ahead.rest_of("KIN", 2015) == {"arbetsplats": Money(57_000 * 10 + 56_000)}
    assert ahead.rest_of("VIM", 2015) == {}
    assert ahead.rest_of("KIN", 2016) == {}


def test_what_is_fixed_is_forecast_as_it_is_decided(member):
    invoiced()
    converted(member.option, "KIN")
    invoiced(FEBRUARY)

    rest = ahead.rest_of("KIN", 2015)

    assert rest["arbetsplats"] == Money(570_000)
    year = costs.of_member(organisation="KIN", year=2015)
    assert year.of_fixed == year.amount - Money(114_000) == Money(75_000_000 - 57_000)
    assert rest["anslag"] == Money(10 * (75_000_000 - 57_000))
    assert (year.of_volume, year.of_price) == (Money(114_000), Money(0))


def test_so_many_more_or_fewer_change_so_much_and_no_fewer_than_there_are(member):
    assert ahead.havings("KIN", on=TODAY) == ()
    invoiced()
    (have,) = ahead.havings("KIN", on=TODAY)

    assert have.months == Fraction(2)
    assert [have.with_more(more).ore for more in (3, -1, -40)] == [85_500, -28_500, -57_000]
    assert ahead.changed((have,), {member.option.pk: 1}) == Money(28_500)
    assert ahead.changed((have,), {}) == Money(0)


def test_a_budget_is_kept_by_service_and_year(member):
    service = member.option.service_id
    for amount in (700_000, 720_000):
        coding.budget(organisation="KIN", year=2015, amounts={service: Money(amount)})

    assert ahead.budgeted("KIN", 2015) == {service: Money(720_000)}
    assert ahead.budgeted("KIN", 2016) == {}
