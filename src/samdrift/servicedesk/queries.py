"""How fast tickets were closed, and how those who were helped scored it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, Value

from samdrift.kernel.figures import Figure, Origin, Unit, share
from samdrift.kernel.spans import Span
from samdrift.plumbing.clock import SWEDEN
from samdrift.servicedesk.choices import Question
from samdrift.servicedesk.models import SurveyAnswer, Ticket

TICKETS = "servicedesk.tickets"
TICKET = "servicedesk.ticket"
ANSWERS = "servicedesk.survey-answers"

HOUR = 3600
DAY = 24 * HOUR
LIMITS = {"1h": HOUR, "2h": 2 * HOUR, "1d": DAY, "3d": 3 * DAY, "1w": 7 * DAY}
"""The elapsed times a ticket is held against, in seconds; the limit itself is within."""

SATISFIED = 4
"""The lowest score that counts as satisfied."""

_EARLIEST = date(1800, 1, 1)


@dataclass(frozen=True, slots=True)
class ClosedInYear:
    """The tickets closed in a year: all of them, and how many within each limit."""

    year: int
    closed: int
    within: dict[str, int]

    @property
    def tickets(self) -> Figure:
        """How many tickets were closed."""
        return Figure(self.closed, Unit.COUNT, (self._origin(self.closed),))

    def share_within(self, limit: str) -> Figure:
        """Return the share of the tickets that were closed within a limit."""
        count = self.within[limit]
        part = Figure(count, Unit.COUNT, (self._origin(count, ("within", limit)),))
        return share(part, self.tickets)

    def _origin(self, count: int, *scope: tuple[str, str]) -> Origin:
        return Origin(TICKETS, Span.year(self.year), scope, count)


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """What was answered to one question in a year, and how many answers were satisfied."""

    question: str
    year: int
    answer_count: int
    satisfied_count: int

    @property
    def answers(self) -> Figure:
        """How many answered."""
        return self._figure(self.answer_count)

    @property
    def share(self) -> Figure:
        """Return the share of the answers that were satisfied; blank where nobody answered."""
        return share(self._figure(self.satisfied_count, ("satisfied", "yes")), self.answers)

    def _figure(self, count: int, *scope: tuple[str, str]) -> Figure:
        asked = (("question", self.question), *scope)
        return Figure(count, Unit.COUNT, (Origin(ANSWERS, Span.year(self.year), asked, count),))


def closed_in(span: Span) -> QuerySet[Ticket]:
    """Return the tickets closed on the days of a span, as days are in Sweden."""
    return Ticket.objects.filter(on_days("closed_at", span))


def on_days(field: str, span: Span) -> Q:
    """Return the condition that a moment lies on the days of a span, as days are in Sweden."""
    since = Q(**{f"{field}__gte": _midnight(span.start)})
    return since if span.end is None else since & Q(**{f"{field}__lt": _midnight(span.end)})


def midnight_after(day: date) -> datetime:
    """Return when a day ends in Sweden."""
    return _midnight(day + timedelta(days=1))


def closed_by_year(*, last: int) -> tuple[ClosedInYear, ...]:
    """Return every year with closed tickets up to the last asked for, in order.

    Two questions for where the years begin and end, and one that reads each year's stretch of the
    index once.
    """
    closed = Ticket.objects.filter(closed_at__lt=_midnight(date(last + 1, 1, 1)))
    edges = _edges(closed, "closed_at")
    if not edges:
        return ()
    counted = _counts(range(_year(edges[0]), _year(edges[1]) + 1))
    return tuple(
        ClosedInYear(year, row["closed"], {key: row[key] for key in LIMITS})
        for year, row in counted.items()
    )


def satisfaction(*, year: int) -> tuple[Satisfaction, ...]:
    """Return what was answered in a year to every question there is, answered or not."""
    counted = {
        question: (answers, satisfied)
        for question, answers, satisfied in answers_in(Span.year(year))
        .order_by()
        .values_list("question")
        .annotate(answers=Count("id"), satisfied=Count("id", filter=Q(score__gte=SATISFIED)))
    }
    return tuple(
        Satisfaction(question, year, *counted.get(question, (0, 0))) for question in Question.values
    )


def answers_in(span: Span) -> QuerySet[SurveyAnswer]:
    """Return the answers given on the days of a span."""
    found = SurveyAnswer.objects.filter(answered_on__gte=span.start)
    return found if span.end is None else found.filter(answered_on__lt=span.end)


def years() -> frozenset[int]:
    """Return the years, from the first ticket or answer to the last that is told of."""
    moments = (
        *_edges(Ticket.objects.all(), "opened_at"),
        *_edges(Ticket.objects.filter(closed_at__isnull=False), "closed_at"),
    )
    told = [_year(moment) for moment in moments]
    told += [day.year for day in _edges(SurveyAnswer.objects.all(), "answered_on")]
    return frozenset(range(min(told), max(told) + 1)) if told else frozenset()


def _edges(rows: QuerySet[Any], field: str) -> tuple[Any, ...]:
    """Return the first and the last value there is; two looks in an index, not a reading of it."""
    values = rows.order_by(field).values_list(field, flat=True)
    first = values.first()
    return () if first is None else (first, values.last())


def _counts(years: range) -> dict[int, dict[str, Any]]:
    """Return the counts of each year that has any; only columns of one index are read."""
    within = {
        key: Count("elapsed_seconds", filter=Q(elapsed_seconds__lte=LIMITS[key])) for key in LIMITS
    }
    first, *others = (
        closed_in(Span.year(year))
        .order_by()
        .values(year=Value(year))
        .annotate(closed=Count("elapsed_seconds"), **within)
        for year in years
    )
    counted = first.union(*others, all=True).order_by("year")
    return {row["year"]: dict(row) for row in counted if row["closed"]}


def _year(moment: datetime) -> int:
    return moment.astimezone(SWEDEN).year


def _midnight(day: date) -> datetime:
    """Return when a day begins in Sweden; nothing is told of days before 1800."""
    return datetime.combine(max(day, _EARLIEST), time.min, SWEDEN)
