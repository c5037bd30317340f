"""Everything a chapter has ever said: how two versions differ, and who wrote what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from samdrift.annualreport import queries as reports
from samdrift.annualreport.chapters.plan import STANDARD_KEYS
from samdrift.annualreport.errors import NoSuchChapter, TextHasProblems
from samdrift.annualreport.ports import Version
from samdrift.annualreport.views import versions, writers
from samdrift.annualreport.word_changes import Change, word_changes
from samdrift.annualreport.writing import queries, services
from samdrift.annualreport.writing.services import Text
from samdrift.plumbing import clock
from samdrift.plumbing.access import may_write_report, viewer_of
from samdrift.reporting.snapshot import snapshot
from samdrift.reporting.views import asking
from samdrift.reporting.views.choosing import Choice


@dataclass(frozen=True, slots=True)
class Side:
    """A version that another is held against; number 0 is the standard text."""

    number: int
    title: str
    body: str


@require_GET
def version_list(request: HttpRequest, year: int, key: str) -> HttpResponse:
    """Show a chapter's versions, how two of them differ, and who wrote each paragraph."""
    with snapshot():
        asking.year_or_404(year)
        told = reports.versions(year=year, key=key)
        now = queries.chapter(year=year, key=key)
        if not told and now is None:
            raise Http404
        sides = tuple(_sides(key, told, now.title if now else told[0].title))
        one, other = _asked(request, sides)
        context = {
            "year": year,
            "place": "annualreport.report",
            "key": key,
            "chapter": now,
            "title": now.title if now else told[0].title,
            "versions": told,
            "newest": told[0].number if told else 0,
            "froms": _choices(sides, one),
            "tos": _choices(sides, other),
            "one": one,
            "other": other,
            "changes": _changes(one, other),
            "paragraphs": queries.authored_paragraphs(year=year, key=key) if now else (),
            "may_write": may_write_report(viewer_of(request)),
        }
        return render(request, "annualreport/versions.html", context)


@require_POST
def restore(request: HttpRequest, year: int, key: str, number: int) -> HttpResponse:
    """Save an older version as the newest; one that no longer composes is to be corrected first."""
    writers.writer_or_404(request)
    by, now = versions.who(request), clock.now()
    try:
        services.restore_version(year=year, key=key, number=number, by=by, at=now)
    except NoSuchChapter as error:
        raise Http404 from error
    except TextHasProblems:
        old = next(each for each in reports.versions(year=year, key=key) if each.number == number)
        newest = queries.newest_number(year=year, key=key)
        text = Text(year, key, old.title, old.body, newest)
        services.keep_draft(text, by=by, at=now)
        return redirect("annualreport:write", year=year, key=key)
    return redirect("annualreport:versions", year=year, key=key)


def _sides(key: str, told: Sequence[Version], title: str) -> Iterator[Side]:
    """Yield what can be held against each other, the newest first."""
    standard = Side(0, title, queries.standard_text(key))
    for version in told:
        body = standard.body if version.is_removal else version.body
        yield Side(version.number, version.title, body)
    if key in STANDARD_KEYS:
        yield standard


def _asked(request: HttpRequest, sides: Sequence[Side]) -> tuple[Side | None, Side | None]:
    """Return the two sides that are asked for; unasked, the newest and what it came after."""
    numbered = {str(side.number): side for side in sides}
    other = numbered.get(request.GET.get("till", ""), sides[0] if sides else None)
    before = sides[1] if len(sides) > 1 else None
    return numbered.get(request.GET.get("fran", ""), before), other


def _choices(sides: Sequence[Side], current: Side | None) -> tuple[Choice, ...]:
    return tuple(Choice(_name(side), str(side.number), side == current) for side in sides)


def _name(side: Side) -> str:
    if side.number == 0:
        return _("Standardtexten")
    return _("Version %(number)s") % {"number": side.number}


def _changes(one: Side | None, other: Side | None) -> tuple[Change, ...]:
    if one is None or other is None:
        return ()
    return word_changes(_whole(one), _whole(other))


def _whole(side: Side) -> str:
    return f"{side.title}\n\n{side.body}"
