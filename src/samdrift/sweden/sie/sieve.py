"""Tells the vouchers of a file apart by their bytes alone, so that known ones need not be read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from samdrift.sweden.sie.lines import raw_blocks

_LABEL = b"#VER"
_END = b"\n}\n"
_DIGEST_BYTES = 8


class Piece(NamedTuple):
    """Some whole lines that follow each other: one voucher, or what stands between vouchers."""

    line: int
    raw: bytes
    is_voucher: bool


class TooLongToSieve(Exception):
    """A line is over the limit: the file is to be read record by record, which tells of it."""


def pieces(stream: BinaryIO) -> Iterator[Piece]:
    """Yield every line of a stream, in order, told apart into vouchers and what is between them.

    A voucher whose end is not told by a line that is just a brace is no voucher here.
    """
    line, rest = 1, b""
    for raw in raw_blocks(stream):
        if raw is None:
            raise TooLongToSieve
        *whole, rest = _told_apart(rest + raw + b"\n")
        for part in whole:
            for piece in _split(line, part):
                yield piece
                line += piece.raw.count(b"\n")
        if not rest.startswith(_LABEL) or _END in rest:
            for piece in _split(line, rest):
                yield piece
                line += piece.raw.count(b"\n")
            rest = b""
    if rest:
        yield from _split(line, rest)


def _told_apart(text: bytes) -> list[bytes]:
    """Return what stands before the first voucher, then each voucher with what follows it."""
    first, *others = (b"\n" + text).split(b"\n" + _LABEL)
    if not others:
        return [text]
    *ended, last = others
    begun = [_LABEL + other + b"\n" for other in ended]
    return [first[1:] + b"\n" if first else b"", *begun, _LABEL + last]


def _split(line: int, part: bytes) -> Iterator[Piece]:
    """Yield the voucher that a piece begins with, if it does, and what follows it."""
    end = part.find(_END) if part.startswith(_LABEL) else -1
    if end < 0:
        if part:
            yield Piece(line, part, is_voucher=False)
        return
    voucher, after = part[: end + len(_END)], part[end + len(_END) :]
    yield Piece(line, voucher, is_voucher=True)
    if after:
        yield Piece(line + voucher.count(b"\n"), after, is_voucher=False)


def digest(raw: bytes, encoding: str) -> int:
    """Return a number of a voucher's bytes and how they are read: 64 bits, signed, never 0."""
    found = hashlib.blake2b(raw, digest_size=_DIGEST_BYTES, key=encoding.encode()).digest()
    return int.from_bytes(found, signed=True) or 1
