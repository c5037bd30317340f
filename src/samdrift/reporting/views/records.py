"""The records behind a figure, as a page and as files."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.http.response import StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from samdrift.plumbing.access import viewer_of
from samdrift.reporting import record_files, registry
from samdrift.reporting.anchors import slug
from samdrift.reporting.recount import Part, part_of
from samdrift.reporting.snapshot import snapshot
from samdrift.reporting.sources import count_words, span_words
from samdrift.reporting.table_formats import TableFormat
from samdrift.reporting.views import asking, links, listing, trail, words


@require_GET
def records_page(request: HttpRequest) -> HttpResponse:
    """Show the records an address names, fifty at a time, with their number and sum."""
    with snapshot():
        origin = asking.origin_or_404(request.GET.dict(), viewer_of(request))
        source = registry.record_source(origin.question)
        part = asking.asked(lambda: part_of(origin))
        scope = asking.asked(lambda: source.describe(origin))
        path = links.records_path(origin)
        is_nil = part.amount is None or not part.amount.value
        number = count_words(origin.record_count) if is_nil else _amount(part)
        here = trail.Step(_short(scope or source.title), number, path)
        before = trail.upward(trail.read(request), here)
        place = listing.Place(path, before, trail.onward(before, here))
        context = listing.context(origin, request, place) | {
            "year": origin.span.start.year,
            "place": "reporting.tables",
            "trail": trail.links(before),
            "here": here,
            "scope": scope,
            "time": words.time(origin.span),
            "record_count": count_words(origin.record_count),
            "amount": _amount(part),
        }
        return render(request, "reporting/records.html", context)


@require_GET
def records_file(request: HttpRequest) -> HttpResponseBase:
    """Return all the records an address names, as CSV written as it is read, or as XLSX."""
    form = request.GET.get("form", "")
    with snapshot():
        origin = asking.origin_or_404(request.GET.dict(), viewer_of(request))
        source = registry.record_source(origin.question)
        name = f"{slug(source.title)}-{slug(span_words(origin.span))}.{form}"
        if form == TableFormat.XLSX:
            written = record_files.xlsx(source, origin)
            return FileResponse(
                written,
                as_attachment=True,
                filename=name,
                content_type=TableFormat.XLSX.media_type,
            )
    if form != TableFormat.CSV:
        raise Http404
    response = StreamingHttpResponse(
        record_files.csv_lines(source, origin), content_type=TableFormat.CSV.media_type
    )
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _amount(part: Part) -> str:
    if part.amount is None or part.amount.value is None:
        return ""
    return words.exact(part.amount.value, part.amount.unit)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
