"""When it is open: weeks, holidays by law, half days, local days, and the nights of the clocks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from holidays import DE_FACTO, PUBLIC, country_holidays
from hypothesis import HealthCheck, given, settings

from samdrift.plumbing.clock import SWEDEN
from samdrift.servicelevels.reckoning.course import next_opening
from samdrift.servicelevels.reckoning.documents import (
    BadCalendar,
    Document,
    document_of,
    hours_of,
    require_good,
    text_of,
)
from samdrift.servicelevels.reckoning.hours import LocalDay, Occasion, Opening
from samdrift.servicelevels.reckoning.moments import moment_of
from samdrift.servicelevels.tests.given import (
    ALWAYS,
    HOUR,
    MOMENTS,
    OFFICE,
    any_hours,
    at,
    every_day,
    hours,
    opening,
    plan,
    weekdays,
)

CLOSED = ()
EIGHT_TO_FOUR = (opening("08:00-16:00"),)


def test_it_is_closed_on_the_days_that_an_independent_calendar_says_for_fifty_years():
    theirs = country_holidays("SE", years=range(2000, 2051), categories=(PUBLIC, DE_FACTO))
    day, end = date(2000, 1, 1), date(2051, 1, 1)

    unlike = []
    while day < end:
        if bool(OFFICE.on(day).openings) is not theirs.is_working_day(day):
            unlike.append(day)
        day += timedelta(days=1)

    assert unlike == []


@pytest.mark.parametrize(
    ("day", "openings", "why"),
    [
        (date(2015, 5, 13), EIGHT_TO_FOUR, ""),
        (date(2015, 5, 14), CLOSED, "Kristi himmelsfärdsdag"),
        (date(2015, 5, 15), EIGHT_TO_FOUR, ""),
        (date(2015, 5, 16), CLOSED, ""),
        (date(2015, 6, 19), CLOSED, "Midsommarafton"),
        (date(2015, 12, 24), CLOSED, "Julafton"),
        (date(2015, 12, 31), CLOSED, "Nyårsafton"),
        (date(2015, 4, 5), CLOSED, ""),
        (date(2015, 4, 2), EIGHT_TO_FOUR, ""),
    ],
)
def test_a_holiday_on_a_day_that_is_open_else_says_its_name(day, openings, why):
    told = OFFICE.on(day)

    assert (told.openings, told.why) == (openings, why)


@pytest.mark.parametrize(
    ("day", "openings", "why"),
    [
        (date(2015, 4, 2), ["08:00-12:00"], "Skärtorsdagen"),
        (date(2015, 4, 30), ["08:00-12:00", "13:00-13:30"], "Valborgsmässoafton"),
        (date(2015, 1, 5), ["08:00-12:00", "13:00-14:00"], "Dagen före Trettondedag jul"),
        (date(2015, 5, 13), ["08:00-12:00", "13:00-14:00"], "Dagen före Kristi himmelsfärdsdag"),
        (date(2015, 10, 30), ["08:00-12:00", "13:00-14:00"], "Dagen före Alla helgons dag"),
        (date(2015, 10, 29), ["08:00-12:00", "13:00-16:00"], ""),
    ],
)
def test_a_half_day_closes_when_its_municipality_says(day, openings, why):
    local = hours(
        weekdays("08:00-12:00", "13:00-16:00"),
        half_days=[
            (Occasion.MAUNDY_THURSDAY, 12 * 60),
            (Occasion.WALPURGIS_EVE, 13 * 60 + 30),
            (Occasion.DAY_BEFORE_HOLIDAY, 14 * 60),
        ],
    )

    told = local.on(day)

    assert (told.openings, told.why) == (tuple(map(opening, openings)), why)


def test_a_half_day_that_closes_at_midnight_does_not_open():
    local = hours(weekdays("08:00-16:00"), half_days=[(Occasion.MAUNDY_THURSDAY, 0)])

    assert local.on(date(2015, 4, 2)).openings == CLOSED


def test_a_calendar_round_the_clock_knows_no_holiday():
    assert ALWAYS.on(date(2015, 12, 24)).openings == (Opening(0, 1440),)


def test_a_local_day_goes_before_all_else():
    local = hours(
        weekdays("08:00-16:00"),
        local_days=[
            LocalDay(date(2015, 5, 15), "Klämdag"),
            LocalDay(date(2015, 12, 24), "Jourdag", (opening("09:00-11:00"),)),
        ],
    )

    assert local.on(date(2015, 5, 15)).openings == CLOSED
    assert local.on(date(2015, 5, 15)).why == "Klämdag"
    assert local.on(date(2015, 12, 24)).openings == (opening("09:00-11:00"),)


def test_a_local_day_of_one_organisation_is_not_anothers():
    document = Document(
        (plan(weekdays("08:00-16:00")),),
        (
            LocalDay(date(2015, 5, 15), "Klämdag", organisation="KIN"),
            LocalDay(date(2015, 5, 15), "Kort dag", (opening("08:00-12:00"),)),
        ),
    )

    assert hours_of(text_of(document), "KIN").on(date(2015, 5, 15)).openings == CLOSED
    assert hours_of(text_of(document), "BOX").on(date(2015, 5, 15)).why == "Kort dag"


def test_a_plan_holds_from_its_day_and_the_first_before_that_too():
    changed = hours_of(
        text_of(
            Document(
                (
                    plan(weekdays("08:00-16:00"), valid_from=date(2015, 1, 1)),
                    plan(weekdays("07:00-17:00"), valid_from=date(2015, 6, 1)),
                )
            )
        ),
        "",
    )

    assert changed.on(date(2014, 3, 3)).openings == EIGHT_TO_FOUR
    assert changed.on(date(2015, 5, 29)).openings == EIGHT_TO_FOUR
    assert changed.on(date(2015, 6, 1)).openings == (opening("07:00-17:00"),)


@given(any_hours())
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_calendar_comes_back_from_its_text_as_it_was(known):
    document = Document(known.plans)

    assert document_of(text_of(document)).plans[0].week == known.plans[0].week
    assert dict(document_of(text_of(document)).plans[0].half_days) == dict(known.plans[0].half_days)
    assert text_of(document_of(text_of(document))) == text_of(document)


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (Document(()), "behöver öppettider"),
        (Document((plan(weekdays("08:00-16:00")),) * 2), "redan öppettider från 2000-01-01"),
        (Document((plan(weekdays("08:00-08:11")),)), "minst en timme"),
        (Document((plan(weekdays("08:00-12:00", "11:00-16:00")),)), "går in i varandra"),
        (Document((plan(weekdays("08:00-16:00")[:6]),)), "sju dagar"),
        (
            Document((plan(weekdays("08:00-16:00"), half_days=[(Occasion.WALPURGIS_EVE, 1441)]),)),
            "00.00 och 24.00",
        ),
        (
            Document((plan(weekdays("08:00-16:00")),), (LocalDay(date(2015, 5, 15), " "),)),
            "vad 2015-05-15 är",
        ),
        (
            Document((plan(weekdays("08:00-16:00")),), (LocalDay(date(2015, 5, 15), "A"),) * 2),
            "två gånger",
        ),
    ],
)
def test_a_calendar_that_cannot_be_is_refused_with_what_to_do(document, words):
    with pytest.raises(BadCalendar, match=words):
        require_good(document)


def test_one_to_four_is_two_hours_the_night_summer_time_begins():
    (night,) = hours(every_day("01:00-04:00")).stretches_of(date(2015, 3, 29))

    assert night.seconds == 2 * HOUR


def test_one_to_four_is_four_hours_the_night_summer_time_ends():
    (night,) = hours(every_day("01:00-04:00")).stretches_of(date(2015, 10, 25))

    assert night.seconds == 4 * HOUR


def test_the_hour_that_is_skipped_is_no_opening():
    assert hours(every_day("02:00-02:45")).stretches_of(date(2015, 3, 29)) == ()
    (rest,) = hours(every_day("02:15-03:30")).stretches_of(date(2015, 3, 29))
    assert (rest.start, rest.seconds) == (at("2015-03-29 03:00"), HOUR // 2)


@pytest.mark.parametrize(
    ("day", "seconds"),
    [
        (date(2015, 3, 29), 23 * HOUR),
        (date(2015, 10, 25), 25 * HOUR),
        (date(2015, 5, 1), 24 * HOUR),
    ],
)
def test_a_day_round_the_clock_is_as_long_as_it_really_is(day, seconds):
    (whole,) = ALWAYS.stretches_of(day)

    assert whole.seconds == seconds


@pytest.mark.parametrize("day", [date(2015, 3, 29), date(2015, 10, 25), date(2015, 7, 1)])
def test_later_minutes_of_a_day_are_never_earlier_moments(day):
    moments = [moment_of(day, minute) for minute in range(1441)]

    assert moments == sorted(moments)
    assert moments[0].astimezone(SWEDEN).date() == day
    assert moments[-1].astimezone(SWEDEN).date() == day + timedelta(days=1)


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2015-05-13 09:00", None),
        ("2015-05-13 07:59", "2015-05-13 08:00"),
        ("2015-05-13 16:00", "2015-05-15 08:00"),
        ("2015-05-15 20:00", "2015-05-18 08:00"),
        ("2015-12-23 16:30", "2015-12-28 08:00"),
    ],
)
def test_the_next_opening_passes_over_holidays(moment, opens):
    assert next_opening(OFFICE, at(moment)) == (at(opens) if opens else None)


@given(any_hours(), MOMENTS)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_from_the_next_opening_it_is_open(known, moment):
    opens = next_opening(known, moment)

    assert opens is None or opens > moment
    assert next_opening(known, opens or moment) is None
