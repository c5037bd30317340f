"""Words looked for in a year's report."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from samdrift.annualreport import searching
from samdrift.annualreport.views import versions
from samdrift.reporting.snapshot import snapshot


@require_GET
def search_page(request: HttpRequest, year: int) -> HttpResponse:
    """Show where words stand in the report that is read, each place with its address."""
    asked = searching.plain(request.GET.get("q", ""))
    with snapshot():
        shown = versions.shown_or_404(request, year)
        found = searching.hits(shown.document, asked)
        version = str(shown.edition.number) if shown.edition else versions.NOW
        report = reverse("annualreport:report", args=[year])
        context = {
            "year": year,
            "place": "annualreport.report",
            "document": shown.document,
            "asked": asked,
            "hits": found,
            "is_too_short": 0 < len(asked) < searching.FEWEST_SIGNS,
            "most_hits": searching.MOST_HITS,
            "version": version,
            "report": f"{report}?{urlencode({versions.PARAMETER: version})}",
        }
        return render(request, "annualreport/search.html", context)
