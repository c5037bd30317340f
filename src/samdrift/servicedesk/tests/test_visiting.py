"""A day of visits: how far it is, in which order, and what does not come out."""

from datetime import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samdrift.servicedesk.errors import CannotSetUp
from samdrift.servicedesk.models import VisitPlace
from samdrift.servicedesk.queue.ports import VisitItem
from samdrift.servicedesk.visiting import places, route, way
from samdrift.servicedesk.visiting.places import Place
from samdrift.servicedesk.visiting.route import Visit
from samdrift.servicedesk.visiting.way import Leg, Spot


def spot(latitude, longitude):
    return Spot(Decimal(str(latitude)), Decimal(str(longitude)))


KISA, HORN, RIMFORSA = spot(57.9881, 15.6307), spot(57.8949, 15.8329), spot(58.1344, 15.6797)
BASE = Place(1, "Kisa", KISA, is_start=True)


def visit(number, where, hour=None, minutes=None):
    place = "" if where is None else "Någonstans"
    return Visit(VisitItem(number, "", "", "", place, hour, minutes), where)


def told(order):
    return [
        (stop.item.number, stop.leg and stop.leg.minutes, stop.begins, stop.goes, stop.late_minutes)
        for stop in order.stops
    ]


def clock(hours, minutes=0):
    return hours * 60 + minutes


def test_a_way_is_the_crows_made_longer_and_told_in_whole_five_minutes():
    assert round(way.straight_kilometres(KISA, HORN), 1) == 15.8
    assert way.leg(KISA, HORN) == Leg(kilometres=21, minutes=30)
    assert way.leg(KISA, KISA) == Leg(0, 0)
    half_the_earth = way.straight_kilometres(spot(0, 0), spot(0, 180))
    assert round(half_the_earth) == 20015


SPOTS = st.builds(
    Spot,
    st.decimals(-90, 90, places=5, allow_nan=False),
    st.decimals(-180, 180, places=5, allow_nan=False),
)


@settings(max_examples=30)
@given(SPOTS, SPOTS)
def test_it_is_as_far_there_as_back_and_never_less_than_nothing(here, there):
    assert way.leg(here, there) == way.leg(there, here)
    assert way.leg(here, there).minutes % way.STEP_MINUTES == 0


def test_a_day_keeps_hours_and_lays_the_rest_where_it_is_least_way():
    first, last = visit("1", HORN, time(9)), visit("2", HORN, time(14), 60)
    loose, near = visit("3", RIMFORSA), visit("4", HORN)

    day = route.arranged([first, last, loose, near], BASE)

    assert told(day) == [
        ("1", 30, clock(9), clock(9, 30), 0),
        ("4", 0, clock(9, 30), clock(10), 0),
        ("2", 0, clock(14), clock(15), 0),
        ("3", 45, clock(15, 45), clock(16, 15), 0),
    ]
    assert (day.leaves, day.back, day.minutes) == (clock(8, 30), clock(16, 45), 105)
    assert (day.kilometres, day.start, day.is_whole) == (79, "Kisa", True)


def test_who_cannot_be_reached_in_time_is_told_with_how_late():
    day = route.arranged([visit("1", HORN, time(9), 60), visit("2", RIMFORSA, time(10, 15))], BASE)

    assert told(day) == [
        ("1", 30, clock(9), clock(10), 0),
        ("2", 45, clock(10, 45), clock(11, 15), 30),
    ]
    assert (day.leaves, day.back, day.minutes) == (clock(8, 30), clock(11, 45), 105)


def test_what_is_not_known_is_in_no_sum_and_what_needs_no_way_is_whole():
    unknown = Visit(VisitItem("1", "", "", "", "Okänd by", time(9)), None)

    day = route.arranged([unknown], BASE)
    assert (told(day), day.is_whole, day.home) == ([("1", None, 540, 570, 0)], False, None)
    assert route.arranged([visit("2", None, time(9))], BASE).is_whole is True
    assert route.arranged([], None).stops == ()
    assert route.arranged([visit("3", HORN)], None).stops[0].leg is None


def test_the_place_that_is_meant_is_the_longest_name_that_stands_there():
    others = ((2, "Kisa skola"), (3, "Tuna"))
    known = [BASE, *(Place(pk, name, HORN, is_start=False) for pk, name in others)]

    assert places.meant("kisa skola, Kisa", known).id == 2
    assert places.meant("Storgatan 2, KISA", known).id == 1
    assert places.meant("Kisadalen, Eskilstuna", known) is None
    assert places.meant("", known) is None


@pytest.mark.django_db
def test_days_begin_at_one_place_and_a_place_is_moved_by_its_name():
    places.save_place(name=" Kisa ", spot=places.read_spot("57,9881; 15,6307"), is_start=True)
    places.save_place(name="Horn", spot=HORN, is_start=True)
    places.save_place(name="Kisa", spot=RIMFORSA, is_start=False)

    assert [(each.name, each.spot, each.is_start) for each in places.places()] == [
        ("Horn", HORN, True),
        ("Kisa", RIMFORSA, False),
    ]
    for position in ("", "Kisa", "57", "57, 15, 3", "91.0, 15.0"):
        with pytest.raises(CannotSetUp):
            places.save_place(name="Kisa", spot=places.read_spot(position), is_start=True)
    with pytest.raises(CannotSetUp, match="Skriv vad platsen heter"):
        places.save_place(name=" ", spot=KISA, is_start=True)
    assert VisitPlace.objects.get(is_start=True).name == "Horn"
    assert [each.spot.words for each in places.places()] == ["57.8949, 15.8329", "58.1344, 15.6797"]
