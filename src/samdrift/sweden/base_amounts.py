"""The price base amount of each year, by which small purchases are told from investments."""

from __future__ import annotations

from typing import Final

from samdrift.kernel.money import Money

SOURCE: Final = "Socialförsäkringsbalken 2 kap. 6–7 §§, fastställt av regeringen efter SCB"
"""Where the amounts are from."""

_KRONOR: Final = {
    2010: 42_400, 2011: 42_800, 2012: 44_000, 2013: 44_500, 2014: 44_400, 2015: 44_500,
    2016: 44_300, 2017: 44_800, 2018: 45_500, 2019: 46_500, 2020: 47_300, 2021: 47_600,
    2022: 48_300, 2023: 52_500, 2024: 57_300, 2025: 58_800, 2026: 59_200,
}  # fmt: skip


def base_amount(year: int) -> Money | None:
    """Return the price base amount of a year; None where it is not known here."""
    kronor = _KRONOR.get(year)
    return None if kronor is None else Money(kronor * 100)
