"""Two texts held against each other, word by word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

MOST_PAIRS = 4_000_000
"""Where more words than this would be held against each other, the whole part counts as changed."""
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


class ChangeKind(StrEnum):
    """What became of some words."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


type Differ = Callable[[Sequence[str], Sequence[str]], Iterator[Change]]
"""Tells how some lines or words became some others."""


@dataclass(frozen=True, slots=True)
class Change:
    """Words that follow one another and fared alike."""

    kind: ChangeKind
    words: str


def word_changes(one: str, other: str) -> tuple[Change, ...]:
    """Return how one text became another: put together, all but the removed is the other.

    Lines are held against each other first, and words only where lines differ.
    """
    before, after = one.splitlines(keepends=True), other.splitlines(keepends=True)
    return tuple(_joined(_changes(before, after, _words_changed)))


def _words_changed(before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    one, other = _TOKEN.findall("".join(before)), _TOKEN.findall("".join(after))
    if len(one) * len(other) > MOST_PAIRS:
        return _replaced(one, other)
    return _changes(one, other, _replaced)


def _replaced(before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    yield Change(ChangeKind.REMOVED, "".join(before))
    yield Change(ChangeKind.ADDED, "".join(after))


def _changes(before: Sequence[str], after: Sequence[str], differ: Differ) -> Iterator[Change]:
    for act, start, end, other_start, other_end in SequenceMatcher(
        None, before, after
    ).get_opcodes():
        if act == "equal":
            yield Change(ChangeKind.SAME, "".join(before[start:end]))
        else:
            yield from differ(before[start:end], after[other_start:other_end])


def _joined(changes: Iterator[Change]) -> Iterator[Change]:
    """Put neighbours of one kind together, and leave out those without words."""
    waiting: Change | None = None
    for change in changes:
        if not change.words:
            continue
        if waiting is not None and waiting.kind is change.kind:
            waiting = Change(change.kind, waiting.words + change.words)
            continue
        if waiting is not None:
            yield waiting
        waiting = change
    if waiting is not None:
        yield waiting
