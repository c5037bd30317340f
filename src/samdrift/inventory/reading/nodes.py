"""What a text is read as: words, numbers and truths, in lists and under names."""

from __future__ import annotations

type Node = str | int | bool | dict[str, Node] | list[Node] | None
type Words = str | dict[str, Words] | list[Words]
"""The same, with every value told in words."""
