"""How often what was promised was kept, by service, organisation and priority."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from operator import add
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from samdrift.kernel.figures import Figure, Origin, Unit, share
from samdrift.kernel.kept_months import Parts, months_to_recount, parts
from samdrift.kernel.spans import Span
from samdrift.parties import queries as parties
from samdrift.plumbing.clock import SWEDEN
from samdrift.reporting import dating, together
from samdrift.reporting.dating import Dated
from samdrift.reporting.snapshot import remembered
from samdrift.reporting.together import Named, Questions, Rows
from samdrift.servicelevels.models import Clock, ClosingDay, ResultCount

RESULTS = "servicelevels.results"

READS = (Clock, *parties.READS)
"""What tables are read from."""

DATES = (Dated(Clock, "closed_at"),)
"""Where the years of the records stand."""

SOLUTION = "solution"
RESPONSE = "response"
MET = "met"

_PARTS = ("service", "organisation", "priority")
COUNTS = ("solved", "solved_in_time", "answered", "answered_in_time")
_COLUMN = {SOLUTION: "is_solution_met", RESPONSE: "is_response_met"}
_EARLIEST = date(1800, 1, 1)


@dataclass(frozen=True, slots=True)
class Kept:
    """The closed cases of a span with a scope that are judged, and how many were in time."""

    span: Span
    scope: tuple[tuple[str, str], ...]
    solved: int
    solved_in_time: int
    answered: int
    answered_in_time: int

    @property
    def cases(self) -> Figure:
        """How many closed cases are judged by when they were solved."""
        return self._figure(self.solved, SOLUTION)

    @property
    def in_time(self) -> Figure:
        """How many of them were solved in time."""
        return self._figure(self.solved_in_time, SOLUTION, is_met=True)

    @property
    def share_in_time(self) -> Figure:
        """The share of them that were solved in time; blank where there are none."""
        return share(self.in_time, self.cases)

    @property
    def share_answered_in_time(self) -> Figure:
        """The share of the answered cases that were answered in time."""
        part = self._figure(self.answered_in_time, RESPONSE, is_met=True)
        return share(part, self._figure(self.answered, RESPONSE))

    def _figure(self, count: int, promise: str, *, is_met: bool = False) -> Figure:
        told = (*self.scope, ("promise", promise), *((("outcome", MET),) if is_met else ()))
        return Figure(count, Unit.COUNT, (Origin(RESULTS, self.span, told, count),))


def kept(*, span: Span, by: Iterable[str] = ()) -> tuple[Kept, ...]:
    """Return what was kept in a span, one for each service, organisation or priority asked for.

    `by` names what to tell apart: `service`, `organisation`, `priority`, any of them or none.
    """
    names = tuple(by)
    assert {*names} <= {*_PARTS}, "told apart by what a case has"
    places = [_PARTS.index(name) for name in names]
    sums: dict[tuple[Any, ...], tuple[int, ...]] = {} if names else {(): (0, 0, 0, 0)}
    for told, counts in remembered(("servicelevels.kept", span), lambda: tuple(_counted(span))):
        alike = tuple(told[place] for place in places)
        sums[alike] = tuple(map(add, sums.get(alike, (0, 0, 0, 0)), counts))
    return tuple(
        Kept(span, tuple(zip(names, map(str, alike), strict=True)), *counts)
        for alike, counts in sorted(sums.items())
    )


def _counted(span: Span) -> Iterator[tuple[tuple[Any, ...], tuple[int, ...]]]:
    """Yield the counts of a span, told apart by all that cases can be.

    Those of a year are asked for with all else that is read of it; of longer times what is kept
    by month is added up, and the clocks themselves are counted where that does not hold.
    """
    if span.end is None or span.end <= span.years_on(1).start:
        rows = together.rows(*_judged(span))
    else:
        rows = _from_months(parts(span, stale_months()))
    for row in rows:
        yield row[: len(_PARTS)], row[len(_PARTS) :]


def _from_months(cut: Parts) -> Rows:
    """Return the counts of a span, part of which is kept."""
    kept = ResultCount.objects.filter(month__gte=cut.months.start, month__lt=cut.months.end)
    sums = {f"sum_of_{name}": Sum(name) for name in COUNTS}
    rows = kept.exclude(month__in=cut.stale).order_by().values_list(*_PARTS).annotate(**sums)
    live = tuple(row for span in cut.live for row in judged_in(span))
    return (*rows, *live)


def stale_months() -> tuple[date, ...]:
    """Return the months in which cases were closed since they were counted, in order."""
    days = ClosingDay.objects.order_by().values_list("day", flat=True).distinct()
    return remembered("servicelevels.stale-months", lambda: months_to_recount(days))


def ahead(year: int) -> Questions:
    """Return what will be asked of a year."""
    return dict([_judged(Span.year(year))])


def _judged(span: Span) -> Named:
    return ("servicelevels.judged", span), judged_in(span)


def judged_in(span: Span) -> QuerySet[Clock, Any]:
    """Return the cases closed in a span, counted, told apart by all that cases can be."""
    return (
        closed_in(span)
        .order_by()
        .values_list(*_PARTS)
        .annotate(
            solved=Count("id", filter=Q(is_solution_met__isnull=False)),
            solved_in_time=Count("id", filter=Q(is_solution_met=True)),
            answered=Count("id", filter=Q(is_response_met__isnull=False)),
            answered_in_time=Count("id", filter=Q(is_response_met=True)),
        )
    )


def closed_in(span: Span) -> QuerySet[Clock]:
    """Return the clocks closed on the days of a span, as days are in Sweden."""
    found = Clock.objects.filter(closed_at__gte=_midnight(span.start))
    return found if span.end is None else found.filter(closed_at__lt=_midnight(span.end))


def behind_figure(origin: Origin) -> QuerySet[Clock]:
    """Return the clocks behind an origin of this question."""
    scope = dict(origin.scope)
    column = _COLUMN[scope.get("promise", SOLUTION)]
    found = closed_in(origin.span).filter(**{f"{column}__isnull": False})
    if scope.get("outcome") == MET:
        found = found.filter(**{column: True})
    for part in _PARTS:
        if part in scope:
            found = found.filter(**{part: scope[part]})
    return found


def years() -> frozenset[int]:
    """Return the years from the first closed case to the last."""
    return dating.years(DATES)


def _midnight(day: date) -> datetime:
    """Return when a day begins in Sweden; nothing is told of days before 1800."""
    return datetime.combine(max(day, _EARLIEST), time.min, SWEDEN)
