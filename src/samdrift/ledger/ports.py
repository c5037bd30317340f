"""What the ledger is told to book, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from samdrift.kernel.money import Money


@dataclass(frozen=True, slots=True)
class LineEntry:
    """A posting to book: debit positive."""

    account: str
    amount: Money
    cost_centre: str = ""
    objects_text: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class VoucherEntry:
    """A voucher to book; its lines balance."""

    series: str
    number: str
    booked_on: date
    text: str
    lines: tuple[LineEntry, ...]
    registered_on: date | None = None
    registered_by: str = ""
    source_digest: int = 0
