"""A text as its paragraphs: put together from two hands, and told by who wrote each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from samdrift.annualreport.ports import Version
from samdrift.annualreport.writing.ports import AuthoredParagraph

_BETWEEN = re.compile(r"\n[ \t]*\n\s*")

type Paragraphs = Sequence[str]


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a text, without the empty lines between them."""
    return tuple(part for part in _BETWEEN.split(text.strip("\n")) if part.strip())


def merged(base: str, mine: str, theirs: str) -> str:
    """Return both changes of a text in one: what one of them left alone is as the other has it.

    Where both have changed the same place theirs stands first and mine after it, so that neither
    is lost; whoever merges reads it through.
    """
    ours, others = paragraphs(mine), paragraphs(theirs)
    parts = tuple(_merged(paragraphs(base), ours, others))
    if not set(ours) & set(others) <= set(parts):  # Each took away another of two that are alike.
        parts = (*others, *(words for words in ours if words not in others))
    return "\n\n".join(parts) + "\n"


def authored(versions: Sequence[Version], standard: str) -> tuple[AuthoredParagraph, ...]:
    """Return the paragraphs of the latest version with who last wrote each as it is.

    `versions` come the latest first. A paragraph that stood so in the version before keeps who
    wrote it, also where it has been moved.
    """
    known = {words: AuthoredParagraph(words) for words in paragraphs(standard)}
    told: tuple[AuthoredParagraph, ...] = tuple(known.values())
    for version in reversed(versions):
        body = standard if version.is_removal else version.body
        told = tuple(
            known.get(words)
            or AuthoredParagraph(words, version.written_by, version.written_at, version.number)
            for words in paragraphs(body)
        )
        known = {paragraph.words: paragraph for paragraph in told}
    return told


def _merged(base: Paragraphs, mine: Paragraphs, theirs: Paragraphs) -> Iterator[str]:
    to_mine, to_theirs = _kept(base, mine), _kept(base, theirs)
    both = [at for at in range(len(base)) if at in to_mine and at in to_theirs]
    done = done_mine = done_theirs = 0
    for at in [*both, len(base)]:
        end_mine, end_theirs = to_mine.get(at, len(mine)), to_theirs.get(at, len(theirs))
        yield from _chosen(base[done:at], mine[done_mine:end_mine], theirs[done_theirs:end_theirs])
        yield from base[at : at + 1]
        done, done_mine, done_theirs = at + 1, end_mine + 1, end_theirs + 1


def _chosen(base: Paragraphs, mine: Paragraphs, theirs: Paragraphs) -> Iterator[str]:
    """Yield what stands between two paragraphs that nobody has changed."""
    if mine == base:
        yield from theirs
    elif theirs == base:
        yield from mine
    else:
        yield from theirs
        yield from (words for words in mine if words not in theirs)


def _kept(base: Paragraphs, other: Paragraphs) -> dict[int, int]:
    """Return where the paragraphs of one text stand in another that has them too, in order."""
    blocks = SequenceMatcher(None, base, other, autojunk=False).get_matching_blocks()
    return {block.a + step: block.b + step for block in blocks for step in range(block.size)}
