"""The parts of a letter: which are its text, which came with it, what could not be read."""

from __future__ import annotations

import base64
import binascii
import quopri
import re
import unicodedata
from dataclasses import dataclass, field
from email.errors import StartBoundaryNotFoundDefect
from email.message import Message
from email.utils import unquote
from typing import Any

from samdrift.plumbing.mail import charsets, headers, html_text
from samdrift.plumbing.mail.letters import Attachment

MOST_TEXT_BYTES = 5_000_000
MOST_PARTS = 1000
MOST_DEPTH = 40
MOST_NAME = 120
MOST_NOTICE = 500

_SEALS = {
    "application/pkcs7-signature": "smime-signed",
    "application/x-pkcs7-signature": "smime-signed",
    "application/pkcs7-mime": "smime-encrypted",
    "application/x-pkcs7-mime": "smime-encrypted",
    "application/pgp-signature": "pgp-signed",
    "application/pgp-encrypted": "pgp-encrypted",
    "application/ms-tnef": "tnef",
    "application/vnd.ms-tnef": "tnef",
    "text/calendar": "calendar",
}
_SUFFIXES = {
    "text/plain": "txt",
    "text/html": "html",
    "text/calendar": "ics",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "application/pdf": "pdf",
    "message/rfc822": "eml",
    "application/ms-tnef": "dat",
    "text/csv": "csv",
    "application/zip": "zip",
}
_OUTSIDE = "utanfor-delarna"
_NOTICE = re.compile(r"\bMIME\b|multi-part message", re.IGNORECASE)
_UNSAFE_IN_NAME = re.compile(
    r"[\x00-\x1f\x7f/\\:*?\"<>|\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
)
_RESERVED = re.compile(r"^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


@dataclass(slots=True)
class Found:
    """What has been found so far on the way through a letter."""

    texts: list[str] = field(default_factory=list)
    htmls: list[str] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    seals: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    count: int = 0
    is_cut: bool = False

    @property
    def text(self) -> str:
        """The plain text of all parts that are text."""
        return "\n\n".join(each for each in self.texts if each.strip())

    @property
    def html(self) -> str:
        """The HTML of all parts that are HTML."""
        return "\n".join(each for each in self.htmls if each.strip())


def walk(message: Message, raw: bytes) -> Found:
    """Go through a letter, its parts and their parts; where some cannot be had, all comes along."""
    found = Found()
    _walk(message, found, path="", depth=0)
    if found.is_cut:
        found.troubles.append(
            "Brevets delar är trasigt avgränsade; hela brevet ligger bland filerna"
        )
        found.attachments.append(Attachment("brevet", "brevet.eml", "message/rfc822", raw))
    if not found.text and not found.html:
        found.texts += found.outside
    else:
        for number, each in enumerate(found.outside, 1):
            name = f"{_OUTSIDE}-{number}.txt"
            told = each.encode("utf-8")
            found.attachments.append(Attachment(f"{_OUTSIDE}.{number}", name, "text/plain", told))
    return found


def safe_name(said: str, kind: str, number: int) -> str:
    """Return a name under which something can be saved anywhere: no folders, no tricks."""
    told = unicodedata.normalize("NFC", headers.words(said))
    told = told.replace("\\", "/").rpartition("/")[2]
    told = _UNSAFE_IN_NAME.sub("", told).strip(" .")
    if not told.strip("._- "):
        told = f"bilaga-{number}.{_SUFFIXES.get(kind, 'bin')}"
    if _RESERVED.match(told):
        told = f"_{told}"
    stem, dot, suffix = told.rpartition(".")
    if len(told) > MOST_NAME and dot and len(suffix) <= 10:
        return f"{stem[: MOST_NAME - len(suffix) - 1]}.{suffix}"
    return told[:MOST_NAME]


def _walk(part: Message, found: Found, *, path: str, depth: int) -> None:
    found.count += 1
    if found.count > MOST_PARTS or depth > MOST_DEPTH:
        found.troubles.append("Brevet har fler delar än som läses; resten finns i originalet")
        return
    kind = _kind(part)
    inner = part.get_payload() if part.is_multipart() else None
    if kind.startswith("multipart/") and isinstance(inner, list):
        _walk_many(part, inner, found, path=path, depth=depth)
    elif kind.startswith("message/") and isinstance(inner, list):
        _attach(part, found, path=path, kind=kind, content=_enclosed(inner))
    elif isinstance(inner, list):
        _walk_many(part, inner, found, path=path, depth=depth)
    else:
        # A whole that is said to have parts and has none is read as text. Where its end stands
        # before any part, the library passes over what is behind.
        is_whole = kind.startswith("multipart/")
        found.is_cut |= any(isinstance(each, StartBoundaryNotFoundDefect) for each in part.defects)
        _leaf(part, found, path=path, kind="text/plain" if is_whole else kind)


def _walk_many(part: Message, inner: list[Any], found: Found, *, path: str, depth: int) -> None:
    """Go through parts. Of alternatives, one that is plain stands for one that is HTML."""
    if _kind(part) == "multipart/encrypted":
        found.seals.append("pgp-encrypted")
    before = len(found.texts)
    for index, each in enumerate(inner):
        _walk(each, found, path=f"{path}.{index}" if path else str(index), depth=depth + 1)
    found.outside += [each for each in map(_outside, (part.preamble, part.epilogue)) if each]
    if _kind(part) == "multipart/mixed" and len(found.htmls) > 0:
        _say_all_in_html(found, before)


def _outside(told: str | None) -> str:
    """Return what stands before or behind the parts, but for what tells old programs of them."""
    text = charsets.decoded((told or "").encode("utf-8", "surrogateescape"))[0].strip()
    return "" if len(text) < MOST_NOTICE and _NOTICE.search(text) else text


def _say_all_in_html(found: Found, before: int) -> None:
    """Apple Mail breaks a text into pieces of HTML around its pictures; all are one text."""
    if len(found.htmls) > 1 and len(found.texts) == before:
        found.texts.append(html_text.text_of("\n".join(found.htmls)))


def _leaf(part: Message, found: Found, *, path: str, kind: str) -> None:
    content = _content(part, found)
    if kind in _SEALS:
        found.seals.append(_SEALS[kind])
    is_named = bool(_said_name(part))
    disposition = str(part.get("Content-Disposition", "")).strip().lower()
    is_text = kind in ("text/plain", "text/html") and not disposition.startswith("attachment")
    if not is_text or (is_named and not disposition.startswith("inline") and found.texts):
        _attach(part, found, path=path, kind=kind, content=content)
        return
    if len(content) > MOST_TEXT_BYTES:
        found.troubles.append("Texten är mycket lång; resten finns i originalet")
        _attach(part, found, path=path, kind=kind, content=content)
    text, trouble = charsets.decoded(content[:MOST_TEXT_BYTES], _param(part, "charset"))
    if trouble:
        found.troubles.append(trouble)
    if kind == "text/html":
        found.htmls.append(text)
    else:
        found.texts.append(_unflowed(text, part))


def _attach(part: Message, found: Found, *, path: str, kind: str, content: bytes) -> None:
    said = _said_name(part)
    if kind == "message/rfc822" and not said:
        subject = re.search(rb"(?im)^subject:[ \t]*(.{1,200})", content[:20_000])
        said = f"{headers.words(_latin(subject.group(1)))}.eml" if subject else ""
    content_id = next(iter(headers.message_ids([part.get("Content-ID", "")])), "")
    disposition = str(part.get("Content-Disposition", "")).strip().lower()
    found.attachments.append(
        Attachment(
            path=path or "0",
            name=safe_name(said, kind, len(found.attachments) + 1),
            kind=kind,
            content=content,
            content_id=content_id or str(part.get("Content-ID", "")).strip(" <>\r\n")[:200],
            is_inline=bool(part.get("Content-ID")) and not disposition.startswith("attachment"),
        )
    )


def _kind(part: Message) -> str:
    try:
        return part.get_content_type().lower()
    except (ValueError, TypeError, AttributeError, IndexError):
        return "application/octet-stream"


def _content(part: Message, found: Found) -> bytes:
    """Return a part's bytes; where its encoding is broken, as many as can be had."""
    encoding = str(part.get("Content-Transfer-Encoding", "")).strip().lower().partition(";")[0]
    del part["Content-Transfer-Encoding"]  # So that what follows gives the bytes as they came.
    content = _raw(part)
    if encoding == "base64":
        return _from_base64(content, found)
    if encoding == "quoted-printable":
        return quopri.decodestring(content)
    if encoding in ("x-uuencode", "uuencode", "uue", "x-uue"):
        return _from_uu(content, found)
    if encoding not in ("", "7bit", "8bit", "binary"):
        found.troubles.append(f"Kodningen {encoding[:40]!r} är okänd; delen visas som den kom")
    return content


def _raw(part: Message) -> bytes:
    """Return a part's bytes as they came; a charset the library chokes on is put aside first."""
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError):
        said = part["Content-Type"]
        del part["Content-Type"]
        payload = part.get_payload(decode=True)
        part["Content-Type"] = said
    return payload if isinstance(payload, bytes) else b""


def _from_base64(content: bytes, found: Found) -> bytes:
    """Return what base64 holds. Lines that are none, as a filter's footer, are kept as they are."""
    lines = content.splitlines()
    count = 0
    while count < len(lines) and _is_base64(lines[count]):
        count += 1
        if lines[count - 1].rstrip().endswith(b"="):
            break
    kept = re.sub(rb"[^A-Za-z0-9+/]", b"", b"".join(lines[:count]))
    whole = kept[: len(kept) - (len(kept) % 4 == 1)]
    told = base64.b64decode(whole + b"=" * (-len(whole) % 4))
    behind = b"\n".join(lines[count:]).strip()
    if behind or len(whole) != len(kept):
        found.troubles.append("En del är trasigt kodad (base64); det som gick att läsa visas")
    return told + behind


def _is_base64(line: bytes) -> bool:
    """Whether a line is base64, perhaps with a few letters broken on the way."""
    told = line.strip()
    strange = len(re.sub(rb"[A-Za-z0-9+/=]", b"", told))
    return b" " not in told and strange * 10 <= len(told)


def _from_uu(content: bytes, found: Found) -> bytes:
    """Return what uuencode holds; bytes that are none as they are."""
    head, begins, body = content.partition(b"begin ")
    if not begins or head.strip():
        found.troubles.append("En del sägs vara kodad (uuencode) men är det inte")
        return content
    lines = body.splitlines()[1:]
    told = []
    for number, line in enumerate(lines):
        if line.strip() in (b"end", b"`", b""):
            continue
        try:
            told.append(binascii.a2b_uu(line))
        except binascii.Error:
            found.troubles.append("En del är trasigt kodad (uuencode); det som gick att läsa visas")
            return b"".join(told) + b"\n" + b"\n".join(lines[number:])
    return b"".join(told)


def _unflowed(text: str, part: Message) -> str:
    """Return text whose soft line ends are gone (RFC 3676), where the letter says it has such."""
    if _param(part, "format").lower() != "flowed":
        return text
    joins = "" if _param(part, "delsp").lower() == "yes" else " "
    told: list[str] = []
    is_open = False
    depth_before = 0
    for line in text.replace("\r\n", "\n").split("\n"):
        bare = line.lstrip(">")
        depth = len(line) - len(bare)
        bare = bare.removeprefix(" ")
        is_soft = bare.endswith(" ") and bare != "-- "
        piece = bare[:-1] + joins if is_soft else bare
        if is_open and depth == depth_before and bare != "-- ":
            told[-1] += piece
        else:
            told.append(f"{'>' * depth} {piece}" if depth else piece)
        is_open, depth_before = is_soft, depth
    return "\n".join(told)


def _enclosed(inner: list[Any]) -> bytes:
    """Return an attached letter's bytes, as far as they can be had."""
    try:
        return b"\n".join(each.as_bytes() for each in inner)
    except (ValueError, TypeError, LookupError, AttributeError, KeyError):
        return "\n".join(str(each.get_payload()) for each in inner).encode("utf-8", "replace")


def _said_name(part: Message) -> str:
    """Return what a part calls its file, where that is said in a charset as a text's is read."""
    try:
        told = part.get_param("filename", header="content-disposition")
        told = part.get_param("name") if told is None else told
    except (ValueError, TypeError, LookupError, AttributeError, IndexError):
        return ""
    if isinstance(told, tuple):
        charset, _, text = told
        return charsets.decoded(text.encode("raw-unicode-escape"), charset or "")[0].strip()
    return "" if told is None else unquote(str(told)).strip()


def _param(part: Message, name: str) -> str:
    try:
        told = part.get_param(name)
    except (ValueError, TypeError, LookupError, AttributeError, IndexError):
        return ""
    if isinstance(told, tuple):
        return str(told[2])
    return "" if told is None else str(told)


def _latin(content: bytes) -> str:
    return charsets.decoded(content)[0]
