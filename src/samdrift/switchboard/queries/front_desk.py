"""How much receptionists and telephonists did for each municipality."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum

from samdrift.kernel.figures import Figure, Origin, Unit
from samdrift.kernel.spans import Span
from samdrift.reporting import dating, together
from samdrift.reporting.dating import Dated
from samdrift.reporting.together import Named, Questions
from samdrift.switchboard.choices import Work
from samdrift.switchboard.models import FrontDeskWork

FRONT_DESK = "switchboard.front-desk-work"
QUARTERS = Decimal(4)
IN_HOURS = (Work.RECEPTION_HOURS, Work.TELEPHONIST_HOURS)
MOST_LINES = 16

READS = (FrontDeskWork,)

DATES = (Dated(FrontDeskWork, "day", is_each=True),)
"""Where the years of the records stand."""


@dataclass(frozen=True, slots=True)
class Line:
    """Work that somebody has written down."""

    id: int
    day: date
    organisation_name: str
    work: Work
    amount: int | Decimal
    note: str
    noted_by: str


def volumes(*, span: Span) -> Mapping[tuple[str, Work], Figure]:
    """Return how much was done of each work for each organisation that had any, in a span."""
    return {
        (code, work): Figure(told_in(work, whole), Unit.COUNT, (origin(span, code, work, count),))
        for code, told, count, whole in together.rows(*_done(span))
        for work in [Work(told)]
    }


def ahead(year: int) -> Questions:
    """Return what will be asked of a year."""
    return dict([_done(Span.year(year))])


def _done(span: Span) -> Named:
    rows = done_in(span).order_by().values_list("organisation", "work")
    return ("switchboard.done", span), rows.annotate(rows=Count("id"), whole=Sum("amount"))


def nothing(*, span: Span, organisation_code: str, work: Work) -> Figure:
    """Return the figure of an organisation for which nothing was done."""
    return Figure(0, Unit.COUNT, (origin(span, organisation_code, work, 0),))


def origin(span: Span, organisation_code: str, work: Work, count: int) -> Origin:
    """Return where the lines of a work for an organisation stand."""
    scope = (("organisation", organisation_code), ("work", work.value))
    return Origin(FRONT_DESK, span, scope, count)


def lines_of(found: Origin) -> QuerySet[FrontDeskWork]:
    """Return the lines of an origin's span that are what its scope says."""
    return done_in(found.span).filter(**dict(found.scope))


def sum_of(found: Origin) -> Figure:
    """Return what the lines of an origin come to."""
    work = Work(dict(found.scope)["work"])
    whole = lines_of(found).order_by().aggregate(whole=Sum("amount"))["whole"]
    return Figure(told_in(work, whole or 0), Unit.COUNT, (found,))


def latest() -> tuple[Line, ...]:
    """Return what was written down last."""
    rows = FrontDeskWork.objects.select_related("organisation").order_by("-id")[:MOST_LINES]
    return tuple(
        Line(
            row.pk,
            row.day,
            row.organisation.name,
            Work(row.work),
            told_in(Work(row.work), row.amount),
            row.note,
            row.noted_by,
        )
        for row in rows
    )


def years() -> frozenset[int]:
    """Return the years in which anything was done."""
    return dating.years(DATES)


def told_in(work: Work, amount: int) -> int | Decimal:
    """Return an amount as it is told: hours in hundredths, the rest as it is kept."""
    return (amount / QUARTERS).quantize(Decimal("0.01")) if work in IN_HOURS else amount


def done_in(span: Span) -> QuerySet[FrontDeskWork]:
    """Return what was done on the days of a span."""
    found = FrontDeskWork.objects.filter(day__gte=span.start)
    return found if span.end is None else found.filter(day__lt=span.end)
