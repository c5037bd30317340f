"""What a letter says, as a message has it: the new words, the repeated, the HTML and the files."""

from __future__ import annotations

import re

from samdrift.plumbing import files
from samdrift.plumbing.mail import safe_html
from samdrift.plumbing.mail.letters import Attachment, Letter
from samdrift.plumbing.mail.ports import Arrival
from samdrift.servicedesk.casework.registering import LONGEST_SUBJECT
from samdrift.servicedesk.conversation.services import LONGEST_TEXT, MOST_ATTACHMENTS
from samdrift.servicedesk.ports import NewAttachment, Written

NOTHING = "(Brevet är tomt.)"
NO_SUBJECT = "Brev utan ämne"

_ANSWERED = re.compile(r"^\s*(?:(?:re|sv|ang|vs|fw|fwd|vb)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
_TAGS = re.compile(r"\[\s*#\s*[A-Za-z]{0,8}-?\d{1,12}\s*\]")
_ID_LENGTH = 255


def written(arrival: Arrival) -> Written:
    """Return a letter as a message. Nothing is lost: what has no room is in the letter kept."""
    letter, split = arrival.letter, arrival.split
    enclosed = letter.attachments[:MOST_ATTACHMENTS]
    text = split.reply.strip() or letter.subject.strip() or NOTHING
    left = len(letter.attachments) - len(enclosed)
    if left:
        text += f"\n\n({left} filer till finns i brevet.)"
    return Written(
        text=text[:LONGEST_TEXT],
        quoted=split.rest[:LONGEST_TEXT],
        html=_html(letter),
        letter=arrival.digest,
        message_id=known_as(letter.message_id),
        attachments=tuple(_kept(each) for each in enclosed),
    )


def subject(letter: Letter) -> str:
    """Return what a new ticket is called: the letter's subject without `SV:` and our tags."""
    told = _ANSWERED.sub("", _TAGS.sub(" ", letter.subject))
    told = " ".join(told.split()) or " ".join(letter.text.split()) or NO_SUBJECT
    return told if len(told) <= LONGEST_SUBJECT else f"{told[: LONGEST_SUBJECT - 1]}…"


def troubles(letter: Letter) -> str:
    """Return what could not be read in a letter, and how it was sealed; nothing where all could."""
    lines = [f"Brevet kunde inte läsas helt: {each}." for each in letter.troubles]
    if "smime-encrypted" in letter.seals or "pgp-encrypted" in letter.seals:
        lines.append("Brevet är krypterat. Be avsändaren skicka det okrypterat eller ring.")
    return "\n".join(lines)


def known_as(message_id: str) -> str:
    """Return a letter's name as messages keep it."""
    return message_id[:_ID_LENGTH]


def _html(letter: Letter) -> str:
    """Return a letter's HTML made safe; pictures that came with it stay named by their cid."""
    if not letter.html:
        return ""
    enclosed = {each.content_id for each in letter.attachments if each.content_id}
    shown = safe_html.shown(
        letter.html, picture=lambda cid: f"cid:{cid}" if cid in enclosed else None
    )
    return shown.html


def _kept(each: Attachment) -> NewAttachment:
    return NewAttachment(
        name=(each.name or "bilaga")[:255],
        media_type=each.kind[:100],
        size=each.size,
        digest=files.keep(each.content),
        content_id=each.content_id[:_ID_LENGTH],
    )
