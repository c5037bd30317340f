"""What months have charged for, thing by thing, and where the things were."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, Sum

from samdrift.billing.models import Belonging, Charge
from samdrift.billing.ports import Piece, Place
from samdrift.kernel.money import Money


@dataclass(frozen=True, slots=True)
class ChargeTold:
    """What a thing's days cost on a line."""

    source: str
    identifier: str
    days: int
    amount: Money
    place: Place


def days_of(*, organisation: str, month: date) -> dict[Piece, int]:
    """Return how many days of a month are charged for, corrections and credits too."""
    found = _charges_of(organisation, month).exclude(
        line__run__isnull=False, line__run__invoiced_at__isnull=True
    )
    rows = found.values_list("source", "identifier", "line__option_id", "line__price_ore")
    return {
        Piece(source, identifier, option_id, Money(price)): days
        for source, identifier, option_id, price, days in rows.annotate(days=Sum("days"))
    }


def waived_of(*, organisation: str, month: date) -> set[str]:
    """Return the things whose days of a month were credited by hand."""
    found = _charges_of(organisation, month).filter(line__credits__isnull=False)
    return {f"{source} {name}" for source, name in found.values_list("source", "identifier")}


def places_of(
    *, organisation: str, month: date, of: Collection[Piece]
) -> dict[tuple[str, str], Place]:
    """Return where things were that a month was charged for, by their source and name."""
    if not of:
        return {}
    wanted = {(piece.source, piece.identifier) for piece in of}
    rows = _charges_of(organisation, month).exclude(unit="", cost_centre="").order_by("id")
    return {
        (source, name): Place(unit, centre)
        for source, name, unit, centre in rows.values_list(
            "source", "identifier", "unit", "cost_centre"
        )
        if (source, name) in wanted
    }


def _charges_of(organisation: str, month: date) -> QuerySet[Charge]:
    found = Charge.objects.filter(line__organisation_id=organisation, line__of_month=month)
    return found.order_by()


def things_of(*, organisation: str, month: date) -> tuple[tuple[str, Money, int, Money], ...]:
    """Return each thing charged for a month by its own run: what, price, days and amount."""
    found = Charge.objects.filter(
        line__run__month=month, line__of_month=month, line__organisation_id=organisation
    ).order_by("id")
    rows = found.values_list("source", "identifier", "line__price_ore", "days", "amount_ore")
    return tuple(
        (f"{source} {name}", Money(price), days, Money(amount))
        for source, name, price, days, amount in rows
    )


def on_line(line_id: int) -> tuple[ChargeTold, ...]:
    """Return the things of a line, with their days."""
    found = Charge.objects.filter(line_id=line_id)
    rows = found.values_list("source", "identifier", "days", "amount_ore", "unit", "cost_centre")
    return tuple(
        ChargeTold(source, identifier, days, Money(ore), Place(*at))
        for source, identifier, days, ore, *at in rows
    )


def belongings(organisation: str) -> dict[int, Place]:
    """Return where what a member pays for each option belongs, as far as it has said."""
    rows = Belonging.objects.filter(organisation_id=organisation)
    return {
        option_id: Place(unit, centre)
        for option_id, unit, centre in rows.values_list("option_id", "unit", "cost_centre")
    }
