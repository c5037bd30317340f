"""What a mail server tells of letters of ours that did not arrive."""

from __future__ import annotations

import re
from dataclasses import dataclass

from samdrift.plumbing.mail import charsets, headers
from samdrift.plumbing.mail.letters import Letter

_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_REPLY_CODE = re.compile(r"\b([45]\d\d)[ -]")
_FIELD = re.compile(r"^([A-Za-z-]+):[ \t]*(.*)$")
_POSTMASTERS = re.compile(
    r"^(?:mailer-daemon|postmaster|mail-daemon|mdaemon|maildaemon)(?:@|$)", re.IGNORECASE
)
_SUBJECT = re.compile(
    r"undeliver|undelivered|delivery\s+(?:status|failure|has\s+failed|incomplete)|returned\s+mail"
    r"|mail\s+delivery\s+(?:failed|subsystem)|failure\s+notice|kunde\s+inte\s+levereras"
    r"|går\s+inte\s+att\s+leverera|det\s+gick\s+inte\s+att\s+leverera|olevererbart"
    r"|leveransstatus|kan\s+ikke\s+leveres|ikke\s+leveret|unzustellbar",
    re.IGNORECASE,
)
_OUR_ID = re.compile(r"(?im)^(?:message-id|in-reply-to|x-failed-message-id):\s*<([^<>\s]+)>")


@dataclass(frozen=True, slots=True)
class Failure:
    """One address that a letter did not reach."""

    address: str
    status: str
    is_permanent: bool
    told: str


@dataclass(frozen=True, slots=True)
class Bounce:
    """A letter that tells that another did not arrive: which one, and where not."""

    message_id: str
    failures: tuple[Failure, ...]


def is_postmaster(address: str) -> bool:
    """Whether an address is a mail server's own."""
    return bool(_POSTMASTERS.match(address))


def bounce_of(letter: Letter) -> Bounce | None:
    """Return what a letter tells of another that did not arrive, None where it does not.

    A delay is none, and neither is a receipt. Reads the standard form (RFC 3464) where it is
    there, and else what can be seen in the text of a mail server's letter.
    """
    reports = [each for each in letter.attachments if each.kind == "message/delivery-status"]
    if reports:
        failures = [each for report in reports for each in _failures(report.content)]
        return Bounce(_original(letter), tuple(failures)) if failures else None
    is_report = is_postmaster(letter.sender.address) or _SUBJECT.search(letter.subject)
    is_empty = letter.header("return-path").replace(" ", "") == "<>"
    if not is_report or not (is_empty or is_postmaster(letter.sender.address)):
        return None
    failed = _from_text(letter)
    return Bounce(_original(letter), (failed,)) if failed is not None else None


def _failures(content: bytes) -> list[Failure]:
    text = charsets.decoded(content)[0].replace("\r\n", "\n")
    found = []
    for block in re.split(r"\n\s*\n", text):
        fields = _fields(block)
        action = fields.get("action", "").strip().lower()
        address = fields.get("final-recipient") or fields.get("original-recipient", "")
        if not address or action in ("delivered", "relayed", "expanded", "delayed"):
            continue
        found.append(_failure(address, fields))
    return found


def _failure(address: str, fields: dict[str, str]) -> Failure:
    told = fields.get("diagnostic-code", "").partition(";")[2].strip()
    seen = _STATUS.search(fields.get("status", "")) or _STATUS.search(told)
    status = seen.group(1) if seen else ""
    bare = address.rpartition(";")[2].strip().strip("<>")
    return Failure(bare[:320], status, not status.startswith("4"), headers.words(told)[:500])


def _fields(block: str) -> dict[str, str]:
    unfolded = re.sub(r"\n[ \t]+", " ", block.strip("\n"))
    found: dict[str, str] = {}
    for line in unfolded.split("\n"):
        field = _FIELD.match(line)
        if field:
            found.setdefault(field.group(1).lower(), field.group(2))
    return found


def _original(letter: Letter) -> str:
    """Return which letter did not arrive, by what is enclosed of it or by what is answered."""
    for each in letter.attachments:
        if each.kind in ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers"):
            named = _OUR_ID.search(charsets.decoded(each.content[:100_000])[0])
            if named:
                return named.group(1)
    if letter.in_reply_to:
        return letter.in_reply_to[0]
    named = _OUR_ID.search(letter.text)
    return named.group(1) if named else (letter.references[-1] if letter.references else "")


def _from_text(letter: Letter) -> Failure | None:
    text = letter.text[:20_000]
    failed = headers.addresses([letter.header("x-failed-recipients")])
    address = failed[0].address if failed else _first_address(letter, text)
    if not address:
        return None
    status = _STATUS.search(text)
    code = _REPLY_CODE.search(text)
    is_temporary = (status.group(1) if status else code.group(1) if code else "5").startswith("4")
    line = next((each for each in text.splitlines() if address in each), "")
    told = headers.words(line)[:500]
    return Failure(address, status.group(1) if status else "", not is_temporary, told)


def _first_address(letter: Letter, text: str) -> str:
    """Return the first address in the text that is neither the daemon's nor our own."""
    own = {letter.sender.address.lower(), *(each.address.lower() for each in letter.to)}
    found = re.findall(r"[^\s<>,;:()\"\[\]]{1,64}@[^\s<>,;:()\"\[\]]{1,200}", text)
    return next((each.strip(".'") for each in found if each.lower() not in own), "")
