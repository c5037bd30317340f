"""When people call, by hour and weekday, and how long they wait."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import ExtractIsoWeekDay

from samdrift.kernel.figures import Figure, Origin, Unit, blank, share
from samdrift.kernel.spans import Span
from samdrift.reporting import together
from samdrift.reporting.snapshot import remembered
from samdrift.reporting.together import Named, Questions
from samdrift.switchboard.models import Call
from samdrift.switchboard.queries.calls import CALLS, started_in

WEEKDAYS = range(1, 8)
HOURS = range(24)
SOON = (20, 60, 180)
"""The waits, in seconds, that an answer is held against; the limit itself is within."""

NOBODYS = "-"
"""The organisation of calls to a number that is nobody's."""

type Scope = tuple[tuple[str, str], ...]
type Numbers = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Timed:
    """Calls of some hours or days: how many, how many were answered, and how soon."""

    span: Span
    scope: Scope
    numbers: Numbers

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

    @property
    def share_lost(self) -> Figure:
        """The share of the calls that nobody answered; blank where nobody called."""
        return share(self.lost, self.calls)

    @property
    def mean_wait(self) -> Figure:
        """How many seconds those who were answered waited on average; blank where nobody was."""
        count = self.numbers.get("answered", 0)
        origin = Origin(CALLS, self.span, (*self.scope, ("wait", "mean")), count)
        if not count:
            return blank(Unit.COUNT, (origin,))
        return Figure(_mean(self.numbers["waited"], count), Unit.COUNT, (origin,))

    def share_within(self, seconds: int) -> Figure:
        """Return the share of all calls, the lost too, that were answered within a wait."""
        return share(self._figure(f"within_{seconds}", ("within", str(seconds))), self.calls)

    def _figure(self, name: str, *scope: tuple[str, str]) -> Figure:
        return self._counted(self.numbers.get(name, 0), *scope)

    def _counted(self, count: int, *scope: tuple[str, str]) -> Figure:
        origin = Origin(CALLS, self.span, (*self.scope, *scope), count)
        return Figure(count, Unit.COUNT, (origin,))


def by_weekday_and_hour(*, span: Span, scope: Scope = ()) -> dict[tuple[int, int], Timed]:
    """Return the calls of a span by weekday, Monday first, and by the hour in which they began."""
    found = _grouped(span, scope, lambda day, hour: (day.isoweekday(), hour))
    return {
        key: Timed(span, (*scope, ("weekday", str(key[0])), ("hour", str(key[1]))), numbers)
        for key, numbers in found.items()
    }


def by_month(*, span: Span, scope: Scope = ()) -> dict[date, Numbers]:
    """Return the counts of each month of a span that has calls, by its first day."""
    return _grouped(span, scope, lambda day, _hour: day.replace(day=1))


def by_week(*, span: Span, scope: Scope = ()) -> dict[tuple[int, int], Numbers]:
    """Return the counts of each ISO week of a span that has calls, by its year and number."""
    return _grouped(span, scope, _week_of)


def by_organisation(*, span: Span) -> dict[str, Timed]:
    """Return the calls of a span by whose number was called."""
    told = {code or NOBODYS: _numbers(row) for code, *row in together.rows(*_organisations(span))}
    return {code: Timed(span, (("organisation", code),), row) for code, row in told.items()}


def ahead(year: int) -> Questions:
    """Return what will be asked of a year."""
    return dict([_hours(Span.year(year), ()), _organisations(Span.year(year))])


def added(parts: Iterable[Timed], *, span: Span, scope: Scope = ()) -> Timed:
    """Return what calls told apart come to together."""
    return Timed(span, scope, _sums(part.numbers for part in parts))


def narrowed(calls: QuerySet[Call], scope: Scope) -> QuerySet[Call]:
    """Return the calls of an hour, a weekday, an organisation, an outcome or a wait."""
    found = calls
    for key, value in scope:
        found = _NARROWING[key](found, value)
    return found


def mean_wait_of(calls: QuerySet[Call]) -> int | None:
    """Return how many seconds those who were answered waited on average, None where nobody was."""
    told = calls.order_by().aggregate(count=Count("wait_seconds"), waited=Sum("wait_seconds"))
    return _mean(told["waited"], told["count"]) if told["count"] else None


def measured(calls: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """Return counts and waits of calls that are told apart by some columns, as `_MEASURES`."""
    within = {f"within_{each}": Count("id", filter=Q(wait_seconds__lte=each)) for each in SOON}
    counted: QuerySet[Any, Any] = calls.annotate(
        calls=Count("id"), answered=Count("answered_at"), waited=Sum("wait_seconds"), **within
    )
    return counted


def _numbers(row: Iterable[int | None]) -> Numbers:
    return {name: number or 0 for name, number in zip(_MEASURES, row, strict=True)}


def _grouped[Key](
    span: Span, scope: Scope, key_of: Callable[[date, int], Key]
) -> dict[Key, Numbers]:
    parts: dict[Key, list[Numbers]] = defaultdict(list)
    for day, hour, numbers in remembered(
        ("switchboard.by-hour", span, scope), lambda: _by_hour(span, scope)
    ):
        parts[key_of(day, hour)].append(numbers)
    return {key: _sums(rows) for key, rows in sorted(parts.items())}


def _by_hour(span: Span, scope: Scope) -> tuple[tuple[date, int, Numbers], ...]:
    """Return the counts of every hour there are calls in, which any grouping is made of."""
    rows = together.rows(*_hours(span, scope))
    return tuple((day, hour, _numbers(counts)) for day, hour, *counts in rows)


def _hours(span: Span, scope: Scope) -> Named:
    calls = narrowed(started_in(span), scope).order_by()
    return ("switchboard.hours", span, scope), measured(
        calls.values_list("local_date", "local_hour")
    )


def _organisations(span: Span) -> Named:
    calls = started_in(span).order_by()
    return ("switchboard.organisations", span), measured(calls.values_list("organisation"))


def _week_of(day: date, _hour: int) -> tuple[int, int]:
    told = day.isocalendar()
    return told.year, told.week


def _sums(parts: Iterable[Numbers]) -> Numbers:
    sums: dict[str, int] = defaultdict(int)
    for part in parts:
        for name in _MEASURES:
            sums[name] += part.get(name) or 0
    return dict(sums)


def _mean(whole: int, count: int) -> int:
    """Return the mean in whole seconds, a half rounded up."""
    return (2 * whole + count) // (2 * count)


def _of_outcome(calls: QuerySet[Call], value: str) -> QuerySet[Call]:
    return calls.filter(answered_at__isnull=value == "lost")


def _of_organisation(calls: QuerySet[Call], value: str) -> QuerySet[Call]:
    if value == NOBODYS:
        return calls.filter(organisation__isnull=True)
    return calls.filter(organisation__code=value)


def _of_weekday(calls: QuerySet[Call], value: str) -> QuerySet[Call]:
    return calls.alias(on=ExtractIsoWeekDay("local_date")).filter(on=int(value))


_NARROWING: Mapping[str, Callable[[QuerySet[Call], str], QuerySet[Call]]] = {
    "outcome": _of_outcome,
    "organisation": _of_organisation,
    "weekday": _of_weekday,
    "hour": lambda calls, value: calls.filter(local_hour=int(value)),
    "within": lambda calls, value: calls.filter(wait_seconds__lte=int(value)),
    "wait": lambda calls, _value: calls.filter(answered_at__isnull=False),
}

_MEASURES = ("calls", "answered", "waited", *(f"within_{seconds}" for seconds in SOON))
