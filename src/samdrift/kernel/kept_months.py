"""Days of which whole months are kept as counts, and the rest is counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from samdrift.kernel.spans import Month, Span


@dataclass(frozen=True, slots=True)
class Parts:
    """A span as its whole months that are kept, but for some, and the spans that are counted."""

    months: Span
    stale: tuple[date, ...]
    live: tuple[Span, ...]


def parts(span: Span, stale: Sequence[date]) -> Parts:
    """Return a span as whole months and the rest; what lies side by side is counted as one."""
    assert span.end is not None, "what is counted has an end"
    start, end = _month_on_or_after(span.start), span.end.replace(day=1)
    if start >= end:
        return Parts(Span(end, end), (), (span,))
    months = Span(start, end)
    within = tuple(month for month in stale if month in months)
    whole = (Month(month.year, month.month).span for month in within)
    live = [Span(span.start, start), *whole, Span(end, span.end)]
    return Parts(months, within, tuple(_joined(live)))


def months_to_recount(days: Iterable[date]) -> tuple[date, ...]:
    """Return the months, in Sweden, that days in UTC may lie in: a day there begins earlier."""
    found = {near.replace(day=1) for day in days for near in (day, day + timedelta(days=1))}
    return tuple(sorted(found))


def _month_on_or_after(day: date) -> date:
    return day if day.day == 1 else Month(day.year, day.month).next.span.start


def _joined(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in spans:
        if span.start == span.end:
            continue
        if joined and joined[-1].end == span.start:
            span = Span(joined.pop().start, span.end)  # noqa: PLW2901  It goes on.
        joined.append(span)
    return joined
