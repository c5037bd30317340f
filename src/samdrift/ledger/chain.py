"""Links each voucher to the one before it, so that one changed byte is found where it stands.

A link is the digest of the link before and of all that the voucher tells. What was booked in an
edition can therefore be told from its last link alone, and is reckoned anew by `samdrift verify`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from django.db.models import Q

from samdrift.ledger.models import LedgerEdition, Voucher, VoucherLine
from samdrift.ledger.ports import VoucherEntry
from samdrift.plumbing.seals import Looked, Seal

AT_A_TIME = 5_000

type Head = tuple[str, str, date, str, date | None, str]
"""Series, number, day, text, and when and by whom it was registered."""
type Told = tuple[str, str, str, int, str]
"""Account, cost centre, other objects, öre and text of a line."""


def link(before: str, head: Head, lines: Sequence[Told]) -> str:
    """Return the link of a voucher after another: 64 hexadecimal digits."""
    series, number, day, text, registered_on, registered_by = head
    registered = registered_on.isoformat() if registered_on else ""
    told = (series, number, day.isoformat(), text, registered, registered_by, *lines)
    return hashlib.sha256(f"{before}{told!a}".encode()).hexdigest()


def link_of(before: str, entry: VoucherEntry) -> str:
    """Return the link of a voucher that is being booked."""
    head = (
        entry.series,
        entry.number,
        entry.booked_on,
        entry.text,
        entry.registered_on,
        entry.registered_by,
    )
    lines = [
        (line.account, line.cost_centre, line.objects_text, line.amount.ore, line.text)
        for line in entry.lines
    ]
    return link(before, head, lines)


def broken(edition: LedgerEdition) -> tuple[int, tuple[str, ...]]:
    """Return how many vouchers an edition has, and those that are no longer as they were booked.

    A voucher is named once: what follows is held against its link as it stands and as it ought.
    """
    count, names, before = 0, [], {""}
    for name, stored, head, lines in _vouchers(edition):
        count += 1
        ought = {link(earlier, head, lines) for earlier in before}
        if stored not in ought:
            names.append(name)
        before = {stored} if stored in ought else {stored, *ought}
    if edition.head not in before:
        names.append(f"{edition.year}: det sista som bokfördes")
    return count, tuple(names)


def _vouchers(edition: LedgerEdition) -> Iterator[tuple[str, str, Head, list[Told]]]:
    """Yield every voucher with its lines, in the order they were booked."""
    of = Q(edition=edition) | Q(edition__archive_of=edition)
    lines = VoucherLine.objects.filter(of).order_by("voucher_id", "id")
    read = lines.values_list(
        "voucher_id", "account", "cost_centre", "objects_text", "amount_ore", "text"
    ).iterator(chunk_size=AT_A_TIME)
    groups = groupby(read, key=lambda line: line[0])
    at, own = next(groups, (None, iter(())))
    heads = Voucher.objects.filter(of).order_by("id")
    for pk, stored, *head in heads.values_list(
        "id", "link", "series", "number", "booked_on", "text", "registered_on", "registered_by"
    ).iterator(chunk_size=AT_A_TIME):
        told = []
        if at == pk:
            told = [tuple(row[1:]) for row in own]
            at, own = next(groups, (None, iter(())))
        name = f"{edition.year}: verifikation {head[0]} {head[1]}"
        yield name, stored, tuple(head), told  # type: ignore[misc]  # Read in the order of Head.


def _looked_at() -> Looked:
    """Look at every voucher of every edition."""
    count = 0
    names: list[str] = []
    for edition in LedgerEdition.objects.filter(archive_of=None).order_by("year", "id"):
        found, wrong = broken(edition)
        count += found
        names += wrong
    return Looked(count, tuple(names))


SEAL = Seal("ledger.vouchers", "Verifikationer", _looked_at)
