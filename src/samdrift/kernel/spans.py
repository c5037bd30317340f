"""Half-open spans of days, months and fiscal years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import override


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Days from `start` up to, and not including, `end`; without an end it still goes on."""

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        assert self.end is None or self.end >= self.start, "a span cannot end before it starts"

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)

    @override
    def __str__(self) -> str:
        """Return `2015-01-01/2016-01-01`; an open span ends in `/`."""
        return f"{self.start}/{self.end or ''}"

    @classmethod
    def parse(cls, text: str) -> Span:
        """Read what `str` wrote. Raises ValueError when it is anything else."""
        start, slash, end = text.partition("/")
        if not slash:
            raise ValueError(text)
        span_start = date.fromisoformat(start)
        span_end = date.fromisoformat(end) if end else None
        if span_end is not None and span_end < span_start:
            raise ValueError(text)
        return cls(span_start, span_end)

    @classmethod
    def year(cls, year: int) -> Span:
        """Return the calendar year, which is the fiscal year by LKBR 1:5."""
        return cls(date(year, 1, 1), date(year + 1, 1, 1))

    @classmethod
    def day(cls, day: date) -> Span:
        """Return the span of one day."""
        return cls(day, day + timedelta(days=1))

    @property
    def last_day(self) -> date:
        """The last day of a span that ends; of an empty one, the day before it starts."""
        assert self.end is not None, "a span that goes on has no last day"
        return self.end - timedelta(days=1)

    @property
    def is_whole_years(self) -> bool:
        """Whether it is one calendar year or several."""
        if self.end is None or self.end == self.start:
            return False
        return all((day.month, day.day) == (1, 1) for day in (self.start, self.end))

    @property
    def is_whole_months(self) -> bool:
        """Whether it begins and ends with a month."""
        return self.end is not None and self.start.day == self.end.day == 1

    def years_on(self, years: int) -> Span:
        """Return the same days some years later; what ends with a month goes on doing so."""
        start = years_on(self.start, years)
        if self.end is None:
            return Span(start)
        if self.end.day == 1:
            return Span(start, years_on(self.end, years))
        return Span(start, years_on(self.last_day, years) + timedelta(days=1))

    def within(self, other: Span) -> Span:
        """Return the days that lie in both. Asked only of spans that overlap."""
        ends = [end for end in (self.end, other.end) if end is not None]
        return Span(max(self.start, other.start), min(ends) if ends else None)

    def a_year_earlier(self) -> Span:
        """Return the same days of the year before; 29 February is the last day of February.

        Raises ValueError where there is no year before.
        """
        return self.years_on(-1)

    def overlaps(self, other: Span) -> bool:
        """Whether some day lies in both; an empty span overlaps nothing."""
        if self.start == self.end or other.start == other.end:
            return False
        starts_in_time = other.end is None or self.start < other.end
        return starts_in_time and (self.end is None or other.start < self.end)


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of a year."""

    year: int
    number: int

    def __post_init__(self) -> None:
        assert 1 <= self.number <= 12, "a year has twelve months"

    @override
    def __str__(self) -> str:
        """Return `2015-03`."""
        return f"{self.year:04d}-{self.number:02d}"

    @property
    def next(self) -> Month:
        """The month that follows."""
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    @property
    def span(self) -> Span:
        """The days of the month."""
        following = self.next
        return Span(date(self.year, self.number, 1), date(following.year, following.number, 1))


def months_on(day: date, months: int) -> date:
    """Return the same day some months later, or before: the last of a month that is shorter."""
    number = day.year * 12 + day.month - 1 + months
    month = Month(number // 12, number % 12 + 1)
    return date(month.year, month.number, min(day.day, month.span.last_day.day))


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """A week as ISO 8601 counts it: it begins on Monday and belongs to the year of its Thursday."""

    year: int
    number: int

    @override
    def __str__(self) -> str:
        """Return `2016-W07`."""
        return f"{self.year:04d}-W{self.number:02d}"

    @property
    def span(self) -> Span:
        """The seven days of the week."""
        monday = date.fromisocalendar(self.year, self.number, 1)
        return Span(monday, monday + timedelta(days=7))


def years_on(day: date, years: int) -> date:
    """Return the same day some years later; 29 February becomes 28 February."""
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return date(day.year + years, day.month, last)


def months_in(span: Span) -> Iterator[Month]:
    """Yield every month that has a day in a span that ends."""
    assert span.end is not None, "months are counted to an end"
    month = Month(span.start.year, span.start.month)
    while month.span.start < span.end:
        yield month
        month = month.next


def weeks_in(span: Span) -> Iterator[Week]:
    """Yield every ISO week that has a day in a span that ends."""
    assert span.end is not None, "weeks are counted to an end"
    monday = span.start - timedelta(days=span.start.weekday())
    while monday < span.end:
        told = monday.isocalendar()
        yield Week(told.year, told.week)
        monday += timedelta(days=7)


def months_of(year: int) -> tuple[Month, ...]:
    """Return the twelve months of a year."""
    return tuple(Month(year, number) for number in range(1, 13))


def weeks_of(year: int) -> Iterator[Week]:
    """Yield the 52 or 53 ISO weeks of a year: 28 December always lies in the last."""
    last = date(year, 12, 28).isocalendar().week
    return (Week(year, number) for number in range(1, last + 1))
