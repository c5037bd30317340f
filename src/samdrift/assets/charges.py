"""What can be charged for, and costs be handed on by: things, for the days they were held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import batched

from django.db.models import F, Q

from samdrift.assets import queries
from samdrift.assets.models import Holding, Standing
from samdrift.billing.ports import NOWHERE, ChargeSource, Had, Place
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
    rows = found.values_list("kind", "identifier", "in_service", "out_of_service", "device_id")
    for some in batched(rows.iterator(chunk_size=_AT_ONCE), _AT_ONCE, strict=False):
        places = _places(some, span)
        for kind, identifier, start, end, device_id in some:
            place = places.get(device_id or identifier, NOWHERE)
            yield Had(kind, identifier, Span(start, end), place)


_AT_ONCE = 5_000
type _Row = tuple[str, str, date, date | None, int | None]


def _places(rows: Sequence[_Row], span: Span) -> dict[int | str, Place]:
    """Return at which unit things of the register were last in a span: by id, or by tag.

    Whoever has a thing that is at no unit has it at theirs.
    """
    ids = {device_id for *_, device_id in rows if device_id is not None}
    tags = {identifier for _, identifier, *_, device_id in rows if device_id is None}
    there = Standing.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=span.start),
        Q(unit__isnull=False) | Q(holder__unit__isnull=False),
        valid_from__lt=span.end,
    ).order_by("valid_from")
    found: dict[int | str, Place] = {}
    for key, wanted in (("device_id", ids), ("device__tag", tags)):
        told = there.filter(**{f"{key}__in": wanted}).values_list(
            key, "unit__name", "unit__cost_centre", "holder__unit__name",
            "holder__unit__cost_centre",
        )  # fmt: skip
        for thing, unit, centre, of_holder, centre_of_holder in told if wanted else ():
            is_of_holder = unit is None
            found[thing] = Place(
                of_holder if is_of_holder else unit, centre_of_holder if is_of_holder else centre
            )
    return found


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
