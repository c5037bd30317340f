"""The major incidents of a year, each with how long it lasted and the tickets that came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from samdrift.disturbances.choices import MajorState
from samdrift.disturbances.models import Disturbance, DisturbanceTicket, MajorIncident
from samdrift.disturbances.queries.public import with_touched
from samdrift.kernel.figures import Figure, Origin, Unit, missing
from samdrift.kernel.spans import Span
from samdrift.parties import queries as parties
from samdrift.plumbing.clock import SWEDEN
from samdrift.reporting import dating
from samdrift.reporting.dating import Dated

MAJORS = "disturbances.majors"

READS = (Disturbance, DisturbanceTicket, MajorIncident, *parties.READS)
"""What tables are read from."""

DATES = (Dated(Disturbance, "started_at", where=Q(major__state=MajorState.PROMOTED), is_each=True),)
"""Where the years of the records stand."""

TICKETS = "disturbances.tickets"
_GOES_ON = "störningen pågår"


@dataclass(frozen=True, slots=True)
class MajorRow:
    """A major incident, with its figures."""

    id: int
    title: str
    services: str
    organisations: tuple[str, ...]
    started_at: datetime
    cause: str
    measure: str
    minutes: Figure
    tickets: Figure


def majors(span: Span) -> tuple[MajorRow, ...]:
    """Return the major incidents that started in a span, the first first."""
    rows = with_touched(majors_in(span).select_related("major")).order_by("started_at", "id")
    counted = rows.annotate(linked=Count("links"))
    return tuple(_row(span, row, row.linked) for row in counted)


def majors_in(span: Span) -> QuerySet[Disturbance]:
    """Return what was led as major incidents and started on the days of a span, as in Sweden."""
    rows = Disturbance.objects.filter(
        major__state=MajorState.PROMOTED, started_at__gte=_midnight(span.start)
    )
    return rows.filter(started_at__lt=_midnight(span.end)) if span.end else rows


def behind(origin: Origin) -> QuerySet[Disturbance]:
    """Return the major incidents of an origin: one of them, or all of its span."""
    rows = majors_in(origin.span)
    wanted = dict(origin.scope).get("disturbance")
    return rows.filter(pk=wanted) if wanted else rows


def tickets_behind(origin: Origin) -> QuerySet[DisturbanceTicket]:
    """Return the tickets that came of the major incident of an origin."""
    return DisturbanceTicket.objects.filter(
        disturbance__in=majors_in(origin.span), disturbance=dict(origin.scope)["disturbance"]
    )


def minutes_behind(origin: Origin) -> Figure:
    """Add anew how long the major incidents of an origin lasted."""
    added = behind(origin).aggregate(whole=Sum("lasted_minutes"))
    return Figure(added["whole"], Unit.COUNT, (origin,))


def with_tickets(rows: QuerySet[Disturbance]) -> QuerySet[Disturbance]:
    """Return rows that know how many tickets came of each, in a way that can be added up."""
    each = DisturbanceTicket.objects.filter(disturbance=OuterRef("pk")).order_by()
    counted = each.values("disturbance").annotate(count=Count("id")).values("count")
    return rows.annotate(linked=Coalesce(Subquery(counted), 0))


def years() -> frozenset[int]:
    """Return the years in which major incidents started."""
    return dating.years(DATES)


def _row(span: Span, row: Disturbance, linked: int) -> MajorRow:
    scope = (("disturbance", str(row.pk)),)
    origin = Origin(MAJORS, span, scope, 1)
    minutes = (
        missing(_GOES_ON, Unit.COUNT, (origin,))
        if row.lasted_minutes is None
        else Figure(row.lasted_minutes, Unit.COUNT, (origin,))
    )
    return MajorRow(
        row.pk,
        row.title,
        row.services,
        tuple(each.organisation.name for each in row.touched.all()),
        row.started_at,
        row.major.cause,
        row.major.measure,
        minutes,
        Figure(linked, Unit.COUNT, (Origin(TICKETS, span, scope, linked),)),
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, SWEDEN)
