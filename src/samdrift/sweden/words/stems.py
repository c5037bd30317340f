"""Swedish words without their endings, by rule: for words the lexicon does not have.

A stem is always the beginning of its word. That is what lets a half-typed word find it.
"""

from __future__ import annotations

import re

SHORTEST = 3
_VOWEL = re.compile("[aeiouyåäöéáà]")

_GENITIVE = re.compile("(?<=[bdefghjklmnoprtvwyåäöa])s$")
ENDINGS = (
    # Plural and definite, longest first.
    *("arnas", "ernas", "ornas", "arna", "erna", "orna", "arne", "ndet", "nden"),
    # Verbs, adjectives.
    *("andes", "ades", "ande", "ende", "aste", "aren", "ade", "are", "ats", "ast"),
    *("ar", "er", "or", "en", "et", "an", "at", "ad", "as", "es", "na", "ns"),
    *("a", "e", "n"),
)
_BEGUN_ENDINGS = frozenset(
    ending[:length] for ending in (*ENDINGS, "s", "t") for length in range(1, len(ending) + 1)
)
_T_OF_NEUTER = re.compile("(?<=(?:ig|sk|al|ll|iv|ar|ös))t$")
_O_WORD = re.compile("^(.{2,}o)(?:na|n|t)$")
_DOUBLED = re.compile(r"(?<=..)([mn])\1$")


def stem(word: str) -> str:
    """Return a folded word without its endings; what would be too short is left as it is."""
    found = _GENITIVE.sub("", word) if len(word) > 4 else word
    for _ in range(2):
        shorter = _shortened(found)
        if shorter == found:
            break
        found = shorter
    return found


def begun(typed: str) -> set[str]:
    """Return the stems that are shorter than what is typed, of words that begin so."""
    found = {typed}
    for _ in range(3):
        found |= {
            _DOUBLED.sub(r"\1", each.removesuffix(ending))
            for each in found
            for ending in _BEGUN_ENDINGS
            if each.endswith(ending) and len(each) - len(ending) >= SHORTEST
        }
    return found - {typed}


def _shortened(word: str) -> str:
    of_o = _O_WORD.match(word)
    if of_o:
        return of_o[1]
    without_t = _T_OF_NEUTER.sub("", word)
    if without_t != word and _is_enough(without_t):
        return without_t
    for ending in ENDINGS:
        if word.endswith(ending) and _is_enough(word[: -len(ending)]):
            return _DOUBLED.sub(r"\1", word[: -len(ending)])
    return word


def _is_enough(rest: str) -> bool:
    return len(rest) >= SHORTEST and _VOWEL.search(rest) is not None
