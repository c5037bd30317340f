"""What a text is read as: words, numbers and truths, in lists and under names."""

from __future__ import annotations

import re

type Node = str | int | bool | dict[str, Node] | list[Node] | None
type Words = str | dict[str, Words] | list[Words]
"""The same, with every value told in words."""

_NOT_KEPT = re.compile("[\x00\ud800-\udfff]")


def plain(text: str) -> str:
    """Return a text without the signs that no database keeps."""
    return text if text.isprintable() else _NOT_KEPT.sub("", text)


def words(value: Node) -> str:
    """Return a value on one line; a list, an object or nothing says nothing."""
    if value is None or isinstance(value, dict | list):
        return ""
    return " ".join(plain(str(value)).split())
