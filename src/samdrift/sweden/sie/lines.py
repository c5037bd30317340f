"""The physical lines of a SIE file, read in blocks so that memory stays bounded."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from samdrift.sweden.sie.problems import Kind, Problem, shown

LINE_LIMIT_BYTES = 1024 * 1024
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_CHUNK_BYTES = 256 * 1024
_BOM = b"\xef\xbb\xbf"
_END_OF_FILE = b"\x1a"  # DOS programs end their text files with it.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Block:
    """Some lines that follow each other; `first` is the number of the first."""

    first: int
    lines: list[str]


def blocks(
    stream: BinaryIO, *, encoding: str, report: Callable[[Problem], None]
) -> Iterator[Block]:
    """Yield a stream's lines, told apart by CRLF, LF or CR.

    A byte that is no letter in the code page, and a control character, is reported and becomes the
    replacement character. A line over the limit is reported and left out.
    """
    number = 1
    for raw in raw_blocks(stream):
        if raw is None:
            limit = f"{LINE_LIMIT_BYTES:,}".replace(",", " ")
            allowed = f"Raden är för lång; högst {limit} byte är tillåtet."
            report(Problem(number, "", "", allowed, Kind.TOO_LONG))
            number += 1
            continue
        for block in blocks_of(number, raw, encoding=encoding, report=report):
            yield block
            number += len(block.lines)


def blocks_of(
    number: int, raw: bytes, *, encoding: str, report: Callable[[Problem], None]
) -> Iterator[Block]:
    """Yield whole lines, the first of which has a number, as blocks."""
    text = _decoded(raw, encoding)
    if text is not None and _CONTROL.search(text) is None:
        yield Block(number, text.split("\n"))
        return
    for at, line in enumerate(raw.split(b"\n"), number):
        yield Block(at, [_mended(line, encoding, at, report)])


def _decoded(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _mended(raw: bytes, encoding: str, number: int, report: Callable[[Problem], None]) -> str:
    """Return a line with what cannot stand in it replaced, and report what that was."""
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        value = " ".join(f"{byte:02X}" for byte in raw[error.start : error.end])
        allowed = f"Byten är inget tecken i {encoding}; läs filen med en annan teckenkodning."
        report(Problem(number, "", value, allowed, Kind.ENCODING))
        text = raw.decode(encoding, errors="replace")
    control = _CONTROL.search(text)
    if control is not None:
        value = f"U+{ord(control[0]):04X}"
        allowed = "Styrtecken är inte tillåtna i en SIE-fil."
        report(Problem(number, "", shown(value), allowed, Kind.CONTROL))
        text = _CONTROL.sub(REPLACEMENT, text)
    return text


def raw_blocks(stream: BinaryIO) -> Iterator[bytes | None]:
    """Yield whole lines with LF between them and none at the end; None is a line over the limit."""
    rest = stream.read(len(_BOM)).removeprefix(_BOM)
    is_skipping = False
    while chunk := stream.read(_CHUNK_BYTES):
        whole, feed, rest = _with_line_feeds(rest + chunk).rpartition(b"\n")
        if feed:
            yield from _within_limit(whole, is_skipping=is_skipping)
            is_skipping = False
        if len(rest) > LINE_LIMIT_BYTES:
            yield None
            is_skipping = True
        if is_skipping:
            rest = rest[-1:]  # It may be a CR, which an LF may follow.
    rest = rest.rstrip(b"\r").rstrip(_END_OF_FILE)
    if rest and not is_skipping:
        yield rest


def _within_limit(whole: bytes, *, is_skipping: bool) -> Iterator[bytes | None]:
    """Yield whole lines without the first one when its beginning, or all of it, is too long."""
    if is_skipping:
        _, feed, whole = whole.partition(b"\n")
        if not feed:
            return
    elif len(whole) > LINE_LIMIT_BYTES:
        first, feed, others = whole.partition(b"\n")
        if len(first) > LINE_LIMIT_BYTES:
            yield None
            if not feed:
                return
            whole = others
    yield whole


def _with_line_feeds(raw: bytes) -> bytes:
    r"""Return bytes with CRLF and CR as LF, except a CR at the end: an LF may follow it."""
    if b"\r" not in raw:
        return raw
    end = len(raw) - raw.endswith(b"\r")
    return raw[:end].replace(b"\r\n", b"\n").replace(b"\r", b"\n") + raw[end:]
