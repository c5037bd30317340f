"""What is done with orders: asked for, decided, bought, received, taken back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from samdrift.assets.choices import OrderAct, OrderState
from samdrift.assets.errors import CannotKeep
from samdrift.assets.models import Delivery, Device, Order, OrderEvent, OrderLine, StandardModel
from samdrift.assets.ordering import letters, models_on_offer
from samdrift.assets.ordering.queries import arrived_of, may_decide
from samdrift.assets.planning.queries import months_on
from samdrift.assets.ports import Actor
from samdrift.assets.stock import receiving
from samdrift.assets.stock.receiving import Arrived
from samdrift.directory.models import Unit

MOST_OF_A_MODEL = 1_000
MOST_LINES = 50
LONGEST_NOTE = 2_000
_MOST_ABOVE = 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted, and for whom: how many of each standard model."""

    organisation: str
    numbers: Mapping[int, int]
    unit_id: int | None = None
    note: str = ""
    replaces: tuple[str, ...] = ()
    """The tags of the things that it comes instead of."""


@dataclass(frozen=True, slots=True)
class Came:
    """What came of a line: the delivery note, and a thing a line as it was scanned."""

    delivery_note: str
    day: date
    written: str
    first_tag: str
    state: str
    place_id: int | None


@transaction.atomic
def ask(wanted: Wanted, *, actor: Actor, at: datetime) -> Order:
    """Ask for things; who holds the budget of the unit is to approve it, and is written to."""
    numbers = {key: number for key, number in wanted.numbers.items() if number}
    models = StandardModel.objects.filter(is_active=True).in_bulk(list(numbers))
    if not numbers or len(models) != len(numbers) or len(numbers) > MOST_LINES:
        raise CannotKeep("Välj minst en modell som går att beställa, och hur många.")
    if any(not 0 < number <= MOST_OF_A_MODEL for number in numbers.values()):
        raise CannotKeep(f"Mellan 1 och {MOST_OF_A_MODEL} av varje modell.")
    unit = Unit.objects.filter(pk=wanted.unit_id).first() if wanted.unit_id else None
    if unit is not None and str(unit.organisation_id) != wanted.organisation:
        raise CannotKeep("Enheten hör till en annan organisation.")
    replaced = list(Device.objects.filter(tag__in=wanted.replaces).exclude(state=None))
    order = Order.objects.create(
        organisation_id=wanted.organisation,
        unit=unit,
        approver_id=_approver_of(unit),
        made_at=at,
        by_user_id=actor.user_id,
        by_name=actor.name,
        note=wanted.note.strip()[:LONGEST_NOTE],
    )
    OrderLine.objects.bulk_create(
        OrderLine(order=order, model=models[key], number=number, price_ore=models[key].price_ore)
        for key, number in numbers.items()
    )
    order.replaces.set(replaced)
    _note(order, OrderAct.ASK, actor, at, "")
    letters.ask_for_approval(order, at=at)
    return order


def _approver_of(unit: Unit | None) -> int | None:
    """Return who holds a unit's budget: its manager, else that of the nearest unit above."""
    for _ in range(_MOST_ABOVE):
        if unit is None or unit.manager_id is not None:
            break
        unit = unit.parent
    return unit.manager_id if unit is not None else None


@transaction.atomic
def ask_for_replacements(
    tags: Collection[str], *, actor: Actor, at: datetime
) -> tuple[tuple[Order, ...], tuple[str, ...]]:
    """Ask for new things instead of old ones: an order an organisation and unit.

    Returns the orders, and the tags that none was made for: nothing that can be ordered is of their
    kind, or new ones are on their way already.
    """
    rows = list(Device.objects.filter(tag__in=tags).exclude(state=None).select_related("unit"))
    waited_for = _waited_for([row.pk for row in rows])
    groups: dict[tuple[str, int | None], list[tuple[Device, int]]] = defaultdict(list)
    models = {kind: models_on_offer.model_for(kind) for kind in {row.kind for row in rows}}
    left: list[str] = []
    for row in rows:
        model = models[row.kind]
        if model is None or row.pk in waited_for:
            left.append(row.tag)
        else:
            groups[str(row.organisation_id), row.unit_id].append((row, model.pk))
    orders = tuple(
        ask(_of_group(code, unit_id, group), actor=actor, at=at)
        for (code, unit_id), group in sorted(groups.items(), key=lambda each: str(each[0]))
    )
    return orders, tuple(sorted(left))


def _waited_for(device_ids: Collection[int]) -> set[int]:
    """Return the things that an order not yet come to an end is made for."""
    living = (OrderState.ASKED, OrderState.APPROVED, OrderState.ORDERED)
    rows = Device.objects.filter(pk__in=device_ids, replaced_by__state__in=living)
    return set(rows.values_list("pk", flat=True))


def _of_group(code: str, unit_id: int | None, group: list[tuple[Device, int]]) -> Wanted:
    numbers: dict[int, int] = defaultdict(int)
    for _row, model_id in group:
        numbers[model_id] += 1
    tags = tuple(row.tag for row, _model_id in group)
    return Wanted(code, numbers, unit_id=unit_id, replaces=tags)


@transaction.atomic
def decide(order_id: int, *, is_approved: bool, note: str, actor: Actor, at: datetime) -> Order:
    """Approve an order or not; only who holds the budget may, and nobody their own by another's."""
    order = _held(order_id, OrderState.ASKED)
    if not may_decide(order, actor):
        raise CannotKeep("Bara den som har enhetens budget får godkänna, och ingen sin egen.")
    if not is_approved and not note.strip():
        raise CannotKeep("Skriv varför den inte godkänns.")
    act = OrderAct.APPROVE if is_approved else OrderAct.DENY
    return _move(
        order, OrderState.APPROVED if is_approved else OrderState.DENIED, act, actor, at, note
    )


@transaction.atomic
def order(order_id: int, *, reference: str, actor: Actor, at: datetime) -> Order:
    """Say that what was approved has been ordered from the supplier."""
    row = _held(order_id, OrderState.APPROVED)
    return _move(row, OrderState.ORDERED, OrderAct.ORDER, actor, at, reference)


@transaction.atomic
def cancel(order_id: int, *, note: str, actor: Actor, at: datetime) -> Order:
    """Take an order back, before anything of it has come."""
    row = _held(order_id, OrderState.ASKED, OrderState.APPROVED, OrderState.ORDERED)
    if any(arrived_of(line.pk) for line in row.lines.all()):
        raise CannotKeep("Något av den har redan kommit. Den kan inte tas tillbaka.")
    return _move(row, OrderState.CANCELLED, OrderAct.CANCEL, actor, at, note)


@transaction.atomic
def receive(
    line_id: int, came: Came, *, actor: Actor, at: datetime, stroke: str
) -> tuple[str, ...]:
    """Register what came of a line, all of it or nothing; return the tags."""
    line = OrderLine.objects.select_related("model").filter(pk=line_id).first()
    if line is None:
        raise CannotKeep("Raden finns inte.")
    row = _held(line.order_id, OrderState.ORDERED, OrderState.RECEIVED)
    note = " ".join(came.delivery_note.split())
    if not note or len(note) > 100:
        raise CannotKeep("Skriv följesedelns nummer.")
    arrived = _arrived(row, line, came, note)
    left, coming = line.number - len(arrived_of(line.pk)), len(receiving.pairs(arrived))
    if coming > left:
        raise CannotKeep(f"Det är {coming} rader, men bara {left} av modellen är kvar att få.")
    tags = receiving.receive(arrived, actor=actor, at=at, stroke=stroke)
    Delivery.objects.create(
        line=line, stroke=stroke, delivery_note=note, day=came.day, at=at, by_name=actor.name
    )
    is_whole = all(len(arrived_of(each.pk)) >= each.number for each in row.lines.all())
    state = OrderState.RECEIVED if is_whole else OrderState.ORDERED
    _move(row, state, OrderAct.RECEIVE, actor, at, f"{note}: {coming}")
    return tags


def _arrived(order: Order, line: OrderLine, came: Came, note: str) -> Arrived:
    arrived = Arrived(
        kind=line.model.kind,
        model=line.model.name,
        organisation=str(order.organisation_id),
        state=came.state,
        place_id=came.place_id,
        day=came.day,
        written=came.written,
        first_tag=came.first_tag,
        note=f"Beställning {order.pk}, följesedel {note}",
        bought_on=came.day,
        cost_ore=line.price_ore,
    )
    months = line.model.warranty_months
    return replace(arrived, warranty_until=months_on(came.day, months)) if months else arrived


def _held(order_id: int, *states: OrderState) -> Order:
    row = Order.objects.select_for_update().filter(pk=order_id).first()
    if row is None or row.state not in states:
        raise CannotKeep("Beställningen finns inte, eller har kommit längre än så.")
    return row


def _move(
    order: Order, state: OrderState, act: OrderAct, actor: Actor, at: datetime, note: str
) -> Order:
    order.state = state
    order.save(update_fields=["state"])
    _note(order, act, actor, at, note)
    return order


def _note(order: Order, act: OrderAct, actor: Actor, at: datetime, note: str) -> None:
    OrderEvent.objects.create(
        order=order,
        act=act,
        at=at,
        by_user_id=actor.user_id,
        by_name=actor.name,
        note=note.strip()[:LONGEST_NOTE],
    )
