"""What a run of text is found as: one term for the whole, more for its parts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from samdrift.sweden.words import compounds, stems, tokens
from samdrift.sweden.words.lexicon import lexicon

VERSION = 3
"""Raised whenever a text would be found as other terms than before; the index keeps it."""

LONGEST = 80
MOST_COMPLETIONS = 12
MOST_PIECES = 8

_OUTSIDE = re.compile(r"[^\w.@]|_")
_PIECE = re.compile(r"[^\W\d_]+|\d+")
_JOINED_BY = re.compile(r"[-_.@:+'’‐‑·]")
_MAC = re.compile(r"^(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}$|^(?:[0-9a-f]{4}\.){2}[0-9a-f]{4}$")
_AFTER_COLON = re.compile("^(?:(?:en|n|et|t|ar|arna|er|erna)?s?|na)$")
_LONG_ENOUGH_APART = 3


@dataclass(frozen=True, slots=True)
class Analysis:
    """What one run is found as."""

    whole: str
    parts: tuple[str, ...] = ()
    head: str = ""
    """The run as it would begin a compound, where it could."""
    noun: str = ""
    """The run as it would end a compound, where it could."""


NOTHING = Analysis("")


@lru_cache(maxsize=300_000)
def analysed(run: str) -> Analysis:
    """Return what a run is found as; its whole is empty where nothing of it can be looked for."""
    folded = tokens.fold(run)
    if folded.isalpha():
        return _word(folded[:LONGEST])
    if _JOINED_BY.search(folded):
        return _joined(folded)
    return _mixed(_clean(folded))


@dataclass(frozen=True, slots=True)
class Terms:
    """What a text is found as: one term for each run, in order, and those of their parts."""

    stream: tuple[str, ...]
    parts: tuple[str, ...]


def terms(text: str) -> Terms:
    """Return what a text is found as. Words written apart are also found as the compound."""
    text = tokens.normal(text)
    stream: list[str] = []
    parts: list[str] = []
    before = NOTHING
    for run in tokens.RUN.findall(text):
        found = analysed(run)
        if not found.whole:
            continue
        stream.append(found.whole)
        if found.parts:
            parts += found.parts
        if before.head and found.noun:
            parts.append(before.head + found.noun)
        before = found
    parts += (phone.text for phone in tokens.phones(text))
    return Terms(tuple(stream), tuple(dict.fromkeys(parts)))


type Alternatives = tuple[tuple[str, ...], ...]
"""Any of these; of each, all terms."""


def alternatives(run: str) -> Alternatives:
    """Return what to look for when a run is asked for."""
    found = analysed(run)
    if not found.whole:
        return ()
    pieces = [analysed(piece).whole for piece in _pieces(run)]
    is_number = any(sign.isdigit() for sign in found.whole) and "@" not in run
    long_enough = all(len(piece) >= _LONG_ENOUGH_APART for piece in pieces)
    if "." not in run and 1 < len(pieces) <= MOST_PIECES and (is_number or long_enough):
        return ((found.whole,), tuple(pieces))
    return ((found.whole,),)


def beginning(typed: str) -> str:
    """Return what terms of runs that begin so begin with, where they are not shorter."""
    return _clean(tokens.fold(typed))[:LONGEST]


def completions(typed: str) -> tuple[str, ...]:
    """Return the terms that a word begun so may be found as; terms that begin so are more.

    A stem is the beginning of its word, so that of a word half typed may be shorter than what is
    typed: `lösenorde` is the beginning of a word found as `lösenord`.
    """
    folded = tokens.fold(typed)
    if not folded.isalpha():
        return ()
    found = lexicon().beginning(folded, most=MOST_COMPLETIONS) | stems.begun(folded)
    return tuple(sorted(found))


def _word(folded: str) -> Analysis:
    words = lexicon()
    word = words.forms.get(folded)
    compound = compounds.split(folded, words)
    head = folded if folded in words.heads else ""
    if compound is None:
        own = word or compounds.known(folded, words)
        return Analysis(own, (), head, own if own in words.nouns else "")
    last = compound[-1]
    whole = word or folded[: last.start] + last.word
    return Analysis(whole, _parts(folded, compound, whole), head, whole)


def _parts(folded: str, compound: compounds.Compound, whole: str) -> tuple[str, ...]:
    """Return each part, and neighbours together where there are three or more."""
    found = dict.fromkeys(part.word for part in compound)
    for part in compound:
        found |= dict.fromkeys(analysed(part.word).parts)
    for first in range(len(compound)):
        for last in range(first + 1, len(compound)):
            end = compound[last]
            found[folded[compound[first].start : end.start] + end.word] = None
    return tuple(term for term in found if term != whole)


def _joined(folded: str) -> Analysis:
    """A run with signs inside: an address, a name of a machine, a serial, a word with a hyphen."""
    if _MAC.match(folded):
        return Analysis(re.sub(r"[:.-]", "", folded))
    word, _, ending = folded.rpartition(":")
    if word and _AFTER_COLON.match(ending):
        return analysed(word)
    pieces = [analysed(piece) for piece in _JOINED_BY.split(folded)[:MOST_PIECES]]
    parts = dict.fromkeys(term for piece in pieces for term in (piece.whole, *piece.parts))
    if "@" in folded or "." in folded:
        whole = _clean(folded)[:LONGEST]
        if "@" in folded:
            parts |= analysed_as_parts(folded.rpartition("@")[2])
        return Analysis(whole, tuple(term for term in parts if term and term != whole))
    at_once = analysed(_JOINED_BY.sub("", folded))
    if len(pieces) == 2 and len(pieces[0].whole) < len(pieces[1].whole) and pieces[1].noun:
        at_once = Analysis(_clean(_JOINED_BY.split(folded)[0]) + pieces[1].noun, at_once.parts)
    parts |= dict.fromkeys(at_once.parts)
    return Analysis(at_once.whole, tuple(term for term in parts if term and term != at_once.whole))


def analysed_as_parts(run: str) -> dict[str, None]:
    """Return all that a run is found as, in order."""
    found = analysed(run)
    return dict.fromkeys((found.whole, *found.parts))


def _mixed(folded: str) -> Analysis:
    """A number, or letters and digits together: pc1234 is also found by pc and by 1234."""
    whole = folded[:LONGEST]
    pieces = _PIECE.findall(whole)
    several = pieces[:MOST_PIECES] if len(pieces) > 1 else []
    parts = dict.fromkeys(analysed(piece).whole for piece in several)
    parts |= dict.fromkeys(piece.lstrip("0") for piece in pieces if piece[0] == "0")
    return Analysis(whole, tuple(term for term in parts if term and term != whole))


def _pieces(run: str) -> list[str]:
    """Return what a run consists of where it has signs inside, or letters and digits."""
    return [piece for part in _JOINED_BY.split(tokens.fold(run)) for piece in _PIECE.findall(part)]


def _clean(folded: str) -> str:
    """Leave letters, digits, dots and at-signs: what every index takes as part of a term."""
    return _OUTSIDE.sub("", folded)
