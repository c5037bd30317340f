"""Spans are half-open; months and weeks know their days."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.kernel.spans import Month, Span, Week, months_in, months_of, weeks_in, weeks_of
from samdrift.kernel.swedish_order import swedish_key

DAYS = st.dates(date(2000, 1, 1), date(2001, 1, 1))


@st.composite
def spans(draw):
    start = draw(DAYS)
    end = draw(st.none() | st.integers(0, 60))
    return Span(start, None if end is None else start + timedelta(days=end))


def days(span):
    last = span.end or date(2001, 6, 1)
    return {span.start + timedelta(days=n) for n in range((last - span.start).days)}


@given(spans(), spans(), DAYS)
def test_a_span_is_its_days(one, other, day):
    assert one.overlaps(other) == bool(days(one) & days(other)) == other.overlaps(one)
    assert (day in one) == (day in days(one))
    assert Span.parse(str(one)) == one


def test_a_span_ends_after_it_starts():
    with pytest.raises(AssertionError):
        Span(date(2015, 1, 2), date(2015, 1, 1))


@pytest.mark.parametrize("text", ["", "2015-01-01", "2015-01-02/2015-01-01", "x/", "2015-01-01/x"])
def test_what_is_no_span_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011  Its text is what was read.
        Span.parse(text)


def test_years_days_and_months_have_their_days():
    assert str(Span.year(2016)) == "2016-01-01/2017-01-01"
    assert str(Span.day(date(2016, 2, 29))) == "2016-02-29/2016-03-01"
    assert str(Span(date(2016, 1, 1))) == "2016-01-01/"
    assert str(Month(2016, 2)) == "2016-02"
    assert Month(2016, 12).next == Month(2017, 1)
    assert str(Month(2016, 12).span) == "2016-12-01/2017-01-01"
    assert [month.number for month in months_of(2016)] == list(range(1, 13))
    with pytest.raises(AssertionError):
        Month(2016, 13)


@pytest.mark.parametrize(("year", "count"), [(2015, 53), (2016, 52), (2020, 53), (2021, 52)])
def test_weeks_are_those_of_iso(year, count):
    weeks = list(weeks_of(year))

    assert len(weeks) == count
    assert str(weeks[6]) == f"{year}-W07"
    assert all(week.span.start.isocalendar()[:2] == (year, week.number) for week in weeks)
    assert all(one.span.end == two.span.start for one, two in itertools.pairwise(weeks))
    assert Week(2015, 1) < Week(2015, 2)


def test_swedish_letters_come_last():
    names = ["Östra", "Ängen", "Åby", "Zinken", "ångan", "Émile", "Eda", "Ærø", "Ørsta", "alm"]

    ordered = sorted(names, key=swedish_key)

    assert ordered == [
        "alm",
        "Eda",
        "Émile",
        "Zinken",
        "Åby",
        "ångan",
        "Ängen",
        "Ærø",
        "Ørsta",
        "Östra",
    ]


@pytest.mark.parametrize(
    ("span", "earlier"),
    [
        ("2015-01-01/2016-01-01", "2014-01-01/2015-01-01"),
        ("2015-12-31/2016-01-01", "2014-12-31/2015-01-01"),
        ("2016-02-29/2016-03-01", "2015-02-28/2015-03-01"),
        ("2016-02-28/2016-02-29", "2015-02-28/2015-03-01"),
        ("2016-02-29/", "2015-02-28/"),
    ],
)
def test_a_year_earlier_is_the_same_days_of_the_year_before(span, earlier):
    assert str(Span.parse(span).a_year_earlier()) == earlier


def test_there_is_no_year_before_the_first():
    with pytest.raises(ValueError, match="year 0"):
        Span.year(1).a_year_earlier()


def test_the_same_days_of_another_year_end_with_the_month_where_they_did():
    february = Span(date(2015, 2, 1), date(2015, 3, 1))
    assert february.years_on(1) == Span(date(2016, 2, 1), date(2016, 3, 1))
    assert Span(date(2016, 2, 1), date(2016, 3, 1)).years_on(-1) == february
    assert Span(date(2016, 2, 29), date(2016, 3, 5)).years_on(-1).start == date(2015, 2, 28)
    assert Span(date(2015, 1, 1)).years_on(1) == Span(date(2016, 1, 1))


@given(st.dates(date(1990, 1, 1), date(2050, 1, 1)), st.integers(1, 900))
def test_months_and_weeks_cut_at_the_ends_are_the_span(start, days):
    span = Span(start, start + timedelta(days))
    for parts in (
        [month.span.within(span) for month in months_in(span)],
        [week.span.within(span) for week in weeks_in(span)],
    ):
        assert (parts[0].start, parts[-1].end) == (span.start, span.end)
        assert all(one.end == other.start for one, other in itertools.pairwise(parts))


@pytest.mark.parametrize(
    ("span", "years", "months"),
    [
        (Span.year(2015), True, True),
        (Span(date(2013, 1, 1), date(2015, 1, 1)), True, True),
        (Span(date(2015, 1, 1), date(2015, 4, 1)), False, True),
        (Span(date(2015, 1, 1), date(2015, 4, 2)), False, False),
        (Span(date(2015, 1, 1), date(2015, 1, 1)), False, True),
        (Span(date(2015, 1, 1)), False, False),
    ],
)
def test_a_span_knows_whether_it_is_whole_years_or_months(span, years, months):
    assert (span.is_whole_years, span.is_whole_months) == (years, months)
