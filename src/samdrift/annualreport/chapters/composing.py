"""A chapter's text made into blocks, with the standard prose where the organisation asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from samdrift.annualreport.chapters.blocks import BlockMaker
from samdrift.annualreport.chapters.conditions import settle
from samdrift.annualreport.chapters.plan import STANDARD_KEYS, Setting, prose
from samdrift.annualreport.chapters.unknown import unknown_cell, unknown_table
from samdrift.annualreport.findings.records import Records
from samdrift.annualreport.ports import ChapterText, ReportProblem
from samdrift.kernel.figures import Figure, Origin, Unit, blank
from samdrift.kernel.spans import Span
from samdrift.reporting import markdown
from samdrift.reporting.documents import Block, Heading, Inline, LiveFigure, Paragraph, Text
from samdrift.reporting.markdown import Parsed
from samdrift.reporting.ports import Ask, FigureAddress

STANDARD = "standard"
LAST_YEAR = "last-year"
RECORDS, NOTES = "records", "notes"
"""Whether any table tells something of the year, and whether there are notes."""
MOST_LEVELS = 4


def _nothing() -> LiveFigure:
    """Return the mark of a figure standard prose cannot have; its paragraph is left out."""
    nowhere: Figure = blank(Unit.COUNT, (Origin("annualreport.none", Span.year(1900)),))
    return LiveFigure(nowhere, FigureAddress("", Ask(1900), "", ""))


NOTHING = _nothing()


@dataclass(slots=True)
class Composer:
    """Makes the blocks of chapters, and gathers the problems of the organisation's own texts.

    `places` tells which chapter the heading at an anchor begins.
    """

    setting: Setting
    records: Records
    maker: BlockMaker
    problems: list[ReportProblem] = field(default_factory=list)
    places: dict[str, ChapterText] = field(default_factory=dict)

    def blocks(self, chapter: ChapterText) -> tuple[Block, ...]:
        """Return a chapter's heading and what stands under it."""
        self.maker.anchors.within(chapter.key)
        anchor = self.maker.anchors.heading(chapter.title)
        self.places[anchor] = chapter
        heading = Heading(chapter.level, (Text(chapter.title),), anchor)
        written = self._own(chapter) if chapter.is_own else self._standard(chapter.key)
        return (heading, *_below(chapter.level, written))

    def _own(self, chapter: ChapterText) -> tuple[Block, ...]:
        settled = settle(chapter.body, judge=self._judge, words=self.setting.words)

        def block(words: tuple[str, ...], _: int) -> tuple[Block, ...]:
            if words[0] == STANDARD:
                return self._standard_within(chapter)
            made = self.maker.of(words)
            if not made and words[0] in {"table", "statement", "chart", "finding"}:
                asked = " ".join(words)
                raise LookupError(f"Det finns inga siffror i {asked} för {self.setting.year}.")
            return made

        read = markdown.parse(
            settled.text,
            figure=self._figure,
            block=block,
            anchors=self.maker.anchors,
            title=chapter.title,
        )
        self.problems += [
            ReportProblem(chapter.key, chapter.title, problem.line, problem.text)
            for problem in sorted(
                (*settled.problems, *read.problems), key=lambda problem: problem.line
            )
        ]
        return read.blocks

    def _standard_within(self, chapter: ChapterText) -> tuple[Block, ...]:
        if chapter.key not in STANDARD_KEYS:
            raise LookupError(f"{chapter.key} är ett eget kapitel och har ingen standardtext.")
        return self._standard(chapter.key)

    def _standard(self, key: str) -> tuple[Block, ...]:
        """Return the standard prose, less the paragraphs whose figures there are none of."""
        settled = settle(prose(key), judge=self._judge, words=self.setting.words)
        read: Parsed = markdown.parse(
            settled.text,
            figure=self._figure_or_nothing,
            block=lambda words, _: self._blocks_or_none(words),
            anchors=self.maker.anchors,
        )
        assert not settled.problems, f"{key}: {settled.problems}"
        assert not read.problems, f"{key}: {read.problems}"
        return tuple(block for block in read.blocks if not _has_nothing(block))

    def _figure(self, table: str, cost_centre: str, row: str, column: str) -> LiveFigure:
        table_id, ask = self._asked(table, cost_centre)
        if table_id not in self.records.titles():
            raise unknown_table(table_id, self.records.titles())
        asked = self.records.asked(table_id, ask)
        found = None if asked is None else self.records.cell_in(asked, row, column)
        if found is None:
            raise unknown_cell(table, row, column, asked)
        return found

    def _asked(self, table: str, cost_centre: str) -> tuple[str, Ask]:
        """Return a table and what it is asked: `table`, `table:last-year`, `table:2015-06-30`."""
        table_id, colon, when = table.partition(":")
        if not colon:
            return table_id, Ask(self.setting.year, cost_centre)
        if when == LAST_YEAR:
            return table_id, Ask(self.setting.year - 1, cost_centre)
        try:
            return table_id, Ask(self.setting.year, cost_centre, date.fromisoformat(when))
        except ValueError as error:
            raise LookupError(
                f"Skriv {table_id}:{LAST_YEAR} för i fjol, eller en dag i året så här: "
                f"{table_id}:{self.setting.year}-06-30."
            ) from error

    def _figure_or_nothing(
        self, table_id: str, cost_centre: str, row: str, column: str
    ) -> LiveFigure:
        found = self.records.cell(table_id, row, column, cost_centre=cost_centre)
        return NOTHING if found is None or found.figure.is_blank else found

    def _blocks_or_none(self, words: tuple[str, ...]) -> tuple[Block, ...]:
        is_table = words[0] in {"table", "statement"}
        if is_table and words[1].partition("@")[0] not in self.records.titles():
            return ()
        return self.maker.of(words)

    def _judge(self, condition: str) -> bool:
        """Say whether a condition holds: a law, a form, or a table with figures of the year."""
        if "." not in condition:
            known = self.setting.conditions
            if condition == RECORDS:
                return self.records.has_records()
            if condition == NOTES:
                return bool(self.maker.notes.notes)
            if condition not in known:
                raise LookupError(f"Det går inte att fråga efter {condition}, bara efter en tabell "
                                  f"eller {RECORDS}, {NOTES}, {', '.join(known)}.")  # fmt: skip
            return known[condition]
        return self.records.told(condition) is not None


def _below(level: int, blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Yield the blocks with their headings moved to just below the chapter's own."""
    levels = [block.level for block in blocks if isinstance(block, Heading)]
    shift = level + 1 - min(levels, default=level + 1)
    for block in blocks:
        if isinstance(block, Heading):
            yield replace(block, level=min(MOST_LEVELS, block.level + shift))
        else:
            yield block


def _has_nothing(block: Block) -> bool:
    return isinstance(block, Paragraph) and any(_is_nothing(part) for part in block.children)


def _is_nothing(part: Inline) -> bool:
    return part is NOTHING
