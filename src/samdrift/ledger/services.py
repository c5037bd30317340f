"""Booking vouchers, and keeping every balance as they are booked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import batched

from django.db import connection, transaction

from samdrift.kernel.refusals import Refusal
from samdrift.ledger import chain
from samdrift.ledger.models import (
    SORTED,
    AccountBalance,
    AccountMonth,
    LedgerEdition,
    Voucher,
    VoucherLine,
)
from samdrift.ledger.ports import VoucherEntry
from samdrift.plumbing import bulk

BATCH = 5_000
PLACES_AT_A_TIME = 500
HOLDING = "12"
"""The classes of accounts that hold something when the year ends."""

VOUCHER_FIELDS = (
    "id",
    "edition_id",
    "series",
    "number",
    "booked_on",
    "text",
    "registered_on",
    "registered_by",
    "digest",
    "source_digest",
    "link",
)
LINE_FIELDS = (
    "voucher_id",
    "edition_id",
    "account",
    "cost_centre",
    "objects_text",
    "amount_ore",
    "text",
    "sort_text",
)


class VoucherDoesNotBalance(Refusal):
    """A voucher whose debit and credit differ is never booked."""


KEPT = "Bokföringen förs nu här. Inläsningen kan inte längre ångras."


class BooksAreKeptHere(Refusal):
    """Books that people post into are not taken away."""


type Place = tuple[str, str, int]


@dataclass(slots=True)
class Kept:
    """What a place (account, cost centre, month) has moved."""

    debit_ore: int = 0
    credit_ore: int = 0
    debit_count: int = 0
    credit_count: int = 0

    def add(self, ore: int) -> None:
        """Add a posting."""
        if ore >= 0:
            self.debit_ore += ore
            self.debit_count += 1
        else:
            self.credit_ore += ore
            self.credit_count += 1

    def join(self, other: Kept) -> None:
        """Add what was moved elsewhere."""
        self.debit_ore += other.debit_ore
        self.credit_ore += other.credit_ore
        self.debit_count += other.debit_count
        self.credit_count += other.credit_count


@dataclass(slots=True)
class _Posting:
    edition: LedgerEdition
    head: str
    kept: dict[Place, Kept] = field(default_factory=dict)


@transaction.atomic
def post(*, edition: LedgerEdition, vouchers: Iterable[VoucherEntry]) -> int:
    """Book vouchers and add them to the kept balances, all or none; return how many.

    Takes any number in bounded memory: vouchers are written as they come. Raises
    VoucherDoesNotBalance at the first that does not. Two who post into the same books wait for
    each other: each voucher is linked to the one before.
    """
    own = LedgerEdition.objects.filter(pk=edition.pk)
    posting = _Posting(edition, own.select_for_update().values_list("head", flat=True).get())
    count = 0
    for batch in batched(vouchers, BATCH, strict=False):
        _write(posting, batch)
        count += len(batch)
    keep(edition.pk, posting.kept)
    if edition.is_kept_here:
        _add_to_closings(posting)
    own.update(head=posting.head)
    edition.head = posting.head
    return count


def _write(posting: _Posting, batch: tuple[VoucherEntry, ...]) -> None:
    ids = bulk.reserve_ids(Voucher, len(batch))
    edition_id = posting.edition.pk
    numbered = tuple(zip(ids, batch, strict=True))
    bulk.insert(
        Voucher,
        VOUCHER_FIELDS,
        (
            (
                voucher_id,
                edition_id,
                entry.series,
                entry.number,
                entry.booked_on,
                entry.text,
                entry.registered_on,
                entry.registered_by,
                digest(entry),
                entry.source_digest,
                _linked(posting, entry),
            )
            for voucher_id, entry in numbered
        ),
    )
    bulk.insert(VoucherLine, LINE_FIELDS, _lines(posting, numbered))


def _linked(posting: _Posting, entry: VoucherEntry) -> str:
    posting.head = chain.link_of(posting.head, entry)
    return posting.head


def _lines(
    posting: _Posting, numbered: Iterable[tuple[int, VoucherEntry]]
) -> Iterator[tuple[object, ...]]:
    """Yield the rows of the lines, keeping the balances as each goes by."""
    kept, edition_id = posting.kept, posting.edition.pk
    for voucher_id, entry in numbered:
        month, balance = entry.booked_on.month, 0
        for line in entry.lines:
            ore = line.amount.ore
            balance += ore
            place = (line.account, line.cost_centre, month)
            if place not in kept:
                kept[place] = Kept()
            kept[place].add(ore)
            yield (
                voucher_id,
                edition_id,
                line.account,
                line.cost_centre,
                line.objects_text,
                ore,
                line.text,
                (line.text or entry.text)[:SORTED],
            )
        if balance:
            raise VoucherDoesNotBalance(
                f"Verifikation {entry.series} {entry.number} balanserar inte."
            )


def digest(entry: VoucherEntry) -> int:
    """Return a number that differs when what the voucher tells differs (64 bits, signed)."""
    lines = (
        f"{line.account}\x1e{line.amount.ore}\x1e{line.cost_centre}\x1e{line.objects_text}"
        f"\x1e{line.text}"
        for line in entry.lines
    )
    told = "\x1f".join((entry.booked_on.isoformat(), entry.text, *lines))
    found = hashlib.blake2b(told.encode(), digest_size=8).digest()
    return int.from_bytes(found, signed=True)


def keep(edition_id: int, moved: Mapping[Place, Kept]) -> None:
    """Add to each place what was booked there: many at a time, safe beside another posting."""
    columns = ("debit_ore", "credit_ore", "debit_count", "credit_count")
    table = AccountMonth._meta.db_table
    added = ", ".join(f"{column} = {table}.{column} + excluded.{column}" for column in columns)
    marks = "(%s, %s, %s, %s, %s, %s, %s, %s)"
    rows = [
        (
            edition_id,
            *place,
            kept.debit_ore,
            kept.credit_ore,
            kept.debit_count,
            kept.credit_count,
        )
        for place, kept in sorted(moved.items())
    ]
    with connection.cursor() as cursor:
        for some in batched(rows, PLACES_AT_A_TIME, strict=False):
            cursor.execute(
                f"INSERT INTO {table} (edition_id, account, cost_centre, month, "  # noqa: S608  Our own names.
                f"{', '.join(columns)}) VALUES {', '.join([marks] * len(some))} "
                f"ON CONFLICT (edition_id, account, cost_centre, month) DO UPDATE SET {added}",
                [value for row in some for value in row],
            )


def take_off(edition_id: int, moved: Mapping[Place, Kept]) -> None:
    """Take from each place what is moved away from there; a place without postings is none."""
    table = AccountMonth._meta.db_table
    columns = ("debit_ore", "credit_ore", "debit_count", "credit_count")
    less = ", ".join(f"{column} = {column} - %s" for column in columns)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {table} SET {less} WHERE edition_id = %s AND account = %s "  # noqa: S608  Our own names.
            "AND cost_centre = %s AND month = %s",
            [
                (
                    kept.debit_ore,
                    kept.credit_ore,
                    kept.debit_count,
                    kept.credit_count,
                    edition_id,
                    *place,
                )
                for place, kept in sorted(moved.items())
            ],
        )
    months = AccountMonth.objects.filter(edition=edition_id)
    months.filter(debit_count=0, credit_count=0).delete()


def _add_to_closings(posting: _Posting) -> None:
    """Let the accounts that hold something close with what was booked on them too."""
    moved: dict[str, int] = {}
    for (account, _centre, _month), kept in posting.kept.items():
        if account[0] in HOLDING:
            moved[account] = moved.get(account, 0) + kept.debit_ore + kept.credit_ore
    for account, ore in sorted(moved.items()):
        row, _is_new = AccountBalance.objects.get_or_create(
            edition=posting.edition, account=account, cost_centre=""
        )
        row.closing_ore += ore
        row.save(update_fields=["closing_ore"])


def make_current(edition: LedgerEdition) -> None:
    """Make an edition the one its year is reported from."""
    LedgerEdition.objects.filter(year=edition.year, is_current=True).update(is_current=False)
    LedgerEdition.objects.filter(pk=edition.pk).update(is_current=True)


def withdraw(*, edition_id: int, earlier_id: int | None) -> None:
    """Go back to the edition before, or to none: what was booked is kept, but not reported.

    Raises BooksAreKeptHere where people have begun to post into it.
    """
    if LedgerEdition.objects.filter(pk=edition_id, is_kept_here=True).exists():
        raise BooksAreKeptHere(KEPT)
    LedgerEdition.objects.filter(pk=edition_id).update(is_current=False)
    if earlier_id is not None:
        LedgerEdition.objects.filter(pk=earlier_id).update(is_current=True)
