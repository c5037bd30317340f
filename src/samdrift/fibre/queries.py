"""How many connections were made, year by year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
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
    """How many connections each organisation got in each of the years asked about."""

    counts: dict[tuple[str, int], int]

    def made(self, organisation: str, year: int) -> Figure:
        """Return how many connections an organisation got in a year."""
        count = self.counts.get((organisation, year), 0)
        scope = (("organisation", organisation),)
        return Figure(count, Unit.COUNT, (Origin(CONNECTIONS, Span.year(year), scope, count),))


def connections_made(*, years: tuple[int, ...]) -> ConnectionsMade:
    """Return the connections made in some years that follow on each other, by one question."""
    rows: Iterable[tuple[Any, ...]] = (
        made_in(Span(date(min(years), 1, 1), date(max(years) + 1, 1, 1)))
        .order_by()
        .values_list("organisation_id")
        .annotate(**{f"in_{year}": Count("id", filter=within(Span.year(year))) for year in years})
    )
    return ConnectionsMade(
        {
            (organisation, year): count
            for organisation, *counts in rows
            for year, count in zip(years, counts, strict=True)
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
