"""A year's books as they are kept here: what was posted, and the months that are open."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from samdrift.bookkeeping import queries, services
from samdrift.bookkeeping.views.doors import PLACE, keeper_or_404, reader_or_404, year_or_404
from samdrift.kernel.refusals import Refusal
from samdrift.ledger import differences, keeping
from samdrift.plumbing import access, clock
from samdrift.plumbing.wording import retold
from samdrift.reporting.formats import swedish_kronor
from samdrift.reporting.sources import MONTHS
from samdrift.reporting.wording import in_words


@require_GET
def newest(request: HttpRequest) -> HttpResponse:
    """Lead to the newest year."""
    reader_or_404(request)
    year = queries.newest_year()
    if year is None:
        return render(request, "bookkeeping/none.html", {"place": PLACE})
    return redirect("bookkeeping:year", year)


@require_http_methods(["GET", "POST"])
def year_page(request: HttpRequest, year: int) -> HttpResponse:
    """Show what was posted in a year; what is sent begins it, or opens it with last year's end."""
    viewer = reader_or_404(request)
    year_or_404(year)
    problem = ""
    if request.method == "POST":
        keeper_or_404(request)
        try:
            said = _act(request.POST.get("act", ""), year)
        except Refusal as refusal:
            problem = retold(refusal)
        else:
            messages.success(request, said)
            return redirect("bookkeeping:year", year)
    page = request.GET.get("sida", "1")
    at = int(page) if page.isdecimal() and len(page) < 6 else 1
    rows, pages = queries.posted(year, page=at)
    context = {
        "place": PLACE,
        "year": year,
        "rows": [(row, swedish_kronor(row.amount)) for row in rows],
        "at": min(max(at, 1), pages),
        "pages": pages,
        "is_kept": queries.is_kept_here(year),
        "has_books": queries.newest_year() is not None and year in queries.years(),
        "years": sorted({*queries.years(), max(queries.years()) + 1}),
        "came_again": bool(differences.renewals(year)),
        "problem": problem,
        "may_keep": access.may_keep_books(viewer),
    }
    return render(request, "bookkeeping/year.html", context, status=422 if problem else 200)


def _act(act: str, year: int) -> str:
    """Do what was asked of a year, and return what to say of it."""
    if act == "begin":
        keeping.begin(year=year, at=clock.now())
        return _("Bokföringen förs nu här.")
    if act != "openings":
        raise Http404
    keeping.bring_openings(year=year)
    return _("De ingående balanserna är hämtade.")


@require_http_methods(["GET", "POST"])
def periods_page(request: HttpRequest, year: int) -> HttpResponse:
    """Show how every month of a year stands; what is sent locks one, or opens it for a reason."""
    viewer = reader_or_404(request)
    if not queries.is_kept_here(year):
        raise Http404
    problem = ""
    if request.method == "POST":
        keeper_or_404(request)
        month = request.POST.get("month", "")
        if month not in {str(number) for number in range(1, 13)}:
            raise Http404
        try:
            step = services.set_lock(
                year=year,
                month=int(month),
                is_locked=request.POST.get("act") == "lock",
                because=request.POST.get("because", "")[: services.LONGEST],
                by=request.user.get_username(),
                at=clock.now(),
            )
        except Refusal as refusal:
            problem = retold(refusal)
        else:
            said = _("Perioden är låst.") if step.is_locked else _("Perioden är öppen.")
            messages.success(request, said)
            return redirect("bookkeeping:periods", year)
    context = {
        "place": PLACE,
        "year": year,
        "rows": [(row, in_words(MONTHS[row.month - 1])) for row in queries.periods(year)],
        "problem": problem,
        "may_keep": access.may_keep_books(viewer),
    }
    return render(request, "bookkeeping/periods.html", context, status=422 if problem else 200)


@require_GET
def differences_page(request: HttpRequest, year: int) -> HttpResponse:
    """Show each time a year's books came again, and what was another, voucher by voucher."""
    reader_or_404(request)
    year_or_404(year)
    told = differences.renewals(year)
    if not told:
        raise Http404
    wanted, page = request.GET.get("gang", ""), request.GET.get("sida", "1")
    chosen = next((each for each in told if str(each.archive_id) == wanted), told[0])
    pages = max(1, -(-(chosen.new + chosen.changed + chosen.gone) // queries.A_PAGE))
    at = min(max(int(page), 1), pages) if page.isdecimal() and len(page) < 6 else 1
    start = (at - 1) * queries.A_PAGE
    context = {
        "place": PLACE,
        "year": year,
        "renewals": told,
        "chosen": chosen,
        "rows": differences.changes(chosen.archive_id, start=start, count=queries.A_PAGE),
        "at": at,
        "pages": pages,
    }
    return render(request, "bookkeeping/differences.html", context)
