"""What became of things that were no longer used, and how long they had served."""

from datetime import date

import pytest

from samdrift.assets.life import services as life
from samdrift.assets.models import DeviceEvent
from samdrift.assets.planning import afterlife
from samdrift.assets.register.door import Reader
from samdrift.assets.tests import given
from samdrift.assets.tests.given import CHEF, LAPTOP, day, step
from samdrift.plumbing.access import Role

pytestmark = pytest.mark.django_db
EVERY = Reader("", sees_people=True, keeps=True, roles=frozenset(Role))


@pytest.fixture
def ended():
    for tag in ("KIN-1", "KIN-2", "KIN-3"):
        given.thing(tag, "returned", bought_on=date(2022, 1, 15))
        step(tag, "erase", day(2, 1), note="Intyg 1")
    given.thing("VIM-1", "returned", code="VIM")
    step("KIN-1", "reuse", day(2, 14), place_id=given.place().pk)
    step("KIN-2", "sell", day(2, 15), note="Auktion")
    step("KIN-3", "recycle", day(2, 16))
    step("VIM-1", "recycle", day(2, 17))


def test_a_year_tells_what_was_reused_sold_and_recycled_by_organisation_and_kind(ended):
    report = afterlife.report(EVERY, 2026)

    assert [(fate.organisation, fate.kind, fate.numbers) for fate in report.fates] == [
        ("KIN", LAPTOP, (1, 1, 1)),
        ("VIM", LAPTOP, (0, 0, 1)),
    ]
    assert (report.totals, report.number) == ((1, 1, 2), 4)


def test_how_long_things_had_served_is_counted_in_whole_months_from_when_they_were_bought(ended):
    report = afterlife.report(EVERY, 2026)

    assert [(each.tag, each.end, each.months) for each in report.ends] == [
        ("KIN-1", "reused", 48),
        ("KIN-2", "sold", 49),
        ("KIN-3", "recycled", 49),
        ("VIM-1", "recycled", None),
    ]
    assert report.months == 49


def test_what_is_taken_back_is_not_told(ended):
    event = DeviceEvent.objects.get(act="recycle", device__tag="KIN-3")
    life.undo(event_id=event.pk, actor=CHEF, at=given.AT)

    assert afterlife.report(EVERY, 2026).totals == (1, 1, 1)


def test_what_comes_into_stock_without_being_erased_is_not_reused():
    given.thing("KIN-1", "returned")
    step("KIN-1", "put-in-stock", day(2, 1), place_id=given.place().pk)

    assert afterlife.report(EVERY, 2026).fates == ()
    assert afterlife.years(EVERY) == ()


def test_a_member_is_told_of_its_own_and_other_years_of_nothing(ended):
    own = Reader("VIM", sees_people=False, keeps=False, roles=frozenset())

    assert [fate.organisation for fate in afterlife.report(own, 2026).fates] == ["VIM"]
    assert afterlife.report(EVERY, 2025).fates == ()
    assert afterlife.years(EVERY) == (2026,)
