"""What is never answered by itself: letters of machines, of lists, of those who are away."""

from __future__ import annotations

import re
from dataclasses import dataclass

from samdrift.plumbing.mail import bounces
from samdrift.plumbing.mail.letters import Letter

OWN_HEADER = "x-samdrift-sent"
"""Stands in every letter of ours, with the name of the installation."""

_AWAY_SUBJECT = re.compile(
    r"^(?:\s*(?:re|sv|ang|vs|fw|vb)\s*:\s*)*(?:automatisk(?:t)?\s+(?:svar|frånvaromeddelande|meddelande)"
    r"|autosvar\b|auto(?:matic)?[\s-]*reply|auto[\s-]*response|automatische\s+antwort|automaattinen\s+vastaus"
    r"|frånvaro(?:meddelande|besked)?\s*[:\-–]|frånvarande\b|out\s+of\s+(?:the\s+)?office|ooo\s*:"
    r"|jag\s+är\s+(?:inte\s+på\s+plats|ledig|borta|på\s+semester|föräldraledig|tjänstledig)"
    r"|semester(?:meddelande|svar)?\s*[:!\-–]|på\s+semester\b|fravær(?:sbesked)?\s*:"
    r"|ikke\s+til\s+stede|on\s+vacation\b|away\s+from\s+(?:the\s+)?office|vacation\s+(?:reply|response)"
    r"|tack\s+för\s+ditt\s+(?:mail|mejl|meddelande|e-post\w*)\b.{0,40}automatisk)",
    re.IGNORECASE,
)
_NO_REPLY = re.compile(
    r"^(?:no-?reply|do-?not-?reply|noreply.*|inte-?svara|svara-?ej|ej-?svar)(?:[+.-].*)?@",
    re.IGNORECASE,
)
_MACHINES = re.compile(
    r"^(?:bounces?|listserv|majordomo|.*-(?:bounces?|request|owner|errors)|owner-.*|errors?|root"
    r"|daemon|cron)(?:[+=-].*)?@",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a letter may be answered without a person, and why not where it may not."""

    may: bool
    why: str = ""


MAY = Verdict(may=True)


def may_answer(letter: Letter, *, own_addresses: frozenset[str], installation: str) -> Verdict:
    """Return whether a letter may be answered automatically. In doubt it may not.

    This is what the letter itself tells; how many have been sent to the same address of late is
    `queries.is_storm`.
    """
    for refuses in (_is_own, _is_machine, _is_list, _is_away, _is_asked_not_to):
        why = refuses(letter, own_addresses, installation)
        if why:
            return Verdict(may=False, why=why)
    return MAY


def is_away_notice(letter: Letter) -> bool:
    """Whether a letter says that somebody is away, by itself."""
    said = letter.header("auto-submitted").lower()
    is_reply = said.startswith("auto-replied") or bool(letter.header("x-autoreply"))
    return is_reply or bool(_AWAY_SUBJECT.match(letter.subject))


def _is_own(letter: Letter, own: frozenset[str], installation: str) -> str:
    if letter.header(OWN_HEADER):
        whose = letter.header(OWN_HEADER)
        return "Brevet är vårt eget" if whose == installation else "Brevet är ett Samdrifts eget"
    if letter.sender.address.lower() in own:
        return "Avsändaren är en av våra egna brevlådor"
    return ""


def _is_machine(letter: Letter, _own: frozenset[str], _installation: str) -> str:
    address = letter.sender.address.lower()
    kind = letter.header("content-type").lower()
    told = {
        "Avsändaren saknar adress": not address,
        "Brevet är skickat med tom returadress, som studsar och kvitton är": (
            letter.header("return-path").replace(" ", "") == "<>"
        ),
        "Avsändaren är en e-postserver": bounces.is_postmaster(address),
        "Brevet är en rapport från en e-postserver": kind.startswith(
            ("multipart/report", "message/delivery-status", "message/disposition")
        ),
        "Avsändaren tar inte emot svar": bool(_NO_REPLY.match(address) or _MACHINES.match(address)),
    }
    return next((why for why, is_so in told.items() if is_so), "")


def _is_list(letter: Letter, _own: frozenset[str], _installation: str) -> str:
    for name in ("list-id", "list-post", "list-unsubscribe", "x-mailing-list", "feedback-id"):
        if letter.header(name):
            return f"Brevet är ett massutskick ({name})"
    said = letter.header("precedence").strip().lower()
    return f"Brevet är ett massutskick (Precedence: {said[:20]})" if said in (
        "bulk", "list", "junk"
    ) else ""  # fmt: skip


def _is_away(letter: Letter, _own: frozenset[str], _installation: str) -> str:
    return "Brevet är ett frånvaromeddelande" if is_away_notice(letter) else ""


def _is_asked_not_to(letter: Letter, _own: frozenset[str], _installation: str) -> str:
    said = letter.header("auto-submitted").partition(";")[0].strip().lower()
    if said and said != "no":
        return "Brevet är skickat av ett program (Auto-Submitted)"
    if letter.header("x-loop") or letter.header("x-auto-response-suppress"):
        suppressed = letter.header("x-auto-response-suppress").lower()
        if letter.header("x-loop") or re.search(r"\b(?:all|autoreply|oof)\b", suppressed):
            return "Avsändaren ber att inte få automatiska svar"
    for name in ("x-autoreply", "x-autorespond", "x-autoresponse", "x-fc-machinegenerated"):
        if letter.header(name):
            return f"Brevet är skickat av ett program ({name})"
    return ""
