"""How many connections were made, year by year."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from samdrift.fibre.models import Connection
from samdrift.kernel.figures import Figure, Origin, Unit
from samdrift.kernel.spans import Span
from samdrift.parties import queries as parties
from samdrift.reporting import dating, together
from samdrift.reporting.dating import Dated
from samdrift.reporting.together import Named, Questions

CONNECTIONS = "fibre.connections"

READS = (Connection, *parties.READS)
"""What tables are read from."""

DATES = (Dated(Connection, "connected_on"),)
"""Where the years of the records stand."""


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
    return ConnectionsMade(
        {
            (organisation, span): count
            for organisation, *counts in together.rows(*_made(spans))
            for span, count in zip(spans, counts, strict=True)
        }
    )


def ahead(spans: tuple[Span, ...]) -> Questions:
    """Return what will be asked of some spans."""
    return dict([_made(spans)])


def _made(spans: tuple[Span, ...]) -> Named:
    counts = {f"in_{at}": Count("id", filter=within(span)) for at, span in enumerate(spans)}
    ends = [span.end for span in spans if span.end is not None]
    found = made_in(Span(min(span.start for span in spans), max(ends))).order_by()
    return ("fibre.made", spans), found.values_list("organisation_id").annotate(**counts)


def made_in(span: Span) -> QuerySet[Connection]:
    """Return the connections made on the days of a span."""
    return Connection.objects.filter(within(span))


def years() -> frozenset[int]:
    """Return the years, from the first connection to the last."""
    return dating.years(DATES)


def within(span: Span) -> Q:
    """Return the condition that a connection was made on the days of a span."""
    begun = Q(connected_on__gte=span.start)
    return begun if span.end is None else begun & Q(connected_on__lt=span.end)
