"""Linear equations in whole numbers, solved exactly."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction


class Singular(Exception):
    """The equations have no single answer."""


def solve(rows: Sequence[Sequence[int]], answers: Sequence[int]) -> tuple[Fraction, ...]:
    """Return what makes every row times the unknowns its answer, exactly.

    Eliminates without fractions, as Bareiss does: each division comes out even, and numbers grow no
    longer than determinants are. Raises Singular where there is no single answer.
    """
    size = len(rows)
    table = [[*row, answer] for row, answer in zip(rows, answers, strict=True)]
    before = 1
    for at in range(size):
        _bring_up_a_row(table, at)
        top = table[at]
        for row in table[at + 1 :]:
            for column in range(size, at, -1):
                row[column] = (row[column] * top[at] - row[at] * top[column]) // before
            row[at] = 0
        before = top[at]
    return _from_below(table)


def _bring_up_a_row(table: list[list[int]], at: int) -> None:
    for other in range(at, len(table)):
        if table[other][at]:
            table[at], table[other] = table[other], table[at]
            return
    raise Singular


def _from_below(table: list[list[int]]) -> tuple[Fraction, ...]:
    found: list[Fraction] = [Fraction(0)] * len(table)
    for at in range(len(table) - 1, -1, -1):
        row = table[at]
        known = sum((row[other] * found[other] for other in range(at + 1, len(table))), Fraction(0))
        found[at] = (row[-1] - known) / row[at]
    return tuple(found)
