"""Writing off month by month, the vouchers proposed, and the plan of the years ahead."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from samdrift.capital import booking, register, shown
from samdrift.capital.errors import CannotKeep
from samdrift.capital.services import fixed as keeping
from samdrift.capital.views.doors import PLACE, keeper_or_404, reader_or_404
from samdrift.kernel.spans import Month
from samdrift.ledger import proposals
from samdrift.parties import queries as parties
from samdrift.plumbing import access, clock

_KINDS = {"si": "application/octet-stream", "csv": "text/csv; charset=utf-8"}
"""The files there are, by how their names end."""


@require_http_methods(["GET", "POST"])
def months_page(request: HttpRequest) -> HttpResponse:
    """Show every month that was written off; what is sent writes off the next."""
    viewer = reader_or_404(request)
    problem = ""
    if request.method == "POST":
        keeper_or_404(request)
        try:
            keeping.write_off(
                month=_month_or_404(request.POST.get("month", "")),
                by=request.user.get_username(),
                at=clock.now(),
            )
        except CannotKeep as refusal:
            problem = str(refusal)
        else:
            messages.success(request, _("Månaden är avskriven, och verifikationen är föreslagen."))
            return redirect("capital:months")
    month = register.month_to_run()
    context = {
        "place": PLACE,
        "runs": [(run, shown.kronor(amount)) for run, amount in register.runs()],
        "month": month,
        "next": shown.month_words(month.span.start) if month else "",
        "due": shown.kronor(shown.due(register.fixed_assets(), month)) if month else "",
        "problem": problem,
        "may_keep": access.may_keep_capital(viewer),
    }
    return render(request, "capital/months.html", context, status=422 if problem else 200)


@require_GET
def vouchers_file(request: HttpRequest, year: int, number: int, kind: str) -> HttpResponse:
    """Hand over what happened in a month as vouchers."""
    reader_or_404(request)
    if kind not in _KINDS or not 1 <= number <= 12:
        raise Http404
    told, home = booking.vouchers(Month(year, number)), parties.home()
    content = proposals.text_file(told)
    if kind == "si":
        content = proposals.sie_file(
            told,
            company=home.name if home else "",
            org_number=home.org_number if home else "",
            day=clock.now().date(),
        )
    named = f'attachment; filename="anlaggningar-{year}-{number:02d}.{kind}"'
    return HttpResponse(content, content_type=_KINDS[kind], headers={"Content-Disposition": named})


@require_GET
def plan_page(request: HttpRequest) -> HttpResponse:
    """Show what is written off in the years ahead, asset by asset."""
    reader_or_404(request)
    month = register.month_to_run()
    first = month.year if month else clock.now().year
    years = range(first, first + shown.AHEAD)
    every = register.fixed_assets()
    context = {
        "place": PLACE,
        "years": years,
        "groups": shown.ahead(every, years),
        "sums": shown.ahead_in_all(every, years),
    }
    return render(request, "capital/plan.html", context)


def _month_or_404(text: str) -> Month:
    year, _dash, number = text.partition("-")
    if not (len(text) == 7 and f"{year}{number}".isdecimal() and 1 <= int(number) <= 12):
        raise Http404
    return Month(int(year), int(number))
