"""Amounts of money in whole öre."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_KRONOR = re.compile(r"(-?)(\d+)(?:[.,](\d{1,2}))?", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in whole öre: never a float, never part of an öre."""

    ore: int

    def __add__(self, other: Money) -> Money:
        return Money(self.ore + other.ore)

    def __sub__(self, other: Money) -> Money:
        return Money(self.ore - other.ore)

    def __neg__(self) -> Money:
        return Money(-self.ore)

    def __bool__(self) -> bool:
        return self.ore != 0

    @classmethod
    def parse(cls, text: str) -> Money:
        """Read kronor with point or comma, an optional minus and at most two decimals.

        Raises ValueError for anything else: thousands separators, a plus, three decimals, blanks.
        """
        match = _KRONOR.fullmatch(text)
        if match is None:
            raise ValueError(text)
        minus, whole, part = match.groups()
        ore = int(whole) * 100 + int((part or "").ljust(2, "0"))
        return cls(-ore if minus else ore)

    def kronor(self) -> str:
        """Return the amount in kronor with a point and two decimals: `-1234.50`."""
        whole, part = divmod(abs(self.ore), 100)
        return f"{'-' if self.ore < 0 else ''}{whole}.{part:02d}"

    def split(self, weights: Sequence[int]) -> tuple[Money, ...]:
        """Divide by weight so that the parts add up to the whole, to the öre.

        Every part is rounded towards zero, so that a credit splits as the debit it mends. The öre
        left over go, one each, to the parts that lost most, the earliest first. An invoice run
        twice therefore splits the same way twice.
        """
        total_weight = sum(weights)
        assert total_weight > 0, "someone must carry the cost"
        assert min(weights) >= 0, "nobody carries a negative share"

        sign = -1 if self.ore < 0 else 1
        whole = abs(self.ore)
        parts = [whole * weight // total_weight for weight in weights]
        lost = [whole * weight % total_weight for weight in weights]
        by_loss = sorted(range(len(weights)), key=lambda index: (-lost[index], index))
        for index in by_loss[: whole - sum(parts)]:
            parts[index] += 1

        assert sum(parts) == whole
        return tuple(Money(sign * part) for part in parts)


ZERO = Money(0)


def total(amounts: Iterable[Money]) -> Money:
    """Add amounts; the sum of none is zero kronor."""
    return Money(sum(amount.ore for amount in amounts))
