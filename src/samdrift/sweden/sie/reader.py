"""Reads a SIE file of any type record by record, with memory for one voucher at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from samdrift.sweden.sie.checksum import CHECKSUM, Checksum, is_checksum
from samdrift.sweden.sie.encodings import ENCODINGS, detect_encoding
from samdrift.sweden.sie.fields import Row, label_of, rest_of, split_fields
from samdrift.sweden.sie.lines import Block, blocks, blocks_of
from samdrift.sweden.sie.parsing import PARSERS, require_fields
from samdrift.sweden.sie.postings import plain_posting
from samdrift.sweden.sie.problems import Fault, Kind, Problem, Reporter, SieError
from samdrift.sweden.sie.records import Other, Record
from samdrift.sweden.sie.vouchers import ROW_LABELS, VOUCHER, OpenVoucher

__all__ = ["Kind", "Problem", "SieError", "detect_encoding", "open_records", "read", "read_twice"]

_BLANKS = " \t"
_BRACES = frozenset({"{", "}", "{}", "{ }"})
_KNOWN = frozenset({*PARSERS, VOUCHER, CHECKSUM})
_SPOILING = frozenset({Kind.SYNTAX, Kind.VALUE, Kind.VOUCHER, Kind.TOO_LONG})

type OnProblem = Callable[[Problem], None]


def read(
    stream: BinaryIO, *, encoding: str, on_problem: OnProblem | None = None
) -> Iterator[Record]:
    """Yield a file's records in the order they stand, every voucher as one.

    What is faulty is told to `on_problem` and reading goes on, so that one run tells all of it.
    Without `on_problem` the first problem is raised as a SieError.
    """
    assert encoding in ENCODINGS, f"{encoding} is not one of the code pages of SIE files"
    reading = _Reading(encoding, Reporter(on_problem))
    return reading.records(blocks(stream, encoding=encoding, report=reading.report))


def read_parts(
    parts: Iterable[tuple[int, bytes]], *, encoding: str, on_problem: OnProblem
) -> Iterator[Record]:
    """Yield the records of some parts of a file: whole lines, and the number of the first."""
    reading = _Reading(encoding, Reporter(on_problem))
    return reading.records(
        block
        for line, raw in parts
        for block in blocks_of(line, raw, encoding=encoding, report=reading.report)
    )


def read_twice(
    open_stream: Callable[[], BinaryIO],
    *,
    encoding: str | None = None,
    on_problem: OnProblem | None = None,
) -> Iterator[Record]:
    """Yield the records of what can be opened twice: for its encoding, unless told, and to read."""
    if encoding is None:
        with open_stream() as stream:
            encoding = detect_encoding(stream)
    with open_stream() as stream:
        yield from read(stream, encoding=encoding, on_problem=on_problem)


def open_records(
    path: Path, *, encoding: str | None = None, on_problem: OnProblem | None = None
) -> Iterator[Record]:
    """Yield the records of a file on disk."""
    return read_twice(lambda: path.open("rb"), encoding=encoding, on_problem=on_problem)


class _Reading:
    """One file being read."""

    def __init__(self, encoding: str, reporter: Reporter) -> None:
        self._reporter = reporter
        self._checksum = Checksum(encoding)
        self._voucher: OpenVoucher | None = None
        self._follows_unknown = False
        self._skipping_since = 0

    def records(self, told: Iterable[Block]) -> Iterator[Record]:
        """Yield every record of some lines."""
        for block in told:
            for number, text in enumerate(block.lines, block.first):
                if self._checksum.is_open and not is_checksum(text):
                    self._checksum.add(text)
                voucher = self._voucher
                if voucher is not None and voucher.is_begun:
                    posting = plain_posting(text, number)
                    if posting is not None:
                        voucher.lines.append(posting)
                        continue
                record = self._record(number, text.strip(_BLANKS))
                if record is not None:
                    yield record
            if self._reporter.has_given_up:
                break
        self._finish()

    def _record(self, number: int, text: str) -> Record | None:
        """Return the record that is complete with a line, if one is."""
        label = text[:1]
        try:
            if text in _BRACES:
                return self._brace(number, text)
            if not text or self._skipping_since:
                return None
            label = label_of(text)
            return self._labelled(number, label, text)
        except Fault as fault:
            self.report(Problem(number, label, fault.value, fault.allowed, fault.kind))
            return None

    def _brace(self, number: int, text: str) -> Record | None:
        """Begin or end a voucher, or a block that belongs to an unknown label."""
        if self._skipping_since:
            self._skipping_since = 0 if text.endswith("}") else self._skipping_since
            return None
        if self._follows_unknown:
            self._follows_unknown = False
            self._skipping_since = 0 if text.endswith("}") else number
            return None
        if self._voucher is None:
            self._voucher = (
                None if text.endswith("}") else OpenVoucher.faulty(number, is_begun=True)
            )
            allowed = f"Klammern {text[0]} hör inte till någon verifikation (#VER)."
            raise Fault("", allowed, Kind.VOUCHER)
        if text.startswith("{"):
            self._voucher.begin()
        return self._closed(self._voucher) if text.endswith("}") else None

    def _closed(self, voucher: OpenVoucher) -> Record | None:
        self._voucher = None
        if voucher.is_faulty:
            return None
        if not voucher.is_begun:
            self.report(voucher.unclosed())
            return None
        problem = voucher.unbalanced()
        if problem is not None:
            self.report(problem)
        return voucher.close()

    def _labelled(self, number: int, label: str, text: str) -> Record | None:
        """Read a record by its label."""
        if label in ROW_LABELS:
            self._posting(number, label, text)
            return None
        if label not in _KNOWN:
            return self._unknown(number, label, text)
        self._follows_unknown = False
        self._reporter.recognise()
        self._drop_unclosed()
        if label == VOUCHER:
            self._voucher = OpenVoucher.faulty(number)
        row = Row(number, label, split_fields(rest_of(text)))
        require_fields(row)
        if label in PARSERS:
            return PARSERS[label](row)
        if label == VOUCHER:
            self._voucher = OpenVoucher.of(row)
        else:
            self._checksum.meet(row)
        return None

    def _posting(self, number: int, label: str, text: str) -> None:
        """Take a line of a voucher."""
        self._reporter.recognise()
        voucher = self._voucher
        if voucher is None:
            raise Fault("", f"{label} ska stå mellan {{ och }} efter #VER.", Kind.VOUCHER)
        if not voucher.is_begun:
            self.report(voucher.unclosed())
            voucher.is_begun = True
        row = Row(number, label, split_fields(rest_of(text)))
        require_fields(row)
        voucher.add(row)

    def _unknown(self, number: int, label: str, text: str) -> Other | None:
        """Keep a record nobody here knows; within a voucher it is skipped."""
        if self._voucher is not None:
            return None
        self._follows_unknown = True
        rest = rest_of(text).lstrip(_BLANKS)
        try:
            fields = split_fields(rest)
        except Fault:
            return Other(label, (rest,), line=number)
        texts = tuple(field for field in fields if isinstance(field, str))
        return Other(label, texts if len(texts) == len(fields) else (rest,), line=number)

    def _drop_unclosed(self) -> None:
        """Report a voucher that another record cuts off."""
        if self._voucher is not None:
            problem, self._voucher = self._voucher.unclosed(), None
            self.report(problem)

    def _finish(self) -> None:
        """Report what the end of the file cuts off."""
        self._drop_unclosed()
        for problem in self._checksum.unfinished():
            self.report(problem)
        if self._skipping_since:
            allowed = "Klammern { efter en okänd etikett avslutas inte med }."
            self.report(Problem(self._skipping_since, "{", "", allowed, Kind.VOUCHER))
        self._reporter.finish()

    def report(self, problem: Problem) -> None:
        """Pass a problem on; one within a voucher says which."""
        if self._voucher is not None and problem.kind in _SPOILING:
            self._voucher.is_faulty = True
            problem = replace(problem, voucher=self._voucher.line)
        self._reporter.report(problem)
