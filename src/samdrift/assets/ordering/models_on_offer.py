"""The standard models that can be ordered."""

from __future__ import annotations

from dataclasses import dataclass

from samdrift.assets import queries as assets
from samdrift.assets.errors import CannotKeep
from samdrift.assets.models import AssetKind, StandardModel
from samdrift.kernel.money import Money


@dataclass(frozen=True, slots=True)
class ModelLine:
    """A model that can be ordered."""

    id: int
    kind: str
    kind_label: str
    name: str
    supplier: str
    product_number: str
    price: Money
    warranty_months: int | None
    is_active: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """A model as somebody writes it down."""

    kind: str
    name: str
    supplier: str
    price_ore: int
    product_number: str = ""
    warranty_months: int | None = None


def standard_models(*, with_put_away: bool = False) -> tuple[ModelLine, ...]:
    """Return the models that can be ordered, in the order of their kinds."""
    rows = StandardModel.objects.all()
    labels = assets.kind_labels()
    order = {key: at for at, key in enumerate(labels)}
    lines = [
        ModelLine(
            id=row.pk,
            kind=row.kind,
            kind_label=labels.get(row.kind, row.kind),
            name=row.name,
            supplier=row.supplier,
            product_number=row.product_number,
            price=Money(row.price_ore),
            warranty_months=row.warranty_months,
            is_active=row.is_active,
        )
        for row in (rows if with_put_away else rows.filter(is_active=True))
    ]
    return tuple(sorted(lines, key=lambda each: (order.get(each.kind, len(order)), each.name)))


def model_for(kind: str) -> StandardModel | None:
    """Return the model that things of a kind are replaced by: of it, else of the nearest above.

    Of several the cheapest; None where no model is.
    """
    for near in assets.path_of(kind):
        of_it = StandardModel.objects.filter(kind=near, is_active=True)
        found = of_it.order_by("price_ore", "name").first()
        if found is not None:
            return found
    return None


def save(wanted: Wanted) -> StandardModel:
    """Write a model down, or write over the one of its name."""
    name = " ".join(wanted.name.split())
    if not AssetKind.objects.filter(key=wanted.kind, is_group=False).exists():
        raise CannotKeep("Välj ett slag som kan ha inventarier.")
    if not name or not wanted.supplier.strip():
        raise CannotKeep("Skriv modellens namn och leverantören.")
    row, _is_new = StandardModel.objects.update_or_create(
        name=name,
        defaults={
            "kind": wanted.kind,
            "supplier": wanted.supplier.strip(),
            "product_number": wanted.product_number.strip(),
            "price_ore": wanted.price_ore,
            "warranty_months": wanted.warranty_months,
            "is_active": True,
        },
    )
    return row


def put_away(model_id: int) -> None:
    """Let a model be ordered no more; what is ordered of it already comes."""
    if not StandardModel.objects.filter(pk=model_id, is_active=True).update(is_active=False):
        raise CannotKeep("Modellen finns inte, eller går redan inte att beställa.")
