"""Writes SIE files as the standard wants them: code page 437, CRLF, texts between quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from samdrift.sweden.sie.checksum import CHECKSUM, Checksum
from samdrift.sweden.sie.encodings import CP437
from samdrift.sweden.sie.layout import line_for, posting_line
from samdrift.sweden.sie.problems import Fault, Kind, Problem, SieError
from samdrift.sweden.sie.records import Flag, Record, Voucher
from samdrift.sweden.sie.vouchers import POSTING

_LINE_END = b"\r\n"
_INDENTATION = "   "
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def write(
    records: Iterable[Record],
    stream: BinaryIO,
    *,
    checksum: bool = False,
    replacement: str | None = None,
) -> None:
    """Write records in the order they come, with a checksum over them if asked for.

    A character that code page 437 lacks is a SieError that names it, or becomes the replacement. A
    control character is always a SieError. What was written before it stays in the stream.
    """
    writing = _Writing(stream, replacement)
    starts_checksum = checksum
    for record in records:
        if starts_checksum and not isinstance(record, Flag):
            writing.start_checksum()
            starts_checksum = False
        for text in _lines(record, writing):
            writing.line(text)
    if starts_checksum:
        writing.start_checksum()
    if checksum:
        writing.stop_checksum()


def _lines(record: Record, writing: _Writing) -> Iterator[str]:
    """Yield the lines of a record; what it may not say is told with the line it would stand on."""
    try:
        yield line_for(record)
        if isinstance(record, Voucher):
            yield from _postings(record)
    except Fault as fault:
        raise writing.error(fault) from fault


def _postings(voucher: Voucher) -> Iterator[str]:
    """Yield a voucher's lines between braces; an added or deleted one in the place it had."""
    audit_lines = sorted(voucher.audit_lines, key=lambda audit: audit.position)
    audited = 0
    yield "{"
    for position in range(len(voucher.lines) + 1):
        while audited < len(audit_lines) and audit_lines[audited].position == position:
            audit = audit_lines[audited]
            yield _INDENTATION + posting_line(audit.kind.value, audit.posting)
            audited += 1
        if position < len(voucher.lines):
            yield _INDENTATION + posting_line(POSTING, voucher.lines[position])
    yield "}"


class _Writing:
    """One file being written."""

    def __init__(self, stream: BinaryIO, replacement: str | None) -> None:
        self._stream = stream
        self._replacement = replacement
        self._checksum = Checksum(CP437)
        self._number = 0

    def line(self, text: str) -> None:
        """Write a line."""
        raw = self._encoded(text)
        if self._checksum.is_open:
            self._checksum.add(raw.decode(CP437))
        self._stream.write(raw + _LINE_END)
        self._number += 1

    def start_checksum(self) -> None:
        """Write the first #KSUMMA."""
        self.line(CHECKSUM)
        self._checksum.started_on = self._number

    def stop_checksum(self) -> None:
        """Write the last #KSUMMA, with the sum."""
        self._checksum.started_on = 0
        self.line(f"{CHECKSUM} {self._checksum.value}")

    def error(self, fault: Fault, label: str = "") -> SieError:
        """Return a fault as an error on the line that was to be written."""
        return SieError(Problem(self._number + 1, label, fault.value, fault.allowed, fault.kind))

    def _encoded(self, text: str) -> bytes:
        control = _CONTROL.search(text)
        if control is not None:
            allowed = "Styrtecken är inte tillåtna i en SIE-fil."
            raise self._refused(text, f"U+{ord(control[0]):04X}", allowed, Kind.CONTROL)
        try:
            return text.encode(CP437)
        except UnicodeEncodeError as error:
            lacking = text[error.start]
        if self._replacement is not None:
            return self._replaced(text, self._replacement)
        allowed = f"Tecknet U+{ord(lacking):04X} finns inte i teckenkodningen CP437."
        raise self._refused(text, lacking, allowed, Kind.ENCODING)

    def _refused(self, text: str, value: str, allowed: str, kind: Kind) -> SieError:
        return self.error(Fault(value, allowed, kind), text.split(maxsplit=1)[0])

    def _replaced(self, text: str, replacement: str) -> bytes:
        return b"".join(
            character.encode(CP437, errors="ignore") or replacement.encode(CP437)
            for character in text
        )
