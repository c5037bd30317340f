"""What can be charged for, and costs be handed on by: things, for the days they were held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from django.db.models import F, Q

from samdrift.assets import queries
from samdrift.assets.models import Holding
from samdrift.billing.ports import ChargeSource, Had
from samdrift.costing.choices import DriverKind
from samdrift.costing.ports import DriverSource
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


def days_held(span: Span) -> Mapping[str, int]:
    """Return how many days of a span that ends things were held, by organisation."""
    assert span.end is not None, "days are counted to an end"
    found = Holding.objects.filter(in_service__lt=span.end).exclude(out_of_service__lte=span.start)
    rows = found.order_by().values_list("organisation_id", "in_service", "out_of_service")
    days: Counter[str] = Counter()
    for code, start, end in rows.iterator(chunk_size=5_000):
        inside = Span(start, end).within(span)
        days[str(code)] += ((inside.end or span.end) - inside.start).days
    return days


OFFERS = (
    ChargeSource("assets.holdings", "Inventarier", queries.kind_labels, had),
    DriverSource("assets.days-held", DriverKind.DEVICES, days_held),
)
