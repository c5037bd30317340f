"""What each database does for the index: keeps entries with their terms, and finds them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from samdrift.plumbing.search.asked import Asked
from samdrift.plumbing.search.rows import Row


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that answers, before it is ranked."""

    id: int
    kind: str
    key: str
    organisation: str
    numbers: str
    title: str
    people: str
    created: datetime


@dataclass(frozen=True, slots=True)
class Matches:
    """How many entries answer, and the newest of them."""

    count: int
    newest: tuple[Candidate, ...]


type Within = tuple[frozenset[str], ...]
"""Labels as the index has them: an entry has one of each group."""


@dataclass(frozen=True, slots=True)
class Search:
    """One question to the index."""

    asked: Asked
    within: Within
    is_any: bool = False
    """Whether one of the words is enough."""
    is_head: bool = False
    """Whether the words stand in the head: number, title, people."""
    is_inside: bool = False
    """Whether the words may also stand in what is told for those inside alone."""


class Engine(Protocol):
    """The index in one kind of database."""

    def write(self, rows: Sequence[Row], *, at: datetime, analyser: int) -> None:
        """Write entries, or write them anew; within the caller's transaction."""

    def take_marks_off(self, kind: str, keys: Sequence[str]) -> None:
        """Take off the marks of things, but those that somebody is at work on."""

    def asking(self) -> AbstractContextManager[None]:
        """Hold while questions are asked: they are answered from the index."""

    def matches(self, search: Search, *, most: int) -> Matches:
        """Return how many entries answer, and the newest of them."""

    def take_in(self) -> None:
        """Take in what was written and still waits, so that nobody who writes has to."""

    def optimise(self) -> None:
        """Do what makes the index quick again after much has been written."""
