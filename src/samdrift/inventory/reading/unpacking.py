"""What is sent, unpacked piece by piece and never further than an inventory goes."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from samdrift.inventory.errors import TooLarge, Unreadable
from samdrift.inventory.reading.limits import MOST_BYTES, MOST_SENT_BYTES

_PIECE = 64 * 1024
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS


def gathered(pieces: Iterable[bytes]) -> bytes:
    """Return what is sent, whole. Raises TooLarge as soon as it is more than may be sent."""
    held, size = [], 0
    for piece in pieces:
        size += len(piece)
        if size > MOST_SENT_BYTES:
            raise TooLarge(f"Det som skickades är större än {MOST_SENT_BYTES // 2**20} MB.")
        held.append(piece)
    return b"".join(held)


def unpacked(sent: bytes) -> bytes:
    """Return what was packed by zlib or gzip, or was not packed at all, as its first bytes say."""
    if sent[:2] == b"\x1f\x8b" or _is_zlib(sent):
        return _inflated(sent)
    if len(sent) > MOST_BYTES:
        raise TooLarge(_words())
    return sent


def _is_zlib(sent: bytes) -> bool:
    """The first two bytes of zlib are a multiple of 31, and name its method."""
    return len(sent) > 1 and sent[0] & 0x0F == 8 and (sent[0] << 8 | sent[1]) % 31 == 0


def _inflated(sent: bytes) -> bytes:
    unpacker = zlib.decompressobj(_GZIP_OR_ZLIB)
    held, size, rest = [], 0, sent
    try:
        while rest and not unpacker.eof:
            piece = unpacker.decompress(rest, _PIECE)
            size += len(piece)
            if size > MOST_BYTES:
                raise TooLarge(_words())
            held.append(piece)
            rest = unpacker.unconsumed_tail
        held.append(unpacker.flush())
    except zlib.error as error:
        raise Unreadable("Det som skickades är packat, men går inte att packa upp.") from error
    if not unpacker.eof:
        raise Unreadable("Det som skickades är avbrutet: slutet saknas.")
    return b"".join(held)


def _words() -> str:
    return f"Uppackat är det större än {MOST_BYTES // 2**20} MB."
