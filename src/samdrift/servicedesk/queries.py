"""How fast tickets were closed, and how those who were helped scored it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_

from django.db.models import Count, Q, QuerySet

from samdrift.kernel.figures import Figure, Origin, Unit, share
from samdrift.kernel.spans import Span
from samdrift.plumbing.clock import SWEDEN
from samdrift.reporting import dating, together
from samdrift.reporting.dating import Dated
from samdrift.reporting.snapshot import remembered
from samdrift.reporting.together import Named, Questions
from samdrift.servicedesk.choices import Question
from samdrift.servicedesk.models import SurveyAnswer, Ticket

TICKETS = "servicedesk.tickets"
TICKET = "servicedesk.ticket"
ANSWERS = "servicedesk.survey-answers"

READS = (SurveyAnswer, Ticket)
"""What tables are read from."""

DATES = (
    Dated(Ticket, "opened_at"),
    Dated(Ticket, "closed_at"),
    Dated(SurveyAnswer, "answered_on"),
)
"""Where the years of the records stand."""

HOUR = 3600
DAY = 24 * HOUR
LIMITS = {"1h": HOUR, "2h": 2 * HOUR, "1d": DAY, "3d": 3 * DAY, "1w": 7 * DAY}
"""The elapsed times a ticket is held against, in seconds; the limit itself is within."""

SATISFIED = 4
"""The lowest score that counts as satisfied."""

_EARLIEST = date(1800, 1, 1)


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """What was answered to one question in a span, and how many answers were satisfied."""

    question: str
    span: Span
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
        return Figure(count, Unit.COUNT, (Origin(ANSWERS, self.span, asked, count),))


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


def satisfaction(*, span: Span) -> tuple[Satisfaction, ...]:
    """Return what was answered in a span to every question there is, answered or not.

    The same days a year before are counted by the same question, for whoever compares.
    """
    known = remembered("servicedesk.answered", dict[Span, dict[str, tuple[int, int]]])
    if span not in known:
        known |= _answered(_compared(span))
    return tuple(
        Satisfaction(question, span, *known[span].get(question, (0, 0)))
        for question in Question.values
    )


def _answered(spans: Sequence[Span]) -> dict[Span, dict[str, tuple[int, int]]]:
    """Return how many answered each question in some spans, and how many were satisfied."""
    counted: dict[Span, dict[str, tuple[int, int]]] = {span: {} for span in spans}
    for question, *numbers in together.rows(*_judged(spans)):
        for at, span in enumerate(spans):
            counted[span][question] = numbers[at], numbers[at + len(spans)]
    return counted


def ahead(year: int) -> Questions:
    """Return what will be asked of a year."""
    return dict([_judged(_compared(Span.year(year)))])


def _compared(span: Span) -> tuple[Span, ...]:
    return span, span.a_year_earlier()


def _judged(spans: Sequence[Span]) -> Named:
    given = [_given_in(span) for span in spans]
    satisfied = [within & Q(score__gte=SATISFIED) for within in given]
    counts = {f"count_{at}": Count("id", filter=each) for at, each in enumerate(given + satisfied)}
    rows = SurveyAnswer.objects.filter(reduce(or_, given)).order_by().values_list("question")
    return ("servicedesk.judged", *spans), rows.annotate(**counts)


def answers_in(span: Span) -> QuerySet[SurveyAnswer]:
    """Return the answers given on the days of a span."""
    return SurveyAnswer.objects.filter(_given_in(span))


def _given_in(span: Span) -> Q:
    since = Q(answered_on__gte=span.start)
    return since if span.end is None else since & Q(answered_on__lt=span.end)


def years() -> frozenset[int]:
    """Return the years, from the first ticket or answer to the last that is told of."""
    return dating.years(DATES)


def _midnight(day: date) -> datetime:
    """Return when a day begins in Sweden; nothing is told of days before 1800."""
    return datetime.combine(max(day, _EARLIEST), time.min, SWEDEN)
