"""ledger/*.se: the books of a fiscal year as SIE 4E tells them."""

from __future__ import annotations

import hashlib
import io
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import BinaryIO, override

from samdrift.kernel.money import Money
from samdrift.ledger import queries, services
from samdrift.ledger.layout_file import DECLARED_ACCOUNTS
from samdrift.ledger.models import LedgerEdition
from samdrift.ledger.ports import LineEntry, VoucherEntry
from samdrift.ledger.sie_counts import VoucherCount
from samdrift.ledger.sie_facts import COST_CENTRE, Facts, fits
from samdrift.plumbing.exchange.keys import KeysSeen
from samdrift.plumbing.exchange.ports import CannotUndo, FileReader, Payload, Reading
from samdrift.sweden.sie import records as sie
from samdrift.sweden.sie.checks import Reconciliation, Rule
from samdrift.sweden.sie.encodings import detect_encoding
from samdrift.sweden.sie.problems import Problem
from samdrift.sweden.sie.reader import read_twice

DECLARED_YEARS = "ledger.years"


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

    with KeysSeen() as seen:
        intake = _Intake(reading, seen)
        records = read_twice(reading.open, encoding=encoding, on_problem=intake.tell)
        intake.take(records, file_digest=hashing.hexdigest())


def _is_first_of(reading: Reading, year: int) -> bool:
    """Whether no other file of the package has the year."""
    years = reading.declared.setdefault(DECLARED_YEARS, set())
    is_first = str(year) not in years
    years.add(str(year))
    return is_first


class _Intake:
    """One file going in: the facts gathered, the vouchers posted as they come."""

    def __init__(self, reading: Reading, seen: KeysSeen) -> None:
        self._reading = reading
        self._seen = seen
        self._facts = Facts(reading)
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
            entry = self._entry(record)
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

    def _entry(self, voucher: sie.Voucher) -> VoucherEntry:
        reading, facts, name = self._reading, self._facts, f"{voucher.series} {voucher.number}"
        fits(reading, voucher, "#VER", voucher.series, 50)
        fits(reading, voucher, "#VER", voucher.number, 50)
        if voucher.series and voucher.number:
            before = self._seen.first_line((voucher.series, voucher.number), voucher.line)
            if before is not None:
                allowed = f"verifikationen finns redan på rad {before}."
                reading.fault(voucher.line, "#VER", name, allowed)
        if facts.span is not None and voucher.date not in facts.span:
            allowed = f"dagen {voucher.date} ligger utanför räkenskapsåret {facts.year}."
            reading.fault(voucher.line, "#VER", name, allowed)
        lines = tuple(self._line(line) for line in voucher.lines)
        return VoucherEntry(
            series=voucher.series,
            number=voucher.number,
            booked_on=voucher.date,
            text=voucher.text,
            lines=lines,
            registered_on=voucher.registered_on,
            registered_by=voucher.sign,
        )

    def _line(self, line: sie.VoucherLine) -> LineEntry:
        facts = self._facts
        facts.use(line.account, line, "#TRANS")
        facts.check_amount(line, "#TRANS", line.amount)
        objects = dict(line.objects)
        others = " ".join(
            f"{dimension}:{number}"
            for dimension, number in line.objects
            if dimension != COST_CENTRE
        )
        cost_centre = objects.get(COST_CENTRE, "")
        if cost_centre:
            facts.use_cost_centre(cost_centre, line, "#TRANS")
        return LineEntry(line.account, line.amount, cost_centre, others, line.text)

    def _notices(self) -> Iterator[str]:
        """Say account by account where the books do not add up; they are taken in all the same."""
        file = self._reading.file
        book = queries.book(year=self._facts.year)
        assert book is not None, "the books have just been taken in"
        for account in queries.balance_accounts(book):
            sums = book.accounts[account]
            if sums.reckoned != sums.closing:
                yield (
                    f"{file}: konto {account}: ingående balans och verifikationer ger "
                    f"{_gap(Money(sums.reckoned), Money(sums.closing))} i utgående balans."
                )
        for found in self._reconciliation.differences():
            if found.year_index == 0 and found.rule is Rule.RESULT_BY_VOUCHERS:
                gap = _gap(found.expected, found.found)
                yield f"{file}: konto {found.account}: verifikationerna ger {gap} i #RES."


def _gap(reckoned: Money, stated: Money) -> str:
    return f"{reckoned.kronor()} kr mot {stated.kronor()} kr"


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
            services.withdraw(edition_id=payload["edition"], earlier_id=payload["earlier"])
    except services.BooksAreKeptHere as refusal:
        raise CannotUndo(str(refusal)) from refusal


SIE_FILE = FileReader(key="ledger.books", name="ledger/*.se", read=_read, undo=_undo)
