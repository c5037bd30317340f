"""Public holidays and eves, held against dates of history and against an independent calendar."""

from __future__ import annotations

from datetime import date

import pytest
from holidays import DE_FACTO, PUBLIC, country_holidays

from samdrift.kernel.spans import Span
from samdrift.sweden.holidays import (
    FIRST_YEAR,
    LAST_YEAR,
    EveKind,
    easter_sunday,
    eves,
    is_public_holiday,
    is_working_day,
    public_holidays,
    working_days,
)

YEARS_OF_ORACLE = range(1953, 2101)


def day_of(name: str, year: int) -> date | None:
    return next((known.day for known in public_holidays(year) if known.name == name), None)


def test_days_are_those_of_an_independent_calendar():
    theirs = country_holidays("SE", years=YEARS_OF_ORACLE, language="sv")

    ours = {(known.day, known.name) for year in YEARS_OF_ORACLE for known in public_holidays(year)}

    assert ours == {(day, name) for day, names in theirs.items() for name in names.split("; ")}


def test_eves_that_are_sundays_by_law_are_those_of_an_independent_calendar():
    theirs = country_holidays("SE", years=YEARS_OF_ORACLE, language="sv", categories=(DE_FACTO,))

    all_eves = [eve for year in YEARS_OF_ORACLE for eve in eves(year)]

    assert {eve.day: eve.name for eve in all_eves if eve.kind is EveKind.LIKE_SUNDAY} == dict(
        theirs.items()
    )


def test_working_days_are_those_of_an_independent_calendar():
    theirs = country_holidays(
        "SE", years=YEARS_OF_ORACLE, language="sv", categories=(PUBLIC, DE_FACTO)
    )
    ends = (date(YEARS_OF_ORACLE[0], 1, 1), date(YEARS_OF_ORACLE[-1] + 1, 1, 1))

    days = (date.fromordinal(number) for number in range(*map(date.toordinal, ends)))
    assert working_days(Span(*ends)) == tuple(day for day in days if theirs.is_working_day(day))


@pytest.mark.parametrize("year", [2101, 2150, 2200])
def test_the_next_century_has_its_holidays_on_the_right_weekdays(year):
    weekdays = {known.name: known.day.isoweekday() for known in public_holidays(year)}

    assert len(weekdays) == 13
    assert weekdays["Långfredagen"] == 5
    assert weekdays["Annandag påsk"] == 1
    assert weekdays["Kristi himmelsfärdsdag"] == 4
    assert weekdays["Pingstdagen"] == 7
    assert weekdays["Midsommardagen"] == weekdays["Alla helgons dag"] == 6


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (1900, date(1900, 4, 15)),
        (1913, date(1913, 3, 23)),
        (1943, date(1943, 4, 25)),
        (1954, date(1954, 4, 18)),
        (1981, date(1981, 4, 19)),
        (2024, date(2024, 3, 31)),
        (2038, date(2038, 4, 25)),
        (2076, date(2076, 4, 19)),
        (2200, date(2200, 4, 6)),
    ],
)
def test_easter_falls_on_its_day(year, day):
    assert easter_sunday(year) == day


def test_easter_is_a_sunday_from_22_march_to_25_april():
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        assert easter_sunday(year).isoweekday() == 7
        assert date(year, 3, 22) <= easter_sunday(year) <= date(year, 4, 25)


def test_whit_monday_gave_way_to_the_national_day_in_2005():
    assert day_of("Annandag pingst", 2004) == date(2004, 5, 31)
    assert day_of("Nationaldagen", 2004) is None
    assert day_of("Annandag pingst", 2005) is None
    assert day_of("Nationaldagen", 2005) == date(2005, 6, 6)


def test_midsummer_and_all_saints_moved_to_saturdays_in_1953():
    assert day_of("Midsommardagen", 1952) == date(1952, 6, 24)
    assert day_of("Midsommardagen", 1953) == date(1953, 6, 20)
    assert day_of("Alla helgons dag", 1952) == date(1952, 11, 2)
    assert day_of("Alla helgons dag", 1953) == date(1953, 10, 31)


def test_first_of_may_is_a_holiday_from_1939():
    assert day_of("Första maj", 1938) is None
    assert day_of("Första maj", 1939) == date(1939, 5, 1)
    assert is_working_day(date(1936, 5, 1))
    assert not is_working_day(date(1942, 5, 1))


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (1950, date(1950, 3, 25)),
        (1932, date(1932, 3, 20)),
        (1951, date(1951, 3, 18)),
        (1940, date(1940, 3, 17)),
        (1953, date(1953, 3, 22)),
        (1989, date(1989, 3, 12)),
        (1990, None),
    ],
)
def test_lady_day_gives_way_to_easter_and_has_no_name_in_law_from_1990(year, day):
    assert day_of("Marie bebådelsedag", year) == day


def test_two_holidays_may_share_a_day():
    shared = [known.name for known in public_holidays(2008) if known.day == date(2008, 5, 1)]

    assert shared == ["Första maj", "Kristi himmelsfärdsdag"]


def test_eves_of_2026_are_told_with_why_they_are_free():
    assert [(str(eve.day), eve.name, eve.kind.value) for eve in eves(2026)] == [
        ("2026-01-05", "Trettondagsafton", "half-day"),
        ("2026-04-02", "Skärtorsdagen", "half-day"),
        ("2026-04-04", "Påskafton", "free"),
        ("2026-04-30", "Valborgsmässoafton", "half-day"),
        ("2026-05-23", "Pingstafton", "free"),
        ("2026-06-19", "Midsommarafton", "like-sunday"),
        ("2026-10-30", "Allhelgonaafton", "half-day"),
        ("2026-12-24", "Julafton", "like-sunday"),
        ("2026-12-31", "Nyårsafton", "like-sunday"),
    ]


@pytest.mark.parametrize(
    ("day", "is_worked"),
    [
        (date(2026, 6, 18), True),
        (date(2026, 6, 19), False),
        (date(2026, 6, 20), False),
        (date(2026, 6, 21), False),
        (date(2026, 4, 2), True),
        (date(2026, 4, 3), False),
        (date(2026, 12, 23), True),
        (date(2026, 12, 24), False),
        (date(2026, 12, 31), False),
        (date(2025, 6, 6), False),
        (date(2004, 6, 7), True),
    ],
)
def test_working_days_leave_out_weekends_holidays_and_the_eves_of_law(day, is_worked):
    assert is_working_day(day) is is_worked


def test_every_sunday_is_a_public_holiday():
    assert is_public_holiday(date(2026, 3, 1))
    assert not is_public_holiday(date(2026, 2, 28))


def test_a_year_has_its_working_days():
    assert len(working_days(Span.year(2015))) == 251
    assert len(working_days(Span.year(2026))) == 251


def test_working_days_of_christmas_week():
    assert working_days(Span(date(2026, 12, 21), date(2027, 1, 4))) == (
        date(2026, 12, 21),
        date(2026, 12, 22),
        date(2026, 12, 23),
        date(2026, 12, 28),
        date(2026, 12, 29),
        date(2026, 12, 30),
    )


def test_an_empty_span_has_no_working_days():
    assert working_days(Span(date(2026, 3, 2), date(2026, 3, 2))) == ()
