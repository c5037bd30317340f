"""Days as whole months that are kept, and the rest that is counted."""

from datetime import date

from samdrift.kernel.kept_months import Parts, months_to_recount, parts
from samdrift.kernel.spans import Span

JANUARY, FEBRUARY, MARCH = (date(2026, month, 1) for month in (1, 2, 3))


def test_a_year_is_its_twelve_months():
    year = Span.year(2026)

    assert parts(year, ()) == Parts(year, (), ())


def test_days_at_the_ends_are_counted():
    told = parts(Span(date(2026, 1, 30), date(2026, 3, 5)), ())

    ends = (Span(date(2026, 1, 30), FEBRUARY), Span(MARCH, date(2026, 3, 5)))
    assert told == Parts(Span(FEBRUARY, MARCH), (), ends)


def test_a_month_that_has_changed_is_counted_with_the_days_beside_it():
    told = parts(Span(date(2026, 1, 30), MARCH), (FEBRUARY, date(2027, 1, 1)))

    assert told == Parts(Span(FEBRUARY, MARCH), (FEBRUARY,), (Span(date(2026, 1, 30), MARCH),))


def test_days_within_a_month_are_counted_as_they_are():
    days = Span(date(2026, 1, 3), date(2026, 2, 1))

    assert parts(days, ()) == Parts(Span(FEBRUARY, FEBRUARY), (), (days,))


def test_the_last_day_of_a_month_in_utc_may_lie_in_the_next():
    assert months_to_recount([date(2026, 1, 31), date(2026, 1, 2)]) == (JANUARY, FEBRUARY)
