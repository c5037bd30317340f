"""When people call, by hour and weekday, and how long they wait."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import ExtractHour, ExtractIsoWeekDay, TruncMonth

from samdrift.kernel.figures import Figure, Origin, Unit, share
from samdrift.kernel.spans import Span
from samdrift.plumbing.clock import SWEDEN
from samdrift.reporting.snapshot import remembered
from samdrift.switchboard.models import Call
from samdrift.switchboard.queries import CALLS, started_in

WEEKDAYS = range(1, 8)
HOURS = range(24)
SOON = (20, 60, 180)
"""The waits, in seconds, that an answer is held against; the limit itself is within."""

_APART: dict[str, Any] = {
    "weekday": ExtractIsoWeekDay("local_date"),
    "hour": ExtractHour("started_at", tzinfo=SWEDEN),
}

type Scope = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Timed:
    """Calls of some hours or days: how many, how many were answered, and how soon."""

    span: Span
    scope: Scope
    numbers: Mapping[str, int]

    @property
    def calls(self) -> Figure:
        """How many came in."""
        return self._figure("calls")

    @property
    def answered(self) -> Figure:
        """How many were answered."""
        return self._figure("answered", ("outcome", "answered"))

    @property
    def lost(self) -> Figure:
        """How many nobody answered."""
        count = self.numbers.get("calls", 0) - self.numbers.get("answered", 0)
        return self._counted(count, ("outcome", "lost"))

    @property
    def share_answered(self) -> Figure:
        """The share of the calls that were answered; blank where nobody called."""
        return share(self.answered, self.calls)

    def share_within(self, seconds: int) -> Figure:
        """Return the share of all calls, the lost too, that were answered within a wait."""
        return share(self._figure(f"within_{seconds}", ("within", str(seconds))), self.calls)

    def _figure(self, name: str, *scope: tuple[str, str]) -> Figure:
        return self._counted(self.numbers.get(name, 0), *scope)

    def _counted(self, count: int, *scope: tuple[str, str]) -> Figure:
        origin = Origin(CALLS, self.span, (*self.scope, *scope), count)
        return Figure(count, Unit.COUNT, (origin,))


def by_weekday_and_hour(*, span: Span) -> dict[tuple[int, int], Timed]:
    """Return the calls of a span by weekday, Monday first, and by the hour in which they began."""
    return remembered(("switchboard.by-hour", span), lambda: _by_weekday_and_hour(span))


def _by_weekday_and_hour(span: Span) -> dict[tuple[int, int], Timed]:
    rows = _timed(started_in(span).order_by().values(**_APART))
    return {
        (row["weekday"], row["hour"]): Timed(span, _scope(row["weekday"], row["hour"]), row)
        for row in rows
    }


def by_month(*, span: Span) -> dict[date, Mapping[str, int]]:
    """Return the counts of each month of a span that has calls, by its first day."""
    rows = _timed(started_in(span).order_by().values(month=TruncMonth("local_date")))
    return {row["month"]: row for row in rows}


def added(parts: Iterable[Timed], *, span: Span, scope: Scope = ()) -> Timed:
    """Return what calls told apart come to together."""
    sums: dict[str, int] = defaultdict(int)
    for part in parts:
        for name in _MEASURES:
            sums[name] += part.numbers.get(name, 0)
    return Timed(span, scope, sums)


def narrowed(calls: QuerySet[Call], scope: Scope) -> QuerySet[Call]:
    """Return the calls of an hour, a weekday, an outcome or a wait."""
    found = calls
    for key, value in scope:
        if key == "outcome":
            found = found.filter(answered_at__isnull=value == "lost")
        elif key == "within":
            found = found.filter(_answered_within(int(value)))
        else:
            found = found.alias(**{f"at_{key}": _APART[key]}).filter(**{f"at_{key}": int(value)})
    return found


def _timed(calls: QuerySet[Any]) -> Iterable[dict[str, Any]]:
    within = {
        f"within_{seconds}": Count("id", filter=_answered_within(seconds)) for seconds in SOON
    }
    rows: Iterable[dict[str, Any]] = calls.annotate(
        calls=Count("id"), answered=Count("answered_at"), **within
    )
    return rows


def _answered_within(seconds: int) -> Q:
    return Q(answered_at__lte=F("started_at") + timedelta(seconds=seconds))


def _scope(weekday: int, hour: int) -> Scope:
    return (("weekday", str(weekday)), ("hour", str(hour)))


_MEASURES = ("calls", "answered", *(f"within_{seconds}" for seconds in SOON))
