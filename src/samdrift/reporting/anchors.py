"""Addresses within a document: readable, and never two alike.

A paragraph is addressed by the section it stands in and its own first words, so that its address
stands while others are written, moved or taken away beside it. Figures are no part of it.
"""

from __future__ import annotations

import re
import unicodedata

MOST_SIGNS = 60
MOST_WORDS = 6


def slug(text: str) -> str:
    """Return a heading as an address: `Årets resultat` becomes `arets-resultat`."""
    letters = unicodedata.normalize("NFKD", text[: MOST_SIGNS * 4].casefold())
    plain = re.sub(r"[^a-z0-9]+", "-", "".join(c for c in letters if not unicodedata.combining(c)))
    return plain[:MOST_SIGNS].strip("-") or "avsnitt"


class Anchors:
    """The addresses given so far in a document; share one between the texts of a document."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._last: dict[str, int] = {}
        self._section = "inledning"
        self._is_named = False

    def within(self, name: str) -> None:
        """Address the paragraphs that follow by a name, whatever headings stand between them."""
        self._section = slug(name)
        self._is_named = True

    def heading(self, text: str) -> str:
        """Return the address of a heading; where no name is given, paragraphs go by it."""
        anchor = self.free(slug(text))
        if not self._is_named:
            self._section = anchor
        return anchor

    def paragraph(self, words: str) -> str:
        """Return the address of a paragraph: `ekonomi-arets-resultat-blev` begins that way."""
        beginning = " ".join(words.split()[:MOST_WORDS])
        return self.free(f"{self._section}-{slug(beginning)}")

    def free(self, wanted: str) -> str:
        """Return the wanted address, or with a number after it where it is taken."""
        anchor, number = wanted, self._last.get(wanted, 1)
        while anchor in self._taken:
            number += 1
            anchor = f"{wanted}-{number}"
        self._last[wanted] = number
        self._taken.add(anchor)
        return anchor
