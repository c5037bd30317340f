"""What a year's close books, as vouchers proposed to the finance system or booked here."""

from __future__ import annotations

from datetime import date

from django.utils import translation

from samdrift.bookkeeping.ports import Proposal, ProposalSource, WantedVoucher
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Month
from samdrift.ledger.ports import LineEntry
from samdrift.ledger.proposals import Booked, Place
from samdrift.yearend import queries
from samdrift.yearend.choices import EntryKind
from samdrift.yearend.ports import EntryTold

SERIES = "BOK"
DECEMBER = 12


def vouchers(year: int) -> tuple[Booked, ...]:
    """Return what is left to book for accounts to hold what they shall; nothing twice."""
    day = date(year, 12, 31)
    told = [(entry, left(year, entry)) for entry in queries.entries(year)]
    return tuple(
        Booked(SERIES, year * 100 + at, day, _words(entry, year), _amounts(entry, amount))
        for at, (entry, amount) in enumerate(told, 1)
        if amount
    )


def _proposed(month: Month) -> tuple[Proposal, ...]:
    """Return what is left to book of a year that ends with a month, each entry booked once."""
    if month.number != DECEMBER:
        return ()
    day = month.span.last_day
    return tuple(
        Proposal(
            f"yearend.{entry.id}",
            WantedVoucher(
                SERIES,
                day,
                _words(entry, month.year),
                tuple(
                    LineEntry(place.account, amount, place.cost_centre)
                    for place, amount in _amounts(entry, amount_left)
                ),
            ),
        )
        for entry in queries.entries(month.year)
        if (amount_left := left(month.year, entry))
    )


def left(year: int, entry: EntryTold) -> Money:
    """Return by how much more the account of an entry is to be credited."""
    if entry.kind == EntryKind.RESULT:
        return queries.uncarried(year)
    return queries.left_to_book(year, entry)


def _words(entry: EntryTold, year: int) -> str:
    with translation.override("sv"):
        return f"{EntryKind(entry.kind).label} {year}"


def _amounts(entry: EntryTold, amount: Money) -> tuple[tuple[Place, Money], ...]:
    return ((Place(entry.against), amount), (Place(entry.account), -amount))


OFFERS = (ProposalSource("yearend.entries", "Bokslutsposter", _proposed),)
