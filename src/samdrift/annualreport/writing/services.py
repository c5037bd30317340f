"""Writing the report's text: nothing that was typed is lost, and nobody writes over another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from samdrift.annualreport import queries as reports
from samdrift.annualreport import services as chapters
from samdrift.annualreport.errors import (
    CannotWriteChapter,
    NewerText,
    NoSuchChapter,
    TextHasProblems,
)
from samdrift.annualreport.models import Chapter, ChapterDraft
from samdrift.annualreport.ports import ChapterText
from samdrift.annualreport.writing import queries
from samdrift.reporting.anchors import slug

STANDARD_WITHIN = "{{standard}}\n"
STEP = 10
MOST_KEY_SIGNS = 39


@dataclass(frozen=True, slots=True)
class Text:
    """What somebody has typed of a chapter, and the number of the version they began from."""

    year: int
    key: str
    title: str
    body: str
    based_on: int

    @property
    def plain_body(self) -> str:
        """The text with line ends as they are kept."""
        return self.body.replace("\r\n", "\n").replace("\x00", "")


def save_text(text: Text, *, by: str, at: datetime) -> None:
    """Save a chapter's text as its newest version, and throw away the writer's draft of it.

    Refused, with nothing changed, where somebody else has saved since the text began, and where
    it asks for what there is none of: what is saved always composes.
    """
    try:
        with transaction.atomic():
            _save(text, by=by, at=at)
    except IntegrityError as error:  # Two wrote a chapter that nobody had written before.
        raise NewerText(_newer(text)) from error


@transaction.atomic
def keep_draft(text: Text, *, by: str, at: datetime, is_untouched: bool = False) -> None:
    """Keep what somebody has typed, in place of what they had typed before.

    A page that was opened and is untouched says that somebody is here; it takes no words' place.
    """
    title = text.title.replace("\x00", "")[: chapters.LONGEST_TITLE]
    if len(text.plain_body) > chapters.MOST_SIGNS:
        raise CannotWriteChapter(chapters.TOO_LONG)

    mine: dict[str, Any] = {"year": text.year, "key": text.key, "written_by": by}
    if is_untouched and ChapterDraft.objects.filter(**mine).update(kept_at=at):
        return
    ChapterDraft.objects.update_or_create(
        **mine,
        defaults={
            "title": title,
            "body": text.plain_body,
            "based_on": text.based_on,
            "kept_at": at,
        },
    )


def drop_draft(*, year: int, key: str, by: str) -> None:
    """Throw away what somebody has typed of a chapter and not saved."""
    ChapterDraft.objects.filter(year=year, key=key, written_by=by).delete()


@transaction.atomic
def restore_version(*, year: int, key: str, number: int, by: str, at: datetime) -> None:
    """Save an older version anew, as the newest; what stood until now is kept as a version too.

    Refused, with nothing changed, where it asks for what there is none of any more.
    """
    found = next(
        (each for each in reports.versions(year=year, key=key) if each.number == number), None
    )
    if found is None:
        raise NoSuchChapter(f"Det finns ingen version {number} av kapitlet {key} för {year}.")

    now = queries.chapter(year=year, key=key)
    position = now.position if now is not None else found.position
    own = ChapterText(key, found.title, position, found.body, is_own=True)
    _check_composes(own, year=year, at=at)
    chapters.write_chapter(
        year=year, key=key, title=own.title, body=own.body, position=position, by=by, at=at
    )


@transaction.atomic
def move_chapter(*, year: int, key: str, is_up: bool, by: str, at: datetime) -> None:
    """Move a chapter past the one before it, or after it, of those it stands among."""
    every = reports.chapters(year)
    chapter = next((each for each in every if each.key == key), None)
    if chapter is None:
        raise NoSuchChapter(f"Det finns inget kapitel {key} för {year}.")
    among = list(queries.beside(chapter, every))
    place = among.index(chapter)
    other = place - 1 if is_up else place + 1
    if not 0 <= other < len(among):
        raise CannotWriteChapter("Kapitlet står redan ytterst.")

    among[place], among[other] = among[other], among[place]
    for position, moved in _positions(among, moved=other):
        _place(moved, year=year, position=position, by=by, at=at)


@transaction.atomic
def add_chapter(*, year: int, title: str, within: str, by: str, at: datetime) -> str:
    """Begin a chapter last in the report, or a section last in a chapter. Return its key.

    It is not shown until something has been written in it.
    """
    every = reports.chapters(year)
    above = next((each for each in every if each.key == within and each.level == 1), None)
    if within and above is None:
        raise NoSuchChapter(f"Det finns inget kapitel {within} för {year}.")

    level = 2 if above else 1
    among = [each for each in every if each.level == level and within in ("", each.chapter_key)]
    position = max((each.position for each in among), default=0) + STEP
    key = _free_key(title, within, taken=_every_key(year, every))
    chapters.write_chapter(
        year=year, key=key, title=title, body="", position=position, by=by, at=at
    )
    return key


def _save(text: Text, *, by: str, at: datetime) -> None:
    Chapter.objects.select_for_update().filter(year=text.year, key=text.key).first()
    now = queries.chapter_to_write(year=text.year, key=text.key)
    if now is None:
        raise NoSuchChapter(f"Det finns inget kapitel {text.key} för {text.year}.")
    if queries.newest_number(year=text.year, key=text.key) != text.based_on:
        raise NewerText(_newer(text))

    told = (text.title.strip(), text.plain_body)
    if told != (now.title, now.body):
        title, body = told
        chapters.check(text.key, title, body, now.position)
        own = ChapterText(text.key, title, now.position, body, is_own=True)
        _check_composes(own, year=text.year, at=at)
        chapters.write_chapter(
            year=text.year,
            key=text.key,
            title=title,
            body=body,
            position=now.position,
            by=by,
            at=at,
        )
    drop_draft(year=text.year, key=text.key, by=by)


def _check_composes(own: ChapterText, *, year: int, at: datetime) -> None:
    if reports.composed(own, year=year, at=at).problems:
        raise TextHasProblems("Texten ber om något som inte finns. Rätta den och spara igen.")


def _newer(text: Text) -> str:
    versions = reports.versions(year=text.year, key=text.key)
    by = versions[0].written_by if versions else "Någon annan"
    what = "tagit bort" if versions and versions[0].is_removal else "sparat"
    return f"{by} har {what} kapitlet sedan du började. Din text finns kvar och är inte sparad än."


def _positions(among: list[ChapterText], *, moved: int) -> list[tuple[int, ChapterText]]:
    """Return the positions to write: of the one that moved, else of all where there is no room."""
    before = among[moved - 1].position if moved else 0
    is_last = moved == len(among) - 1
    after = before + 2 * STEP if is_last else among[moved + 1].position
    if after - before > 1:
        return [(before + (after - before) // 2, among[moved])]
    return [(place * STEP, each) for place, each in enumerate(among, start=1)]


def _place(chapter: ChapterText, *, year: int, position: int, by: str, at: datetime) -> None:
    """Give a chapter its place; the standard one stays the standard one, by its directive."""
    body = chapter.body if chapter.is_own else STANDARD_WITHIN
    chapters.write_chapter(
        year=year, key=chapter.key, title=chapter.title, body=body, position=position, by=by, at=at
    )


def _every_key(year: int, every: tuple[ChapterText, ...]) -> set[str]:
    """Return the keys that stand for something now, or have before."""
    gone = {removed.key for removed in queries.removed_chapters(year)}
    return {chapter.key for chapter in every} | gone


def _free_key(title: str, within: str, *, taken: set[str]) -> str:
    before = f"{within}." if within else ""
    wanted = slug(title)[: MOST_KEY_SIGNS - 4].strip("-")
    key, number = before + wanted, 1
    while key in taken:
        number += 1
        key = f"{before}{wanted}-{number}"
    return key
