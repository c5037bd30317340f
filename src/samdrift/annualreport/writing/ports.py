"""What is told of a text that is being written, of its versions, and of who wrote what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from samdrift.annualreport.ports import ChapterText


@dataclass(frozen=True, slots=True)
class Draft:
    """A text of a chapter that is not saved, and the number of the version it began from."""

    title: str
    body: str
    based_on: int
    kept_at: datetime


@dataclass(frozen=True, slots=True)
class OtherWriter:
    """Somebody else who writes the same chapter.

    `is_here` tells that they have it open now; else they have left a draft behind.
    """

    name: str
    kept_at: datetime
    is_here: bool


@dataclass(frozen=True, slots=True)
class WrittenChapter:
    """A chapter of the report with its place among those beside it."""

    chapter: ChapterText
    is_standard_key: bool
    may_move_up: bool
    may_move_down: bool

    @property
    def is_left_out(self) -> bool:
        """Whether the organisation has chosen not to show it, by an empty text of its own."""
        return self.chapter.is_own and not self.chapter.body.strip()


@dataclass(frozen=True, slots=True)
class RemovedChapter:
    """An own chapter that was taken away; `number` is the version that tells so."""

    key: str
    title: str
    number: int
    removed_by: str
    removed_at: datetime


@dataclass(frozen=True, slots=True)
class AuthoredParagraph:
    """A paragraph, who last wrote it as it is, and in which version; 0 is the standard text."""

    words: str
    written_by: str = ""
    written_at: datetime | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class CellChoice:
    """A figure that can be put into a text: what it says now, and how it is written there.

    `syntax` is empty where the figure has nothing to state.
    """

    label: str
    words: str
    syntax: str


@dataclass(frozen=True, slots=True)
class RowChoice:
    """A row of figures to choose from."""

    label: str
    cells: tuple[CellChoice, ...]


@dataclass(frozen=True, slots=True)
class TableChoice:
    """A table to choose a figure from, or to put in whole."""

    title: str
    unit: str
    columns: tuple[str, ...]
    rows: tuple[RowChoice, ...]
    syntax: str


@dataclass(frozen=True, slots=True)
class PartChoice:
    """Something that stands on a line of its own, and what it would say now."""

    words: str
    syntax: str
