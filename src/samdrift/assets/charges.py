"""What can be charged for: things, for the days they were held."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F, Q

from samdrift.assets import queries
from samdrift.assets.models import Holding
from samdrift.billing.ports import ChargeSource, Had
from samdrift.kernel.spans import Span


def had(organisation: str, span: Span) -> Iterator[Had]:
    """Yield what an organisation held on some day of a span, in the order of the identifiers."""
    ends_later = Q(out_of_service__gt=span.start) & Q(out_of_service__gt=F("in_service"))
    found = Holding.objects.filter(
        ends_later | Q(out_of_service__isnull=True),
        organisation_id=organisation,
        in_service__lt=span.end,
    ).order_by("identifier")
    rows = found.values_list("kind", "identifier", "in_service", "out_of_service")
    for kind, identifier, start, end in rows.iterator(chunk_size=5_000):
        yield Had(kind, identifier, Span(start, end))


OFFERS = (ChargeSource("assets.holdings", "Inventarier", queries.kind_labels, had),)
