"""Which code page a SIE file really has, whatever its #FORMAT says."""

from __future__ import annotations

import codecs
from collections import Counter
from typing import BinaryIO

CP437 = "cp437"
UTF_8 = "utf-8"
LATIN_1 = "iso-8859-1"
LATIN_9 = "iso-8859-15"
WINDOWS = "cp1252"
ENCODINGS = (CP437, UTF_8, LATIN_1, LATIN_9, WINDOWS)

_CHUNK_BYTES = 256 * 1024
_ASCII = bytes(range(0x80))
_CP437_LETTERS = "åäöÅÄÖ".encode(CP437)
_LATIN_LETTERS = "åäöÅÄÖ".encode(LATIN_1)
_LATIN_9_EURO = "€".encode(LATIN_9)[0]
_WINDOWS_ONLY = bytes(byte for byte in range(0x80, 0xA0) if byte not in b"\x81\x8d\x8f\x90\x9d")


def detect_encoding(stream: BinaryIO) -> str:
    """Return the code page of a file by its bytes, reading to the end in chunks.

    Valid UTF-8 with a letter outside ASCII is UTF-8. Otherwise the more common way to write å, ä
    and ö decides between code page 437 and Latin; a file without any of them is code page 437.
    """
    decoder = codecs.getincrementaldecoder(UTF_8)()
    is_utf_8 = True
    counts: Counter[int] = Counter()
    while chunk := stream.read(_CHUNK_BYTES):
        counts.update(chunk.translate(None, _ASCII))
        is_utf_8 = is_utf_8 and _is_decodable(decoder, chunk)
    is_utf_8 = is_utf_8 and _is_decodable(decoder, b"", final=True)

    if is_utf_8 and counts:
        return UTF_8
    if _count(counts, _LATIN_LETTERS) <= _count(counts, _CP437_LETTERS):
        return CP437
    return _latin(counts)


def _latin(counts: Counter[int]) -> str:
    """Return which Latin: Windows alone has signs where the others have control characters."""
    if _count(counts, _WINDOWS_ONLY):
        return WINDOWS
    return LATIN_9 if counts[_LATIN_9_EURO] else LATIN_1


def _count(counts: Counter[int], letters: bytes) -> int:
    return sum(counts[letter] for letter in letters)


def _is_decodable(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True
