"""A letter of ours as bytes: text, the same in simple HTML, what is attached, and its headers."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.headerregistry import Address as Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from samdrift.plumbing.mail import automatic
from samdrift.plumbing.mail.models import OutgoingLetter

_LINK = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)]")
_MOST_REFERENCES = 20


@dataclass(frozen=True, slots=True)
class Enclosed:
    """Something that goes with a letter."""

    name: str
    kind: str
    content: bytes


def composed(letter: OutgoingLetter, enclosed: Sequence[Enclosed], *, installation: str) -> bytes:
    """Return a letter's bytes. The same letter is the same bytes, each time it is sent."""
    mailbox = letter.mailbox
    message = EmailMessage(policy=SMTP)
    message["Message-ID"] = f"<{letter.message_id}>"
    message["Date"] = format_datetime(letter.asked_at)
    message["From"] = _header(letter.sender_name or mailbox.name, mailbox.address)
    message["To"] = [_header("", address) for address in letter.to]
    if letter.copy:
        message["Cc"] = [_header("", address) for address in letter.copy]
    message["Subject"] = letter.subject
    if letter.in_reply_to:
        message["In-Reply-To"] = f"<{letter.in_reply_to}>"
    if letter.references:
        message["References"] = " ".join(
            f"<{each}>" for each in letter.references[-_MOST_REFERENCES:]
        )
    message[automatic.OWN_HEADER.title()] = installation
    if letter.is_automatic:
        message["Auto-Submitted"] = "auto-replied"
        message["X-Auto-Response-Suppress"] = "All"
    text = with_signature(letter.text, letter.signature or mailbox.signature)
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(as_html(text, letter.language), subtype="html", cte="quoted-printable")
    for each in enclosed:
        main, _, sub = each.kind.partition("/")
        is_plain = main in ("image", "application", "audio", "video") and sub.isascii() and sub
        kind = (main, sub) if is_plain else ("application", "octet-stream")
        message.add_attachment(each.content, maintype=kind[0], subtype=kind[1], filename=each.name)
    made = message.as_bytes()
    assert b"\n\n" not in made.partition(b"\r\n\r\n")[0], "headers are headers"
    return _with_boundaries_of(made, letter.message_id)


def with_signature(text: str, signature: str) -> str:
    """Return a letter's text with the mailbox's signature under it."""
    body = text.rstrip() + "\n"
    return f"{body}\n-- \n{signature.strip()}\n" if signature.strip() else body


def as_html(text: str, language: str = "sv") -> str:
    """Return text as simple HTML: its lines, and its links as links."""
    lines = [_linked(line) for line in text.rstrip("\n").split("\n")]
    body = "<br>\n".join(lines)
    return f'<!doctype html><html lang="{language}"><body><p>{body}</p></body></html>\n'


def _linked(line: str) -> str:
    told, end = [], 0
    for found in _LINK.finditer(line):
        target = html.escape(found.group())
        told.append(f'{html.escape(line[end : found.start()])}<a href="{target}">{target}</a>')
        end = found.end()
    return "".join((*told, html.escape(line[end:])))


def _header(name: str, address: str) -> Header:
    return Header(display_name=name, addr_spec=address)


def _with_boundaries_of(made: bytes, message_id: str) -> bytes:
    """Return bytes whose boundaries come of the letter's name instead of by chance."""
    stem = re.sub(r"[^A-Za-z0-9]", "", message_id)[:40].encode()
    seen = dict.fromkeys(re.findall(rb'boundary="(={8,}[^"]+)"', made))
    for number, boundary in enumerate(seen):
        made = made.replace(boundary, b"=_%s_%d" % (stem, number))
    return made
