"""What the index is told, as terms: which words, in which of its parts, under which labels."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from samdrift.plumbing.search.ports import Searchable
from samdrift.sweden.words import analysis, tokens

MOST_TEXT = 100_000
"""How many characters of a text are looked into."""


@dataclass(frozen=True, slots=True)
class Row:
    """One entry as it is written, and the terms it is found as.

    The head is its numbers, title and people; the body its text; the inside what only those inside
    find it by. A part is a term of a word that is not the whole word: no phrase is found by it.
    """

    kind: str
    key: str
    organisation: str
    numbers: str
    title: str
    people: str
    text: str
    inside: str
    created: datetime
    head: tuple[str, ...]
    head_parts: tuple[str, ...]
    body: tuple[str, ...]
    body_parts: tuple[str, ...]
    inner: tuple[str, ...]
    inner_parts: tuple[str, ...]
    labels: tuple[str, ...]


def row(thing: Searchable, *, at: datetime) -> Row:
    """Return a thing as it is written. What is said to come from the future is from now."""
    numbers = " ".join(thing.numbers)
    title, people, text = (_kept(each) for each in (thing.title, thing.people, thing.text))
    head = analysis.terms(f"{_kept(numbers)}\n{title}\n{people}")
    inside = _kept(thing.inside)
    body, inner = analysis.terms(text), analysis.terms(inside)
    created = min(thing.created, at)
    return Row(
        kind=thing.kind,
        key=thing.key,
        organisation=thing.organisation,
        numbers=_kept(numbers),
        title=title,
        people=people,
        text=text,
        inside=inside,
        created=created,
        head=head.stream,
        head_parts=head.parts,
        body=body.stream,
        body_parts=body.parts,
        inner=inner.stream,
        inner_parts=inner.parts,
        labels=_labels(thing, created),
    )


def label(said: str) -> str:
    """Return a label as the index has it: letters and digits, that no text can write."""
    return hashlib.blake2s(said.encode(), digest_size=12).hexdigest()


def number_label(number: str) -> str:
    """Return the label of what is called by a number, in whatever way it is written."""
    return label(f"number:{analysis.analysed(tokens.normal(number)).whole}")


def month_label(year: int, month: int) -> str:
    """Return the label of what came about in a month."""
    return label(f"month:{year}-{month}")


def kind_label(kind: str) -> str:
    """Return the label of a kind of things."""
    return label(f"kind:{kind}")


def _labels(thing: Searchable, created: datetime) -> tuple[str, ...]:
    said: Iterable[str] = sorted(thing.labels)
    own = [f"organisation:{thing.organisation}"] if thing.organisation else []
    return tuple(
        dict.fromkeys(
            (
                kind_label(thing.kind),
                month_label(created.year, created.month),
                *(label(each) for each in (*own, *said)),
                *(number_label(number) for number in thing.numbers),
            )
        )
    )


def _kept(text: str) -> str:
    """Return a text as every database can keep it."""
    told = tokens.normal(text[:MOST_TEXT].replace("\0", " "))
    return told if told.isascii() else told.encode("utf-8", "replace").decode("utf-8")
