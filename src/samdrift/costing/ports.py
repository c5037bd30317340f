"""What other apps offer so that costs are handed on by it, and what the model is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from samdrift.costing.choices import DriverKind, NodeKind
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Span


@dataclass(frozen=True, slots=True)
class DriverSource:
    """What an app counts by organisation, by which costs can be handed on.

    `weights` is asked of a span and tells a whole number of each organisation, by its code.
    """

    key: str
    kind: DriverKind
    weights: Callable[[Span], Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class WantedNode:
    """A place in the model as it was typed."""

    name: str
    kind: NodeKind
    driver: DriverKind
    service_id: int | None = None
    is_measured: bool = False
    capacity: int = 0
    position: int | None = None


@dataclass(frozen=True, slots=True)
class WantedIntake:
    """Which ledger accounts a place takes the costs of."""

    accounts: str
    cost_centre: str = ""


@dataclass(frozen=True, slots=True)
class WantedShare:
    """How much of a place one receiver takes; a place by its key, an organisation by its code."""

    weight: int
    node: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class WantedSpread:
    """A purchase whose cost is spread over the months it is used."""

    name: str
    amount: Money
    booked_on: date
    starts: date
    months: int


@dataclass(frozen=True, slots=True)
class WantedPassed:
    """A cost had for one organisation only, that goes in and out."""

    name: str
    organisation: str
    amount: Money
    booked_on: date


@dataclass(frozen=True, slots=True)
class Contents:
    """What a place takes in and who takes of it, as it was typed."""

    intakes: Sequence[WantedIntake] = ()
    shares: Sequence[WantedShare] = ()
    spreads: Sequence[WantedSpread] = ()
    passed: Sequence[WantedPassed] = ()
