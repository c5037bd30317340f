"""What the catalogue is asked to keep."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from samdrift.catalogue.choices import InformationClass, Measure, VatRate
from samdrift.kernel.money import Money, total


@dataclass(frozen=True, slots=True)
class WantedService:
    """A service as somebody has told of it."""

    key: str
    name: str
    description: str
    measure: Measure
    included: str = ""
    levels: str = ""
    owner: str = ""
    information_class: InformationClass = InformationClass.INTERNAL
    vat_percent: VatRate = VatRate.FULL
    is_passed_on: bool = False
    is_in_portal: bool = True
    position: int | None = None
    """Where it stands among the services; where that is not told it stays, or comes last."""


@dataclass(frozen=True, slots=True)
class WantedOption:
    """One of the ways a service can be had."""

    key: str
    name: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class WantedList:
    """Prices that are to be decided on together: what by, when, and from which day they hold."""

    name: str
    holds_from: date
    decision: str
    decided_on: date


@dataclass(frozen=True, slots=True)
class Cost:
    """One of the costs of a year that a price is reckoned from, and where it is found."""

    name: str
    amount: Money
    source: str = ""


@dataclass(frozen=True, slots=True)
class SelfCost:
    """What a service costs whoever provides it in a year, and for how many months of one."""

    items: tuple[Cost, ...]
    volume: int
    behind: str = ""
    """The key of the reckoning that it was taken out of, where it was."""

    def __post_init__(self) -> None:
        assert self.volume > 0, "a cost is had for something"

    @property
    def amount(self) -> Money:
        """The year's cost."""
        return total(item.amount for item in self.items)

    @property
    def highest_price(self) -> Money:
        """The most that one may cost a month (KL 2:6), in whole öre."""
        return Money(self.amount.ore // self.volume)


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A year's full cost of a service as it was reckoned: in words, of what, and where it opens."""

    words: str
    costs: tuple[Cost, ...]
    address: str

    @property
    def amount(self) -> Money:
        """The year's full cost."""
        return total(each.amount for each in self.costs)

    def part(self, percent: int) -> tuple[Cost, ...]:
        """Return so many percent of every cost, a part of an öre left out."""
        return tuple(
            Cost(each.name, Money(each.amount.ore * percent // 100), each.source)
            for each in self.costs
        )


@dataclass(frozen=True, slots=True)
class CostSource:
    """Who above reckons what services cost in full.

    `services` tells those of each reckoning of a whole year, the latest first, and in words;
    `reckoned` what those of some keys came to.
    """

    key: str
    services: Callable[[], tuple[tuple[str, str], ...]]
    reckoned: Callable[[Collection[str]], Mapping[str, Reckoned]]
