"""What is told of an agreement where one is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class WantedVersion:
    """A version of an agreement: from when to when, what is agreed, and how many of what."""

    starts: date
    ends: date | None
    notice_months: int
    terms: str
    levels: str = ""
    volumes: Mapping[int, int] = field(default_factory=dict)
    """How many of each option, by its id."""


@dataclass(frozen=True, slots=True)
class WantedOrder:
    """So many more of an option from a day, or fewer below zero."""

    option_id: int
    change: int
    since: date
    note: str = ""
