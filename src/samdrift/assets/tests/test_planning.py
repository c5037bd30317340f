"""What is to be replaced in a year, what it costs whom, and whose warranty ends."""

from datetime import date

import pytest

from samdrift.assets.kinds import services as kinds
from samdrift.assets.planning import queries
from samdrift.assets.register.door import Reader
from samdrift.assets.tests import given
from samdrift.assets.tests.given import LAPTOP
from samdrift.kernel.money import Money
from samdrift.plumbing.access import Role

pytestmark = pytest.mark.django_db
EVERY = Reader("", sees_people=True, keeps=True, roles=frozenset(Role))
BOXHOLM = Reader("BOX", sees_people=False, keeps=False, roles=frozenset())
TODAY = date(2026, 3, 2)


@pytest.fixture
def things():
    given.organisation("KIN", "Kinda")
    given.organisation("BOX", "Boxholm")
    for tag, told in {
        "KIN-1": {"on": date(2022, 3, 1)},
        "KIN-2": {"on": date(2024, 1, 1), "bought_on": date(2021, 1, 1)},
        "KIN-3": {"on": date(2023, 3, 1)},
        "BOX-1": {"on": date(2022, 12, 31), "code": "BOX", "warranty_until": date(2026, 5, 1)},
        "BOX-2": {"on": date(2022, 1, 1), "code": "BOX", "state": "stock"},
        "BOX-3": {"on": date(2020, 1, 1), "code": "BOX", "kind": "vehicle"},
    }.items():
        given.thing(tag, told.pop("state", "active"), told.pop("on"), **told)


def test_what_is_due_is_counted_from_when_it_was_bought_or_first_used(things):
    plan = queries.plan(EVERY, 2026, today=TODAY)

    assert [(s.organisation, s.kind, s.number, s.cost) for s in plan.shares] == [
        ("BOX", LAPTOP, 1, Money(950_000)), ("KIN", LAPTOP, 2, Money(1_900_000)),
    ]  # fmt: skip
    assert (plan.number, plan.cost, plan.without_price) == (3, Money(2_850_000), 0)
    assert [(each.tag, each.due) for each in queries.due(EVERY, 2026, today=TODAY)] == [
        ("KIN-2", date(2025, 1, 1)), ("KIN-1", date(2026, 3, 1)), ("BOX-1", date(2026, 12, 31)),
    ]  # fmt: skip
    assert [e.tag for e in queries.due(EVERY, 2027, today=TODAY)] == ["KIN-3"]
    found = queries.due(EVERY, 2026, today=TODAY, organisation="BOX", kind=LAPTOP)
    assert [each.tag for each in found] == ["BOX-1"]


def test_a_member_sees_what_is_its_own(things):
    assert queries.plan(BOXHOLM, 2026, today=TODAY).number == 1
    assert [each.tag for each in queries.warranties(BOXHOLM, 2026)] == ["BOX-1"]


def test_what_has_no_price_is_counted_and_is_in_no_sum(things):
    kinds.set_lasting(key="vehicle", label="Fordon", life_months=60, price_ore=None)

    plan = queries.plan(EVERY, 2026, today=TODAY)

    assert (plan.number, plan.cost, plan.without_price) == (4, Money(2_850_000), 1)
    assert plan.shares[1].cost is None


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2022, 1, 31), 1, date(2022, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2022, 8, 31), 1, date(2022, 9, 30)),
        (date(2022, 12, 15), 48, date(2026, 12, 15)),
    ],
)
def test_months_end_where_the_month_does(day, months, later):
    assert queries.months_on(day, months) == later
