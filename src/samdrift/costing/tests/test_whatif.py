"""Prices, volumes, shares and costs thought of at once: what all pay, and what it costs."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from samdrift.billing.whatif import Assumed
from samdrift.catalogue import queries as catalogue
from samdrift.catalogue.models import Service
from samdrift.catalogue.tests import given as offered
from samdrift.costing import gathering
from samdrift.costing.models import Node
from samdrift.costing.tests.given import model
from samdrift.costing.tests.test_costing import booked  # noqa: F401  A fixture.
from samdrift.costing.whatif import OUTSIDE, Moved, Sold, Thought, whole
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Span

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(booked):  # noqa: F811  The fixture above.
    """A year where Boxholm had two workplaces and Vimmerby four; they cost 1,500.01 kronor."""
    option = offered.workplace()
    offered.published(option)
    model(Service.objects.get().pk)
    sold = Sold(
        had={("BOX", option.pk): Fraction(2), ("VIM", option.pk): Fraction(4)},
        prices=catalogue.prices_on(date(2015, 1, 1)),
        service_of=catalogue.service_ids(),
    )
    return gathering.gather(Span.year(2015)), sold, option.pk


def told(each: Moved):
    return each.key, each.paid.ore, each.paid_after.ore, each.cost.ore, each.cost_after.ore


def test_nothing_thought_of_changes_nothing(year):
    gathered, sold, _ = year
    found = whole(gathered, sold, Thought())

    assert [told(each) for each in found.services] == [
        ("Arbetsplats", 171_000, 171_000, 150_001, 150_001)
    ]
    assert [told(each) for each in found.members] == [
        ("BOX", 57_000, 57_000, 50_000, 50_000),
        ("VIM", 114_000, 114_000, 100_001, 100_001),
    ]
    assert (found.services[0].over, found.services[0].over_after) == (Money(20_999),) * 2


def test_all_is_thought_of_at_once(year):
    gathered, sold, option = year
    thought = Thought(
        options={option: Assumed(Money(30_000), 50)},
        place="Arbetsplats",
        weights={"@BOX": 1, "@VIM": 1},
        percent=10,
    )
    found = whole(gathered, sold, thought)

    (service,) = found.services
    assert (service.paid_after, service.cost_after) == (Money(270_000), Money(165_001))
    assert service.over_after == Money(104_999)
    assert [(each.paid_after.ore, each.cost_after.ore) for each in found.members] == [
        (90_000, 82_501), (180_000, 82_500),
    ]  # fmt: skip


def test_who_has_more_of_what_is_handed_on_by_volume_carries_more(year):
    gathered, sold, option = year
    Node.objects.filter(service__isnull=False).update(is_measured=True, driver="volume")
    other = Sold(
        had={("BOX", option): Fraction(2), ("VIM", 0): Fraction(4), ("VIM", -1): Fraction(9)},
        prices=sold.prices,
        service_of={**sold.service_of, 0: sold.service_of[option], -1: 0},
    )
    measured = replace(gathered, nodes=tuple(Node.objects.all()))
    found = whole(measured, other, Thought(options={option: Assumed(None, 100)}))

    assert [(each.key, each.cost.ore, each.cost_after.ore) for each in found.members] == [
        ("BOX", 50_000, 75_001), ("VIM", 100_001, 75_000),
    ]  # fmt: skip


def test_grants_are_paid_beside_services_and_what_has_no_place_is_told_by_itself(year):
    gathered, sold, option = year
    fixed = {("BOX", 900): Money(10_000), ("VIM", option): Money(-500)}
    other = replace(sold, fixed=fixed, service_of={**sold.service_of, 900: 900})

    found = whole(gathered, other, Thought(options={900: Assumed(None, 50)}))

    assert [(each.key, each.paid.ore, each.paid_after.ore) for each in found.services] == [
        ("Arbetsplats", 170_500, 170_500), (OUTSIDE, 10_000, 15_000),
    ]  # fmt: skip
    assert [(each.key, each.paid.ore, each.paid_after.ore) for each in found.members] == [
        ("BOX", 67_000, 72_000), ("VIM", 113_500, 113_500),
    ]  # fmt: skip
