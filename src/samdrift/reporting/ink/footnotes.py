"""What a table refers to on a page: its notes, and where its figures come from."""

from __future__ import annotations

from collections.abc import Sequence

from samdrift.reporting.ink.elements import NOTHING, Child, Markup, element, joined
from samdrift.reporting.sources import Source
from samdrift.reporting.wording import in_words


def raised(numbers: tuple[int, ...]) -> Markup:
    """Return the numbers of sources, raised after what they are sources of."""
    if not numbers:
        return NOTHING
    words = ", ".join(str(number) for number in numbers)
    return element("sup", element("span", in_words("källa "), class_="visually-hidden"), words)


def references(references: Sequence[tuple[str, str]]) -> Markup:
    """Return the ways to the notes of a row, as they are printed."""
    parts: list[Child] = []
    for printed, anchor in references:
        parts += [", "] if parts else []
        parts.append(element("a", printed, href=f"#{anchor}", aria_label=f"Not {printed}"))
    return joined(*parts)


def notes(notes: Sequence[str], lines: Sequence[Source]) -> Markup:
    """Return what stands under a table: its notes, and its sources by their numbers."""
    written = [element("p", note) for note in notes]
    sources = [
        element("li", element("a", line.text, href=line.href) if line.href else line.text,
                value=str(line.number))
        for line in lines
    ]  # fmt: skip
    listed = (
        element("ol", *sources, class_="sources", aria_label=in_words("Källor"))
        if sources
        else NOTHING
    )
    return element("div", *written, listed, class_="foots")
