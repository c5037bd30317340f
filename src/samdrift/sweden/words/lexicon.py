"""The words we know: how each is found in any of its forms, and how it stands in a compound.

`lexicon.txt` is ours, written by hand; nothing is copied from a dictionary.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

_VOWELS = "aeiouyåäöé"
SHORTEST_HEAD = 3
SHORT_HEADS = frozenset({"it", "id", "ip", "pc", "tv", "el"})


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words by their forms, and what may begin a compound."""

    forms: dict[str, str]
    """Every form, and the word it is found as."""
    heads: dict[str, str]
    """What may stand first or in the middle of a compound, and the word it is found as."""
    nouns: frozenset[str]
    """Words that may stand last in a compound."""
    particles: frozenset[str]
    """What begins a word without making it a compound."""
    ordinary: frozenset[str]
    """Words that a question is not about."""
    sorted_forms: tuple[str, ...]

    def beginning(self, typed: str, *, most: int) -> set[str]:
        """Return the words that have a form beginning so; none where they are too many."""
        found: set[str] = set()
        for form in self.sorted_forms[bisect_left(self.sorted_forms, typed) :]:
            if not form.startswith(typed):
                break
            found.add(self.forms[form])
            if len(found) > most:
                return set()
        return found


def _noun(*forms: str) -> tuple[str, ...]:
    return (*forms, *(f"{form}s" for form in forms if not form.endswith("s")))


def _en(word: str) -> str:
    return f"{word}n" if word[-1] in _VOWELS or word[-2:] in ("or", "er", "el") else f"{word}en"


def _et(word: str) -> str:
    return f"{word}t" if word[-1] in _VOWELS else f"{word}et"


def _a_word(word: str) -> tuple[str, ...]:
    root = word[:-1]
    return _noun(word, f"{root}an" if word[-1] == "a" else f"{word}n", f"{root}or", f"{root}orna")


def _ar_word(word: str) -> tuple[str, ...]:
    root = word.removesuffix("e")
    return _noun(word, _en(word), f"{root}ar", f"{root}arna")


def _er_word(word: str) -> tuple[str, ...]:
    return _noun(word, _en(word), f"{word}er", f"{word}erna")


def _r_word(word: str) -> tuple[str, ...]:
    return _noun(word, f"{word}n", f"{word}r", f"{word}rna")


def _n_word(word: str) -> tuple[str, ...]:
    return _noun(word, f"{word}t", f"{word}n", f"{word}na")


def _neuter(word: str) -> tuple[str, ...]:
    plural = f"{word}na" if word[-1] in _VOWELS else f"{word}en"
    return _noun(word, _et(word), plural)


def _doubling(word: str) -> tuple[str, ...]:
    return _noun(word, f"{word}{word[-1]}et", f"{word}{word[-1]}en")


def _dropping_neuter(word: str) -> tuple[str, ...]:
    root = re.sub(r"(.)\1e(.)$|e(.)$", lambda m: (m[1] or "") + (m[2] or m[3]), word)
    return _noun(word, f"{root}et", f"{root}en", f"{word}et", f"{word}en")


def _dropping(word: str) -> tuple[str, ...]:
    root = re.sub(r"e(.)$", r"\1", word)
    return _noun(word, f"{word}n", f"{root}ar", f"{root}arna")


def _are_word(word: str) -> tuple[str, ...]:
    return _noun(word, f"{word}n", f"{word[:-1]}na")


def _ker_word(word: str) -> tuple[str, ...]:
    return _noun(word, f"{word}n", f"{word}na")


def _app_word(word: str) -> tuple[str, ...]:
    root = f"{word}{word[-1]}" if word[-1] == "m" and word[-2] != "r" else word
    return _noun(word, f"{root}en", f"{root}ar", f"{root}arna")


def _first_verb(word: str) -> tuple[str, ...]:
    root = word[:-1]
    endings = ("a", "ar", "ade", "at", "ad", "as", "ades", "ats", "ande")
    return tuple(f"{root}{ending}" for ending in endings)


def _second_verb(word: str) -> tuple[str, ...]:
    root = word[:-1]
    short = re.sub(r"(ll|mm|nn)$", lambda pair: pair[1][0] if pair[1] != "ll" else "ll", root)
    past = "t" if root[-1] in "kpstx" else "d"
    present = root if root[-1] == "r" else f"{root}er"
    endings = (f"{short}{past}e", f"{short}t", f"{short}{past}", f"{short}{past}a", f"{root}as")
    return (
        word,
        present,
        root,
        f"{root}s",
        f"{root}es",
        f"{short}{past}es",
        f"{short}ts",
        *endings,
    )


_NOUNS: dict[str, Callable[[str], tuple[str, ...]]] = {
    "skola": _a_word,
    "bil": _ar_word,
    "enhet": _er_word,
    "händelse": _r_word,
    "konto": _n_word,
    "nätverk": _neuter,
    "program": _doubling,
    "nummer": _dropping_neuter,
    "nyckel": _dropping,
    "skrivare": _are_word,
    "tekniker": _ker_word,
    "mapp": _app_word,
}
_VERBS = {"installera": _first_verb, "ställa": _second_verb, "köpa": _second_verb}


@cache
def lexicon() -> Lexicon:
    """Return the lexicon, read once."""
    sections = _sections()
    forms: dict[str, str] = {}
    # What is written out form by form is said of each word; it goes before what is by pattern.
    for lines, pattern in _written_out(sections):
        for words in lines:
            _add(forms, words[0], pattern(*words))
    nouns = dict.fromkeys(line[0] for line in sections["bok"])
    for section, of_word in (_NOUNS | _VERBS).items():
        for word in (word for line in sections[section] for word in line):
            _add(forms, word, of_word(word))
            if section in _NOUNS:
                nouns[word] = None
    for other, word in sections["alike"]:
        _add(forms, forms.get(word, word), _noun(other))
    heads = {head: word for noun in nouns for head, word in _heads(noun, forms[noun])}
    for told in (told for line in sections["heads"] for told in line):
        head, _, word = told.partition("=")
        heads.setdefault(head, word or head)
    return Lexicon(
        forms=forms,
        heads=heads,
        nouns=frozenset(nouns),
        particles=frozenset(word for line in sections["particles"] for word in line),
        ordinary=frozenset(word for line in sections["ordinary"] for word in line),
        sorted_forms=tuple(sorted(forms)),
    )


def _written_out(
    sections: dict[str, list[tuple[str, ...]]],
) -> tuple[tuple[list[tuple[str, ...]], Callable[..., tuple[str, ...]]], ...]:
    return (
        (sections["bok"], _noun),
        (sections["skriva"], lambda *forms: forms),
        (sections["ny"], lambda *forms: forms),
    )


def _add(forms: dict[str, str], word: str, its_forms: tuple[str, ...]) -> None:
    """Have every form lead to the word; the first word that has a form keeps it.

    A word that is itself a form of another is found as that: nobody can tell which is meant.
    """
    found_as = forms.setdefault(word, word)
    for form in its_forms:
        forms.setdefault(form, found_as)


def _heads(noun: str, word: str) -> Iterator[tuple[str, str]]:
    """Yield how a noun stands first: skola as skol, arbete as arbetes, förening as förenings."""
    if len(noun) < SHORTEST_HEAD and noun not in SHORT_HEADS:
        return
    yield noun, word
    if noun[-1] != "s":
        yield f"{noun}s", word
    if noun[-1] in "ae" and len(noun) > SHORTEST_HEAD:
        yield noun[:-1], word
        for joint in ("o", "u", "e") if noun[-1] == "a" else ("s",):
            yield f"{noun[:-1]}{joint}", word


def _sections() -> dict[str, list[tuple[str, ...]]]:
    """Return the lines of the lexicon, by the section they stand in."""
    sections: dict[str, list[tuple[str, ...]]] = {}
    lines: list[tuple[str, ...]] = []
    text = (resources.files(__package__) / "lexicon.txt").read_text("utf-8")
    for line in text.splitlines():
        if line.startswith("["):
            lines = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            lines.append(tuple(line.replace(" = ", " ").split()))
    return sections
