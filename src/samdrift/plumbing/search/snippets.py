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
        self._seen: dict[str, bool] = {}

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
        phones = [
            (phone.start, phone.end) for phone in tokens.phones(text) if phone.text in self._terms
        ]
        runs = [found.span() for found in tokens.RUN.finditer(text) if self._is_marked(found[0])]
        if not phones:
            return runs
        inside = {run for run in runs for start, end in phones if start <= run[0] < end}
        return sorted({*phones, *runs} - (inside - set(phones)))

    def _is_marked(self, run: str) -> bool:
        known = self._seen.get(run)
        if known is None:
            analysed = analysis.analysed(run)
            terms = (analysed.whole, *analysed.parts)
            known = self._seen[run] = not self._terms.isdisjoint(terms) or any(
                term.startswith(begun) for begun in self._beginnings for term in terms
            )
        return known


def _best(places: list[tuple[int, int]]) -> int:
    """Return where the window with most marks begins; the first of those that have as many."""
    best, most, last = 0, 0, 0
    for number, (start, _) in enumerate(places):
        while last < len(places) and places[last][0] <= start + MOST_SIGNS - BEFORE:
            last += 1
        if last - number > most:
            best, most = start, last - number
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
