"""Picking vouchers out, so that whoever has the seed gets the same ones.

Every voucher, as it was linked, and the seed give a number; the lowest are picked. By amount, every
so manieth krona is picked from a place that the seed gives, and the vouchers that hold them.
"""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Iterable
from typing import NamedTuple


class Drawn(NamedTuple):
    """A voucher as it may be picked: its id, its link, and what it comes to in öre, debit."""

    id: int
    link: str
    ore: int


def at_random(vouchers: Iterable[Drawn], *, seed: str, size: int) -> list[Drawn]:
    """Return so many vouchers, all as likely, in the order they were booked."""
    lowest = heapq.nsmallest(size, vouchers, key=lambda each: (_number(seed, each.link), each.id))
    return sorted(lowest)


def by_amount(vouchers: Iterable[Drawn], *, seed: str, size: int, whole: int) -> list[Drawn]:
    """Return the vouchers that hold every so manieth öre; a large one is picked, once, for sure.

    `whole` is what they all come to: fewer vouchers than `size` are picked where one holds several.
    """
    if whole < size:
        return []
    start = _number(seed, "") % (whole // size or 1)
    picked, passed, hits = [], 0, 0
    for each in vouchers:
        passed += each.ore
        before = hits
        while hits < size and start + hits * whole // size < passed:
            hits += 1
        if hits > before:
            picked.append(each)
    return picked


def _number(seed: str, link: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{seed}\n{link}".encode()).digest())
