"""Other prices and volumes: what everybody would pay, and what each service would bring."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.billing import queries
from samdrift.billing.tests.given import FEBRUARY, JANUARY, MARCH, Member, converted, invoiced
from samdrift.billing.whatif import Assumed, effect
from samdrift.catalogue.ports import Cost, SelfCost
from samdrift.catalogue.queries import PriceTold
from samdrift.kernel.money import Money


def price(option_id, ore, cost=0, volume=12):
    self_cost = SelfCost((Cost("Allt", Money(cost)),), volume)
    return PriceTold(option_id, "PC", "Arbetsplats", Money(ore), None, 1, "2015", "§ 1", self_cost)


HAD = {("KIN", 1): Fraction(24), ("VIM", 1): Fraction(21, 2), ("VIM", 2): Fraction(12)}
PRICES = {1: price(1, 28_500, cost=1_000_000), 2: price(2, 9_500, cost=114_000)}


def test_a_price_and_a_volume_change_what_each_pays_and_what_each_service_brings():
    told = effect(HAD, PRICES, {1: Assumed(Money(30_000), 0), 2: Assumed(None, -50)})

    assert [(each.organisation, each.before.ore, each.after.ore) for each in told.members] == [
        ("KIN", 684_000, 720_000),
        ("VIM", 413_250, 372_000),
    ]
    pc, tablet = told.options
    assert (pc.months, pc.price_after, pc.over, pc.over_after) == (
        Fraction(69, 2),
        Money(30_000),
        Money(-16_750),
        Money(35_000),
    )
    assert (tablet.months_after, tablet.over, tablet.over_after) == (
        Fraction(6),
        Money(0),
        Money(-57_000),
    )
    assert (told.before, told.after) == (Money(1_097_250), Money(1_092_000))


def test_what_has_no_price_today_is_left_out():
    told = effect(HAD, {2: PRICES[2]}, {})

    assert [each.organisation for each in told.members] == ["VIM"]


volumes = st.dictionaries(
    st.tuples(st.sampled_from("ABCD"), st.integers(1, 3)),
    st.builds(Fraction, st.integers(0, 10_000), st.integers(28, 31)),
)
thoughts = st.dictionaries(
    st.integers(1, 3),
    st.builds(
        Assumed,
        st.none() | st.integers(0, 10**7).map(Money),
        st.integers(-100, 300),
    ),
)


@given(volumes, thoughts)
def test_the_services_bring_what_the_members_pay(had, assumed):
    prices = {number: price(number, 10_000 * number) for number in (1, 2, 3)}

    told = effect(had, prices, assumed)

    for when in ("before", "after"):
        of_options = sum(getattr(each, when).ore for each in told.options)
        assert of_options == getattr(told, when).ore
    if not assumed:
        assert told.before == told.after


@pytest.mark.django_db
def test_a_year_is_what_was_paid_for_with_corrections():
    member = Member()
    assert queries.last_invoiced_month() is None
    member.computer("en")
    invoiced()
    member.computer("sen", JANUARY.span.start)
    invoiced(FEBRUARY)

    had = queries.months_had(since=JANUARY.span.start, before=MARCH.span.start)

    assert had == {("KIN", member.option.pk): Fraction(4)}
    assert queries.last_invoiced_month() == FEBRUARY.span.start


def test_grants_are_as_they_were_or_so_many_percent_more():
    fixed = {("KIN", 9): Money(900_001), ("VIM", 9): Money(-100)}

    told = effect(HAD, PRICES, {9: Assumed(None, 10)}, fixed)

    assert [(each.before.ore, each.after.ore) for each in told.fixed] == [(899_901, 989_891)]
    assert [(each.organisation, (each.after - each.before).ore) for each in told.members] == [
        ("KIN", 90_000), ("VIM", -10),
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_grant_is_no_volume_and_is_told_by_itself():
    member = Member()
    member.computer("en")
    grant = converted(member.option, code="KIN", since=JANUARY)
    invoiced()

    had = queries.year_had(JANUARY.span.start)

    assert had == {("KIN", member.option.pk): Fraction(1)}
    ((key, paid),) = queries.year_fixed(JANUARY.span.start).items()
    assert (key, paid) == (("KIN", grant.pk), Money(750_000_00 - 28_500))
    assert (queries.year_had(None), queries.year_fixed(None)) == ({}, {})
