"""The records behind a figure, as a page and as files."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.http.response import StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from samdrift.plumbing.access import viewer_of
from samdrift.reporting import formats, record_files, registry
from samdrift.reporting.anchors import slug
from samdrift.reporting.recount import Part, part_of
from samdrift.reporting.snapshot import snapshot
from samdrift.reporting.sources import count_words, span_words
from samdrift.reporting.table_formats import TableFormat
from samdrift.reporting.views import (
    asking,
    earlier,
    links,
    list_asks,
    listing,
    people,
    trail,
    words,
)
from samdrift.reporting.wording import in_words, source_in_words


@require_GET
def records_page(request: HttpRequest) -> HttpResponse:
    """Show the records an address names, in the order asked for, with their number and sum."""
    with snapshot():
        origin = asking.origin_or_404(request.GET.dict(), viewer_of(request))
        source = source_in_words(registry.record_source(origin.question))
        scope = asking.asked(lambda: source.describe(origin))
        why = in_words(source.withheld(origin))
        part = asking.asked(lambda: part_of(origin))
        path = links.records_path(origin)
        here = trail.Step(
            _short(scope or source.title), formats.NIL if why else _number(part), path
        )
        before = trail.upward(trail.read(request), here)
        onward = trail.onward(before, here)
        context: dict[str, object] = {
            "year": origin.span.start.year,
            "place": "reporting.tables",
            "trail": trail.links(before),
            "here": here,
            "source": source,
            "scope": scope,
            "time": words.time(origin.span),
            "withheld": why,
        }
        if not why:
            context |= {
                "record_count": count_words(origin.record_count),
                "amount": words.amount(part.amount),
                "earlier": earlier.records_before(origin, part, viewer_of(request), onward),
            }
            context |= people.list_or_groups(origin, request, listing.Place(path, before, onward))
        return render(request, "reporting/records.html", context)


@require_GET
def records_file(request: HttpRequest) -> HttpResponseBase:
    """Return the records an address names, as CSV written as it is read, or as XLSX."""
    form = request.GET.get("form", "")
    with snapshot():
        origin = asking.origin_or_404(request.GET.dict(), viewer_of(request))
        source = registry.record_source(origin.question)
        if source.is_personal or form not in (TableFormat.CSV, TableFormat.XLSX):
            raise Http404
        with asking.found_or_404():
            ask = list_asks.asked(request.GET, source)
        file = record_files.record_file(source, origin, ask)
        name = f"{slug(source.title)}-{slug(span_words(origin.span))}.{form}"
        if form == TableFormat.XLSX:
            return FileResponse(
                record_files.xlsx(file),
                as_attachment=True,
                filename=name,
                content_type=TableFormat.XLSX.media_type,
            )
    response = StreamingHttpResponse(
        record_files.csv_lines(file), content_type=TableFormat.CSV.media_type
    )
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _number(part: Part) -> str:
    """Return what the list comes to in a word: its sum, or how many they are."""
    is_nil = part.amount is None or not part.amount.value
    return count_words(part.count) if is_nil else words.amount(part.amount)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
