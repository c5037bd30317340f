"""The overview of a year, and the year's report as a page and as files."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from samdrift.annualreport import overview
from samdrift.annualreport.editions.ports import EditionSummary
from samdrift.annualreport.report_files import INKS
from samdrift.annualreport.views import versions
from samdrift.parties import queries as parties
from samdrift.plumbing import clock
from samdrift.plumbing.access import Viewer, viewer_of
from samdrift.reporting import held, registry
from samdrift.reporting.documents import Chart, Document
from samdrift.reporting.ink import html
from samdrift.reporting.markdown import plain_text
from samdrift.reporting.snapshot import snapshot
from samdrift.reporting.views import asking, holding
from samdrift.reporting.views.choosing import Choice
from samdrift.reporting.views.links import ON_SITE, WebLinks, inked
from samdrift.reporting.views.tables import year_choices


@dataclass(frozen=True, slots=True)
class Section:
    """A line in the column of contents."""

    words: str
    anchor: str
    parts: tuple[Section, ...] = ()


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Go to the newest year there is, of records or of a report; without any, say what to do."""
    newest = asking.newest_told_year()
    if newest is None and (adopted := held.years()):
        return redirect("annualreport:report", year=max(adopted))
    if newest is None:
        return render(request, "annualreport/empty.html")
    return redirect("annualreport:overview", year=newest)


@require_GET
def overview_page(request: HttpRequest, year: int) -> HttpResponse:
    """Show the year at a glance; every figure opens."""
    with snapshot():
        asking.year_or_404(year)
        home = parties.home()
        now = clock.now()
        context = {
            "year": year,
            "earlier": year - 1,
            "place": "annualreport.overview",
            "years": year_choices(year, "annualreport:overview"),
            "home": home.name if home else "",
            "groups": overview.key_groups(year=year, at=now, held_otherwise=holding.said),
            "notices": overview.notices(year=year, at=now),
            "charts": _drawn(overview.drawings(year=year, at=now), viewer_of(request)),
            "read_at": now,
        }
        return render(request, "annualreport/overview.html", context)


@require_GET
def report_page(request: HttpRequest, year: int) -> HttpResponse:
    """Show the year's report, with its contents beside it; every figure opens."""
    with snapshot():
        shown = versions.shown_or_404(request, year)
        document = shown.document
        links = WebLinks(viewer_of(request), base=ON_SITE)
        body = html.body(document, links, registry.Describer(), differs=versions.marks(shown.since))
        context = {
            "year": year,
            "place": "annualreport.report",
            "document": document,
            "edition": shown.edition,
            "since": shown.since,
            "versions": versions.choices(year, shown.edition),
            "years": year_choices(year, "annualreport:report"),
            "sections": sections(document),
            "body": inked(body),
            "files": _files(year, shown.edition),
        }
        return render(request, "annualreport/report.html", context)


@require_GET
def report_file(request: HttpRequest, year: int, form: str) -> HttpResponse:
    """Return the year's report as a file."""
    ink = INKS.get(form)
    if ink is None:
        raise Http404
    with snapshot():
        document = versions.shown_or_404(request, year).told
        links = WebLinks(viewer_of(request), base=settings.BASE_URL)
        body = ink.write(document, links)
    response = HttpResponse(body, content_type=ink.media_type)
    response["Content-Disposition"] = f'attachment; filename="arsredovisning-{year}.{form}"'
    return response


def sections(document: Document) -> tuple[Section, ...]:
    """Return the chapters of a document, and the sections in each."""
    chapters: list[tuple[str, str, list[Section]]] = []
    for heading in document.headings():
        words = plain_text(heading.children)
        if heading.level == 1 or not chapters:
            chapters.append((words, heading.anchor, []))
        elif heading.level == 2:
            chapters[-1][2].append(Section(words, heading.anchor))
    return tuple(Section(words, anchor, tuple(parts)) for words, anchor, parts in chapters)


def _drawn(charts: tuple[Chart, ...], viewer: Viewer) -> tuple[str, ...]:
    links, describer = WebLinks(viewer, base=ON_SITE), registry.Describer()
    return tuple(inked(html.blocks([chart], overview.SCALE, links, describer)) for chart in charts)


def _files(year: int, edition: EditionSummary | None) -> tuple[Choice, ...]:
    """Return the files of the version that is read."""
    query = urlencode({versions.PARAMETER: edition.number if edition else versions.NOW})
    return tuple(
        Choice(ink.words, f"{reverse('annualreport:report-file', args=[year, form])}?{query}")
        for form, ink in INKS.items()
    )
