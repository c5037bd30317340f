"""Writing the chapters of the annual report; every version is kept."""

from __future__ import annotations

import re
from datetime import datetime
from importlib import resources

from django.db import transaction

from samdrift.annualreport.chapters.plan import POSITIONS
from samdrift.annualreport.errors import CannotWriteChapter, NoSuchChapter, NoSuchSample
from samdrift.annualreport.models import Chapter, ChapterVersion

KEY = re.compile(r"[a-z0-9-]{1,39}(?:\.[a-z0-9-]{1,39})?")
MOST_SIGNS = 200_000
LONGEST_TITLE = 200
HIGHEST_POSITION = 100_000
TOO_LONG = "Texten är längre än 200 000 tecken. Dela den på två kapitel."

DEMO_YEARS = {"six-municipalities": 2015, "two-municipalities": 2016}
DEMO_WRITER = "Exempeltext"
_DEMO_FILE = re.compile(r"(?:(\d+)-)?([a-z0-9.-]+)\.md")


@transaction.atomic
def write_chapter(  # noqa: PLR0913  A chapter is told whole.
    *, year: int, key: str, title: str, body: str, position: int, by: str, at: datetime
) -> Chapter:
    """Keep a chapter as the organisation tells it, and what it said before as a version.

    The same text again changes nothing. An empty text leaves the chapter out of the report.
    """
    title, body = title.strip(), body.replace("\r\n", "\n").replace("\x00", "")
    check(key, title, body, position)

    told = {"title": title, "body": body, "position": position}
    chapter = Chapter.objects.select_for_update().filter(year=year, key=key).first()
    if chapter is None:
        chapter = Chapter(year=year, key=key, **told)
    elif {name: getattr(chapter, name) for name in told} == told:
        return chapter

    chapter.title, chapter.body, chapter.position = title, body, position
    chapter.full_clean(validate_unique=False, validate_constraints=False)
    chapter.save()
    ChapterVersion.objects.create(year=year, key=key, **told, written_by=by, written_at=at)
    return chapter


@transaction.atomic
def remove_chapter(*, year: int, key: str, by: str, at: datetime) -> None:
    """Take back an own chapter, so that the standard prose stands there again."""
    chapter = Chapter.objects.select_for_update().filter(year=year, key=key).first()
    if chapter is None:
        raise NoSuchChapter(f"Det finns inget eget kapitel {key} för {year}.")

    ChapterVersion.objects.create(
        year=year,
        key=key,
        title=chapter.title,
        position=chapter.position,
        body=chapter.body,
        is_removal=True,
        written_by=by,
        written_at=at,
    )
    chapter.delete()


@transaction.atomic
def load_demo_prose(sample: str, *, at: datetime) -> int:
    """Write the own chapters of a demo organisation. Return how many there are.

    A file is called by its chapter's key, with the position first where the plan has none; its
    first line is the title.
    """
    if sample not in DEMO_YEARS:
        raise NoSuchSample(f"Exempeltexter finns för {' och '.join(DEMO_YEARS)}.")

    folder = resources.files("samdrift.annualreport").joinpath("demo_prose", sample)
    files = sorted(
        (file.name, file.read_text(encoding="utf-8"))
        for file in folder.iterdir()
        if file.name.endswith(".md")
    )
    for name, text in files:
        match = _DEMO_FILE.fullmatch(name)
        assert match is not None, f"{name} is not called by a chapter's key"
        title, _, body = text.partition("\n")
        write_chapter(
            year=DEMO_YEARS[sample],
            key=match[2],
            title=title.removeprefix("# "),
            body=body.strip() + "\n",
            position=int(match[1]) if match[1] else POSITIONS[match[2]],
            by=DEMO_WRITER,
            at=at,
        )
    return len(files)


def check(key: str, title: str, body: str, position: int) -> None:
    """Raise CannotWriteChapter where a chapter cannot be kept as it is told."""
    if KEY.fullmatch(key) is None:
        raise CannotWriteChapter(
            "Kapitlets nyckel skrivs med små bokstäver a–z, siffror och bindestreck, och en punkt "
            "för ett avsnitt i ett kapitel: operations.arkiv."
        )
    if not title or len(title) > LONGEST_TITLE:
        raise CannotWriteChapter(f"Skriv en rubrik på högst {LONGEST_TITLE} tecken.")
    if len(body) > MOST_SIGNS:
        raise CannotWriteChapter(TOO_LONG)
    if not 0 <= position <= HIGHEST_POSITION:
        raise CannotWriteChapter("Ordningen är ett tal från 0 till 100 000.")
