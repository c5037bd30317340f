"""What is asked of a sample, and how one is told of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from samdrift.kernel.money import Money


@dataclass(frozen=True, slots=True)
class WantedSample:
    """How many vouchers are picked out of a year, how, and by what seed."""

    year: int
    method: str
    seed: str
    size: int


@dataclass(frozen=True, slots=True)
class SampleTold:
    """A sample as it is listed."""

    id: int
    wanted: WantedSample
    population: int
    amount: Money
    drawn_by: str
    drawn_at: datetime
    picked: int
    noted: int


@dataclass(frozen=True, slots=True)
class NoteTold:
    """What somebody found of a voucher."""

    verdict: str
    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PickedTold:
    """A voucher that was picked out, and what was found of it, the latest first."""

    id: int
    voucher_id: int
    name: str
    day: date
    text: str
    amount: Money
    papers: int
    notes: tuple[NoteTold, ...]
