"""Addresses within a document: readable, stable while the headings stand, never two alike."""

from __future__ import annotations

import re
import unicodedata

MOST_SIGNS = 60


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
        self._paragraph = 0

    def heading(self, text: str) -> str:
        """Return the address of a heading; the paragraphs that follow count from it."""
        self._section = self.free(slug(text))
        self._paragraph = 0
        return self._section

    def paragraph(self) -> str:
        """Return the address of the next paragraph: `ekonomi-s2` is the second in `ekonomi`."""
        self._paragraph += 1
        return self.free(f"{self._section}-s{self._paragraph}")

    def free(self, wanted: str) -> str:
        """Return the wanted address, or with a number after it where it is taken."""
        anchor, number = wanted, self._last.get(wanted, 1)
        while anchor in self._taken:
            number += 1
            anchor = f"{wanted}-{number}"
        self._last[wanted] = number
        self._taken.add(anchor)
        return anchor
