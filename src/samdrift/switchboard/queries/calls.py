"""How many calls came in, and how many of them were answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, QuerySet

from samdrift.kernel.figures import Figure, Origin, Unit
from samdrift.kernel.spans import Span, months_in, weeks_in, weeks_of
from samdrift.reporting import dating
from samdrift.reporting import together as asking
from samdrift.reporting.dating import Dated
from samdrift.reporting.snapshot import remembered
from samdrift.reporting.together import Named, Questions
from samdrift.switchboard.models import Call

CALLS = "switchboard.calls"

READS = (Call,)
"""What tables are read from."""

DATES = (Dated(Call, "local_date", years=lambda day: (day.year, day.isocalendar().year)),)
"""Where the years of the records stand."""


@dataclass(frozen=True, slots=True)
class Calls:
    """The calls of a month or a week: all of them, and how many were answered.

    `is_whole` is false where only some of its days were asked about.
    """

    name: str
    span: Span
    call_count: int
    answered_count: int
    is_whole: bool = True

    @property
    def calls(self) -> Figure:
        """How many came in."""
        return self._figure(self.call_count)

    @property
    def answered(self) -> Figure:
        """How many were answered."""
        return self._figure(self.answered_count, ("outcome", "answered"))

    @property
    def lost(self) -> Figure:
        """How many nobody answered."""
        return self._figure(self.call_count - self.answered_count, ("outcome", "lost"))

    def _figure(self, count: int, *scope: tuple[str, str]) -> Figure:
        return Figure(count, Unit.COUNT, (Origin(CALLS, self.span, scope, count),))


def calls_by_month(*, span: Span) -> tuple[Calls, ...]:
    """Return the calls of every month that has a day in a span, of those days alone."""
    return _counted(((str(month), month.span) for month in months_in(span)), span)


def calls_by_week(*, year: int) -> tuple[Calls, ...]:
    """Return the calls of every ISO week of a year, 52 or 53 of them."""
    weeks = tuple(weeks_of(year))
    whole = _with_whole_weeks(Span.year(year))
    return _counted(((str(week), week.span) for week in weeks), whole)


def calls_by_week_in(*, span: Span) -> tuple[Calls, ...]:
    """Return the calls of every ISO week that has a day in a span, of those days alone."""
    return _counted(((str(week), week.span) for week in weeks_in(span)), span)


def together(name: str, counted: tuple[Calls, ...], span: Span) -> Calls:
    """Return the calls of parts that make up a span, as one."""
    return Calls(
        name,
        span,
        sum(each.call_count for each in counted),
        sum(each.answered_count for each in counted),
    )


def started_in(span: Span) -> QuerySet[Call]:
    """Return the calls that began on the days of a span, as days are in Sweden."""
    found = Call.objects.filter(local_date__gte=span.start)
    return found if span.end is None else found.filter(local_date__lt=span.end)


def years() -> frozenset[int]:
    """Return the years from the first call to the last, those of their ISO weeks too."""
    return dating.years(DATES)


def _counted(named: Iterable[tuple[str, Span]], whole: Span) -> tuple[Calls, ...]:
    """Return the counts of spans, as far as they lie in the whole, by one question over it."""
    by_day = _by_day(_with_whole_weeks(whole))
    counted = []
    for name, span in named:
        asked = span.within(whole)
        days = [counts for day, counts in by_day.items() if day in asked]
        calls, answered = sum(all_ for all_, _ in days), sum(some for _, some in days)
        counted.append(Calls(name, asked, calls, answered, is_whole=asked == span))
    return tuple(counted)


def _with_whole_weeks(span: Span) -> Span:
    """Return a year with all days of its ISO weeks, so that weeks and months ask one question."""
    if span != Span.year(span.start.year):
        return span
    weeks = tuple(weeks_of(span.start.year))
    first, last = weeks[0].span.start, weeks[-1].span.last_day
    return Span(min(first, span.start), max(last, span.last_day) + timedelta(days=1))


def _by_day(span: Span) -> dict[date, tuple[int, int]]:
    return remembered(("switchboard.by-day", span), lambda: _counted_by_day(span))


def _counted_by_day(span: Span) -> dict[date, tuple[int, int]]:
    return {day: (calls, answered) for day, calls, answered in asking.rows(*_days(span))}


def ahead(year: int) -> Questions:
    """Return what will be asked of a year, its whole weeks too."""
    return dict([_days(_with_whole_weeks(Span.year(year)))])


def _days(span: Span) -> Named:
    rows = started_in(span).order_by().values_list("local_date")
    counted = rows.annotate(calls=Count("local_date"), answered=Count("answered_at"))
    return ("switchboard.days", span), counted
