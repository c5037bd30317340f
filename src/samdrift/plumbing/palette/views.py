"""The search page, and the part of it that the palette shows while somebody types."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from samdrift.plumbing.access import viewer_of
from samdrift.plumbing.components.context import newest_year
from samdrift.plumbing.palette import queries
from samdrift.plumbing.palette.ports import Query

FIRST_YEAR, LAST_YEAR = 1900, 2999


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Show what is found by words or a number; `del` asks for the hits alone."""
    told = request.GET.get("q", "")[: queries.LONGEST_QUERY]
    query = Query.of(told, year=_year(request.GET.get("ar", "")))
    context = {
        "asked": query.text,
        "hits": queries.found(viewer_of(request), query),
        "year": query.year,
        "most": queries.MOST_HITS,
    }
    template = "palette/hits.html" if "del" in request.GET else "palette/search.html"
    return render(request, template, context)


def _year(named: str) -> int:
    """Return the year looked at, the newest where none is told."""
    if named.isascii() and named.isdecimal() and FIRST_YEAR <= int(named[:5]) <= LAST_YEAR:
        return int(named)
    return newest_year()
