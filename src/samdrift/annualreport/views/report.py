"""The overview of a year, and the year's report as a page and as files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_GET

from samdrift.annualreport import overview
from samdrift.annualreport.audience import Audience, audience_of, of_member
from samdrift.annualreport.editions.ports import EditionSummary
from samdrift.annualreport.report_files import INKS
from samdrift.annualreport.views import versions
from samdrift.parties import queries as parties
from samdrift.plumbing import clock, demonstration
from samdrift.plumbing.access import Viewer, may_write_report, viewer_of
from samdrift.reporting import charts, held, registry
from samdrift.reporting.documents import Chart, Document
from samdrift.reporting.ink import html
from samdrift.reporting.ink.beside import Beside
from samdrift.reporting.markdown import plain_text
from samdrift.reporting.snapshot import snapshot
from samdrift.reporting.views import asking
from samdrift.reporting.views.choosing import Choice
from samdrift.reporting.views.links import WebLinks, inked
from samdrift.reporting.views.tables import year_choices
from samdrift.reporting.wording import table_in_words


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
    if newest is not None:
        return redirect("annualreport:overview", year=newest)
    if adopted := held.years():
        return redirect("annualreport:report", year=max(adopted))
    return render(request, "annualreport/empty.html")


@require_GET
def overview_page(request: HttpRequest, year: int) -> HttpResponse:
    """Show the year at a glance, as the records tell it or an edition did; every figure opens."""
    return _overview(request, year, audience_of(viewer_of(request)))


@require_GET
def member_page(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Show the year as a member's own people see it; figures are for everybody."""
    if code not in parties.codes():
        raise Http404
    return _overview(request, year, of_member(code), ("annualreport:member", code))


def _overview(
    request: HttpRequest,
    year: int,
    reader: Audience,
    place: tuple[str, ...] = ("annualreport:overview",),
) -> HttpResponse:
    with snapshot():
        edition = versions.named_edition(request, year)
        if edition is None:
            asking.year_or_404(year)
            registry.read_ahead(year, "the overview")
        home = parties.home()
        now = clock.now()
        records = versions.records_of(edition, year, now)
        held_otherwise = versions.said_of(records)
        groups = overview.key_groups(records, held_otherwise=held_otherwise, audience=reader)
        drawings = overview.drawings(records, audience=reader)
        context = {
            "year": year,
            "earlier": year - 1,
            "place": "annualreport.overview",
            "years": year_choices(year, *place),
            "edition": edition,
            "versions": versions.choices(year, edition, *place),
            "home": home.name if home else "",
            "member": parties.names_by_code().get(reader.member_code, ""),
            "lead": overview.lead(records, audience=reader),
            "groups": groups,
            "has_targets": any(row.target for group in groups for row in group.rows),
            "notices": overview.notices(records, audience=reader),
            "charts": _drawn(drawings, viewer_of(request)),
            "read_at": now,
        }
        return render(request, "annualreport/overview.html", context)


@require_GET
def report_page(request: HttpRequest, year: int) -> HttpResponse:
    """Show the year's report, with its contents beside it; every figure opens."""
    with snapshot():
        shown = versions.shown_or_404(request, year)
        document = shown.document
        viewer = viewer_of(request)
        may_write = may_write_report(viewer)
        charts.look_up(document.charts(), document.scale)
        edits = _edits(year, shown) if may_write else {}
        marks = versions.marks(shown.since)
        with translation.override(document.language):  # A report is in one language.
            body = html.body(
                document,
                WebLinks(viewer),
                registry.Describer(),
                differs=marks,
                beside=Beside(has_addresses=True, edits=edits),
            )
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
            "version": shown.edition.number if shown.edition else versions.NOW,
            "may_write": may_write,
            "page_address": request.build_absolute_uri(request.path),
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
        if demonstration.is_demo():
            document = replace(document, subtitle=f"{document.subtitle}. {demonstration.SENTENCE}")
        links = WebLinks(viewer_of(request), base=settings.BASE_URL)
        with translation.override(document.language):
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


def _edits(year: int, shown: versions.Shown) -> dict[str, str]:
    """Return where the text under each heading is written; an edition is never written anew."""
    return {
        anchor: reverse("annualreport:write", args=[year, chapter.key])
        for anchor, chapter in shown.places.items()
    }


def _drawn(drawings: tuple[Chart, ...], viewer: Viewer) -> tuple[str, ...]:
    links, describer = WebLinks(viewer), registry.Describer()
    told = [replace(chart, table=table_in_words(chart.table)) for chart in drawings]
    charts.look_up(told, overview.SCALE)
    return tuple(inked(html.blocks([chart], overview.SCALE, links, describer)) for chart in told)


def _files(year: int, edition: EditionSummary | None) -> tuple[Choice, ...]:
    """Return the files of the version that is read."""
    query = urlencode({versions.PARAMETER: edition.number if edition else versions.NOW})
    return tuple(
        Choice(ink.words, f"{reverse('annualreport:report-file', args=[year, form])}?{query}")
        for form, ink in INKS.items()
    )
