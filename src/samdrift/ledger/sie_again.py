"""Books that come again: vouchers known by their bytes are not read, and what differs is told.

Taken only where nothing is wrong and most of the file is known. Everything else is read whole, by
`sie_file`, which tells of every fault.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import batched

from django.db import connection, transaction

from samdrift.kernel.money import Money
from samdrift.ledger import differences, queries, renewing, services
from samdrift.ledger.layout_file import DECLARED_ACCOUNTS
from samdrift.ledger.models import AccountMonth, CostCentre, LedgerEdition, Voucher
from samdrift.ledger.ports import VoucherEntry
from samdrift.ledger.renewing import Renewal
from samdrift.ledger.sie_entries import Entries
from samdrift.ledger.sie_facts import DECLARED_YEARS, Facts
from samdrift.ledger.sie_notices import account_notices, result_notice
from samdrift.plumbing.exchange.faults import FaultLog
from samdrift.plumbing.exchange.keys import KeysSeen
from samdrift.plumbing.exchange.ports import (
    MOST_CHANGES_SHOWN,
    ChangedRow,
    FileSummary,
    Reading,
)
from samdrift.sweden.sie import records as sie
from samdrift.sweden.sie.problems import Problem
from samdrift.sweden.sie.reader import read_parts
from samdrift.sweden.sie.sieve import TooLongToSieve, digest, pieces

MOST_UNKNOWN_BYTES = 32 * 2**20
"""With more than this to read, a file is read whole: it is another one."""
AT_A_TIME = 500
FEW = 1_000
"""So many may be gone of any books before they are other books."""
_CHECKSUM = b"#KSUMMA"


class _ReadWhole(Exception):
    """The file is to be read record by record."""


class _Known:
    """The vouchers of books by their bytes: 16 bytes each, whatever they say."""

    def __init__(self, edition: LedgerEdition) -> None:
        self._digests, self._ids = array("q"), array("q")
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT source_digest, id FROM ledger_voucher WHERE edition_id = %s "
                "ORDER BY source_digest, id",
                [edition.pk],
            )
            while rows := cursor.fetchmany(10_000):
                self._digests.extend(row[0] for row in rows)
                self._ids.extend(row[1] for row in rows)
        self._is_met = bytearray(len(self._ids))

    def meet(self, wanted: int) -> bool:
        """Whether a voucher not met before has a number; then it is met."""
        at = bisect_left(self._digests, wanted)
        while at < len(self._digests) and self._digests[at] == wanted:
            if not self._is_met[at]:
                self._is_met[at] = 1
                return True
            at += 1
        return False

    def left(self) -> set[int]:
        """Return the vouchers that were not met."""
        return {self._ids[at] for at, is_met in enumerate(self._is_met) if not is_met}

    @property
    def met(self) -> int:
        """How many were met."""
        return sum(self._is_met)


@dataclass(slots=True)
class _Sieved:
    """What of a file is not known: some parts to read, and the number of each voucher there."""

    parts: list[tuple[int, bytes]] = field(default_factory=list)
    digests: dict[int, int] = field(default_factory=dict)
    size: int = 0

    def add(self, line: int, raw: bytes) -> None:
        """Keep what is to be read."""
        self.size += len(raw)
        if self.size > MOST_UNKNOWN_BYTES or _CHECKSUM in raw:
            raise _ReadWhole
        self.parts.append((line, raw))


def take_in(reading: Reading, encoding: str, file_digest: str) -> bool:
    """Take in what is another since the books came last; tell whether that was done.

    Where it was not, nothing is changed and nothing told.
    """
    if reading.faults or not Voucher.objects.exclude(source_digest=0).exists():
        return False
    quiet = replace(
        reading,
        faults=FaultLog(),
        summary=FileSummary(reading.file),
        payloads=[],
        changes=[],
        declared={key: set(keys) for key, keys in reading.declared.items()},
    )
    try:
        with transaction.atomic(), KeysSeen() as seen:
            _Again(quiet, seen, encoding).take(file_digest)
    except (_ReadWhole, TooLongToSieve):
        return False
    reading.declared.update(quiet.declared)
    reading.payloads.extend(quiet.payloads)
    reading.changes.extend(quiet.changes[: MOST_CHANGES_SHOWN - len(reading.changes)])
    told, found = reading.summary, quiet.summary
    told.new, told.changed, told.unchanged = found.new, found.changed, found.unchanged
    told.notices += found.notices
    return True


class _Again:
    """One file coming again."""

    def __init__(self, reading: Reading, seen: KeysSeen, encoding: str) -> None:
        self._reading = reading
        self._facts = Facts(reading)
        self._entries = Entries(reading, self._facts, seen)
        self._encoding = encoding
        self._results: list[sie.Result] = []

    def take(self, file_digest: str) -> None:
        """Take the file in. Raises _ReadWhole where it is not to be done this way."""
        edition = self._edition()
        known = _Known(edition)
        entries = list(self._read(self._sieved(known)))
        self._refuse_faults()
        renewal = _compared(edition, entries, known)
        told = _shown(renewal)
        archive = renewing.renew(edition, renewal)
        self._write_facts(edition, archive)
        edition.file_digest, edition.taken_at = file_digest, self._reading.at
        edition.save(update_fields=["file_digest", "taken_at"])
        self._tell(edition, archive, renewal)
        self._reading.changes.extend(told)

    def _edition(self) -> LedgerEdition:
        """Return the books that the file is of, told by what stands before its vouchers."""
        with self._reading.open() as stream:
            first = next(pieces(stream), None)
        if first is None or first.is_voucher:
            raise _ReadWhole
        told = Facts(replace(self._reading, faults=FaultLog()))
        for record in read_parts(
            [(first.line, first.raw)], encoding=self._encoding, on_problem=_read_whole
        ):
            if isinstance(record, sie.FiscalYear):
                told.add(record)
        if told.span is None or str(told.year) in self._reading.declared.get(DECLARED_YEARS, ()):
            raise _ReadWhole
        edition = LedgerEdition.objects.filter(
            year=told.year, is_current=True, is_kept_here=False
        ).first()
        if edition is None:
            raise _ReadWhole
        return edition

    def _sieved(self, known: _Known) -> _Sieved:
        sieved = _Sieved()
        with self._reading.open() as stream:
            for piece in pieces(stream):
                number = digest(piece.raw, self._encoding) if piece.is_voucher else 0
                if number and known.meet(number):
                    continue
                sieved.add(piece.line, piece.raw)
                sieved.digests[piece.line] = number
        return sieved

    def _read(self, sieved: _Sieved) -> Iterator[VoucherEntry]:
        for record in read_parts(sieved.parts, encoding=self._encoding, on_problem=_read_whole):
            if isinstance(record, sie.Voucher):
                number = sieved.digests.get(record.line, 0)
                yield self._entries.entry(record, source_digest=number)
                continue
            self._facts.add(record)
            if isinstance(record, sie.Result) and record.year_index == 0:
                self._results.append(record)

    def _refuse_faults(self) -> None:
        if self._reading.faults or self._facts.span is None:
            raise _ReadWhole

    def _write_facts(self, edition: LedgerEdition, archive: LedgerEdition) -> None:
        """Write the chart, balances and budget anew, with what known vouchers are booked on."""
        months = AccountMonth.objects.filter(edition=edition).order_by()
        centres = set(months.values_list("cost_centre", flat=True).distinct()) - {""}
        before = CostCentre.objects.filter(edition=archive).order_by("position")
        in_order = [each for each in before.values_list("number", flat=True) if each in centres]
        accounts = months.values_list("account", flat=True).distinct()
        self._facts.use_what_is_kept(accounts, [*in_order, *sorted(centres - set(in_order))])
        if self._facts.unknown_accounts():
            raise _ReadWhole
        self._facts.write(edition)

    def _tell(self, edition: LedgerEdition, archive: LedgerEdition, renewal: Renewal) -> None:
        reading, summary, year = self._reading, self._reading.summary, edition.year
        reading.declared.setdefault(DECLARED_YEARS, set()).add(str(year))
        reading.declared.setdefault(DECLARED_ACCOUNTS, set()).update(self._facts.accounts)
        summary.new, summary.changed = len(renewal.new), len(renewal.changed)
        summary.unchanged = Voucher.objects.filter(edition=edition).count()
        summary.unchanged -= summary.new + summary.changed
        reading.payloads.append({"edition": edition.pk, "archive": archive.pk})
        if archive.facts_digest != edition.facts_digest:
            summary.notices.append(
                f"{reading.file}: konton, kostnadsställen, saldon eller budget har ändrats."
            )
        if renewal.gone:
            summary.notices.append(
                f"{reading.file}: {len(renewal.gone)} verifikationer finns inte kvar."
            )
        book = queries.book(year=year)
        assert book is not None, "the books are there"
        summary.notices += account_notices(reading.file, book)
        for result in self._results:
            sums = book.accounts.get(result.account)
            moved = Money(sums.debit + sums.credit if sums else 0)
            if moved != result.amount:
                summary.notices.append(
                    result_notice(reading.file, result.account, moved, result.amount)
                )


def _read_whole(_problem: Problem) -> None:
    """Give up at the first problem of the file's form: whoever reads it whole tells of all."""
    raise _ReadWhole


def _compared(edition: LedgerEdition, entries: Sequence[VoucherEntry], known: _Known) -> Renewal:
    """Return what is new, changed and gone; what says the same in other bytes is as it was."""
    left = known.left()
    if len(left) > max(FEW, known.met // 3):
        raise _ReadWhole
    numbered = _numbered(edition, entries)
    nameless = _nameless(left)
    new, changed, same = [], [], set()
    for entry in entries:
        told = services.digest(entry)
        if not entry.number:
            old = nameless[told].pop() if nameless.get(told) else None
            is_same = old is not None
        else:
            old, before = numbered.get((entry.series, entry.number), (None, 0))
            is_same = told == before
            if old is not None and old not in left:
                raise _ReadWhole
        if old is None:
            new.append(entry)
        elif is_same:
            same.add(old)
        else:
            changed.append((old, entry))
    gone = left - same - {old for old, _entry in changed}
    return Renewal(new, changed, sorted(gone))


def _numbered(
    edition: LedgerEdition, entries: Sequence[VoucherEntry]
) -> dict[tuple[str, str], tuple[int, int]]:
    """Return the id and the number of what it says, of vouchers that have the same names."""
    found: dict[tuple[str, str], tuple[int, int]] = {}
    numbers = sorted({entry.number for entry in entries} - {""})
    for some in batched(numbers, AT_A_TIME, strict=False):
        rows = Voucher.objects.filter(edition=edition, number__in=some)
        for pk, series, number, told in rows.values_list("id", "series", "number", "digest"):
            found[series, number] = (pk, told)
    return found


def _nameless(left: Collection[int]) -> dict[int, list[int]]:
    """Return vouchers without a number by what they say, of those that were not met."""
    found: dict[int, list[int]] = defaultdict(list)
    for some in batched(sorted(left), AT_A_TIME, strict=False):
        rows = Voucher.objects.filter(pk__in=some, number="").order_by("-id")
        for pk, told in rows.values_list("id", "digest"):
            found[told].append(pk)
    return found


def _shown(renewal: Renewal) -> list[ChangedRow]:
    """Return the first vouchers that say something else, row by row, and those that are gone."""
    changed = renewal.changed[:MOST_CHANGES_SHOWN]
    ids = [*(old for old, _entry in changed), *renewal.gone[:MOST_CHANGES_SHOWN]]
    old = Voucher.objects.prefetch_related("lines").in_bulk(ids)
    rows = [
        ChangedRow(_name(entry), differences.cells(differences.told(old[pk]), entry))
        for pk, entry in changed
    ]
    gone = (old[pk] for pk in renewal.gone[:MOST_CHANGES_SHOWN])
    return rows + [
        ChangedRow(str(each), differences.cells(differences.told(each), None)) for each in gone
    ]


def _name(entry: VoucherEntry) -> str:
    return f"{entry.series} {entry.number}".strip()
