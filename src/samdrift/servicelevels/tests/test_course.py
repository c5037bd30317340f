"""Time used and deadlines, held against a count minute by minute and against each other."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samdrift.plumbing.clock import SWEDEN
from samdrift.servicelevels.reckoning.course import Course, Halt, Segment
from samdrift.servicelevels.tests.given import (
    ALWAYS,
    HOUR,
    MOMENTS,
    OFFICE,
    any_hours,
    at,
    every_day,
    hours,
    weekdays,
)

WITHIN = st.integers(0, 100 * HOUR)
LENGTHS = st.integers(0, 20 * 24 * HOUR)
quickly = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def course(known, start, *halts):
    return Course((Segment(start, known),), halts)


@st.composite
def moments_in_order(draw, count):
    return sorted(draw(st.lists(MOMENTS, min_size=count, max_size=count)))


@st.composite
def halted_courses(draw):
    """A course over one or two calendars with halts that are in order and apart."""
    start = draw(MOMENTS)
    edges = [start]
    for length in draw(st.lists(st.integers(1, 5 * 24 * HOUR), max_size=6)):
        edges.append(edges[-1] + timedelta(seconds=length))
    halts = tuple(Halt(*pair) for pair in list(pairwise(edges))[1::2])
    segments = [Segment(start, draw(any_hours()), edition=1)]
    if draw(st.booleans()):
        later = start + timedelta(seconds=draw(st.integers(1, 20 * 24 * HOUR)))
        segments.append(Segment(later, draw(any_hours()), edition=2))
    return Course(tuple(segments), halts)


def counted_by_hand(known, start, end):
    """Count every minute between two moments whose wall clock lies in an opening of its day."""
    used, moment = 0, start
    while moment < end:
        wall = moment.astimezone(SWEDEN)
        minute = wall.hour * 60 + wall.minute
        openings = known.on(wall.date()).openings
        if any(each.opens <= minute < each.closes for each in openings):
            used += 60
        moment += timedelta(minutes=1)
    return used


@pytest.mark.parametrize(
    ("known", "start", "end"),
    [
        (OFFICE, "2015-05-12 15:40", "2015-05-18 09:20"),
        (ALWAYS, "2015-03-28 12:00", "2015-03-29 12:00"),
        (ALWAYS, "2015-10-24 12:00", "2015-10-25 12:00"),
        (hours(every_day("01:00-04:00")), "2015-03-28 22:00", "2015-03-30 09:00"),
        (hours(every_day("01:00-04:00")), "2015-10-24 22:00", "2015-10-26 09:00"),
        (hours(every_day("00:30-02:00", "03:00-05:00")), "2015-03-28 00:00", "2015-03-30 00:00"),
        (hours(every_day("00:30-02:00", "03:00-05:00")), "2015-10-24 00:00", "2015-10-26 00:00"),
        (hours(weekdays("07:30-12:00", "13:00-16:30")), "2015-12-21 08:00", "2016-01-08 08:00"),
    ],
)
def test_time_used_is_that_of_a_count_minute_by_minute(known, start, end):
    told = course(known, at(start))

    assert told.used(at(start), at(end)) == counted_by_hand(known, at(start), at(end))


def test_real_time_counts_when_the_clocks_change():
    spring = course(ALWAYS, at("2015-03-28 12:00"))
    autumn = course(ALWAYS, at("2015-10-24 12:00"))

    assert spring.used(at("2015-03-28 12:00"), at("2015-03-29 12:00")) == 23 * HOUR
    assert spring.due(24 * HOUR) == at("2015-03-29 13:00")
    assert autumn.used(at("2015-10-24 12:00"), at("2015-10-25 12:00")) == 25 * HOUR
    assert autumn.due(24 * HOUR) == at("2015-10-25 11:00")


def test_a_deadline_passes_over_nights_holidays_and_weekends():
    told = course(OFFICE, at("2015-05-13 15:40"))

    assert told.due(20 * 60) == at("2015-05-13 16:00")
    assert told.due(21 * 60) == at("2015-05-15 08:01")
    assert told.due(8 * HOUR + 1200 + 4800) == at("2015-05-18 09:20")


def test_nothing_promised_is_due_at_once_also_when_it_is_closed():
    assert course(OFFICE, at("2015-05-16 12:00")).due(0) == at("2015-05-16 12:00")


def test_a_halt_without_an_end_has_no_deadline_after_it():
    start = at("2015-05-12 08:00")
    halted = course(OFFICE, start, Halt(at("2015-05-12 10:00")))

    assert halted.due(2 * HOUR) == at("2015-05-12 10:00")
    assert halted.due(2 * HOUR + 1) is None
    assert halted.used(start, at("2015-05-20 10:00")) == 2 * HOUR


@given(halted_courses(), moments_in_order(3))
@quickly
def test_used_to_a_moment_and_from_it_is_used_in_all(told, moments):
    first, second, third = (max(each, told.start) for each in moments)

    assert told.used(first, second) + told.used(second, third) == told.used(first, third)


@given(halted_courses(), WITHIN)
@quickly
def test_exactly_what_was_promised_is_used_at_the_deadline_and_less_before(told, within):
    due = told.due(within)

    assert due is not None
    assert told.used(told.start, due) == within
    if within:
        assert told.used(told.start, due - timedelta(seconds=1)) == within - 1


@given(any_hours(), MOMENTS, LENGTHS)
@quickly
def test_the_deadline_of_what_is_used_is_no_later_than_the_moment(known, start, length):
    told = course(known, start)
    end = start + timedelta(seconds=length)

    used = told.used(start, end)

    assert 0 <= used <= length
    due = told.due(used)
    assert due is not None
    assert due <= end
    assert told.used(due, end) == 0


@given(any_hours(), MOMENTS, st.integers(1, 100 * HOUR), LENGTHS, LENGTHS)
@quickly
def test_a_pause_moves_the_deadline_by_exactly_its_open_part(known, start, within, wait, length):
    plain = course(known, start)
    due = plain.due(within)
    assert due is not None
    begin = min(start + timedelta(seconds=wait), due - timedelta(seconds=1))
    halt = Halt(begin, begin + timedelta(seconds=length))

    paused = course(known, start, halt).due(within)

    assert paused is not None
    assert plain.used(due, paused) == plain.used(halt.start, halt.end)


@given(any_hours(), MOMENTS, WITHIN, WITHIN)
@quickly
def test_more_time_is_never_due_earlier(known, start, one, other):
    told = course(known, start)
    dues = [told.due(within) for within in sorted((one, other))]

    assert None not in dues
    assert dues == sorted(dues)


@given(any_hours(), moments_in_order(2), WITHIN)
@quickly
def test_who_comes_later_is_never_due_earlier(known, moments, within):
    within += 1
    dues = [course(known, start).due(within) for start in moments]

    assert dues == sorted(dues)


@given(halted_courses(), LENGTHS)
@quickly
def test_pieces_follow_on_each_other_without_a_gap(told, length):
    end = told.start + timedelta(seconds=length)
    pieces = list(told.pieces(end))

    assert [piece.start for piece in pieces[1:]] == [piece.end for piece in pieces[:-1]]
    assert all(piece.seconds > 0 for piece in pieces)
    assert sum(piece.seconds for piece in pieces) == length
    assert sum(piece.seconds for piece in pieces if piece.counts) == told.used(told.start, end)


def test_a_pause_of_no_time_is_no_piece():
    start = at("2015-05-12 08:00")
    told = course(OFFICE, start, Halt(at("2015-05-12 09:00"), at("2015-05-12 09:00")))

    (piece, rest) = told.pieces(at("2015-05-12 16:30"))

    assert (piece.seconds, piece.counts, rest.seconds, rest.is_open) == (
        8 * HOUR,
        True,
        1800,
        False,
    )


def test_another_calendar_counts_from_its_moment():
    start, changed = at("2015-05-12 15:00"), at("2015-05-12 18:00")
    told = Course((Segment(start, OFFICE), Segment(changed, ALWAYS)))

    assert told.used(start, at("2015-05-12 20:00")) == 3 * HOUR
    assert told.due(4 * HOUR) == at("2015-05-12 21:00")
