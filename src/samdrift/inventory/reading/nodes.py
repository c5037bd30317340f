"""What a text is read as: words, numbers and truths, in lists and under names."""

from __future__ import annotations

import re
from functools import lru_cache

type Node = str | int | bool | dict[str, Node] | list[Node] | None
type Words = str | dict[str, Words] | list[Words]
"""The same, with every value told in words."""

_NOT_KEPT = re.compile("[\x00\ud800-\udfff]")
_SHORT = 100


def plain(text: str) -> str:
    """Return a text without the signs that no database keeps."""
    return text if text.isprintable() else _NOT_KEPT.sub("", text)


def words(value: Node) -> str:
    """Return a value on one line; a list, an object or nothing says nothing."""
    if isinstance(value, str):
        return _on_one_line(value) if len(value) <= _SHORT else " ".join(plain(value).split())
    return "" if value is None or isinstance(value, dict | list) else str(value)


@lru_cache(maxsize=50_000)
def _on_one_line(text: str) -> str:
    """Machines of a house tell the same words over and over; at most some megabytes are held."""
    return " ".join(plain(text).split())
