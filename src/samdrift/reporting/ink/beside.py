"""What stands beside the blocks of a document on a page, and never in a file of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from samdrift.reporting.ink.elements import NOTHING, Markup, element


@dataclass(frozen=True, slots=True)
class Beside:
    """Ways to share a place and to write it anew.

    `edits` tells where the text under the heading at an anchor is written, by anchor.
    """

    has_addresses: bool = False
    edits: Mapping[str, str] = field(default_factory=dict)

    def address(self, anchor: str, what: str) -> Markup:
        """Return the link that is the address of a block: `what` it is, said to who listens."""
        if not self.has_addresses or not anchor:
            return NOTHING
        listened = element("span", f" till {what}", class_="visually-hidden")
        words = element("span", "Kopiera länk", listened, class_="to-here-words")
        sign = element("span", "#", aria_hidden="true")
        return element("a", sign, words, class_="to-here", href=f"#{anchor}")

    def headed(self, heading: Markup, anchor: str, words: str) -> Markup:
        """Return a heading with its ways beside it."""
        href = self.edits.get(anchor)
        address = self.address(anchor, "rubriken")
        if href is None:
            return element("div", heading, address, class_="headed") if address.html else heading
        edit = element(
            "a",
            "Redigera",
            element("span", f" {words}", class_="visually-hidden"),
            class_="edit",
            href=href,
        )
        return element("div", heading, edit, address, class_="headed headed-text")


NOTHING_BESIDE = Beside()
