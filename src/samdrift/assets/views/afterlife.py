"""The environmental report of a year: what was reused, sold and recycled."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_GET

from samdrift.assets import queries as assets
from samdrift.assets.planning import afterlife
from samdrift.assets.planning.afterlife import ENDS, RECYCLED, REUSED, SOLD
from samdrift.assets.stock import papers
from samdrift.assets.views.readers import reader_of
from samdrift.plumbing import clock
from samdrift.plumbing.clock import SWEDEN
from samdrift.reporting import record_files
from samdrift.reporting.record_files import RecordFile

AFTERLIFE = "assets.afterlife"
WORDS = {REUSED: _l("Återbrukade"), SOLD: _l("Sålda"), RECYCLED: _l("Återvunna")}


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """Show what became of things in a year, by organisation and kind, and the things themselves."""
    reader = reader_of(request)
    this_year = clock.now().astimezone(SWEDEN).year
    years = afterlife.years(reader)
    year = _year(request, years[0] if years else this_year)
    report, labels = afterlife.report(reader, year), assets.kind_labels()
    chosen = (
        request.GET.get("organisation", "")[:50],
        request.GET.get("slag", "")[:100],
        request.GET.get("blev", "")[:20],
    )
    ends = [
        each
        for each in report.ends
        if all(
            want in ("", told)
            for want, told in zip(chosen, (each.organisation, each.kind, each.end), strict=True)
        )
    ]
    listed = ends[: afterlife.MOST_LISTED]
    certificates = papers.certificates_of(reader, [each.tag for each in listed])
    context = {
        "place": AFTERLIFE,
        "report": report,
        "columns": [(end, WORDS[end]) for end in ENDS],
        "fates": [(fate, list(zip(ENDS, fate.numbers, strict=True))) for fate in report.fates],
        "totals": list(zip(ENDS, report.totals, strict=True)),
        "years": [
            {"href": f"?ar={each}", "words": str(each), "is_current": each == year}
            for each in years
        ],
        "lines": [
            (each, labels.get(each.kind, each.kind), WORDS[each.end], certificates.get(each.tag))
            for each in listed
        ],
        "more": max(0, len(ends) - afterlife.MOST_LISTED),
        "is_chosen": any(chosen),
    }
    return render(request, "assets/afterlife.html", context)


@require_GET
def file(request: HttpRequest) -> HttpResponseBase:
    """Give every thing that came to an end in a year, a line each."""
    reader = reader_of(request)
    year = _year(request, clock.now().astimezone(SWEDEN).year)
    labels = assets.kind_labels()
    headings = (
        *(_("Märkning"), _("Modell"), _("Slag"), _("Organisation"), _("Vad"), _("Dag")),
        *(_("Månader hos oss"), _("Intyg")),
    )
    ends = afterlife.report(reader, year).ends
    certificates = papers.certificates_of(reader, [each.tag for each in ends])
    rows = tuple(
        (
            *(each.tag, each.model, labels.get(each.kind, each.kind), each.organisation),
            *(str(WORDS[each.end]), each.day, each.months),
            ", ".join(paper.name for paper in certificates.get(each.tag, ())),
        )
        for each in ends
    )
    book = record_files.xlsx(RecordFile(headings, iter([rows])))
    return FileResponse(book, as_attachment=True, filename=f"miljoredovisning-{year}.xlsx")


def _year(request: HttpRequest, otherwise: int) -> int:
    written = request.GET.get("ar", str(otherwise))
    if not (written.isascii() and written.isdecimal() and len(written) == 4):
        raise Http404
    return int(written)
