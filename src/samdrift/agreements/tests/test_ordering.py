"""Services are ordered and ended: approved by another, with notice, charged for from their day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.agreements import ordering, services, volumes
from samdrift.agreements.errors import CannotAgree
from samdrift.agreements.models import OrderAnswer, VolumeOrder
from samdrift.agreements.ports import WantedOrder
from samdrift.agreements.tests.given import signed
from samdrift.agreements.volumes import Change
from samdrift.billing.models import Charge
from samdrift.billing.tests.given import FEBRUARY, JANUARY, Member, invoiced, prepared
from samdrift.catalogue.models import Option
from samdrift.catalogue.tests import given as catalogue

FIRST = date(2015, 1, 1)


@pytest.fixture
def option(db):
    """Servers that Kinda orders at 100 kronor a month."""
    Member()
    small, *_ = catalogue.servers()
    catalogue.published(small, kronor=100, name="Servrar")
    return small


def ordered(option, change, since=FIRST, *, by="karin", answered="bo", on=FIRST, **told):
    """Have Kinda order, and somebody approve it."""
    at = datetime(on.year, on.month, on.day, 9, tzinfo=UTC)
    wanted = WantedOrder(option.pk, change, since)
    order = services.order(organisation="KIN", wanted=wanted, by=by, at=at)
    if answered:
        told = {"is_approved": True, "note": ""} | told
        services.answer(order_id=order.pk, by=answered, at=at, **told)
    return order


def charged(month):
    rows = Charge.objects.filter(line__run__month=month.span.start)
    return [
        (each.identifier, each.line.of_month.month, each.days, each.amount_ore)
        for each in rows.select_related("line").order_by("line__of_month", "id")
    ]


def test_what_is_approved_is_charged_from_its_day_and_ended_from_its_last(option):
    first = ordered(option, 4, date(2015, 1, 17))
    ordered(option, -1, date(2015, 2, 15))

    invoiced(JANUARY)
    prepared(FEBRUARY)

    assert charged(JANUARY) == [(str(first.pk), 1, 4 * 15, 4 * 15 * 10_000 // 31 + 1)]
    assert charged(FEBRUARY) == [(str(first.pk), 2, 4 * 14 + 3 * 14, 35_000)]
    assert prepared(FEBRUARY).unpriced == 0


def test_what_is_approved_late_is_charged_for_with_the_next_month(option):
    order = ordered(option, 1, answered="")
    invoiced(JANUARY)
    told = {"order_id": order.pk, "is_approved": True, "note": "", "by": "bo"}
    services.answer(at=datetime(2015, 2, 3, tzinfo=UTC), **told)
    prepared(FEBRUARY)

    assert charged(JANUARY) == []
    assert charged(FEBRUARY) == [(str(order.pk), 1, 31, 10_000), (str(order.pk), 2, 28, 10_000)]


def test_what_has_no_price_is_not_ordered(option):
    ordered(option, 2)
    medium = Option.objects.get(service__key="server", key="medel")

    with pytest.raises(CannotAgree, match="Beställ den i portalen"):
        ordered(medium, 1)

    assert VolumeOrder.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "since", "problem"),
    [
        (1, date(2014, 12, 31), "Dagen har redan varit."),
        (-1, date(2015, 6, 30), "uppsägningstid: tidigast 2015-07-01"),
        (-3, date(2015, 7, 1), "Det finns bara 2 beställda från den dagen."),
    ],
)
def test_an_order_that_cannot_be_is_refused_and_nothing_is_kept(option, change, since, problem):
    signed("KIN", volumes={option.pk: 2})
    ordered(option, 2)

    with pytest.raises(CannotAgree, match=problem):
        ordered(option, change, since)
    assert VolumeOrder.objects.count() == 1


def test_what_is_counted_in_the_register_is_not_ordered_by_volume(option):
    assert [each.id for each in ordering.offered("KIN", on=FIRST)] == [option.pk]
    Member.meter("server.virtual", option)
    assert ordering.offered("KIN", on=FIRST) == ()


def test_an_order_is_answered_once_by_another_and_a_no_says_why(option):
    order = ordered(option, 1, answered="")
    at = datetime(2015, 1, 2, tzinfo=UTC)

    for told, problem in (
        ({"is_approved": True, "note": "", "by": "karin"}, "Någon annan"),
        ({"is_approved": False, "note": "", "by": "bo"}, "Skriv varför"),
        ({"is_approved": True, "note": "", "by": "bo", "order_id": 0}, "finns inte längre"),
    ):
        with pytest.raises(CannotAgree, match=problem):
            services.answer(**({"order_id": order.pk, "at": at} | told))
    assert not OrderAnswer.objects.exists()
    services.answer(order_id=order.pk, is_approved=False, note="Fullt", by="bo", at=at)
    with pytest.raises(CannotAgree, match="redan besvarad"):
        services.answer(order_id=order.pk, is_approved=True, note="", by="bo", at=at)
    (told,) = ordering.orders(organisation="KIN")
    assert (told.is_approved, told.answered_by, told.answer) == (False, "bo", "Fullt")
    assert ordering.orders(waiting=True) == ordering.orders(organisation="VIM") == ()


def test_two_that_each_could_be_ended_are_not_ended_twice(option):
    ordered(option, 1)
    first = ordered(option, -1, date(2015, 2, 1), answered="")
    second = ordered(option, -1, date(2015, 2, 1), answered="")
    told = {"is_approved": True, "note": "", "by": "bo", "at": datetime(2015, 1, 2, tzinfo=UTC)}
    services.answer(order_id=first.pk, **told)

    with pytest.raises(CannotAgree, match="Det finns bara 0"):
        services.answer(order_id=second.pk, **told)


days = st.integers(0, 60).map(lambda number: FIRST + timedelta(days=number))


@given(st.lists(st.builds(Change, st.just(1), days, st.integers(-9, 9).filter(bool)), max_size=8))
def test_every_day_has_what_was_ordered_less_what_was_ended(changes):
    told = sorted(changes, key=lambda each: (each.since, each.count < 0))
    kept = []
    for each in told:  # What cannot be ended is not: an order for more than there is is refused.
        if volumes.count_on([*kept, each], each.since) >= 0:
            kept.append(each)

    held = list(volumes.held(kept))

    for number in range(0, 62, 5):
        day = FIRST + timedelta(days=number)
        there = sum(each.count for each in held if day in each.span)
        assert there == volumes.count_on(kept, day)
    assert volumes.least_from(kept, FIRST) >= 0
