"""The lines over a quote: *On … somebody wrote:*, and the headers of a quoted letter."""

from __future__ import annotations

import re

from samdrift.plumbing.mail import phrases

MOST_LINES_JOINED = 6
MOST_LETTERS = 500

_MARKS = re.compile(r"^[\s>]*")
_DAY_AND_ZONE = re.compile(r"^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?=[\sT,])")
_TIME = re.compile(r"\d{1,2}[:.]\d{2}(?!\d)|\d\s*(?:AM|PM|Uhr)\b|年", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b|\b\d{1,2}[./]\d{1,2}[./]\d{2}\b")
_ADDRESS = re.compile(r"[^\s<>@()\[\]\"]+@[^\s<>@()\[\]\"]+")


def joined(lines: list[str]) -> list[str]:
    """Return lines where the one over a quote is whole, though a program has broken it."""
    told: list[str] = []
    index = 0
    while index < len(lines):
        count = _length(lines, index)
        told.append(" ".join(line for line in lines[index : index + count] if line))
        index += count
    return told


def is_attribution(line: str) -> bool:
    """Whether a line says when somebody wrote what stands under it."""
    told = _bare(line)
    if not 8 <= len(told) <= MOST_LETTERS:
        return False
    if _DAY_AND_ZONE.match(told) and _ends_with_address(told):
        return True
    verb = next(iter(phrases.WRITES.finditer(told)), None)
    if verb is None or phrases.WRITER_IS_NEAR.match(told[verb.end() :]):
        return False
    after = told[verb.end() :].strip(" -–—:：")
    ends_well = told.rstrip(" -–—*_")[-1:] in ":：" or not after or _is_enclosed(after)
    return ends_well and _tells_when_and_who(told, verb.start())


def has_headers(lines: list[str], index: int) -> bool:
    """Whether the headers of a quoted letter begin at this line, at least three of them."""
    if _role(lines[index]) in (None, "to", "copy", "other"):
        return False
    roles, told = _headers(lines, index)
    if "from" not in roles:
        return False
    if "subject" in roles:
        return "date" in roles or "to" in roles
    return {"date", "to"} <= roles and ("@" in told or bool(_TIME.search(told)))


def _headers(lines: list[str], index: int) -> tuple[set[str], str]:
    """Return the roles of the headers that stand together here, and their text."""
    roles: set[str] = set()
    told: list[str] = []
    misses = 0
    for line in lines[index : index + 14]:
        role = _role(line)
        if role is None and line:
            misses += 1
        if misses > 2 or (role in roles and role in ("from", "subject")):
            break
        if role is not None:
            roles.add(role)
            told.append(line[:300])
            misses = 0
        if role == "subject" and len(roles) >= 3:
            break
    return roles, " ".join(told)


def _role(line: str) -> str | None:
    short = line.strip()[:80]
    if ":" not in short and "：" not in short:
        return None
    return next((role for role, names in phrases.HEADERS.items() if names.match(short)), None)


def _length(lines: list[str], index: int) -> int:
    """Return how many lines are one here: more than one where an attribution was broken."""
    whole = lines[index]
    if not _may_open(whole) or (is_attribution(whole) and not _goes_on(lines, index)):
        return 1
    for count in range(2, min(MOST_LINES_JOINED, len(lines) - index) + 1):
        line = lines[index + count - 1]
        whole = f"{whole} {line}" if line else whole
        if line and is_attribution(whole):
            return count
        if line and is_attribution(line):
            break
    return 1


def _goes_on(lines: list[str], index: int) -> bool:
    """Whether a line without a colon is whole only with the next: `… <a@b.se> het volgende`."""
    told = _bare(lines[index])
    return told[-1:] not in ":：" and any(
        is_attribution(f"{told} {line}") for line in lines[index + 1 : index + 2] if line
    )


def _may_open(line: str) -> bool:
    told = _bare(line)[:MOST_LETTERS]
    if not any(letter.isdigit() for letter in told):
        return bool(_ADDRESS.search(told) and phrases.WRITES.search(told))
    return bool(phrases.OPENS_QUOTE.match(told) or phrases.WRITES.search(told))


def _tells_when_and_who(told: str, verb: int) -> bool:
    if not any(letter.isdigit() for letter in told):
        return False
    has_address = bool(_ADDRESS.search(told))
    has_moment = bool(_TIME.search(told) or _YEAR.search(told))
    if not (has_address and has_moment) and not (_TIME.search(told) and _has_day(told)):
        return False
    return bool(phrases.OPENS_QUOTE.match(told)) or has_address or 2 <= verb <= 60


def _is_enclosed(told: str) -> bool:
    return told.startswith("(") and told.endswith(")") and bool(_TIME.search(told))


def _has_day(told: str) -> bool:
    return bool(_YEAR.search(told) or re.search(r"\b\d{1,2}[.:/ ]", told))


def _ends_with_address(told: str) -> bool:
    last = told[-120:].rstrip(" :")
    return last.endswith(">") and "@" in last and "<" in told


def _bare(line: str) -> str:
    return _MARKS.sub("", line).strip().replace("\u00a0", " ").replace("\u202f", " ")
