"""What another system tells of units and people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UnitTold:
    """A unit as it is told; `id` is None for one that is new, whose key is then `key`."""

    id: int | None
    key: str
    name: str
    organisation: str


@dataclass(frozen=True, slots=True)
class PersonTold:
    """Somebody as they are told; `id` is None for one who is new, whose key is then `key`."""

    id: int | None
    key: str
    name: str
    organisation: str
    kind: str
    unit_id: int | None = None
    title: str = ""
    email: str = ""
    phone: str = ""
    mobile: str = ""
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class LeaverSource:
    """What an app above keeps of people, for when those who have left are forgotten.

    `needs` is told the ids of some who have left, and says who of them is not done with yet;
    `forget` takes away what it keeps of their names, within the transaction of the forgetting.
    """

    key: str
    needs: Callable[[tuple[int, ...]], frozenset[int]]
    forget: Callable[[tuple[int, ...]], None]
