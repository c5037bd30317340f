"""What is to be replaced in a year, what it costs whom, and the list to order from."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from samdrift.assets import queries as assets
from samdrift.assets.planning import queries
from samdrift.assets.views import words
from samdrift.assets.views.readers import reader_of
from samdrift.plumbing import clock
from samdrift.plumbing.clock import SWEDEN
from samdrift.plumbing.wording import in_words
from samdrift.reporting import record_files
from samdrift.reporting.record_files import RecordFile

PLAN = "assets.plan"
AHEAD = 5


@require_GET
def plan_page(request: HttpRequest) -> HttpResponse:
    """Show what is due in a year by organisation and kind, and the things themselves."""
    reader, today = reader_of(request), clock.now().astimezone(SWEDEN).date()
    year = _year(request, today.year)
    chosen = (request.GET.get("organisation", "")[:50], request.GET.get("slag", "")[:100])
    due = queries.due(reader, year, today=today, organisation=chosen[0], kind=chosen[1])
    labels = assets.kind_labels()
    plan = queries.plan(reader, year, today=today)
    context = {
        "place": PLAN,
        "plan": plan,
        "shares": [
            (share, words.amount(share.price), words.amount(share.cost)) for share in plan.shares
        ],
        "total": words.amount(plan.cost),
        "years": [
            {"href": f"?ar={each}", "words": str(each), "is_current": each == year}
            for each in range(today.year, today.year + AHEAD)
        ],
        "due": [
            (each, in_words(labels.get(each.kind, each.kind)))
            for each in due[: queries.MOST_LISTED]
        ],
        "more": max(0, len(due) - queries.MOST_LISTED),
        "chosen": chosen,
        "is_chosen": any(chosen),
        "warranties": queries.warranties(reader, year),
        "keeps": reader.keeps,
    }
    return render(request, "assets/plan.html", context)


@require_GET
def order_list(request: HttpRequest) -> HttpResponseBase:
    """Give what is due in a year as a list to order from, a line an organisation and kind."""
    reader, today = reader_of(request), clock.now().astimezone(SWEDEN).date()
    year = _year(request, today.year)
    plan = queries.plan(reader, year, today=today)
    headings = (_("Organisation"), _("Slag"), _("Antal"), _("Pris per styck"), _("Summa"))
    rows = tuple(
        (
            share.organisation_name,
            in_words(share.kind_label),
            share.number,
            share.price,
            share.cost,
        )
        for share in plan.shares
    )
    book = record_files.xlsx(RecordFile(headings, iter([rows])))
    return FileResponse(book, as_attachment=True, filename=f"orderlista-{year}.xlsx")


def _year(request: HttpRequest, this_year: int) -> int:
    written = request.GET.get("ar", str(this_year))
    if not written.isdecimal() or not this_year <= int(written[:5]) < this_year + AHEAD:
        raise Http404
    return int(written)
