"""How changes went: each month of a year, every figure opening to its changes."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from samdrift.changes import tables
from samdrift.changes.queries import results
from samdrift.changes.views.readers import reader_of
from samdrift.plumbing import clock
from samdrift.reporting.formats import Scale
from samdrift.reporting.ports import Ask
from samdrift.reporting.snapshot import snapshot
from samdrift.reporting.views.drawing import drawn
from samdrift.reporting.views.links import inked

FIRST_YEAR, LAST_YEAR = 1900, 2200


@require_GET
def results_page(request: HttpRequest, year: int) -> HttpResponse:
    """Show how the changes of a year went, month by month."""
    viewer = reader_of(request)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    with snapshot():
        known = results.years()
        table = tables.per_month(Ask(year)) if year in known else None
        context = {
            "place": "changes.list",
            "year": year,
            "years": [
                {
                    "href": reverse("changes:results", args=[each]),
                    "words": str(each),
                    "is_current": each == year,
                }
                for each in sorted(known | {year, clock.now().year})
            ],
            "drawn": inked(drawn(table, Scale.SEK, viewer)) if table else "",
        }
        return render(request, "changes/results.html", context)
