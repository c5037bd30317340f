"""How many connections were made, year by year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet

from samdrift.fibre.models import Connection
from samdrift.kernel.figures import Figure, Origin, Unit
from samdrift.kernel.spans import Span
from samdrift.parties import queries as parties

CONNECTIONS = "fibre.connections"

READS = (Connection, *parties.READS)
"""What tables are read from."""


@dataclass(frozen=True, slots=True)
class ConnectionsMade:
    """How many connections each organisation got in each of the spans asked about."""

    counts: dict[tuple[str, Span], int]

    def made(self, organisation: str, span: Span) -> Figure:
        """Return how many connections an organisation got in a span."""
        count = self.counts.get((organisation, span), 0)
        scope = (("organisation", organisation),)
        return Figure(count, Unit.COUNT, (Origin(CONNECTIONS, span, scope, count),))


def connections_made(*, spans: tuple[Span, ...]) -> ConnectionsMade:
    """Return the connections made in some spans that end, by one question."""
    counts = {f"in_{at}": Count("id", filter=within(span)) for at, span in enumerate(spans)}
    ends = [span.end for span in spans if span.end is not None]
    rows: Iterable[tuple[Any, ...]] = (
        made_in(Span(min(span.start for span in spans), max(ends)))
        .order_by()
        .values_list("organisation_id")
        .annotate(**counts)
    )
    return ConnectionsMade(
        {
            (organisation, span): count
            for organisation, *counts in rows
            for span, count in zip(spans, counts, strict=True)
        }
    )


def made_in(span: Span) -> QuerySet[Connection]:
    """Return the connections made on the days of a span."""
    return Connection.objects.filter(within(span))


def years() -> frozenset[int]:
    """Return the years, from the first connection to the last."""
    told = Connection.objects.aggregate(first=Min("connected_on"), last=Max("connected_on"))
    days = [day for day in told.values() if day is not None]
    return frozenset(range(days[0].year, days[1].year + 1)) if days else frozenset()


def within(span: Span) -> Q:
    """Return the condition that a connection was made on the days of a span."""
    begun = Q(connected_on__gte=span.start)
    return begun if span.end is None else begun & Q(connected_on__lt=span.end)
