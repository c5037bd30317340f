"""Calendars as files that people write."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.servicelevels import standards
from samdrift.servicelevels.reckoning import calendar_file
from samdrift.servicelevels.reckoning.calendar_file import CalendarFile
from samdrift.servicelevels.reckoning.documents import BadCalendar, Document
from samdrift.servicelevels.reckoning.hours import LocalDay, Occasion, Opening, Plan

KINDA = """key = "kinda"
name = "Kinda"

[[plan]]
from = 2026-01-01
monday = ["08:00-12:00", "13:00-16:30"]
half_days = { maundy-thursday = "12:00" }

[[day]]
day = 2026-05-15
name = "Klämdag"
open = []
organisation = "KIN"
"""
WORDS = (
    st.text(min_size=1, max_size=20).map(str.strip).filter(lambda text: text and text.isprintable())
)
OPENINGS = st.lists(st.integers(0, 1440), unique=True, max_size=6).map(
    lambda told: tuple(
        Opening(opens, closes)
        for opens, closes in zip(sorted(told)[::2], sorted(told)[1::2], strict=False)
    )
)
PLANS = st.builds(
    Plan,
    valid_from=st.dates(date(1990, 1, 1), date(2060, 1, 1)),
    week=st.tuples(st.just((Opening(480, 960),)), *[OPENINGS] * 6),
    closes_on_holidays=st.booleans(),
    half_days=st.lists(st.sampled_from(Occasion), unique=True).flatmap(
        lambda some: st.tuples(
            *[st.tuples(st.just(each), st.integers(0, 1440)) for each in Occasion if each in some]
        )
    ),
)
DAYS = st.builds(
    LocalDay,
    day=st.dates(date(1990, 1, 1), date(2060, 1, 1)),
    name=WORDS,
    openings=OPENINGS,
    organisation=st.sampled_from(("", "KIN")),
)
DOCUMENTS = st.builds(
    lambda plans, days: Document(
        tuple(sorted(plans, key=lambda plan: plan.valid_from)),
        tuple(sorted(days, key=lambda each: (each.day, each.organisation))),
    ),
    st.lists(PLANS, min_size=1, max_size=3, unique_by=lambda plan: plan.valid_from),
    st.lists(DAYS, max_size=3, unique_by=lambda each: (each.day, each.organisation)),
)


def test_a_file_is_read_as_the_hours_it_tells():
    told = calendar_file.read(KINDA)

    week = ((Opening(480, 720), Opening(780, 990)), (), (), (), (), (), ())
    plan = Plan(date(2026, 1, 1), week, half_days=((Occasion.MAUNDY_THURSDAY, 720),))
    day = LocalDay(date(2026, 5, 15), "Klämdag", (), "KIN")
    assert told == CalendarFile("kinda", "Kinda", Document((plan,), (day,)))


def test_what_is_written_is_what_was_read():
    assert calendar_file.written(calendar_file.read(KINDA)) == KINDA


@given(key=WORDS, name=WORDS, document=DOCUMENTS)
def test_every_calendar_is_read_as_it_was_written(key, name, document):
    told = CalendarFile(key, name, document)

    assert calendar_file.read(calendar_file.written(told)) == told


@pytest.mark.parametrize("standard", standards.CALENDARS, ids=lambda each: each.key)
def test_the_standard_calendars_can_be_written_and_read(standard):
    told = CalendarFile(standard.key, standard.name, standard.document)

    assert calendar_file.read(calendar_file.written(told)) == told


@pytest.mark.parametrize(
    ("was", "now", "words"),
    [
        ("[[plan]]", "[[plan", "går inte att läsa"),
        ('key = "kinda"', f"key = {'9' * 5_000}", "går inte att läsa"),
        ('key = "kinda"', f"key = {'[' * 50_000}", "går inte att läsa"),
        ('key = "kinda"', "key = 7", "Skriv key som ord"),
        ("monday", "mandag", "mandag hör inte hemma i"),
        ('["08:00-12:00", "13:00-16:30"]', '"08:00-12:00"', "Skriv monday som en lista"),
        ("08:00-12:00", "8-12", "monday: skriv tiden så här"),
        ("08:00-12:00", "12:00-08:00", "öppnar inte före den stänger"),
        ("08:00-12:00", "08:00-24:01", "öppnar inte före den stänger"),
        ("08:00-12:00", "08:00-13:30", "går in i varandra"),
        ("2026-01-01", '"i år"', "Skriv from som en dag"),
        ("2026-01-01", "2026-01-01T08:00:00", "Skriv from som en dag"),
        ("maundy-thursday", '"påsk"', "påsk är ingen halvdag"),
        ('"12:00" }', "12 }", "skriv när det stänger"),
        ('"Klämdag"', '" "', "Skriv name som ord"),
        ("[[day]]", "[day]", "Skriv day som"),
    ],
)
def test_a_file_that_is_wrong_is_told_where(was, now, words):
    assert was in KINDA

    with pytest.raises(BadCalendar, match=words):
        calendar_file.read(KINDA.replace(was, now, 1))
