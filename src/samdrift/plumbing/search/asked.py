"""What somebody typed, as what to look for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from samdrift.sweden.words import analysis, tokens
from samdrift.sweden.words.lexicon import lexicon

MOST_SIGNS = 300
MOST_WORDS = 12
SHORTEST_BEGINNING = 2
SHORTEST_NUMBER = 4
"""Very many numbers begin as a shorter one does."""

_PIECE = re.compile(r'(?P<minus>-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')


@dataclass(frozen=True, slots=True)
class Wanted:
    """One word: any of the alternatives, of each all terms; or a term that begins so."""

    alternatives: analysis.Alternatives
    beginning: str = ""

    def terms(self) -> frozenset[str]:
        """Return every term that may answer it."""
        return frozenset(term for each in self.alternatives for term in each)


@dataclass(frozen=True, slots=True)
class Asked:
    """All that is asked for in one go."""

    words: tuple[Wanted, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[Wanted, ...] = ()
    excluded_phrases: tuple[tuple[str, ...], ...] = ()
    number: str = ""
    """All of it as one number or name, for what is called just that; empty where it is neither."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not self.words and not self.phrases

    def marks(self) -> frozenset[str]:
        """Return every term that is shown as found."""
        of_words = (term for word in self.words for term in word.terms())
        return frozenset((*of_words, *(term for phrase in self.phrases for term in phrase)))

    def beginnings(self) -> tuple[str, ...]:
        """Return what a term that is shown as found may begin with."""
        return tuple(word.beginning for word in self.words if word.beginning)


def read(typed: str, *, is_typing: bool) -> Asked:
    """Return what is asked for. While typing the last word may be only the beginning of one."""
    text = tokens.normal(typed[:MOST_SIGNS])
    reading = _Reading()
    rest = reading.take_phones(text)
    pieces = list(_PIECE.finditer(rest))
    for piece in pieces:
        is_begun = is_typing and piece is pieces[-1] and not rest[-1:].isspace()
        reading.take(piece, is_begun=is_begun)
    return reading.asked(_number(text))


def _number(text: str) -> str:
    """Return all of a text as one number or name, empty where it is words that are neither."""
    pieces = text.split()
    is_number = all(any(sign.isdigit() for sign in piece) for piece in pieces)
    return "".join(pieces).lstrip("#") if is_number or len(pieces) == 1 else ""


class _Reading:
    """What has been read so far."""

    def __init__(self) -> None:
        self._words: list[Wanted] = []
        self._ordinary: list[Wanted] = []
        self._phrases: list[tuple[str, ...]] = []
        self._excluded: list[Wanted] = []
        self._excluded_phrases: list[tuple[str, ...]] = []

    def take_phones(self, text: str) -> str:
        """Take the telephone numbers, which may have spaces inside. Return the rest."""
        for phone in tokens.phones(text):
            # The same digits may stand elsewhere as an account, or somebody's id.
            as_digits = "".join(sign for sign in phone.text_in(text) if sign.isdigit())
            self._words.append(Wanted(((phone.text,), (as_digits,))))
            text = text[: phone.start] + " " * (phone.end - phone.start) + text[phone.end :]
        return text

    def take(self, piece: re.Match[str], *, is_begun: bool) -> None:
        """Take a word, or a phrase in quotes; with a minus, as what is not wanted."""
        is_excluded = bool(piece["minus"])
        if piece["word"] is None:
            self._take_phrase(piece["phrase"], is_excluded=is_excluded)
            return
        for ordinary, wanted in _wanted(piece["word"], is_begun=is_begun):
            if is_excluded:
                self._excluded.append(wanted)
            else:
                (self._ordinary if ordinary else self._words).append(wanted)

    def _take_phrase(self, phrase: str, *, is_excluded: bool) -> None:
        """A phrase of one word is that word."""
        stream = analysis.terms(phrase).stream[:MOST_WORDS]
        if len(stream) == 1:
            (self._excluded if is_excluded else self._words).append(Wanted((stream,)))
        elif stream:
            (self._excluded_phrases if is_excluded else self._phrases).append(stream)

    def asked(self, number: str) -> Asked:
        """Return what has been read; ordinary words only where there are no others."""
        words = self._words or ([] if self._phrases else self._ordinary)
        return Asked(
            words=tuple(dict.fromkeys(words))[:MOST_WORDS],
            phrases=tuple(self._phrases[:MOST_WORDS]),
            excluded=tuple(self._excluded[:MOST_WORDS]),
            excluded_phrases=tuple(self._excluded_phrases[:MOST_WORDS]),
            number=number,
        )


def _wanted(word: str, *, is_begun: bool) -> Iterator[tuple[bool, Wanted]]:
    """Yield what is wanted by each run of a word, and whether it is an ordinary one."""
    for run in tokens.runs(word):
        alternatives = analysis.alternatives(run.text)
        beginning = analysis.beginning(run.text) if is_begun and run.end == len(word) else ""
        if len(beginning) >= (SHORTEST_NUMBER if beginning.isdecimal() else SHORTEST_BEGINNING):
            completions = ((term,) for term in analysis.completions(run.text))
            alternatives = tuple(dict.fromkeys((*alternatives, *completions)))
        else:
            beginning = ""
        if alternatives:
            yield tokens.fold(run.text) in lexicon().ordinary, Wanted(alternatives, beginning)
