"""What an app offers so that its things can be gone to by words or a number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

from samdrift.plumbing.access import Viewer

_SPACE = re.compile(r"\s+")
_NUMBER = re.compile(r"#?[^\s#]*\d[^\s#]*(?: \d+)?")


class Nearness(IntEnum):
    """How near a hit is to what was asked for; the nearest is shown first."""

    EXACT = 0
    BEGINS = 1
    WORDS = 2


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: what it is called, what sort of thing it is, and where it leads."""

    title: str
    kind: str
    href: str
    nearness: Nearness = Nearness.WORDS
    detail: str = ""


@dataclass(frozen=True)
class Query:
    """What somebody asks for, the year they look at, and who it is."""

    text: str
    year: int
    user_id: int | None = None

    @classmethod
    def of(cls, told: str, *, year: int, user_id: int | None = None) -> Query:
        """Return what was typed or pasted, its spaces made plain."""
        text = _SPACE.sub(" ", told.replace("\N{NO-BREAK SPACE}", " ")).strip()
        return cls(text, year, user_id)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words, as they are compared."""
        return tuple(self.text.casefold().split())

    @cached_property
    def number(self) -> str:
        """What was pasted, as the number of a thing: without the sign before it."""
        return self.text.removeprefix("#").strip()

    @property
    def is_number(self) -> bool:
        """Whether it looks like the number of something rather than words."""
        return _NUMBER.fullmatch(self.text) is not None

    @property
    def has_digit(self) -> bool:
        """Whether it may be a number at all; what is called by letters alone is found by words."""
        return any(sign.isdigit() for sign in self.text)

    def spellings(self) -> tuple[str, ...]:
        """Return the number as it may be written, each once: as it is, in capitals, in small."""
        return tuple(dict.fromkeys((self.number, self.number.upper(), self.number.lower())))

    def nearness(self, title: str) -> Nearness | None:
        """Return how near a title is; None where a word of the question is not in it."""
        folded = title.casefold()
        if not self.words or not all(word in folded for word in self.words):
            return None
        if folded == self.text.casefold():
            return Nearness.EXACT
        starts = folded.startswith(self.text.casefold())
        return Nearness.BEGINS if starts else Nearness.WORDS


@dataclass(frozen=True, slots=True)
class Reading:
    """How one state of the database is read for as long as a search lasts."""

    key: str
    begin: Callable[[], AbstractContextManager[None]]


@dataclass(frozen=True, slots=True)
class SearchSource:
    """Where things of one sort are found.

    `find` is told who asks, what for and how many hits at most are of use. It answers with what
    that viewer may open, and nothing else, by at most two questions that an index answers. A source
    `of_numbers` is asked first; where it knows the very number nobody else is asked.
    """

    key: str
    label: str
    find: Callable[[Viewer, Query, int], Iterable[Hit]]
    position: int
    of_numbers: bool = False
    most: int = 6
    """How many of it are shown at most."""
