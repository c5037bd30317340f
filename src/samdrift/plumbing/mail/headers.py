"""Headers into words, addresses and moments, however they were written."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import getaddresses, parsedate_to_datetime

from samdrift.plumbing.mail import charsets
from samdrift.plumbing.mail.letters import Address

MOST_LETTERS = 20_000
MOST_ADDRESSES = 500
MOST_IDS = 200

_ENCODED = re.compile(r"=\?([^?\s*]{1,60})(?:\*[^?\s]{0,20})?\?([bqBQ])\?([^?]{0,2000})\?=")
_BETWEEN = re.compile(r"(\?=)[ \t\r\n]+(?==\?)")
_FOLDS = re.compile(r"[ \t]*\r?\n[ \t]*|\r")
_ID = re.compile(r"<([^<>\s]{1,900})>")
_BARE_ID = re.compile(r"[^<>\s,;]{1,450}@[^<>\s,;]{1,450}")
_BARE_ADDRESS = re.compile(r"[^\s<>,;:()\"]{1,200}@[^\s<>,;:()\"]{1,250}")
_COMMENT = re.compile(r"\([^()]*\)")


def words(raw: object) -> str:
    """Return a header as a person reads it: unfolded, its encoded words decoded, on one line."""
    told = _FOLDS.sub(" ", _raw(raw)[:MOST_LETTERS])
    told = _BETWEEN.sub(r"\1", told)
    pieces: list[str] = []
    end = 0
    for found in _ENCODED.finditer(told):
        pieces.append(told[end : found.start()])
        pieces.append(_decoded_word(*found.groups(), whole=found.group()))
        end = found.end()
    pieces.append(told[end:])
    return " ".join(charsets.clean("".join(pieces)).split())


def addresses(raws: Iterable[object]) -> tuple[Address, ...]:
    """Return every address of some headers; one that cannot be parsed is sought in the words."""
    found: dict[str, Address] = {}
    for raw in raws:
        told = _FOLDS.sub(" ", _raw(raw)[:MOST_LETTERS])
        for name, address in _parsed(told):
            found.setdefault(address.lower(), Address(words(name)[:300], address))
            if len(found) >= MOST_ADDRESSES:
                return tuple(found.values())
    return tuple(found.values())


def message_ids(raws: Iterable[object]) -> tuple[str, ...]:
    """Return the letters that headers name, without their angles, each once, in order."""
    found: dict[str, None] = {}
    for raw in raws:
        told = _FOLDS.sub(" ", _raw(raw)[:MOST_LETTERS])
        ids = _ID.findall(told) or _BARE_ID.findall(_COMMENT.sub(" ", told))
        found.update(dict.fromkeys(charsets.clean(each) for each in ids))
    return tuple(found)[:MOST_IDS]


def moment(raw: object) -> datetime | None:
    """Return when a letter says it was written, None where that cannot be read."""
    try:
        found = parsedate_to_datetime(_FOLDS.sub(" ", _raw(raw)[:200]).strip())
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError, AttributeError):
        return None


def _raw(raw: object) -> str:
    """Return a header as text; bytes that nobody encoded come as lone surrogates."""
    told = str(raw)
    if told.isascii():
        return told
    try:
        content = told.encode("ascii", "surrogateescape")
    except UnicodeEncodeError:
        return told
    return charsets.decoded(content)[0]


def _decoded_word(charset: str, encoding: str, body: str, *, whole: str) -> str:
    try:
        if encoding.lower() == "b":
            padded = re.sub(r"[^A-Za-z0-9+/]", "", body)
            content = base64.b64decode(padded + "=" * (-len(padded) % 4))
        else:
            content = binascii.a2b_qp(
                body.replace(" ", "_").encode("ascii", "replace"), header=True
            )
    except (ValueError, binascii.Error):
        return whole
    return charsets.decoded(content, charset)[0]


def _parsed(told: str) -> list[tuple[str, str]]:
    try:
        pairs = getaddresses([told], strict=False)
    except (ValueError, TypeError, IndexError, AttributeError, RecursionError):
        pairs = []
    good = [(name, _address(address)) for name, address in pairs if "@" in address]
    if any(address for _, address in good):
        return [(name, address) for name, address in good if address]
    return [("", _address(address)) for address in _BARE_ADDRESS.findall(words(told))]


def _address(told: str) -> str:
    """Return an address fit to write to, nothing where it holds what no address may."""
    address = charsets.clean(told).strip().strip("<>'\"")
    local, _, domain = address.rpartition("@")
    is_wrong = not local or not domain or len(address) > 320 or any(c.isspace() for c in address)
    return "" if is_wrong else f"{local}@{domain}"
