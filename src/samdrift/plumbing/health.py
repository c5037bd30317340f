"""How an app tells whether what it does is well: it offers examinations, and whoever runs asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.functional import Promise


class Level(StrEnum):
    """How bad something is, from well to what must be seen to now."""

    GOOD = "good"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found: Swedish words that say how it is, and what to do where it is not well."""

    level: Level
    text: str


@dataclass(frozen=True, slots=True)
class Examination:
    """One thing looked at. `look` changes nothing, and gives at least one finding.

    What it raises is itself a fault: what cannot be looked at is not well.
    """

    key: str
    title: str | Promise
    look: Callable[[datetime], Iterable[Finding]]


def good(text: str) -> Finding:
    """Return that something is well."""
    return Finding(Level.GOOD, text)


def warning(text: str) -> Finding:
    """Return that something is to be seen to soon."""
    return Finding(Level.WARNING, text)


def fault(text: str) -> Finding:
    """Return that something is to be seen to now."""
    return Finding(Level.FAULT, text)
