"""ledger/*.se: the books of a fiscal year as SIE 4E tells them."""

from __future__ import annotations

import hashlib
import io
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import BinaryIO, override

from samdrift.ledger import queries, renewing, services, sie_again
from samdrift.ledger.layout_file import DECLARED_ACCOUNTS
from samdrift.ledger.models import LedgerEdition
from samdrift.ledger.ports import VoucherEntry
from samdrift.ledger.sie_counts import VoucherCount
from samdrift.ledger.sie_entries import Entries
from samdrift.ledger.sie_facts import DECLARED_YEARS, Facts
from samdrift.ledger.sie_notices import account_notices, result_notice
from samdrift.plumbing.exchange.keys import KeysSeen
from samdrift.plumbing.exchange.ports import CannotUndo, FileReader, Payload, Reading
from samdrift.sweden.sie import records as sie
from samdrift.sweden.sie.checks import Reconciliation, Rule
from samdrift.sweden.sie.encodings import detect_encoding
from samdrift.sweden.sie.problems import Problem
from samdrift.sweden.sie.reader import read_twice
from samdrift.sweden.sie.sieve import Piece, TooLongToSieve, digest, pieces


class _Hashing(io.RawIOBase):
    """A stream that remembers a digest of what was read from it."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream
        self._digest = hashlib.sha256()

    @override
    def read(self, size: int = -1) -> bytes:
        chunk = self._stream.read(size)
        self._digest.update(chunk)
        return chunk

    def hexdigest(self) -> str:
        """Return the digest of what has been read."""
        return self._digest.hexdigest()


def _read(reading: Reading) -> None:
    with reading.open() as stream:
        hashing = _Hashing(stream)
        encoding = detect_encoding(hashing)  # type: ignore[arg-type]  # It only reads.
    present = LedgerEdition.objects.filter(is_current=True, file_digest=hashing.hexdigest()).first()
    if present is not None and _is_first_of(reading, present.year):
        reading.summary.unchanged = present.vouchers.count()
        return

    if sie_again.take_in(reading, encoding, hashing.hexdigest()):
        return
    with KeysSeen() as seen, reading.open() as stream:
        intake = _Intake(reading, seen, Digests(stream, encoding))
        records = read_twice(reading.open, encoding=encoding, on_problem=intake.tell)
        intake.take(records, file_digest=hashing.hexdigest())


def _is_first_of(reading: Reading, year: int) -> bool:
    """Whether no other file of the package has the year."""
    years = reading.declared.setdefault(DECLARED_YEARS, set())
    is_first = str(year) not in years
    years.add(str(year))
    return is_first


class Digests:
    """The numbers of a file's vouchers, by the lines they begin on, asked for in their order."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self._vouchers = (piece for piece in pieces(stream) if piece.is_voucher)
        self._encoding = encoding
        self._at: Piece | None = None

    def of(self, line: int) -> int:
        """Return the number of the voucher that begins on a line, 0 where it has none."""
        try:
            while self._at is None or self._at.line < line:
                self._at = next(self._vouchers)
        except (StopIteration, TooLongToSieve):
            return 0
        return digest(self._at.raw, self._encoding) if self._at.line == line else 0


class _Intake:
    """One file going in: the facts gathered, the vouchers posted as they come."""

    def __init__(self, reading: Reading, seen: KeysSeen, digests: Digests) -> None:
        self._reading = reading
        self._facts = Facts(reading)
        self._entries = Entries(reading, self._facts, seen)
        self._digests = digests
        self._reconciliation = Reconciliation()
        self._count = VoucherCount()

    def tell(self, problem: Problem) -> None:
        """Pass a problem of the file's form on."""
        self._count.wrong(problem.voucher)
        self._reading.fault(problem.line, problem.label, problem.value, problem.allowed)

    def take(self, records: Iterator[sie.Record], *, file_digest: str) -> None:
        """Read to the end, then keep the edition if it tells anything new."""
        first = next(self._vouchers(records), None)
        entries = chain((first,) if first else (), self._vouchers(records))
        if self._facts.span is None:
            deque(entries, maxlen=0)
            self._facts.tell_late_year()
            self._facts.tell_unknown_accounts()
        else:
            self._post(entries, file_digest)
        self._reading.declared.setdefault(DECLARED_ACCOUNTS, set()).update(self._facts.accounts)

    def _post(self, entries: Iterator[VoucherEntry], file_digest: str) -> None:
        reading, year = self._reading, self._facts.year
        edition = LedgerEdition.objects.create(
            year=year, file_digest=file_digest, taken_at=reading.at
        )
        services.post(edition=edition, vouchers=entries)
        self._facts.tell_unknown_accounts()
        if not _is_first_of(reading, year):
            reading.fault(0, "#RAR", str(year), "året finns redan i en annan fil i paketet.")
        if LedgerEdition.objects.filter(year=year, is_current=True, is_kept_here=True).exists():
            reading.fault(0, "#RAR", str(year), "årets bokföring förs här och läses inte in.")
        self._count.tell(reading.summary, edition, self._facts.unknown_accounts())
        if not reading.faults:
            self._facts.write(edition)
            _keep(reading, edition)
            reading.summary.notices += list(self._notices())

    def _vouchers(self, records: Iterator[sie.Record]) -> Iterator[VoucherEntry]:
        """Yield vouchers that may be booked; everything else is gathered on the way."""
        for record in records:
            self._reconciliation.add(record)
            if not isinstance(record, sie.Voucher):
                self._facts.add(record)
                continue
            told = self._reading.faults.count
            entry = self._entries.entry(record, source_digest=self._digests.of(record.line))
            if self._reading.faults.count > told:
                self._count.wrong(record.line)
            if not self._reading.faults:
                yield entry
            else:
                self._count_only(record, entry)

    def _count_only(self, voucher: sie.Voucher, entry: VoucherEntry) -> None:
        """Count a voucher of a package that is wrong; one on unknown accounts is wrong itself."""
        if self._facts.span is None or self._count.is_wrong(voucher.line):
            return
        if all(self._facts.takes(line.account, line.cost_centre) for line in entry.lines):
            self._count.add(entry, self._facts.year)
        else:
            self._count.wrong(voucher.line)

    def _notices(self) -> Iterator[str]:
        """Say account by account where the books do not add up; they are taken in all the same."""
        file = self._reading.file
        book = queries.book(year=self._facts.year)
        assert book is not None, "the books have just been taken in"
        yield from account_notices(file, book)
        for found in self._reconciliation.differences():
            if found.year_index == 0 and found.rule is Rule.RESULT_BY_VOUCHERS:
                yield result_notice(file, found.account, found.expected, found.found)


def _keep(reading: Reading, edition: LedgerEdition) -> None:
    """Make the edition current, and say where it tells other facts than the one before."""
    earlier = LedgerEdition.objects.filter(year=edition.year, is_current=True).first()
    if earlier is not None and earlier.facts_digest != edition.facts_digest:
        reading.summary.notices.append(
            f"{reading.file}: konton, kostnadsställen, saldon eller budget har ändrats."
        )
    services.make_current(edition)
    earlier_id = earlier.pk if earlier else None
    reading.payloads.append({"edition": edition.pk, "earlier": earlier_id})


def _undo(payloads: Sequence[Payload]) -> None:
    try:
        for payload in reversed(payloads):
            if "archive" in payload:
                renewing.take_back(payload["archive"])
            else:
                services.withdraw(edition_id=payload["edition"], earlier_id=payload["earlier"])
    except services.BooksAreKeptHere as refusal:
        raise CannotUndo(str(refusal)) from refusal


SIE_FILE = FileReader(key="ledger.books", name="ledger/*.se", read=_read, undo=_undo)
