"""What a year's close is told, and what it tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from samdrift.kernel.money import Money


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it, and when."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class EntryTold:
    """What an account is to hold when a year has closed; the latest of its kind and account."""

    id: int
    kind: str
    account: str
    against: str
    amount: Money
    source: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReconciledTold:
    """What a document says that an account held at a year's end."""

    id: int
    account: str
    amount: Money
    note: str
    file_name: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SignedTold:
    """That somebody judged a point to be done, and why."""

    key: str
    reason: str
    by: str
    at: datetime
