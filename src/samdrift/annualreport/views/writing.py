"""A chapter as it is written: its text, a preview beside it, and a draft that is never lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from samdrift.annualreport import queries as reports
from samdrift.annualreport.chapters.plan import STANDARD_KEYS
from samdrift.annualreport.errors import CannotWriteChapter, NewerText, TextHasProblems
from samdrift.annualreport.ports import ChapterText, ComposedChapter, Version
from samdrift.annualreport.services import LONGEST_TITLE, MOST_SIGNS
from samdrift.annualreport.views import versions, writers
from samdrift.annualreport.word_changes import Change, word_changes
from samdrift.annualreport.writing import queries, services
from samdrift.annualreport.writing.paragraphs import merged
from samdrift.annualreport.writing.services import Text
from samdrift.plumbing import clock
from samdrift.plumbing.access import viewer_of
from samdrift.plumbing.wording import retold
from samdrift.reporting import registry
from samdrift.reporting.formats import Scale
from samdrift.reporting.ink import html
from samdrift.reporting.snapshot import snapshot
from samdrift.reporting.views.links import WebLinks, inked

PAGE = "annualreport/write.html"
TOLD = f"{PAGE}#told"
"""What changes on the page while somebody types."""


@dataclass(frozen=True, slots=True)
class Newer:
    """A text that was saved since one's own began, and what sets one's own apart from it."""

    version: Version
    changes: tuple[Change, ...]


@require_http_methods(["GET", "POST"])
def editor(request: HttpRequest, year: int, key: str) -> HttpResponse:
    """Show a chapter to write it, from where its writer left it; do what a button asks."""
    writers.writer_or_404(request)
    if request.method == "POST":
        chapter = writers.chapter_or_404(year, key)
        act = ACTS.get(request.POST.get("act", ""), _save)
        return act(request, chapter, _sent(request, year, key))
    with snapshot():
        chapter = writers.chapter_or_404(year, key)
        kept = queries.draft(year=year, key=key, by=versions.who(request))
        newest = queries.newest_number(year=year, key=key)
        text = Text(year, key, chapter.title, chapter.body, newest)
        if kept is not None:
            text = Text(year, key, kept.title, kept.body, kept.based_on)
        return _page(request, chapter, text)


@require_POST
def keep(request: HttpRequest, year: int, key: str) -> HttpResponse:
    """Keep what is typed, and return what is told beside it. `ping` only says that one is here."""
    writers.writer_or_404(request)
    chapter = writers.chapter_or_404(year, key)
    text = _sent(request, year, key)
    refusal = _kept(request, text)
    is_seen = request.POST.get("act") != "ping" and not refusal
    return _page(request, chapter, text, template=TOLD, refusal=refusal, is_seen=is_seen)


def _save(request: HttpRequest, chapter: ChapterText, text: Text) -> HttpResponse:
    try:
        services.save_text(text, by=versions.who(request), at=clock.now())
    except (NewerText, TextHasProblems, CannotWriteChapter) as refusal:
        _kept(request, text)
        is_seen = isinstance(refusal, TextHasProblems)
        return _page(request, chapter, text, refusal=retold(refusal), is_seen=is_seen)
    if not text.body.strip():
        return redirect("annualreport:chapters", year=text.year)
    return redirect(writers.in_report(replace(chapter, title=text.title.strip()), text.year))


def _preview(request: HttpRequest, chapter: ChapterText, text: Text) -> HttpResponse:
    refusal = _kept(request, text)
    return _page(request, chapter, text, refusal=refusal, is_seen=not refusal)


def _insert(request: HttpRequest, chapter: ChapterText, text: Text) -> HttpResponse:
    refusal = _kept(request, text)
    if refusal:
        return _page(request, chapter, text, refusal=refusal)
    return redirect("annualreport:insert", year=text.year, key=text.key)


def _drop(request: HttpRequest, chapter: ChapterText, text: Text) -> HttpResponse:
    services.drop_draft(year=text.year, key=chapter.key, by=versions.who(request))
    return redirect("annualreport:write", year=text.year, key=text.key)


def _merge(request: HttpRequest, chapter: ChapterText, text: Text) -> HttpResponse:
    """Put the newest text and one's own together, to be read through and saved."""
    _title, base = queries.told_in(year=text.year, key=text.key, number=text.based_on)
    newest = queries.newest_number(year=text.year, key=text.key)
    body = merged(base, text.plain_body, chapter.body)
    both = replace(text, body=body, based_on=newest)
    refusal = _kept(request, both)
    if refusal:
        return _page(request, chapter, text, refusal=refusal)
    return _page(request, chapter, both, is_merged=True)


ACTS: dict[str, Callable[[HttpRequest, ChapterText, Text], HttpResponse]] = {
    "preview": _preview,
    "insert": _insert,
    "drop": _drop,
    "merge": _merge,
}


def _sent(request: HttpRequest, year: int, key: str) -> Text:
    based_on = request.POST.get("based_on", "")
    return Text(
        year=year,
        key=key,
        title=request.POST.get("title", ""),
        body=request.POST.get("body", ""),
        based_on=int(based_on) if based_on.isdecimal() and len(based_on) < 9 else 0,
    )


def _kept(request: HttpRequest, text: Text) -> str:
    """Keep a draft; return why it could not be kept, empty where it was."""
    try:
        services.keep_draft(
            text,
            by=versions.who(request),
            at=clock.now(),
            is_untouched=bool(request.POST.get("untouched")),
        )
    except CannotWriteChapter as refusal:
        return retold(refusal)
    return ""


def _page(
    request: HttpRequest,
    chapter: ChapterText,
    text: Text,
    *,
    template: str = PAGE,
    refusal: str = "",
    **more: bool,
) -> HttpResponse:
    who, now = versions.who(request), clock.now()
    with snapshot():
        newer = _newer(chapter, text)
        is_seen = more.get("is_seen", False)
        seen = _composed(chapter, text) if is_seen else None
        context = {
            "year": text.year,
            "place": "annualreport.report",
            "chapter": chapter,
            "text": text,
            "is_merged": more.get("is_merged", False),
            "kept": queries.draft(year=text.year, key=text.key, by=who),
            "others": queries.other_writers(year=text.year, key=text.key, but=who, at=now),
            "newer": newer,
            "refusal": refusal,
            "seen": seen,
            "drawn": _drawn(request, seen) if seen else "",
            "in_report": writers.in_report(chapter, text.year),
            "has_standard": text.key in STANDARD_KEYS,
            "longest_title": LONGEST_TITLE,
            "most_signs": MOST_SIGNS,
        }
        status = 409 if newer and refusal else 422 if refusal else 200
        return render(request, template, context, status=status)


def _newer(chapter: ChapterText, text: Text) -> Newer | None:
    told = reports.versions(year=text.year, key=text.key)
    if not told or told[0].number == text.based_on:
        return None
    return Newer(told[0], word_changes(chapter.body, text.plain_body))


def _composed(chapter: ChapterText, text: Text) -> ComposedChapter:
    own = replace(chapter, title=text.title.strip() or "–", body=text.plain_body, is_own=True)
    return reports.composed(own, year=text.year, at=clock.now())


def _drawn(request: HttpRequest, seen: ComposedChapter) -> str:
    links = WebLinks(viewer_of(request))
    return inked(html.blocks(seen.blocks, Scale.TKR, links, registry.Describer()))
