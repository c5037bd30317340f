"""What the model is reckoned from: the books, the purchases, and what each takes of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from django.utils.translation import gettext as _

from samdrift.billing import queries as billing
from samdrift.costing.choices import CostKind, DriverKind, NodeKind
from samdrift.costing.errors import CannotCost
from samdrift.costing.models import Intake, Node, Spread
from samdrift.costing.ports import DriverSource
from samdrift.directory import queries as directory
from samdrift.kernel.allocation import Allocation, Driver, Method, Model, PassedOn, allocate
from samdrift.kernel.money import ZERO, Money, total
from samdrift.kernel.spans import Month, Span, months_in
from samdrift.ledger import queries as ledger
from samdrift.ledger.choices import Measure
from samdrift.plumbing import contributions
from samdrift.reporting.snapshot import snapshot

COSTS = "4000-4999 5000-5999 6000-6999 7000-7999 40000-79999"
"""The accounts of costs in Kommun-Bas: the classes 4 to 7."""
WHO = "@"
"""What the key of an organisation begins with, beside the names of nodes."""


@dataclass(frozen=True, slots=True)
class Item:
    """A cost that a node has of its own, and where it is found."""

    kind: CostKind
    words: str
    amount: Money
    accounts: str = ""
    cost_centre: str = ""
    records: int = 0


@dataclass(frozen=True, slots=True)
class Gathered:
    """The model of some months: every node, what it has of its own, and by what it hands on."""

    span: Span
    nodes: tuple[Node, ...]
    items: Mapping[str, tuple[Item, ...]]
    model: Model
    digest: str

    def allocated(self, method: Method) -> Allocation:
        """Return where every öre goes. Raises CannotAllocate where one would never arrive.

        By the methods that see less, pools and internal services hand on to services first, and
        services to organisations after.
        """
        if method is Method.RECIPROCAL:
            return allocate(self.model, method)
        offered = {node.name for node in self.nodes if node.kind == NodeKind.SERVICE}
        serving = {k: v for k, v in self.model.drivers.items() if k not in offered}
        first = allocate(replace(self.model, drivers=serving), method)
        selling = {
            name: replace(driver, weights=_without(driver.weights, serving))
            for name, driver in self.model.drivers.items()
            if name in offered
        }
        had = {name: first.gross(name) for name in offered}
        after = allocate(Model(costs=had, drivers=selling), Method.RECIPROCAL)
        return replace(first, edges=(*first.edges, *after.edges))

    def with_weights(self, name: str, weights: Mapping[str, int]) -> Gathered:
        """Return the same model where one node is taken otherwise."""
        driver = replace(self.model.drivers[name], weights=weights)
        model = replace(self.model, drivers={**self.model.drivers, name: driver})
        return replace(self, model=model)


def gather(span: Span) -> Gathered:
    """Return the model of some months of one year, all of it from one state of the database.

    Raises CannotCost without books of them.
    """
    with snapshot():
        return _gathered(span)


def _gathered(span: Span) -> Gathered:
    if ledger.edition_of(span.start.year) is None:
        raise CannotCost(_("Det finns inga böcker för %(year)s.") % {"year": span.start.year})
    rows = Node.objects.select_related("service").prefetch_related(
        "intakes", "spreads", "passed", "shares__to_node"
    )
    nodes = tuple(rows)
    _require_taken_once(nodes, span)
    measured = _measured(nodes, span)
    items = {node.name: tuple(_items(node, span)) for node in nodes}
    drivers = {
        node.name: Driver(str(DriverKind(node.driver).label), weights, node.capacity)
        for node in nodes
        if (weights := _weights(node, measured)) or node.is_measured
    }
    model = Model(
        costs={name: total(item.amount for item in own) for name, own in items.items()},
        drivers=drivers,
        passed_on=tuple(_passed_on(nodes, span)),
        order=tuple(node.name for node in nodes),
    )
    return Gathered(span, nodes, items, model, _digest(nodes, model))


def _without(weights: Mapping[str, int], names: Collection[str]) -> dict[str, int]:
    return {receiver: weight for receiver, weight in weights.items() if receiver not in names}


def outside(year: int) -> Money:
    """Return what is booked as costs of a year, and is taken in by no node."""
    span = Span.year(year)
    with snapshot():
        book = ledger.book(year=year)
        if book is None:
            return ZERO
        nodes = Node.objects.prefetch_related("intakes")
        taken = total(_booked(each, span)[0] for node in nodes for each in node.intakes.all())
        booked = book.figure(COSTS, Measure.MOVEMENT.value).value
    assert isinstance(booked, Money), "what is booked is money"
    return booked - taken


def _require_taken_once(nodes: Iterable[Node], span: Span) -> None:
    """Refuse a model that takes in some cost of the books twice."""
    book = ledger.book(year=span.start.year, span=span)
    assert book is not None, "there are books of the year"
    takers: dict[str, dict[str, str]] = defaultdict(dict)
    intakes = [(node.name, intake) for node in nodes for intake in node.intakes.all()]
    for name, intake in intakes:
        for account in ledger.choose(intake.accounts, book.accounts):
            by_centre = takers[account]
            other = by_centre.get(intake.cost_centre) or by_centre.get("")
            if not intake.cost_centre:
                other = next(iter(by_centre.values()), None)
            if other is not None:
                told = {"account": account, "one": other, "other": name}
                raise CannotCost(
                    _("Konto %(account)s tas in två gånger: av %(one)s och av %(other)s.") % told
                )
            by_centre[intake.cost_centre] = name


def sources() -> dict[DriverKind, DriverSource]:
    """Return what is counted by organisation, by the kind of driver it serves."""
    return {source.kind: source for source in contributions.offered(DriverSource)}


def _measured(nodes: Iterable[Node], span: Span) -> dict[str, Mapping[str, int]]:
    """Return what each node that is measured is taken of, by organisation; each asked once."""
    counted = sources()
    told: dict[DriverKind, Mapping[str, int]] = {}
    volumes = billing.days_by_service(span=span)
    found: dict[str, Mapping[str, int]] = {}
    for node in nodes:
        kind = DriverKind(node.driver)
        if not node.is_measured:
            continue
        if kind is DriverKind.VOLUME:
            found[node.name] = volumes.get(node.service_id or 0, {})
        elif kind is DriverKind.HEADS:
            found[node.name] = directory.heads()
        elif kind in counted:
            if kind not in told:
                told[kind] = counted[kind].weights(span)
            found[node.name] = told[kind]
    return found


def _weights(node: Node, measured: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    weights: dict[str, int] = defaultdict(int)
    for share in node.shares.all():
        receiver = share.to_node.name if share.to_node else f"{WHO}{share.organisation_id}"
        weights[receiver] += share.weight
    for code, weight in measured.get(node.name, {}).items():
        weights[f"{WHO}{code}"] += weight
    return {receiver: weight for receiver, weight in weights.items() if weight}


def _items(node: Node, span: Span) -> Iterable[Item]:
    for intake in node.intakes.all():
        amount, records = _booked(intake, span)
        words = f"Konto {intake.accounts}"
        yield Item(CostKind.LEDGER, words, amount, intake.accounts, intake.cost_centre, records)
    for spread in node.spreads.all():
        yield from _spread(spread, span)
    for passed in node.passed.all():
        if passed.booked_on in span:
            words = f"{passed.name}, {passed.organisation_id}"
            yield Item(CostKind.PASSED_ON, words, Money(-passed.amount_ore))


def _booked(intake: Intake, span: Span) -> tuple[Money, int]:
    """Return what an intake takes in of a period, and how many records tell of it."""
    book = ledger.book(year=span.start.year, cost_centre=intake.cost_centre, span=span)
    assert book is not None, "there are books of the year"
    figure = book.figure(intake.accounts, Measure.MOVEMENT.value)
    assert isinstance(figure.value, Money), "what is booked is money"
    return figure.value, sum(origin.record_count for origin in figure.origins)


def _spread(spread: Spread, span: Span) -> Iterable[Item]:
    """Yield the whole of a purchase taken off where it was booked, and the part of the period."""
    whole = Money(spread.amount_ore)
    if spread.booked_on in span:
        yield Item(CostKind.SPREAD_OUT, spread.name, -whole)
    if part := part_of(spread, span):
        yield Item(CostKind.SPREAD_IN, spread.name, part)


def part_of(spread: Spread, span: Span) -> Money:
    """Return what of a purchase falls in a period; all its months together are the whole."""
    month = Month(spread.starts.year, spread.starts.month)
    inside = set(months_in(span))
    part = ZERO
    for amount in Money(spread.amount_ore).split([1] * spread.months):
        if month in inside:
            part += amount
        month = month.next
    return part


def _passed_on(nodes: Iterable[Node], span: Span) -> Iterable[PassedOn]:
    for node in nodes:
        for each in node.passed.all():
            if each.booked_on in span:
                yield PassedOn(node.name, f"{WHO}{each.organisation_id}", Money(each.amount_ore))


def _digest(nodes: Iterable[Node], model: Model) -> str:
    """Return the mark of a model: the same where it was reckoned by the same of the same."""
    told = [
        (
            node.key,
            node.name,
            node.kind,
            node.service_id,
            node.capacity,
            model.costs[node.name].ore,
            sorted(model.drivers[node.name].weights.items()) if node.name in model.drivers else [],
        )
        for node in nodes
    ]
    return sha256(repr(sorted(told, key=lambda each: each[0])).encode()).hexdigest()
