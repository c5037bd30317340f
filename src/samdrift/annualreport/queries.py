"""The annual report of a year, its chapters, and the figures that it has not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef, Subquery
from django.utils import translation

from samdrift.annualreport import notes
from samdrift.annualreport.chapters.blocks import BlockMaker, without_empty_headings
from samdrift.annualreport.chapters.composing import Composer
from samdrift.annualreport.chapters.plan import Setting, standard_chapters
from samdrift.annualreport.findings import gaps
from samdrift.annualreport.findings.records import Records
from samdrift.annualreport.models import Chapter, ChapterVersion
from samdrift.annualreport.ports import (
    ChapterText,
    ComposedChapter,
    MissingFigure,
    ReportProblem,
    Version,
    WrittenReport,
)
from samdrift.parties import queries as parties
from samdrift.parties.choices import LegalForm
from samdrift.reporting import registry
from samdrift.reporting.anchors import Anchors
from samdrift.reporting.documents import LANGUAGE, Block, Document
from samdrift.reporting.snapshot import remembered, snapshot

DRAFT = "Utkast"


@dataclass(frozen=True, slots=True)
class _Report:
    setting: Setting
    blocks: tuple[Block, ...]
    problems: tuple[ReportProblem, ...]
    places: dict[str, ChapterText]


def annual_report(*, year: int, at: datetime) -> Document:
    """Return the whole report of a year, as it stands at a moment, read in one snapshot."""
    return written_report(year=year, at=at).document


def written_report(*, year: int, at: datetime) -> WrittenReport:
    """Return the whole report with which chapter each of its headings begins."""
    with snapshot(), translation.override(LANGUAGE):
        registry.read_ahead(year, "the report")
        report = _report(year, at.date())
    document = Document(
        title=report.setting.title,
        subtitle=f"1 januari–31 december {year}",
        organisation=report.setting.organisation,
        year=year,
        state=DRAFT,
        made_at=at,
        blocks=report.blocks,
    )
    return WrittenReport(document, report.places)


def composed(chapter: ChapterText, *, year: int, at: datetime) -> ComposedChapter:
    """Return a chapter's own text as blocks, with what it asks for and cannot have."""
    with snapshot(), translation.override(LANGUAGE):
        composer = _composer(setting_of(year), Records(year, at.date()))
        blocks = composer.blocks(chapter)
    return ComposedChapter(blocks, tuple(composer.problems))


def report_problems(year: int) -> tuple[ReportProblem, ...]:
    """Return what the organisation's own texts ask for and cannot have, in reading order."""
    with snapshot(), translation.override(LANGUAGE):
        return _report(year, date(year, 12, 31)).problems


def chapters(year: int) -> tuple[ChapterText, ...]:
    """Return the chapters of a year in order: the organisation's own, else the standard prose.

    A chapter with no text of its own is there too: its sections stand below it.
    """
    return remembered(("annualreport.chapters", year), lambda: _chapters(year))


def _chapters(year: int) -> tuple[ChapterText, ...]:
    own = {chapter.key: chapter for chapter in _own_chapters(year)}
    standard = {chapter.key: chapter for chapter in standard_chapters(setting_of(year))}
    return _in_order(standard | own)


def versions(*, year: int, key: str) -> tuple[Version, ...]:
    """Return everything a chapter has ever said, the latest first."""
    return remembered(("annualreport.versions", year, key), lambda: _versions(year, key))


def _versions(year: int, key: str) -> tuple[Version, ...]:
    found = ChapterVersion.objects.filter(year=year, key=key).order_by("id")
    told = [
        Version(
            number,
            row.title,
            row.body,
            row.position,
            row.written_by,
            row.written_at,
            row.is_removal,
        )
        for number, row in enumerate(found, start=1)
    ]
    return tuple(reversed(told))


def missing_figures(*, year: int, at: datetime) -> tuple[MissingFigure, ...]:
    """Return every figure of the year that should be known and is not."""
    with snapshot():
        return tuple(gaps.missing_figures(Records(year, at.date())))


def _report(year: int, today: date) -> _Report:
    setting = setting_of(year)
    composer = _composer(setting, Records(year, today))
    every = [block for chapter in _shown(year) for block in composer.blocks(chapter)]
    blocks = without_empty_headings(tuple(every))
    return _Report(setting, blocks, tuple(composer.problems), composer.places)


def _composer(setting: Setting, records: Records) -> Composer:
    maker = BlockMaker(records, notes.numbered(records), Anchors())
    return Composer(setting, records, maker)


def _shown(year: int) -> tuple[ChapterText, ...]:
    """Return the chapters that are shown: an own text left empty leaves its chapter out."""
    return tuple(
        chapter for chapter in chapters(year) if not chapter.is_own or chapter.body.strip()
    )


def setting_of(year: int) -> Setting:
    """Return what decides which chapters a year has."""
    home = remembered("annualreport.home", parties.home)
    legal_form = home.legal_form if home else LegalForm.FEDERATION.value
    return Setting(year, home.name if home else "", legal_form)


def _own_chapters(year: int) -> list[ChapterText]:
    latest = ChapterVersion.objects.filter(year=OuterRef("year"), key=OuterRef("key"))
    newest = latest.order_by("-id")
    found = Chapter.objects.filter(year=year).annotate(
        by=Subquery(newest.values("written_by")[:1]), at=Subquery(newest.values("written_at")[:1])
    )
    return [
        ChapterText(
            key=chapter.key,
            title=chapter.title,
            position=chapter.position,
            body=chapter.body,
            is_own=True,
            written_by=chapter.by,
            written_at=chapter.at,
        )
        for chapter in found
    ]


def _in_order(by_key: dict[str, ChapterText]) -> tuple[ChapterText, ...]:
    """Return chapters by position, each followed by its sections by theirs."""

    def place(chapter: ChapterText) -> tuple[int, str, int, int, str]:
        above = by_key.get(chapter.chapter_key, chapter)
        return above.position, above.key, chapter.level, chapter.position, chapter.key

    return tuple(sorted(by_key.values(), key=place))
