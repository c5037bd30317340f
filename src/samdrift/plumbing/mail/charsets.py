"""Bytes into text, whatever somebody says they are."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

_SAID = {
    "unknown-8bit": "utf-8",
    "x-unknown": "utf-8",
    "default": "utf-8",
    "ascii": "utf-8",
    "us-ascii": "utf-8",
    "ansi_x3.4-1968": "utf-8",
    "utf8mb4": "utf-8",
    "utf_8": "utf-8",
    "iso-8859-1": "windows-1252",
    "iso8859-1": "windows-1252",
    "latin1": "windows-1252",
    "latin-1": "windows-1252",
    "ansi": "windows-1252",
    "cp1252": "windows-1252",
    "windows1252": "windows-1252",
    "x-cp1252": "windows-1252",
    "iso-8859-8-i": "iso-8859-8",
    "ks_c_5601-1987": "cp949",
    "gb2312": "gb18030",
    "x-sjis": "shift_jis",
}
"""What charsets are called, and what they mean: as browsers do, Latin 1 is Windows 1252."""

_UNSAFE = {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem"}
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff]")
_PLAIN = bytes([*b"\t\n\r", *range(0x20, 0x7F)])
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decoded(content: bytes, said: str = "") -> tuple[str, str]:
    """Return text, and what was wrong with what was said of it (nothing where nothing was).

    Where the bytes are not what they are said to be, they are taken as UTF-8 if they are that, and
    else as Windows 1252, which any bytes can be. Plain letters are plain letters, whatever is said:
    in UTF-16 they would be others, and every word lost.
    """
    named = said.strip().strip("\"'").lower()
    is_plain = _is_plain(content)
    for mark, charset in _MARKS:
        if content.startswith(mark) and (charset == "utf-8" or not is_plain):
            return _clean(content.decode(charset, "replace")), ""
    known = _known(named)
    if known is not None and is_plain and _reads_plain_otherwise(known):
        known = None
    if known is not None:
        with suppress(UnicodeError, ValueError):
            return _clean(content.decode(known)), ""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        is_bytewise = known is not None and not known.startswith(("utf", "ascii"))
        text = content.decode(known if known and is_bytewise else "windows-1252", "replace")
    trouble = f"Teckenkodningen {named or 'saknas och'} stämmer inte med innehållet"
    return _clean(text), "" if not named and text.isascii() else trouble


def clean(text: str) -> str:
    """Return text without what no database or page takes: nil, other controls, lone surrogates."""
    return _clean(text)


def _is_plain(content: bytes) -> bool:
    """Whether two thirds of some bytes are letters that nearly all charsets have alike."""
    return len(content.translate(None, _PLAIN)) * 3 < len(content)


def _reads_plain_otherwise(charset: str) -> bool:
    """Whether plain letters are something else in a charset, as in UTF-16 and EBCDIC."""
    plain = b"Samdrift"
    return plain.decode(charset, "replace") != plain.decode("ascii")


def _known(named: str) -> str | None:
    """Return Python's name of a charset, None where there is none that makes text of bytes."""
    charset = _SAID.get(named, named) or "utf-8"
    try:
        found = codecs.lookup(charset)
    except (LookupError, ValueError, UnicodeError):
        return None
    if found.name.replace("_", "-") in _UNSAFE or not getattr(found, "_is_text_encoding", True):
        return None
    return found.name


def _clean(text: str) -> str:
    told = text.removeprefix("\ufeff")
    if any("\ud800" <= letter <= "\udfff" for letter in told):
        told = told.encode("utf-8", "replace").decode("utf-8")
    return _CONTROLS.sub("\ufffd", told)
