"""What is leased: until when, what it costs a month, and what it costs to keep."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Count, Q

from samdrift.assets.errors import CannotKeep
from samdrift.assets.models import Device, Lease
from samdrift.assets.register.door import Reader
from samdrift.kernel.money import Money
from samdrift.parties import queries as parties

SOON_DAYS = 180


@dataclass(frozen=True, slots=True)
class LeaseLine:
    """An agreement, and how many things it is of."""

    id: int
    number: str
    supplier: str
    organisation: str
    starts_on: date
    ends_on: date
    monthly: Money
    buy_out: Money | None
    things: int
    is_over: bool
    ends_soon: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """An agreement as somebody writes it down."""

    number: str
    supplier: str
    organisation: str
    starts_on: date
    ends_on: date
    monthly_ore: int
    buy_out_ore: int | None = None


def leases(reader: Reader, *, today: date) -> tuple[LeaseLine, ...]:
    """Return the agreements that may be read, those that end first first."""
    rows = Lease.objects.annotate(things=Count("devices", filter=Q(devices__state__isnull=False)))
    if reader.organisation:
        rows = rows.filter(organisation_id=reader.organisation)
    names = parties.names_by_code()
    return tuple(
        LeaseLine(
            id=row.pk,
            number=row.number,
            supplier=row.supplier,
            organisation=names.get(str(row.organisation_id), str(row.organisation_id)),
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            monthly=Money(row.monthly_ore),
            buy_out=Money(row.buy_out_ore) if row.buy_out_ore is not None else None,
            things=row.things,
            is_over=row.ends_on <= today,
            ends_soon=0 < (row.ends_on - today).days <= SOON_DAYS,
        )
        for row in rows
    )


def monthly_by_organisation(lines: Collection[LeaseLine], *, today: date) -> dict[str, Money]:
    """Return what each organisation pays a month for what is leased today."""
    found: dict[str, Money] = {}
    for line in lines:
        if line.starts_on <= today and not line.is_over:
            found[line.organisation] = found.get(line.organisation, Money(0)) + line.monthly
    return dict(sorted(found.items()))


def add(wanted: Wanted) -> Lease:
    """Write an agreement down."""
    number = " ".join(wanted.number.split())
    if not number or Lease.objects.filter(number=number).exists():
        raise CannotKeep("Skriv avtalets nummer; det får inte finnas redan.")
    if wanted.ends_on <= wanted.starts_on:
        raise CannotKeep("Avtalet ska sluta efter att det börjar.")
    return Lease.objects.create(
        number=number,
        supplier=wanted.supplier.strip(),
        organisation_id=wanted.organisation,
        starts_on=wanted.starts_on,
        ends_on=wanted.ends_on,
        monthly_ore=wanted.monthly_ore,
        buy_out_ore=wanted.buy_out_ore,
    )


@transaction.atomic
def put_under(*, lease_id: int, tags: Collection[str]) -> int:
    """Say which things an agreement is of, besides those it is of already; return how many."""
    if not Lease.objects.filter(pk=lease_id).exists():
        raise CannotKeep("Avtalet finns inte.")
    rows = Device.objects.select_for_update().filter(tag__in=tags).exclude(state=None)
    unknown = sorted(set(tags) - {row.tag for row in rows})
    if unknown:
        raise CannotKeep(f"Finns inte i registret: {', '.join(unknown[:10])}.")
    return Device.objects.filter(pk__in=[row.pk for row in rows]).update(lease=lease_id)
