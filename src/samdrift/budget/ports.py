"""What a budget is told, and what it tells; what others offer so that volumes are known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from samdrift.kernel.money import Money


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where an amount is budgeted: the account, and what is told beside it."""

    account: str
    cost_centre: str = ""
    project: str = ""
    service: str = ""


@dataclass(frozen=True, slots=True)
class Planned:
    """A year of a place, month by month, as books have it: debit positive."""

    place: Place
    months: tuple[Money, ...]
    text: str = ""

    def __post_init__(self) -> None:
        assert len(self.months) == 12, "a year has twelve months"


@dataclass(frozen=True, slots=True)
class WantedVolume:
    """How many of an option are reckoned with each month, and where their income is booked."""

    option_id: int
    volume: Fraction
    account: str
    cost_centre: str = ""
    project: str = ""


@dataclass(frozen=True, slots=True)
class VolumeTold:
    """How many of an option were charged for in a month, on average, and where it is booked."""

    volume: Fraction
    account: str
    cost_centre: str
    project: str


@dataclass(frozen=True, slots=True)
class VolumeSource:
    """What was charged for in a year, by the option's id: what next year is reckoned from."""

    key: str
    volumes: Callable[[int], Mapping[int, VolumeTold]]


@dataclass(frozen=True, slots=True)
class AdoptionTold:
    """By which decision a version was adopted, on which day, and who wrote it down."""

    decision: str
    decided_on: date
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class VersionTold:
    """A version of a year's budget; adopted, it is never changed."""

    id: int
    year: int
    number: int
    name: str
    because: str
    by: str
    at: datetime
    adoption: AdoptionTold | None
    is_in_force: bool
    """Whether it is the latest adopted, which the year is followed by."""


@dataclass(frozen=True, slots=True)
class PlaceTold:
    """What a version has on a place in a year, as books have it, and where it comes from."""

    place: Place
    amount: Money
    count: int
    made: str
    text: str
