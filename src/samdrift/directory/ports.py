"""What another system tells of units and people."""

from __future__ import annotations

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
