"""A deadline is told so that it can be added up, in Swedish and in English."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samdrift.servicelevels import wording
from samdrift.servicelevels.reckoning.events import (
    EventKind,
    Happening,
    State,
    Terms,
    Timetable,
    reckon,
)
from samdrift.servicelevels.reckoning.explanation import Promise, StepKind, explain
from samdrift.servicelevels.reckoning.hours import LocalDay, Occasion
from samdrift.servicelevels.tests.given import (
    ALWAYS,
    HOUR,
    MOMENTS,
    OFFICE,
    any_hours,
    at,
    hours,
    weekdays,
)

TERMS = Terms("network", 3, HOUR, 7 * HOUR + 1800)


def started(moment, known=OFFICE, terms=TERMS):
    return Happening(EventKind.STARTED, at(moment), terms=terms, timetable=Timetable(1, 1, known))


def happened(kind, moment, **told):
    return Happening(kind, at(moment), **told)


ASCENSION = (
    started("2015-05-13 15:40"),
    happened(EventKind.RESPONDED, "2015-05-13 15:50"),
    happened(EventKind.PAUSED, "2015-05-15 10:00", reason="answer"),
    happened(EventKind.RESUMED, "2015-05-15 12:10"),
)


def test_the_arithmetic_of_a_deadline_is_told_step_by_step():
    assert wording.lines(explain(ASCENSION, Promise.SOLUTION)) == (
        "Inkom 2015-05-13 15.40.",
        "Löst inom 7 tim 30 min öppen tid.",
        "Öppet onsdag 13 maj 15.40–16: 20 min räknas.",
        "Stängt onsdag 13 maj 16 – fredag 15 maj 08: Kristi himmelsfärdsdag.",
        "Öppet fredag 15 maj 08–10: 2 tim räknas.",
        "Pausad fredag 15 maj 10–12.10 i väntan på svar: 2 tim 10 min öppen tid räknas inte.",
        "Öppet fredag 15 maj 12.10–16: 3 tim 50 min räknas.",
        "Stängt fredag 15 maj 16 – måndag 18 maj 08.",
        "Öppet måndag 18 maj 08–09.20: 1 tim 20 min räknas.",
        "Klart senast 2015-05-18 09.20.",
    )


def test_the_arithmetic_is_told_in_a_sentence():
    assert wording.sentence(explain(ASCENSION, Promise.SOLUTION)) == (
        "inkom 2015-05-13 15.40, stängt 16–08, Kristi himmelsfärdsdag, pausad 2 tim 10 min i "
        "väntan på svar, stängt 16–08, klart senast 2015-05-18 09.20"
    )


def test_nights_on_end_are_told_once_with_how_many_they_are():
    week = (started("2015-06-01 08:00", terms=Terms("network", 3, HOUR, 40 * HOUR)),)

    assert wording.sentence(explain(week, Promise.SOLUTION)) == (
        "inkom 2015-06-01 08.00, stängt 16–08 (4 gånger), klart senast 2015-06-05 16.00"
    )


def test_the_answer_has_an_arithmetic_of_its_own_as_it_stood_when_it_was_given():
    assert wording.lines(explain(ASCENSION, Promise.RESPONSE)) == (
        "Inkom 2015-05-13 15.40.",
        "Första svar inom 1 tim öppen tid.",
        "Öppet onsdag 13 maj 15.40–16: 20 min räknas.",
        "Stängt onsdag 13 maj 16 – fredag 15 maj 08: Kristi himmelsfärdsdag.",
        "Öppet fredag 15 maj 08–08.40: 40 min räknas.",
        "Svar senast 2015-05-15 08.40.",
        "Besvarat 2015-05-13 15.50 efter 10 min öppen tid: inom tidsfristen.",
    )


def test_the_arithmetic_is_told_in_english_too():
    with translation.override("en"):
        told = wording.lines(explain(ASCENSION, Promise.SOLUTION))

    assert told[3:6] == (
        "Closed Wednesday 13 May 16 – Friday 15 May 08: Kristi himmelsfärdsdag.",
        "Open Friday 15 May 08–10: 2 h counted.",
        "Paused Friday 15 May 10–12.10 waiting for an answer: 2 h 10 min of open time not counted.",
    )


def test_while_a_pause_goes_on_there_is_no_deadline_and_it_is_said():
    told = explain(ASCENSION[:3], Promise.SOLUTION)

    assert told.due is None
    assert wording.lines(told)[-1] == "Tiden står still, så det finns ingen tidsfrist just nu."
    assert wording.sentence(told).endswith("Kristi himmelsfärdsdag, tiden står still")


def test_a_solution_after_the_deadline_says_so_and_what_happened_since_does_not_move_it():
    late = (*ASCENSION, happened(EventKind.SOLVED, "2015-05-18 09:21"))
    reopened = (
        *late,
        happened(EventKind.REOPENED, "2015-05-19 09:00"),
        happened(EventKind.SOLVED, "2015-05-19 09:30"),
    )

    assert wording.lines(explain(late, Promise.SOLUTION))[-2:] == (
        "Klart senast 2015-05-18 09.20.",
        "Löst 2015-05-18 09.21 efter 7 tim 31 min öppen tid: efter tidsfristen.",
    )
    assert wording.lines(explain(reopened, Promise.SOLUTION))[-2:] == (
        "Klart senast 2015-05-18 09.20.",
        "Löst 2015-05-19 09.30 efter 8 tim 1 min öppen tid: efter tidsfristen.",
    )


def test_time_between_solved_and_opened_again_does_not_count():
    told = (
        started("2015-05-18 08:00"),
        happened(EventKind.SOLVED, "2015-05-18 09:00"),
        happened(EventKind.REOPENED, "2015-05-18 13:00"),
    )

    assert reckon(told).solve_by == at("2015-05-19 11:30")
    assert (
        "Pausad måndag 18 maj 09–13 medan ärendet var löst: 4 tim öppen tid räknas inte."
        in wording.lines(explain(told, Promise.SOLUTION))
    )


def test_a_changed_calendar_shows_the_deadline_before_and_after():
    shut = hours(weekdays("08:00-16:00"), local_days=[LocalDay(date(2015, 5, 15), "Klämdag")])
    told = (
        started("2015-05-13 15:40"),
        happened(EventKind.CALENDAR_CHANGED, "2015-05-13 15:45", timetable=Timetable(1, 2, shut)),
    )

    assert wording.lines(explain(told, Promise.SOLUTION))[3:] == (
        "Stängt onsdag 13 maj 16 – måndag 18 maj 08: Kristi himmelsfärdsdag, Klämdag.",
        "Öppet måndag 18 maj 08–15.10: 7 tim 10 min räknas.",
        "Klart senast 2015-05-18 15.10.",
        "Kalendern ändrades: tidsfristen var 2015-05-15 15.10 och blev 2015-05-18 15.10.",
    )


def test_a_new_level_keeps_what_is_used_and_promises_anew_by_its_own_hours():
    urgent = Terms("network", 1, 1800, 4 * HOUR)
    told = (
        started("2015-05-18 15:00"),
        happened(
            EventKind.LEVEL_CHANGED,
            "2015-05-18 18:00",
            terms=urgent,
            timetable=Timetable(2, 7, ALWAYS),
        ),
    )

    assert reckon(told).solve_by == at("2015-05-18 21:00")
    assert reckon(told).is_response_met is False
    assert (
        "Servicenivån ändrades: tidsfristen var 2015-05-19 14.30 och blev 2015-05-18 21.00."
        in wording.lines(explain(told, Promise.SOLUTION))
    )


def test_an_answer_is_held_to_what_was_promised_when_it_was_given():
    told = (
        started("2015-05-18 08:00"),
        happened(EventKind.RESPONDED, "2015-05-18 08:50"),
        happened(
            EventKind.LEVEL_CHANGED,
            "2015-05-18 09:00",
            terms=Terms("network", 1, 1800, 4 * HOUR),
            timetable=Timetable(1, 1, OFFICE),
        ),
    )

    assert reckon(told).is_response_met is True
    assert reckon(told).solve_by == at("2015-05-18 12:00")


def test_a_half_day_names_itself_where_it_closed_early_and_not_the_night_before():
    short = hours(weekdays("08:00-16:00"), half_days=[(Occasion.MAUNDY_THURSDAY, 12 * 60)])
    told = (started("2015-04-01 15:00", short),)

    closed = [
        step.names for step in explain(told, Promise.SOLUTION).steps if step.kind is StepKind.CLOSED
    ]
    assert closed == [(), ("Skärtorsdagen", "Långfredagen", "Annandag påsk")]


@pytest.mark.parametrize(
    ("within", "state", "solved", "met"),
    [(3600, State.CLOSED, None, False), (7 * 3600, State.CLOSED, None, None)],
)
def test_closed_unsolved_is_missed_only_where_too_much_was_used(within, state, solved, met):
    terms = replace(TERMS, solve_within=within)
    told = (
        started("2015-05-18 08:00", terms=terms),
        happened(EventKind.CLOSED, "2015-05-18 10:00"),
    )

    standing = reckon(told)

    assert (standing.state, standing.solved_at, standing.is_solution_met) == (state, solved, met)


@given(
    any_hours(),
    MOMENTS,
    st.lists(st.integers(1, 3 * 24 * HOUR), max_size=6),
    st.integers(1, 60 * HOUR),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_counted_steps_add_up_to_what_was_promised(known, start, lengths, within):
    told = [
        Happening(
            EventKind.STARTED,
            start,
            terms=Terms("", 1, within, within),
            timetable=Timetable(1, 1, known),
        )
    ]
    moment = start
    for index, length in enumerate(lengths):
        moment += timedelta(seconds=length)
        kind = EventKind.RESUMED if index % 2 else EventKind.PAUSED
        told.append(Happening(kind, moment, reason="" if index % 2 else "answer"))
    explanation = explain(told, Promise.SOLUTION)
    stretches = [step for step in explanation.steps if step.start and step.end]

    assert all(one.end == other.start for one, other in pairwise(stretches))
    if explanation.due is None:
        assert explanation.counted_seconds <= within
    else:
        assert explanation.counted_seconds == within
        assert stretches[-1].end == explanation.due
    assert all(wording.lines(explanation))


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 sek"), (45, "45 sek"), (60, "1 min"), (7800, "2 tim 10 min"), (3601, "1 tim 1 sek")],
)
def test_elapsed_time_is_told_in_words(seconds, words):
    assert wording.duration(seconds) == words


@pytest.mark.parametrize(
    ("opens", "words"),
    [
        (None, ""),
        ("2015-05-15 07:30", "Vi öppnar i dag 07.30, ditt ärende tas om hand då."),
        ("2015-05-16 07:30", "Vi öppnar i morgon 07.30, ditt ärende tas om hand då."),
        ("2015-05-18 07:30", "Vi öppnar måndag 07.30, ditt ärende tas om hand då."),
        ("2015-05-25 08:00", "Vi öppnar måndag 25 maj 08.00, ditt ärende tas om hand då."),
    ],
)
def test_after_hours_it_is_told_when_the_case_will_be_taken_care_of(opens, words):
    opened = at(opens) if opens else None

    assert wording.opening_words(opened, at=at("2015-05-15 06:00")) == words


def test_what_was_kept_and_what_was_late_is_said_of_both_promises():
    in_time = (started("2015-05-18 08:00"), happened(EventKind.SOLVED, "2015-05-18 10:00"))

    assert wording.lines(explain(in_time, Promise.SOLUTION))[-1] == (
        "Löst 2015-05-18 10.00 efter 2 tim öppen tid: inom tidsfristen."
    )
    assert wording.lines(explain(in_time, Promise.RESPONSE))[-1] == (
        "Besvarat 2015-05-18 10.00 efter 2 tim öppen tid: efter tidsfristen."
    )
    assert wording.sentence(explain(in_time, Promise.RESPONSE)) == (
        "inkom 2015-05-18 08.00, svar senast 2015-05-18 09.00"
    )


def test_a_level_changed_while_it_is_paused_had_no_deadline_before_or_after():
    told = (
        started("2015-05-18 08:00"),
        happened(EventKind.PAUSED, "2015-05-18 09:00", reason="supplier"),
        happened(
            EventKind.LEVEL_CHANGED,
            "2015-05-18 09:30",
            terms=TERMS,
            timetable=Timetable(1, 1, OFFICE),
        ),
    )

    assert wording.lines(explain(told, Promise.SOLUTION))[-1] == (
        "Servicenivån ändrades: tidsfristen var ingen (pausad) och blev ingen (pausad)."
    )
