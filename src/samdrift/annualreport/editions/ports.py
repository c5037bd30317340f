"""What is told of editions, and of how two of them differ."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from samdrift.annualreport.word_changes import Change, word_changes
from samdrift.kernel.figures import Figure
from samdrift.reporting.ports import FigureAddress


@dataclass(frozen=True, slots=True)
class EditionSummary:
    """An edition without its document: who froze it, and by which decision it was adopted."""

    year: int
    number: int
    digest: str
    reviewed_by: str
    reviewed_at: datetime
    decided_on: date | None = None
    paragraph: str = ""
    adopted_by: str = ""
    adopted_at: datetime | None = None

    @property
    def is_adopted(self) -> bool:
        """Whether it has been decided on."""
        return self.decided_on is not None

    @property
    def standing(self) -> str:
        """What the reader must know: `Fastställd 2016-04-12 § 14`."""
        if self.decided_on is None:
            return f"Granskad {self.reviewed_at:%Y-%m-%d}"
        return f"Fastställd {self.decided_on:%Y-%m-%d} § {self.paragraph}"


@dataclass(frozen=True, slots=True)
class DifferingFigure:
    """A figure that two documents tell otherwise; None where one of them does not tell it.

    `anchor` is where it stands in the first document, else in the other.
    """

    address: FigureAddress
    anchor: str
    table_title: str
    row_label: str
    column_label: str
    one: Figure | None
    other: Figure | None


@dataclass(frozen=True, slots=True)
class DifferingText:
    """A paragraph that two documents tell otherwise; empty where one of them has none."""

    section: str
    one: str
    other: str

    @property
    def changes(self) -> tuple[Change, ...]:
        """How the one became the other, word by word."""
        return word_changes(self.one, self.other)


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that two documents tell otherwise, in the order of the first."""

    figures: tuple[DifferingFigure, ...]
    texts: tuple[DifferingText, ...]

    @property
    def is_same(self) -> bool:
        """Whether both tell the same."""
        return not self.figures and not self.texts
