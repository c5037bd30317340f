"""Any bytes into a letter: what cannot be read says why, and nothing raises."""

from __future__ import annotations

import hashlib
from email import message_from_bytes, policy
from email.message import Message
from itertools import islice

from samdrift.plumbing.mail import charsets, headers, html_text, parts
from samdrift.plumbing.mail.letters import Address, Letter

MOST_HEADERS = 1000
MOST_SUBJECT = 500
_NOBODY = Address("", "")


def read(raw: bytes) -> Letter:
    """Return the letter that some bytes are, as far as they can be read. Never raises."""
    try:
        return _read(raw)
    except Exception as error:  # noqa: BLE001  The last door: a letter nobody can read is still one.
        return _unread(raw, f"Brevet kunde inte tolkas ({type(error).__name__})")


def digest(raw: bytes) -> str:
    """Return the name that bytes are kept under."""
    return hashlib.sha256(raw).hexdigest()


def _read(raw: bytes) -> Letter:
    message = message_from_bytes(_repaired(raw), policy=policy.compat32)
    told = _headers(message)
    by_name = _by_name(told)
    found = parts.walk(message, raw)
    text = found.text or html_text.text_of(found.html) if found.html else found.text
    senders = headers.addresses(by_name.get("from", ()))
    return Letter(
        message_id=next(iter(headers.message_ids(by_name.get("message-id", ()))), ""),
        subject=headers.words(next(iter(by_name.get("subject", ())), ""))[:MOST_SUBJECT],
        sender=senders[0] if senders else _sender_of(by_name),
        reply_to=headers.addresses(by_name.get("reply-to", ())),
        to=headers.addresses(by_name.get("to", ())),
        copy=headers.addresses(by_name.get("cc", ())),
        written_at=headers.moment(next(iter(by_name.get("date", ())), "")),
        in_reply_to=headers.message_ids(by_name.get("in-reply-to", ())),
        references=headers.message_ids(by_name.get("references", ())),
        text=charsets.clean(text),
        html=charsets.clean(found.html),
        attachments=tuple(found.attachments),
        headers=tuple((name, headers.words(value)) for name, value in told),
        size=len(raw),
        troubles=tuple(dict.fromkeys(found.troubles)),
        seals=tuple(dict.fromkeys(found.seals)),
    )


def _repaired(raw: bytes) -> bytes:
    """Return bytes without what stands before the headers: blank lines, an mbox's `From `."""
    told = raw.lstrip(b"\r\n \t")
    if told[:5] in (b"From ", b">From"):
        return told.partition(b"\n")[2]
    return told if told[:64].partition(b":")[1] else raw


def _headers(message: Message) -> list[tuple[str, str]]:
    """Return headers as they stand, those that cannot be read left out."""
    told = islice(message.raw_items(), MOST_HEADERS)
    return [(headers.words(name).lower()[:100], str(value)) for name, value in told]


def _by_name(told: list[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in told:
        found.setdefault(name, []).append(value)
    return found


def _sender_of(by_name: dict[str, list[str]]) -> Address:
    """Return whoever else a letter without a From says it is of."""
    for name in ("sender", "reply-to", "return-path", "x-sender"):
        found = headers.addresses(by_name.get(name, ()))
        if found:
            return found[0]
    shown = headers.words(next(iter(by_name.get("from", ())), ""))
    return Address(shown[:300], "")


def _unread(raw: bytes, trouble: str) -> Letter:
    """Return a letter whose text is all that came: somebody can read what no program can."""
    return Letter(
        message_id="",
        subject="",
        sender=_NOBODY,
        reply_to=(),
        to=(),
        copy=(),
        written_at=None,
        in_reply_to=(),
        references=(),
        text=charsets.decoded(raw[: parts.MOST_TEXT_BYTES])[0],
        html="",
        attachments=(),
        headers=(),
        size=len(raw),
        troubles=(trouble,),
    )
