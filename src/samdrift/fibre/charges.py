"""What can be charged for: connections, from the day they were made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from samdrift.billing.ports import ChargeSource, Had
from samdrift.fibre.models import Connection
from samdrift.kernel.spans import Span

KIND = "connection"


def had(organisation: str, span: Span) -> Iterator[Had]:
    """Yield the connections an organisation had on some day of a span."""
    found = Connection.objects.filter(organisation_id=organisation, connected_on__lt=span.end)
    rows = found.order_by("identifier").values_list("identifier", "connected_on")
    for identifier, day in rows.iterator(chunk_size=5_000):
        yield Had(KIND, identifier, Span(day))


def kinds() -> Mapping[str, str]:
    """Return the one kind there is."""
    return {KIND: "Fiberanslutning"}


OFFERS = (ChargeSource("fibre.connections", "Fiberanslutningar", kinds, had),)
