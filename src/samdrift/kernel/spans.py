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

    def a_year_earlier(self) -> Span:
        """Return the same days of the year before; 29 February is the last day of February.

        Raises ValueError where there is no year before.
        """
        return Span(_a_year_before(self.start), self.end and _a_year_before(self.end, as_end=True))

    def overlaps(self, other: Span) -> bool:
        """Whether some day lies in both; an empty span overlaps nothing."""
        if self.start == self.end or other.start == other.end:
            return False
        starts_in_time = other.end is None or self.start < other.end
        return starts_in_time and (self.end is None or other.start < self.end)


def _a_year_before(day: date, *, as_end: bool = False) -> date:
    """Return the same day of the year before; a span that ends before 29 February ends after it."""
    if (day.month, day.day) != (2, 29):
        return day.replace(year=day.year - 1)
    return date(day.year - 1, 3, 1) if as_end else date(day.year - 1, 2, 28)


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


def months_of(year: int) -> tuple[Month, ...]:
    """Return the twelve months of a year."""
    return tuple(Month(year, number) for number in range(1, 13))


def weeks_of(year: int) -> Iterator[Week]:
    """Yield the 52 or 53 ISO weeks of a year: 28 December always lies in the last."""
    last = date(year, 12, 28).isocalendar().week
    return (Week(year, number) for number in range(1, last + 1))
