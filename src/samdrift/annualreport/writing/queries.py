"""The text as it is written: its chapters, drafts, versions, and who wrote what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from samdrift.annualreport import queries as reports
from samdrift.annualreport.chapters.plan import STANDARD_KEYS, prose, standard_chapters
from samdrift.annualreport.models import ChapterDraft, ChapterVersion
from samdrift.annualreport.ports import ChapterText, Version
from samdrift.annualreport.writing.paragraphs import authored
from samdrift.annualreport.writing.ports import (
    AuthoredParagraph,
    Draft,
    OtherWriter,
    RemovedChapter,
    WrittenChapter,
)

HERE_FOR = timedelta(minutes=2)
"""Whoever has a chapter open says so oftener than this."""


def written_chapters(year: int) -> tuple[WrittenChapter, ...]:
    """Return every chapter and section of a year in order, also those that are not shown."""
    every = reports.chapters(year)
    return tuple(_written(chapter, beside(chapter, every)) for chapter in every)


def chapter(*, year: int, key: str) -> ChapterText | None:
    """Return a chapter as it stands now, None where the year has none with that key."""
    return next((each for each in reports.chapters(year) if each.key == key), None)


def chapter_to_write(*, year: int, key: str) -> ChapterText | None:
    """Return a chapter as it stands now, empty where an own one was taken away; None if unknown."""
    found = chapter(year=year, key=key)
    told = reports.versions(year=year, key=key) if found is None else ()
    if not told:
        return found
    return ChapterText(key, told[0].title, told[0].position, "", is_own=True)


def beside(chapter: ChapterText, every: Sequence[ChapterText]) -> tuple[ChapterText, ...]:
    """Return the chapters, or the sections of one chapter, that a chapter stands among."""
    return tuple(
        each
        for each in every
        if each.level == chapter.level
        and (each.level == 1 or each.chapter_key == chapter.chapter_key)
    )


def removed_chapters(year: int) -> tuple[RemovedChapter, ...]:
    """Return the own chapters that were taken away and stand nowhere now, the latest first."""
    return tuple(
        sorted(_removed(year), key=lambda removed: (removed.removed_at, removed.key), reverse=True)
    )


def removal_of(*, year: int, key: str) -> RemovedChapter | None:
    """Return that a chapter was taken away, None where its newest version tells something else."""
    told = reports.versions(year=year, key=key)
    if not told or not told[0].is_removal:
        return None
    newest = told[0]
    return RemovedChapter(key, newest.title, newest.number, newest.written_by, newest.written_at)


def newest_number(*, year: int, key: str) -> int:
    """Return the number of a chapter's newest version, 0 where nobody has written it."""
    return len(reports.versions(year=year, key=key))


def told_in(*, year: int, key: str, number: int) -> tuple[str, str]:
    """Return the title and the text of a version; 0, or one that took it away, is the standard."""
    return _told_in(year, key, reports.versions(year=year, key=key), number)


def standard_text(key: str) -> str:
    """Return the standard prose of a chapter, empty for the organisation's own."""
    return prose(key) if key in STANDARD_KEYS else ""


def draft(*, year: int, key: str, by: str) -> Draft | None:
    """Return what somebody has typed of a chapter and not saved, None where nothing.

    What tells the same as what it began from only says that somebody has had the chapter open.
    """
    found = ChapterDraft.objects.filter(year=year, key=key, written_by=by).first()
    if found is None or _is_unchanged(found, reports.versions(year=year, key=key)):
        return None
    return Draft(found.title, found.body, found.based_on, found.kept_at)


def other_writers(*, year: int, key: str, but: str, at: datetime) -> tuple[OtherWriter, ...]:
    """Return who else writes a chapter: who has it open, and who has left a draft of it."""
    versions = reports.versions(year=year, key=key)
    found = ChapterDraft.objects.filter(year=year, key=key).exclude(written_by=but)
    return tuple(
        OtherWriter(row.written_by, row.kept_at, is_here=row.kept_at > at - HERE_FOR)
        for row in found
        if row.kept_at > at - HERE_FOR or not _is_unchanged(row, versions)
    )


def authored_paragraphs(*, year: int, key: str) -> tuple[AuthoredParagraph, ...]:
    """Return the paragraphs of a chapter with who last wrote each as it is."""
    return authored(reports.versions(year=year, key=key), standard_text(key))


def _is_unchanged(row: ChapterDraft, versions: Sequence[Version]) -> bool:
    """Whether a draft tells the same as what it began from."""
    return (row.title, row.body) == _told_in(row.year, row.key, versions, row.based_on)


def _told_in(year: int, key: str, versions: Sequence[Version], number: int) -> tuple[str, str]:
    for version in versions:
        if version.number == number and not version.is_removal:
            return version.title, version.body
    standard = {each.key: each for each in standard_chapters(reports.setting_of(year))}
    return (standard[key].title, standard[key].body) if key in standard else ("", "")


def _written(chapter: ChapterText, among: Sequence[ChapterText]) -> WrittenChapter:
    place = among.index(chapter)
    return WrittenChapter(
        chapter,
        is_standard_key=chapter.key in STANDARD_KEYS,
        may_move_up=place > 0,
        may_move_down=place < len(among) - 1,
    )


def _removed(year: int) -> Iterator[RemovedChapter]:
    standing = {chapter.key for chapter in reports.chapters(year)}
    numbered: dict[str, list[ChapterVersion]] = {}
    for row in ChapterVersion.objects.filter(year=year).exclude(key__in=standing).order_by("id"):
        numbered.setdefault(row.key, []).append(row)
    for key, rows in numbered.items():
        last = rows[-1]
        yield RemovedChapter(key, last.title, len(rows), last.written_by, last.written_at)
