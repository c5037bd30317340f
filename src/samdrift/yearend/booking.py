"""What a year's close books, as vouchers proposed to the finance system (ADR 36)."""

from __future__ import annotations

from datetime import date

from samdrift.kernel.money import Money
from samdrift.ledger.proposals import Booked, Place
from samdrift.yearend import queries
from samdrift.yearend.choices import EntryKind
from samdrift.yearend.ports import EntryTold

SERIES = "BOK"


def vouchers(year: int) -> tuple[Booked, ...]:
    """Return what is left to book for accounts to hold what they shall; nothing twice."""
    day = date(year, 12, 31)
    told = [(entry, left(year, entry)) for entry in queries.entries(year)]
    return tuple(
        Booked(SERIES, year * 100 + at, day, _words(entry, year), _amounts(entry, amount))
        for at, (entry, amount) in enumerate(told, 1)
        if amount
    )


def left(year: int, entry: EntryTold) -> Money:
    """Return by how much more the account of an entry is to be credited."""
    if entry.kind == EntryKind.RESULT:
        return queries.uncarried(year)
    return queries.left_to_book(year, entry)


def _words(entry: EntryTold, year: int) -> str:
    return f"{EntryKind(entry.kind).label} {year}"


def _amounts(entry: EntryTold, amount: Money) -> tuple[tuple[Place, Money], ...]:
    return ((Place(entry.against), amount), (Place(entry.account), -amount))
