"""Where a letter's signature begins: told by a mark, by a telephone, or by what surely is one."""

from __future__ import annotations

import re

from samdrift.plumbing.mail import phrases

MOST_SIGNATURE_LINES = 14
NEAR_THE_END = 40
MOST_FOLDS = 8

_SPACED_MARK = re.compile(r"^-- $")
_MARK = re.compile(r"^(?:--|––|—|__)\s*$")
_RULER = re.compile(r"^\s*[-_=*~#]{3,}\s*$")


def without_signature(lines: list[str], start: int, end: int, *, may_be_all: bool = False) -> int:
    """Return where the text between two lines ends when its signature is folded away."""
    for _ in range(MOST_FOLDS):
        last = _folded(lines, start, _last(lines, start, end), may_be_all=may_be_all)
        if last == end:
            break
        end = last
    return end


def _folded(lines: list[str], start: int, end: int, *, may_be_all: bool) -> int:
    for find in (_marked, _from_telephone, _disclaimed, _contact, _ruled):
        found = find(lines, start, end)
        if found < end and (may_be_all or any(line.strip() for line in lines[start:found])):
            return _last(lines, start, found)
    return end


def _last(lines: list[str], start: int, end: int) -> int:
    while end > start and not lines[end - 1].strip():
        end -= 1
    return end


def _marked(lines: list[str], start: int, end: int) -> int:
    """Two hyphens and a space are a signature however long it is, other marks a short one."""
    spaced = (index for index in range(start, end) if _SPACED_MARK.match(lines[index]))
    short = (
        index
        for index in range(max(start, end - NEAR_THE_END), end)
        if _MARK.match(lines[index]) and _count(lines, index + 1, end) <= MOST_SIGNATURE_LINES
    )
    return min(next(spaced, end), next(short, end))


def _from_telephone(lines: list[str], start: int, end: int) -> int:
    """A telephone's words end the letter; several of them may stand in a row."""
    index = end
    while index > start and (not lines[index - 1].strip() or _is_mobile(lines[index - 1])):
        index -= 1
    return index if any(line.strip() for line in lines[index:end]) else end


def _disclaimed(lines: list[str], start: int, end: int) -> int:
    """What a mail system adds stands in the last paragraphs."""
    near = range(max(start, end - NEAR_THE_END), end)
    index = next((n for n in near if phrases.DISCLAIMER.match(lines[n][:300])), end)
    is_own_paragraph = index > start and not lines[index - 1].strip()
    is_last = _count(lines, index, end) <= MOST_SIGNATURE_LINES
    return index if is_own_paragraph and is_last else end


def _contact(lines: list[str], start: int, end: int) -> int:
    """Return where the lines under greeting and name begin that say how somebody is reached.

    Only where it is sure: a greeting, at most two lines of name, and under them at least two lines
    of which two tell a telephone, an address or a page. Greeting and name stay with the letter.
    """
    for index in range(end - 1, max(start, end - MOST_SIGNATURE_LINES - 6) - 1, -1):
        if phrases.GREETS_AT_END.match(lines[index]) and len(lines[index]) < 60:
            under = [n for n in range(index + 1, end) if lines[n].strip()]
            told = [n for n in under if phrases.CONTACT.search(lines[n][:200])]
            short = all(len(lines[n]) < 120 for n in under)
            if short and len(told) >= 2 and len(under) <= MOST_SIGNATURE_LINES:
                return _under_name(under, told[0])
            return end
    return end


def _under_name(under: list[int], first_told: int) -> int:
    """The first line under the greeting is a name, unless it already tells how to reach it."""
    rest = [n for n in under[1:] if n <= first_told]
    return rest[0] if rest else first_told


def _ruled(lines: list[str], start: int, end: int) -> int:
    """A ruler under which only contact lines stand."""
    for index in range(max(start, end - MOST_SIGNATURE_LINES), end):
        if _RULER.match(lines[index]):
            under = [line for line in lines[index + 1 : end] if line.strip()]
            told = [line for line in under if phrases.CONTACT.search(line[:200])]
            if not under or (len(told) >= 2 and all(len(line) < 120 for line in under)):
                return index
    return end


def _is_mobile(line: str) -> bool:
    told = line.strip()
    return len(told) <= 200 and bool(phrases.MOBILE_SIGNATURES.match(told))


def _count(lines: list[str], start: int, end: int) -> int:
    return sum(1 for line in lines[start:end] if line.strip())
