"""What is kept with a digest of its own, and whether it is still as it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Looked:
    """How many were looked at, and which were no longer as they had been."""

    count: int
    broken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seal:
    """Offered by whoever keeps something with its digest; `name` is Swedish, and many."""

    key: str
    name: str
    look: Callable[[], Looked]
