"""What the annual report answers with: its chapters, its key figures and what needs attention."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from samdrift.annualreport.choices import AttentionKind
from samdrift.kernel.figures import Figure
from samdrift.reporting.documents import Block, Document, LiveFigure
from samdrift.reporting.ports import FigureAddress


@dataclass(frozen=True, slots=True)
class ChapterText:
    """A chapter, or a section of one, as it stands now.

    `is_own` tells the organisation's own text from the standard prose. An own text that is empty
    leaves the chapter out.
    """

    key: str
    title: str
    position: int
    body: str
    is_own: bool
    written_by: str = ""
    written_at: datetime | None = None

    @property
    def chapter_key(self) -> str:
        """The key of the chapter it belongs to: its own, or what stands before the full stop."""
        return self.key.partition(".")[0]

    @property
    def level(self) -> int:
        """The level of its heading: 1 for a chapter, 2 for a section."""
        return 2 if "." in self.key else 1


@dataclass(frozen=True, slots=True)
class Version:
    """What a chapter said from a moment on, who wrote it and when; its first version is number 1.

    That a chapter was removed is a version too, which tells what was taken away.
    """

    number: int
    title: str
    body: str
    position: int
    written_by: str
    written_at: datetime
    is_removal: bool


@dataclass(frozen=True, slots=True)
class ReportProblem:
    """What an organisation's own text asked for and could not have."""

    chapter_key: str
    chapter_title: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class ComposedChapter:
    """A chapter as it would be shown, and what its text asked for and could not have."""

    blocks: tuple[Block, ...]
    problems: tuple[ReportProblem, ...]


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """The report as it is written now, and which chapter the heading at an anchor begins."""

    document: Document
    places: Mapping[str, ChapterText]


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure of the year beside last year's, and what the two say in a sentence.

    `last` and `change` are None where nothing is known of last year; the change of a share is in
    percentage points.
    """

    key: str
    group: str
    label: str
    figure: Figure
    address: FigureAddress
    sentence: str
    last: Figure | None = None
    last_address: FigureAddress | None = None
    change: Figure | None = None


@dataclass(frozen=True, slots=True)
class Attention:
    """Something in the year's records that somebody should look at, and where to open it.

    `figures` are those the sentence tells, for a page that makes doors of them.
    """

    kind: AttentionKind
    label: str
    sentence: str
    address: FigureAddress
    figures: tuple[LiveFigure, ...] = ()


@dataclass(frozen=True, slots=True)
class MissingFigure:
    """A figure that should be known and is not."""

    table_title: str
    row_label: str
    column_label: str
    cell: LiveFigure

    @property
    def reason(self) -> str:
        """Why it is not known."""
        return self.cell.figure.reason
