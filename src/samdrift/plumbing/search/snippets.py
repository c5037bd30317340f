"""The words somebody looked for, marked where they stand; as pieces of text, never as HTML."""

from __future__ import annotations

from dataclasses import dataclass

from samdrift.plumbing.search.asked import Asked
from samdrift.sweden.words import analysis, tokens

MOST_SIGNS = 220
BEFORE = 60
LOOKED_THROUGH = 20_000
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text, and whether it is what was looked for."""

    text: str
    is_marked: bool = False


class Marker:
    """Marks what was asked for."""

    def __init__(self, asked: Asked) -> None:
        self._terms = asked.marks()
        self._beginnings = asked.beginnings()

    def whole(self, text: str) -> tuple[Piece, ...]:
        """Return all of a text, in pieces."""
        return _pieces(text, self._places(text), 0, len(text))

    def snippet(self, text: str) -> tuple[Piece, ...]:
        """Return what of a text tells most of why it was found, in pieces, on one line."""
        text = " ".join(text[:LOOKED_THROUGH].split())
        places = self._places(text)
        first = _best(places)
        start = 0 if first < MOST_SIGNS - BEFORE else _word_start(text, first - BEFORE)
        end = len(text) if len(text) - start <= MOST_SIGNS else _word_end(text, start + MOST_SIGNS)
        pieces = _pieces(text, places, start, end)
        before = (Piece(ELLIPSIS),) if start else ()
        after = (Piece(ELLIPSIS),) if end < len(text) else ()
        return (*before, *pieces, *after)

    def _places(self, text: str) -> list[tuple[int, int]]:
        found = [
            (phone.start, phone.end) for phone in tokens.phones(text) if phone.text in self._terms
        ]
        for run in tokens.runs(text):
            inside = any(start <= run.start and run.end <= end for start, end in found)
            if not inside and self._is_marked(run.text):
                found.append((run.start, run.end))
        return sorted(found)

    def _is_marked(self, run: str) -> bool:
        analysed = analysis.analysed(run)
        terms = (analysed.whole, *analysed.parts)
        if not self._terms.isdisjoint(terms):
            return True
        return any(term.startswith(begun) for begun in self._beginnings for term in terms)


def _best(places: list[tuple[int, int]]) -> int:
    """Return where the window with most marks begins; the first of those that have as many."""
    best, most = 0, 0
    for start, _ in places:
        count = sum(start <= other <= start + MOST_SIGNS - BEFORE for other, _ in places)
        if count > most:
            best, most = start, count
    return best


def _word_start(text: str, place: int) -> int:
    return text.find(" ", place) + 1 or place


def _word_end(text: str, place: int) -> int:
    end = text.rfind(" ", place - BEFORE, place)
    return end if end > 0 else place


def _pieces(text: str, places: list[tuple[int, int]], start: int, end: int) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    at = start
    for first, last in places:
        if first < at or last > end:
            continue
        if first > at:
            pieces.append(Piece(text[at:first]))
        pieces.append(Piece(text[first:last], is_marked=True))
        at = last
    if at < end:
        pieces.append(Piece(text[at:end]))
    return tuple(pieces)
