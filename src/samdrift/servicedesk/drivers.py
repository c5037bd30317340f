"""What costs can be handed on by: tickets that came in, and time spent on them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time

from django.db.models import Count, Sum

from samdrift.costing.choices import DriverKind
from samdrift.costing.ports import DriverSource
from samdrift.kernel.spans import Span
from samdrift.plumbing.clock import SWEDEN
from samdrift.servicedesk.models import Ticket, TimeSpent


def tickets(span: Span) -> Mapping[str, int]:
    """Return how many tickets each organisation opened on the days of a span that ends."""
    assert span.end is not None, "tickets are counted to an end"
    found = Ticket.objects.filter(
        opened_at__gte=_midnight(span.start), opened_at__lt=_midnight(span.end)
    )
    rows = found.order_by().values_list("organisation_id").annotate(count=Count("id"))
    return {str(code): count for code, count in rows}


def minutes(span: Span) -> Mapping[str, int]:
    """Return how many minutes were spent on each organisation's tickets on the days of a span."""
    found = TimeSpent.objects.filter(on__gte=span.start, on__lt=span.end).order_by()
    rows = found.values_list("ticket__organisation_id").annotate(spent=Sum("minutes"))
    return {str(code): spent for code, spent in rows if spent > 0}


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SWEDEN)


OFFERS = (
    DriverSource("servicedesk.tickets", DriverKind.CASES, tickets),
    DriverSource("servicedesk.minutes", DriverKind.TIME, minutes),
)
