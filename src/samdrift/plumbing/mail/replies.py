"""What a person wrote in a letter, apart from what their mail program quoted under it.

Nothing is lost: what is not the reply is the rest, kept and shown folded. In doubt a line belongs
to the reply, and where nothing else would be left the whole letter does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from samdrift.plumbing.mail import attributions, phrases, signatures

CUT = "\ue000"
"""A line of its own where HTML says that what follows is quoted; see html_text."""

MOST_LINES = 5000
"""How many lines are looked at; those beyond go with the last of them."""

_FENCE = re.compile(r"^\s*(?:```|~~~)")
_QUOTED = re.compile(r"^\s{0,3}[>›»](?!\s*\d+\s*[%:])")
_BARRED = re.compile(r"^\s?\|(?!.*\|\s*$)")
_RULER = re.compile(r"^\s*(?:_{5,}|-{5,}|={5,}|\*{5,})\s*$")


@dataclass(frozen=True, slots=True)
class Split:
    """A letter's text in two: what was written now, and the rest, which is kept."""

    reply: str
    rest: str


class Kind(Enum):
    """What a line of a letter is."""

    EMPTY = auto()
    TEXT = auto()
    QUOTE = auto()
    ATTRIBUTION = auto()
    CUT = auto()


def split(text: str) -> Split:
    """Return a letter's reply and its rest. Never raises; the two hold every line between them."""
    everything = _lines(text)
    lines, beyond = attributions.joined(everything[:MOST_LINES]), everything[MOST_LINES:]
    kinds = _kinds(lines)
    first, end, dropped = _reply_bounds(lines, kinds)
    end = signatures.without_signature(lines, first, end)
    kept = set(range(first, end)) - dropped
    if not any(kinds[index] in (Kind.TEXT, Kind.QUOTE) for index in kept):
        kept = set(range(len(lines)))
    reply = [line for index, line in enumerate(lines) if index in kept]
    rest = [line for index, line in enumerate(lines) if index not in kept]
    (reply if len(lines) - 1 in kept or not rest else rest).extend(beyond)
    return Split(_whole(reply), _whole(_with_common_marks(rest)))


def _lines(text: str) -> list[str]:
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    return [line.rstrip(" \t\u00a0\u200b\ufeff") if line.strip() != "--" else line
            for line in plain.split("\n")]  # fmt: skip


def _whole(lines: list[str]) -> str:
    told = [line for line in lines if line.strip() != CUT]
    return "\n".join(told).strip("\n").rstrip()


def _kinds(lines: list[str]) -> list[Kind]:
    """Return what each line is; what stands within a code fence is text."""
    kinds: list[Kind] = []
    in_code = False
    for index, line in enumerate(lines):
        is_fence = bool(_FENCE.match(line))
        if is_fence or in_code:
            kinds.append(Kind.TEXT)
        else:
            kinds.append(_kind(lines, index))
        in_code ^= is_fence and (in_code or _is_closed(lines, index))
    return kinds


def _is_closed(lines: list[str], index: int) -> bool:
    """Whether a code fence that opens here is closed: one that is not holds no code."""
    return any(_FENCE.match(line) for line in lines[index + 1 : index + 400])


def _kind(lines: list[str], index: int) -> Kind:
    line = lines[index]
    if not line.strip():
        return Kind.EMPTY
    if attributions.is_attribution(line):
        return Kind.QUOTE if _QUOTED.match(line) else Kind.ATTRIBUTION
    if _QUOTED.match(line):
        return Kind.QUOTE
    return Kind.CUT if _cuts(lines, index) else Kind.TEXT


def _cuts(lines: list[str], index: int) -> bool:
    """Whether all from this line on is a quoted letter: a marker, a ruler over one, or headers."""
    line = lines[index]
    if line.strip() == CUT or phrases.BEGINS_QUOTED_MESSAGE.match(line.strip()):
        return True
    if phrases.ABOVE_THE_LINE.search(line[:200]):
        return True
    if _RULER.match(line):
        below = next((n for n in range(index + 1, min(index + 4, len(lines))) if lines[n]), None)
        return below is not None and attributions.has_headers(lines, below)
    return attributions.has_headers(lines, index)


def _reply_bounds(lines: list[str], kinds: list[Kind]) -> tuple[int, int, set[int]]:
    """Return from where to where the reply goes, and which lines within are none of it."""
    dropped: set[int] = set()
    has_text = False
    index = 0
    while index < len(lines):
        kind = kinds[index]
        if kind is Kind.CUT and has_text:
            return 0, index, dropped
        if kind in (Kind.ATTRIBUTION, Kind.QUOTE):
            after = _quote_end(kinds, index)
            found = _quote_bounds(lines, kinds, index, after, has_text=has_text)
            if found is not None:
                return *found, dropped
            run = range(index, after)
            dropped |= {each for each in run if kinds[each] is Kind.ATTRIBUTION}
            index = after
            continue
        has_text = has_text or kind is Kind.TEXT
        index += 1
    return 0, len(lines), dropped


def _quote_bounds(
    lines: list[str], kinds: list[Kind], index: int, after: int, *, has_text: bool
) -> tuple[int, int] | None:
    """Return where the reply is, beside the quote that begins here; None to look further on.

    A quote with nothing under it ends the reply. One with all the text under it stands before it.
    Where text stands both above and below, or between quotes, somebody answers line by line: the
    quotes belong to the reply.
    """
    is_marked = Kind.QUOTE in kinds[index:after] or _is_barred(lines, index + 1)
    end = _own_end(lines, kinds, after) if Kind.QUOTE in kinds[index:after] else after
    if not is_marked or end == after or _is_barred(lines, index + 1):
        return (0, index) if has_text else None
    is_attributed = Kind.ATTRIBUTION in kinds[index:after]
    if is_attributed and not has_text and Kind.QUOTE not in kinds[after:end]:
        return after, end
    return 0, end


def _quote_end(kinds: list[Kind], index: int) -> int:
    """Return where the quote that begins here ends, blank lines with it."""
    after = index + 1
    while after < len(kinds) and kinds[after] in (Kind.QUOTE, Kind.ATTRIBUTION, Kind.EMPTY):
        after += 1
    return after


def _is_barred(lines: list[str], index: int) -> bool:
    """Whether a quote marked by bars begins within the next lines."""
    return any(_BARRED.match(line) for line in lines[index : index + 2])


def _own_end(lines: list[str], kinds: list[Kind], start: int) -> int:
    """Return where text under a quote ends; start where there is none but a signature."""
    end = next((n for n in range(start, len(lines)) if kinds[n] is Kind.CUT), len(lines))
    end = signatures.without_signature(lines, start, end, may_be_all=True)
    while end > start and kinds[end - 1] in (Kind.QUOTE, Kind.ATTRIBUTION, Kind.EMPTY):
        end -= 1
    return end


def _with_common_marks(lines: list[str]) -> list[str]:
    """Return quoted lines with `>` where a program marked them with bars."""
    if not any(attributions.is_attribution(line) for line in lines):
        return lines
    return [
        re.sub(r"^\s?\|", ">", line) if line.strip() == "|" or _BARRED.match(line) else line
        for line in lines
    ]
