"""Compounds taken apart: fiberanslutningen is fiber and anslutning."""

from __future__ import annotations

import re
from dataclasses import dataclass

from samdrift.sweden.words.lexicon import Lexicon
from samdrift.sweden.words.stems import stem

SHORTEST_COMPOUND = 5
SHORTEST_PART = 3
SHORT_TAILS = frozenset({"kö", "id", "pc", "tv"})
SHORTEST_UNKNOWN_HEAD = 3
SHORTEST_KNOWN_TAIL = 5
SHORTEST_KNOWN_HEAD = 5
SHORTEST_UNKNOWN_TAIL = 4
MOST_LETTERS = 60

_DERIVED = re.compile("^(.{3,}?(?:ning|ing|het|tion|sion|skap|itet|else))s(.{3,})$")
_VOWEL = re.compile("[aeiouyåäö]")
_ENDING = re.compile(
    "^(?:[aei]?(?:l|t|s|n|v|k|bel|bil)?(?:iser|isk|ism|ist|itet|ligt?|ande|ende|erad|erat|are|ast|ar"
    "|orna|erna|arna|ning|het|skap|else|ation|ator|atör|inn|ik|ier|era|eri|lös))"
)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a compound: where it begins, and the word it is found as."""

    start: int
    word: str


type Compound = tuple[Part, ...]
"""A compound's parts, first to last."""


def split(word: str, lexicon: Lexicon) -> Compound | None:
    """Return the parts of a folded word, None where it is not seen to be a compound."""
    if not SHORTEST_COMPOUND <= len(word) <= MOST_LETTERS:
        return None
    parts = _all_known(word, 0, lexicon)
    if parts is not None and len(parts) > 1:
        return tuple(parts)
    if word in lexicon.forms:
        return None
    return _derived(word, lexicon) or _known_tail(word, lexicon) or _known_head(word, lexicon)


def _all_known(word: str, start: int, lexicon: Lexicon) -> list[Part] | None:
    """Return the fewest known parts from a place in a word to its end."""
    rest = word[start:]
    best: list[Part] | None = None
    found = lexicon.forms.get(rest)
    if found in lexicon.nouns and (len(rest) >= SHORTEST_PART or rest in SHORT_TAILS):
        if start:
            return [Part(start, found)]
        best = [Part(0, found)]
    for length in range(len(rest) - 2, 1, -1):
        head = lexicon.heads.get(rest[:length])
        if head is None:
            continue
        after = _all_known(word, start + length, lexicon)
        if after is None and _is_doubled(rest[:length]):
            # Of three like letters one is not written: natt and tåg are nattåg.
            after = _all_known(word, start + length - 1, lexicon)
        if after is not None and (best is None or len(best) == 1 or len(after) + 1 < len(best)):
            best = [Part(start, head), *after]
    return best


def _is_doubled(head: str) -> bool:
    return len(head) > 3 and head[-1] == head[-2]


def _derived(word: str, lexicon: Lexicon) -> Compound | None:
    """Split after what can only be the end of a word within a compound: -nings, -hets, -tions."""
    found = _DERIVED.match(word)
    if found is None or _ENDING.match(found[2]) or not _VOWEL.search(found[2]):
        return None
    head, tail = found[1], found[2]
    return (Part(0, known(head, lexicon)), Part(found.start(2), known(tail, lexicon)))


def _known_tail(word: str, lexicon: Lexicon) -> Compound | None:
    for start in range(SHORTEST_UNKNOWN_HEAD, len(word) - SHORTEST_KNOWN_TAIL + 1):
        found = lexicon.forms.get(word[start:])
        head = word[:start]
        if found in lexicon.nouns and head not in lexicon.particles and _VOWEL.search(head):
            return (Part(0, known(head, lexicon)), Part(start, found))
    return None


def _known_head(word: str, lexicon: Lexicon) -> Compound | None:
    for length in range(len(word) - SHORTEST_UNKNOWN_TAIL, SHORTEST_KNOWN_HEAD - 1, -1):
        head, tail = lexicon.heads.get(word[:length]), word[length:]
        if head and not _ENDING.match(tail) and _VOWEL.search(tail):
            return (Part(0, head), Part(length, known(tail, lexicon)))
    return None


def known(word: str, lexicon: Lexicon) -> str:
    """Return what a word that is no compound is found as."""
    return lexicon.forms.get(word) or lexicon.heads.get(word) or stem(word)
