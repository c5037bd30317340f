"""The letters the printed inks have: a text is set only in signs the typeface holds."""

from __future__ import annotations

import struct
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).with_name("fonts")
STANDS_FOR_UNKNOWN = "\N{WHITE SQUARE}"


def printable_in_type(text: str) -> str:
    """Return text with what the typeface lacks as a square, and invisible signs it lacks left out.

    The standards for archives and for accessibility forbid a sign without a letter form.
    """
    known = covered()
    if text.isascii() or set(map(ord, text)) <= known:
        return text
    return "".join(sign if ord(sign) in known else _stand_in(sign) for sign in text)


def _stand_in(sign: str) -> str:
    is_invisible = unicodedata.category(sign) in {"Cf", "Mn", "Me", "Cc"}
    return "" if is_invisible and sign not in "\n\t" else STANDS_FOR_UNKNOWN


@cache
def covered() -> frozenset[int]:
    """Return the code points that every style of the typeface has."""
    found = [_code_points(path.read_bytes()) for path in sorted(FONTS.glob("*.ttf"))]
    assert found, "the typeface is part of the product"
    return frozenset.intersection(*found) | {0x0A, 0x09}


def _code_points(font: bytes) -> frozenset[int]:
    """Read the code points of a font from its character map (format 12)."""
    cmap = _table_at(font, b"cmap")
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    places = [struct.unpack_from(">I", font, cmap + 8 + index * 8)[0] for index in range(count)]
    formats = {struct.unpack_from(">H", font, cmap + at)[0]: cmap + at for at in places}
    assert 12 in formats, "the typeface maps all of Unicode"
    (groups,) = struct.unpack_from(">I", font, formats[12] + 12)
    points: set[int] = set()
    for index in range(groups):
        first, last, _ = struct.unpack_from(">III", font, formats[12] + 16 + index * 12)
        points.update(range(first, last + 1))
    return frozenset(points)


def _table_at(font: bytes, tag: bytes) -> int:
    (count,) = struct.unpack_from(">H", font, 4)
    for index in range(count):
        name, _, offset, _ = struct.unpack_from(">4sIII", font, 12 + index * 16)
        if name == tag:
            return int(offset)
    raise AssertionError(tag)
