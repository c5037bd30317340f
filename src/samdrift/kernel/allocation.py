"""Costs handed on from those who had them to those they were had for, exact to the öre."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from samdrift.kernel.equations import solve
from samdrift.kernel.flows import Way, made_whole
from samdrift.kernel.money import ZERO, Money, total
from samdrift.kernel.refusals import Refusal

UNUSED = None
"""Who carries capacity that nobody used: nobody yet, and it is shown."""


class Method(StrEnum):
    """How much of what centres do for each other is seen."""

    DIRECT = "direct"
    """Nothing: each hands all on to those that hand nothing on."""
    STEP_DOWN = "step-down"
    """One way: whoever has handed on is handed nothing more."""
    RECIPROCAL = "reciprocal"
    """All of it, also in rings."""


class CannotAllocate(Refusal):
    """A model by which some cost would never arrive; the text names where."""


@dataclass(frozen=True, slots=True)
class Driver:
    """By what a centre hands its cost on: how much of it each receiver took, and could have taken.

    `weights` are whole numbers: devices, heads, cases, minutes, parts. Where there was room for
    more than was taken (`capacity`), the cost of the rest is nobody's and is shown as unused.
    """

    name: str
    weights: Mapping[str, int]
    capacity: int = 0

    def __post_init__(self) -> None:
        assert all(weight >= 0 for weight in self.weights.values()), "nobody takes less than none"

    @property
    def unused(self) -> int:
        """How much more could have been taken."""
        return max(self.capacity - sum(self.weights.values()), 0)


@dataclass(frozen=True, slots=True)
class PassedOn:
    """A cost had for one receiver only, which goes in and out and is no part of any price."""

    sender: str
    receiver: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Model:
    """What each has cost, by what each hands on, and in what order where order matters.

    Whoever has a driver is a centre and hands on all it has; all others keep what they get.
    `order` is that of the step-down method; centres it does not name come after, by their keys.
    """

    costs: Mapping[str, Money]
    drivers: Mapping[str, Driver]
    passed_on: tuple[PassedOn, ...] = ()
    order: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """What one handed to another: by which driver, how large a share, how much.

    `share` is of all the sender had. `receiver` is UNUSED for capacity that nobody used.
    """

    sender: str
    receiver: str | None
    driver: str
    share: Fraction
    amount: Money


@dataclass(frozen=True, slots=True)
class Allocation:
    """Where every öre went, edge by edge; nothing of it is lost and nothing comes from nowhere."""

    method: Method
    costs: Mapping[str, Money]
    edges: tuple[Edge, ...]
    passed_on: tuple[PassedOn, ...]

    def into(self, receiver: str | None) -> tuple[Edge, ...]:
        """Return what was handed to one, in the order of the senders."""
        return tuple(edge for edge in self.edges if edge.receiver == receiver)

    def out_of(self, sender: str) -> tuple[Edge, ...]:
        """Return what one handed on, in the order of the receivers."""
        return tuple(edge for edge in self.edges if edge.sender == sender)

    def gross(self, key: str) -> Money:
        """Return what one had in all: its own cost and what it was handed."""
        return self.costs.get(key, ZERO) + total(edge.amount for edge in self.into(key))

    @property
    def carried(self) -> dict[str, Money]:
        """What each that hands nothing on carries, by key; what is passed on stands apart."""
        senders = {edge.sender for edge in self.edges}
        keys = {*self.costs, *(edge.receiver for edge in self.edges)} - {UNUSED}
        return {key: self.gross(key) for key in sorted(keys - senders, key=str) if key is not None}

    @property
    def unused(self) -> dict[str, Money]:
        """What capacity that nobody used has cost, by centre."""
        return {edge.sender: edge.amount for edge in self.into(UNUSED)}


def allocate(model: Model, method: Method) -> Allocation:
    """Hand every cost on until it lies with somebody who hands nothing on.

    Equal shares of a centre differ by no more than an öre, whoever takes nothing gets nothing, and
    the order in which things are told changes nothing. Raises CannotAllocate where a cost would
    never arrive: at a centre that nobody takes from, or in a closed loop, which is named.
    """
    taken = {key: _taken(model, method, key) for key in sorted(model.drivers)}
    had = dict(model.costs)
    edges: list[Edge] = []
    for ring in _in_order(taken):
        handed = _handed_on(ring, taken, had)
        for edge in handed:
            if edge.receiver is not UNUSED:
                had[edge.receiver] = had.get(edge.receiver, ZERO) + edge.amount
        edges += [_named(edge, model) for edge in handed]
    allocation = Allocation(method, dict(model.costs), tuple(edges), model.passed_on)

    told = total(allocation.carried.values()) + total(allocation.unused.values())
    assert told == total(model.costs.values()), "what comes in goes out, to the öre"
    return allocation


type _Taken = dict[str | None, int]


def _taken(model: Model, method: Method, key: str) -> _Taken:
    """Return how much each receiver takes of a centre, of those the method sees.

    What a centre takes of itself changes no share of anybody else, and is left out.
    """
    driver = model.drivers[key]
    unseen: set[str] = set()
    if method is Method.DIRECT:
        unseen = set(model.drivers)
    elif method is Method.STEP_DOWN:
        order = [*model.order, *sorted(set(model.drivers) - set(model.order))]
        unseen = set(order[: order.index(key) + 1])
    seen: _Taken = {
        receiver: weight
        for receiver, weight in sorted(driver.weights.items())
        if weight and receiver != key and receiver not in unseen
    }
    return seen | ({UNUSED: driver.unused} if driver.unused else {})


def _in_order(taken: Mapping[str, _Taken]) -> list[tuple[str, ...]]:
    """Return the centres, rings together, each before those it hands to.

    Whoever reaches another reaches all that the other does, and more if they are no ring.
    """
    keys = list(taken)
    place = {key: at for at, key in enumerate(keys)}
    reach = [
        (1 << at) | sum(1 << place[to] for to in taken[key] if to is not None and to in place)
        for at, key in enumerate(keys)
    ]
    for through in range(len(keys)):
        for at in range(len(keys)):
            if reach[at] >> through & 1:
                reach[at] |= reach[through]
    rings: dict[int, list[str]] = {}
    for at in sorted(range(len(keys)), key=lambda at: (-reach[at].bit_count(), reach[at], at)):
        rings.setdefault(reach[at], []).append(keys[at])
    return [tuple(sorted(ring)) for ring in rings.values()]


def _handed_on(
    ring: tuple[str, ...], taken: Mapping[str, _Taken], had: Mapping[str, Money]
) -> list[Edge]:
    if len(ring) == 1:
        return _shared(ring[0], had.get(ring[0], ZERO), taken[ring[0]])
    if not any(receiver not in ring for key in ring for receiver in taken[key]):
        raise CannotAllocate(f"Kostnaden kommer aldrig ut ur kretsen {_loop(ring, taken)}.")
    return _shared_in_a_ring(ring, taken, had)


def _shared(sender: str, amount: Money, taken: _Taken) -> list[Edge]:
    whole = sum(taken.values())
    if not whole:
        if amount:
            raise CannotAllocate(f"Ingen tar emot kostnaden för {sender}.")
        return []
    return _edges(sender, taken, amount.split(list(taken.values())), whole)


def _edges(sender: str, taken: _Taken, parts: Sequence[Money], whole: int) -> list[Edge]:
    return [
        Edge(sender, receiver, "", Fraction(weight, whole), part)
        for (receiver, weight), part in zip(taken.items(), parts, strict=True)
    ]


def _shared_in_a_ring(
    ring: tuple[str, ...], taken: Mapping[str, _Taken], had: Mapping[str, Money]
) -> list[Edge]:
    """Share what centres that hand to each other have, all at once.

    What each has in all is found exactly. What flows within the ring is made whole so that every
    centre still hands on just what it has; what leaves it is split as everything else is.
    """
    gross = _gross(ring, taken, had)
    outside = len(ring)
    flows: dict[Way, Fraction] = {}
    for at, key in enumerate(ring):
        whole = sum(taken[key].values())
        for receiver, weight in taken[key].items():
            way = (at, ring.index(receiver) if receiver in ring else outside)
            flows[way] = flows.get(way, Fraction(0)) + gross[at] * weight / whole
    kept = made_whole(flows)

    edges: list[Edge] = []
    for at, key in enumerate(ring):
        edges += _out_of_a_ring(at, ring, taken[key], kept)
    return edges


def _out_of_a_ring(
    at: int, ring: tuple[str, ...], taken: _Taken, kept: Mapping[Way, int]
) -> list[Edge]:
    leaving = {key: weight for key, weight in taken.items() if key not in ring}
    parts = Money(kept.get((at, len(ring)), 0)).split(list(leaving.values())) if leaving else ()
    amounts = dict(zip(leaving, parts, strict=True))
    amounts |= {key: Money(kept[at, ring.index(key)]) for key in taken if key in ring}
    return _edges(ring[at], taken, [amounts[key] for key in taken], sum(taken.values()))


def _gross(
    ring: tuple[str, ...], taken: Mapping[str, _Taken], had: Mapping[str, Money]
) -> list[Fraction]:
    """Return what each centre of a ring has in all, where each is handed a share of the others.

    The unknowns are what each has by unit of its driver, which keeps the equations in whole
    numbers: what comes in less what is handed on is what it had of its own.
    """
    wholes = [sum(taken[key].values()) for key in ring]
    rows = [
        [
            (wholes[at] if at == other else 0) - taken[sender].get(key, 0)
            for other, sender in enumerate(ring)
        ]
        for at, key in enumerate(ring)
    ]
    by_unit = solve(rows, [had.get(key, ZERO).ore for key in ring])
    return [unit * whole for unit, whole in zip(by_unit, wholes, strict=True)]


def _loop(ring: Iterable[str], taken: Mapping[str, _Taken]) -> str:
    """Name a loop by walking it from its first centre until it is met again."""
    walked = [min(ring)]
    while True:
        within = [key for key in taken[walked[-1]] if key is not None]
        following = next((key for key in within if key not in walked), within[0])
        if following in walked:
            return " → ".join((*walked[walked.index(following) :], following))
        walked.append(following)


def _named(edge: Edge, model: Model) -> Edge:
    driver = model.drivers[edge.sender].name
    return Edge(edge.sender, edge.receiver, driver, edge.share, edge.amount)
