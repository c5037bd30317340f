"""Tickets counted from the tickets themselves: what the kept counts are made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, DateField, F, Q, QuerySet, Value
from django.db.models.functions import TruncMonth, TruncWeek

from samdrift.kernel.spans import Span
from samdrift.plumbing.clock import SWEDEN
from samdrift.servicedesk import queries
from samdrift.servicedesk.choices import Status
from samdrift.servicedesk.models import Ticket
from samdrift.servicedesk.statistics.ports import KEYWORD, NONE, OPEN_LIMITS, PARTS, Where

TIMES = {"month": TruncMonth, "week": TruncWeek}

type Rows = Iterable[dict[str, Any]]


def narrowed(tickets: QuerySet[Ticket], where: Where) -> QuerySet[Ticket]:
    """Return the tickets that are what an address says they are to be."""
    return tickets.filter(**conditions(where, by_row=True))


def conditions(where: Where, *, by_row: bool = False) -> dict[str, Any]:
    """Return what to filter by; tickets have a row for their organisation, kept counts a code."""
    told: dict[str, Any] = {}
    for part, value in where:
        assert part in PARTS or (by_row and part == KEYWORD), f"tickets have no {part}"
        if part == KEYWORD:
            told["keywords__keyword__word"] = value
        elif part == "group":
            told |= {"group__isnull": True} if value == NONE else {"group": int(value)}
        elif part == "service":
            told["service"] = "" if value == NONE else value
        else:
            told[f"{part}_id" if by_row and part == "organisation" else part] = value
    return told


def opened_and_closed(spans: Sequence[Span], by: Sequence[str]) -> tuple[dict[str, Any], ...]:
    """Return how many tickets came in on the days of some spans, and how many were closed and how.

    Told apart by one question; a row of what came in has nothing closed, and the reverse.
    """
    closed = _closed()
    nothing = {"opened": Value(0), **dict.fromkeys(closed, Value(0))}
    came = _alike("opened_at", spans, by).annotate(**nothing | {"opened": Count("id")})
    went = _alike("closed_at", spans, by).annotate(**nothing | closed)
    return tuple(map(dict[str, Any], came.union(went, all=True).order_by()))


def by_keyword(span: Span, where: Where) -> tuple[dict[str, Any], ...]:
    """Return how many tickets came in and were closed in a span, by their keywords.

    One with several is counted with each; one without any is not counted.
    """
    closed = _closed()
    nothing = {"opened": Value(0), **dict.fromkeys(closed, Value(0))}
    came, went = (
        narrowed(_within(field, (span,)), where)
        .filter(keywords__isnull=False)
        .order_by()
        .values(word=F("keywords__keyword__word"))
        for field in ("opened_at", "closed_at")
    )
    told = came.annotate(**nothing | {"opened": Count("id")})
    return tuple(
        map(
            dict[str, Any],
            told.union(went.annotate(**nothing | closed), all=True).order_by(),
        )
    )


def _closed() -> dict[str, Count]:
    """Return how closed tickets are counted: how many, how soon, and how liked."""
    within = {
        f"within_{limit}": Count("id", filter=Q(elapsed_seconds__lte=seconds))
        for limit, seconds in queries.LIMITS.items()
    }
    within_open = {
        name: Count("id", filter=Q(open_seconds__lte=seconds))
        for name, seconds in OPEN_LIMITS.items()
    }
    return dict(
        closed=Count("id"),
        first_line=Count("id", filter=Q(line=1)),
        timed=Count("open_seconds"),
        reopened=Count("id", filter=Q(reopened_count__gt=0)),
        rated=Count("opinion__id"),
        satisfied=Count("opinion__id", filter=Q(opinion__score__gte=queries.SATISFIED)),
        **within,
        **within_open,
    )


def open_on(day: date, where: Where = ()) -> QuerySet[Ticket]:
    """Return the tickets that had come in and were not closed when a day ended."""
    ended = queries.midnight_after(day)
    return _come(day, where).filter(Q(closed_at__isnull=True) | Q(closed_at__gte=ended))


def open_on_and_since(day: date, where: Where = ()) -> tuple[QuerySet[Ticket], QuerySet[Ticket]]:
    """Return what was open when a day ended, in two: those not closed yet, and those closed since.

    Those not closed yet have an index of their own, which has all that is counted.
    """
    found = _come(day, where)
    ended = queries.midnight_after(day)
    return found.filter(closed_at__isnull=True), found.filter(closed_at__gte=ended)


def _come(day: date, where: Where) -> QuerySet[Ticket]:
    rows = Ticket.objects.exclude(status=Status.MERGED)
    return narrowed(rows.filter(opened_at__lt=queries.midnight_after(day)), where)


def opened_in(span: Span) -> QuerySet[Ticket]:
    """Return the tickets that came in on the days of a span; a merged one goes on in another."""
    return _within("opened_at", (span,))


def _within(field: str, spans: Sequence[Span]) -> QuerySet[Ticket]:
    days = (queries.on_days(field, span) for span in spans)
    return Ticket.objects.exclude(status=Status.MERGED).filter(reduce(or_, days))


def _alike(field: str, spans: Sequence[Span], by: Sequence[str]) -> QuerySet[Any]:
    """Return the tickets of some spans told apart; by nothing, they are one row."""
    told: dict[str, Any] = {"by_nothing": Value("")} if not by else {}
    for name in by:
        time = TIMES.get(name)
        whole = time and time(field, tzinfo=SWEDEN, output_field=DateField())
        told[f"by_{name}"] = whole or F(name)
    return _within(field, spans).order_by().values(**told)
