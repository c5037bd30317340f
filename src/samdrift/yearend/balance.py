"""Deficits of earlier years, restored by later surpluses, the oldest first (KL 11:12-13)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from samdrift.kernel.money import ZERO, Money

YEARS_TO_RESTORE = 3


@dataclass(frozen=True, slots=True)
class Deficit:
    """What is left to restore of a year's deficit, and in which year at the latest."""

    year: int
    left: Money

    @property
    def last_year(self) -> int:
        """The year in which it must be restored."""
        return self.year + YEARS_TO_RESTORE

    def is_late(self, year: int) -> bool:
        """Whether it ought to have been restored by the end of a year."""
        return year >= self.last_year


def left_after(
    year: int,
    *,
    results: Mapping[int, Money],
    exempt: Mapping[int, Money],
    begun: Mapping[int, Money],
) -> tuple[Deficit, ...]:
    """Return what is left to restore when a year has closed, the oldest first.

    `results` are the balance results of the years, `exempt` what of each year's deficit is not to
    be restored, `begun` deficits of years whose result is not known.
    """
    open_: list[Deficit] = []
    for each in range(min((*results, *begun, year)), year + 1):
        result = results.get(each, -begun.get(each, ZERO))
        if result > ZERO:
            open_ = _restored(open_, result)
        elif (new := -result - exempt.get(each, ZERO)) > ZERO:
            open_.append(Deficit(each, new))
    return tuple(open_)


def _restored(deficits: list[Deficit], surplus: Money) -> list[Deficit]:
    left, rest = [], surplus
    for each in deficits:
        used = min(each.left, rest)
        rest -= used
        if each.left > used:
            left.append(Deficit(each.year, each.left - used))
    return left
