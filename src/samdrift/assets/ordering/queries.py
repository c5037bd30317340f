"""Orders as they are read: which there are, what they are of, and what has come of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, QuerySet, Sum

from samdrift.assets.choices import OrderAct, OrderState
from samdrift.assets.life.story import UNDO
from samdrift.assets.models import Delivery, DeviceEvent, Order, OrderLine
from samdrift.assets.ports import Actor
from samdrift.assets.register.door import Reader
from samdrift.kernel.money import Money
from samdrift.plumbing.access import WHO_ANSWER_FOR_THE_YEAR

MOST_LISTED = 200


@dataclass(frozen=True, slots=True)
class Summary:
    """An order in the list."""

    id: int
    organisation: str
    unit: str
    state: str
    state_label: str
    made_at: datetime
    by_name: str
    number: int
    cost: Money


@dataclass(frozen=True, slots=True)
class Came:
    """What came at one stroke: the delivery note, and the tags."""

    stroke: str
    delivery_note: str
    day: date
    by_name: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """How many of a model are ordered, and what has come."""

    id: int
    model: str
    product_number: str
    supplier: str
    kind: str
    number: int
    price: Money
    came: tuple[Came, ...]

    @property
    def cost(self) -> Money:
        """What they cost together."""
        return Money(self.price.ore * self.number)

    @property
    def arrived(self) -> int:
        """How many have come."""
        return sum(len(each.tags) for each in self.came)

    @property
    def left(self) -> int:
        """How many are still to come."""
        return max(0, self.number - self.arrived)


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that was done with an order."""

    label: str
    at: datetime
    by_name: str
    note: str


@dataclass(frozen=True, slots=True)
class OrderPage:
    """An order as it is read."""

    id: int
    organisation: str
    organisation_code: str
    unit: str
    approver: str
    approver_can_sign_in: bool
    state: OrderState
    note: str
    lines: tuple[Line, ...]
    events: tuple[Happened, ...]
    replaces: tuple[str, ...]

    @property
    def cost(self) -> Money:
        """What it costs."""
        return Money(sum(line.cost.ore for line in self.lines))


def orders(reader: Reader, *, state: str = "") -> tuple[Summary, ...]:
    """Return the orders that may be read, the latest first; in a state where one is told."""
    rows = Order.objects.all()
    if reader.organisation:
        rows = rows.filter(organisation_id=reader.organisation)
    return _summaries(rows.filter(state=state) if state else rows)


def to_decide(user_id: int) -> tuple[Summary, ...]:
    """Return what waits to be decided by somebody as the holder of a budget."""
    return _summaries(Order.objects.filter(state=OrderState.ASKED, approver__user=user_id))


def number_to_decide(user_id: int) -> int:
    """Return how many orders wait to be decided by somebody."""
    return Order.objects.filter(state=OrderState.ASKED, approver__user=user_id).count()


def may_decide(order: Order, actor: Actor) -> bool:
    """Whether somebody decides on an order: who holds the budget.

    Where nobody does, or they do not sign in here, whoever answers for the year decides; but not on
    what they asked for themselves.
    """
    holder = order.approver.user_id if order.approver else None
    if holder is not None:
        return actor.user_id == holder
    is_own = order.by_user_id is not None and actor.user_id == order.by_user_id
    return not is_own and not WHO_ANSWER_FOR_THE_YEAR.isdisjoint(actor.roles)


def row(order_id: int) -> Order | None:
    """Return an order, None where there is none."""
    rows = Order.objects.select_related("approver", "organisation", "unit")
    return rows.filter(pk=order_id).first()


def page(order: Order) -> OrderPage:
    """Return an order as its page shows it."""
    lines = list(OrderLine.objects.filter(order=order).select_related("model"))
    came = _came([line.pk for line in lines])
    labels: Mapping[str, str] = {str(key): str(told) for key, told in OrderAct.choices}
    return OrderPage(
        id=order.pk,
        organisation=order.organisation.name,
        organisation_code=str(order.organisation_id),
        unit=order.unit.name if order.unit else "",
        approver=order.approver.name if order.approver else "",
        approver_can_sign_in=bool(order.approver and order.approver.user_id),
        state=OrderState(order.state),
        note=order.note,
        lines=tuple(
            Line(
                id=line.pk,
                model=line.model.name,
                product_number=line.model.product_number,
                supplier=line.model.supplier,
                kind=line.model.kind,
                number=line.number,
                price=Money(line.price_ore),
                came=came.get(line.pk, ()),
            )
            for line in lines
        ),
        events=tuple(
            Happened(labels[each.act], each.at, each.by_name, each.note)
            for each in order.events.all()
        ),
        replaces=tuple(order.replaces.order_by("tag").values_list("tag", flat=True)),
    )


def to_buy(reader: Reader) -> tuple[tuple[Summary, tuple[Line, ...]], ...]:
    """Return what is approved and not yet bought, order by order: the list to order from."""
    found = orders(reader, state=OrderState.APPROVED)
    lines: dict[int, list[Line]] = {each.id: [] for each in found}
    for line in OrderLine.objects.filter(order__in=lines).select_related("model"):
        lines[line.order_id].append(
            Line(
                line.pk, line.model.name, line.model.product_number, line.model.supplier,
                line.model.kind, line.number, Money(line.price_ore), (),
            )
        )  # fmt: skip
    return tuple((each, tuple(lines[each.id])) for each in found)


def order_of(device_id: int) -> int | None:
    """Return the order that a thing came by, None where it came otherwise."""
    strokes = DeviceEvent.objects.filter(device=device_id).exclude(stroke="").values("stroke")
    found = Delivery.objects.filter(stroke__in=strokes).values_list("line__order", flat=True)
    return found.first()


def arrived_of(line_id: int) -> tuple[str, ...]:
    """Return the tags of what has come of a line and is in the register still."""
    return tuple(tag for each in _came([line_id]).get(line_id, ()) for tag in each.tags)


def _came(line_ids: Collection[int]) -> dict[int, tuple[Came, ...]]:
    rows = list(Delivery.objects.filter(line__in=line_ids))
    told = DeviceEvent.objects.filter(stroke__in=[row.stroke for row in rows]).exclude(act=UNDO)
    undone = DeviceEvent.objects.filter(act=UNDO, corrects__in=told.values("pk"))
    taken_back = set(undone.values_list("corrects", flat=True))
    tags: dict[str, list[str]] = {}
    for pk, stroke, tag in told.values_list("pk", "stroke", "device__tag").order_by("device__tag"):
        if pk not in taken_back:
            tags.setdefault(stroke, []).append(tag)
    found: dict[int, list[Came]] = {}
    for row in rows:
        found.setdefault(row.line_id, []).append(
            Came(
                row.stroke, row.delivery_note, row.day, row.by_name, tuple(tags.get(row.stroke, ()))
            )
        )
    return {key: tuple(each) for key, each in found.items()}


def _summaries(rows: QuerySet[Order]) -> tuple[Summary, ...]:
    summed = rows.select_related("organisation", "unit").annotate(
        things=Sum("lines__number"),
        ore=Sum(F("lines__number") * F("lines__price_ore")),
    )
    return tuple(
        Summary(
            id=row.pk,
            organisation=row.organisation.name,
            unit=row.unit.name if row.unit else "",
            state=row.state,
            state_label=str(OrderState(row.state).label),
            made_at=row.made_at,
            by_name=row.by_name,
            number=row.things or 0,
            cost=Money(row.ore or 0),
        )
        for row in summed[:MOST_LISTED]
    )


def is_theirs(order: Order, reader: Reader | None, actor: Actor) -> bool:
    """Whether somebody may read an order: who reads the register there, or holds the budget."""
    if order.approver is not None and order.approver.user_id == actor.user_id is not None:
        return True
    return reader is not None and reader.organisation in ("", str(order.organisation_id))
