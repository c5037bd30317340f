"""A voucher being written: typed row by row, its balance told, and booked."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samdrift.bookkeeping import forms, queries, services
from samdrift.bookkeeping.forms import HeadForm, Typed
from samdrift.bookkeeping.views.doors import PLACE, keeper_or_404, voucher_or_404
from samdrift.kernel.money import Money
from samdrift.kernel.refusals import Refusal
from samdrift.ledger import queries as ledger
from samdrift.plumbing import clock
from samdrift.plumbing.wording import retold
from samdrift.reporting.formats import swedish_kronor

MORE = 5
"""So many rows are added at a time."""


@require_http_methods(["GET", "POST"])
def new_page(request: HttpRequest, year: int) -> HttpResponse:
    """Show a voucher to write; what is sent is booked, or told of."""
    keeper_or_404(request)
    if not queries.is_kept_here(year):
        raise Http404
    if request.method == "GET":
        return _page(request, year, _begun(year), _copied(request), "")
    head, typed = HeadForm(request.POST), forms.typed_rows(request.POST)
    act = request.POST.get("act", "")
    if act in ("more", "check"):
        return _page(request, year, head, typed, "", more=MORE if act == "more" else 0)
    problem = ""
    if head.is_valid() and not typed.is_wrong:
        if head.cleaned_data["day"].year == year:
            try:
                return _booked(request, head, typed)
            except Refusal as refusal:
                problem = retold(refusal)
        else:
            head.add_error("day", _("Dagen ska ligga i räkenskapsåret %(year)s.") % {"year": year})
    return _page(request, year, head, typed, problem, status=422)


def _booked(request: HttpRequest, head: HeadForm, typed: Typed) -> HttpResponse:
    """Book what was typed, and lead to the next or to the voucher."""
    wanted = forms.wanted(head.cleaned_data, typed)
    voucher_id, name = services.post(wanted, by=request.user.get_username(), at=clock.now())
    messages.success(request, _("Verifikation %(name)s är bokförd.") % {"name": name})
    if request.POST.get("act") == "next":
        return redirect("bookkeeping:new", wanted.day.year)
    return redirect("bookkeeping:voucher", voucher_id)


def _begun(year: int) -> HeadForm:
    """Return the head of a new voucher: today where it lies in the year, or else its last day."""
    today = clock.now().date()
    day = today if today.year == year else date(year, 12, 31)
    return HeadForm(initial={"day": day, "series": forms.SERIES})


def _copied(request: HttpRequest) -> Typed:
    """Return the rows of the voucher or the template that is to be copied, or none."""
    voucher, template = request.GET.get("som", ""), request.GET.get("mall", "")
    if template.isdecimal() and len(template) < 19:
        found = queries.template(int(template))
        if found is None:
            raise Http404
        return forms.rows_of(found.wanted)
    if voucher.isdecimal() and len(voucher) < 19:
        return forms.rows_of(queries.as_wanted(voucher_or_404(int(voucher)), forms.SERIES))
    return forms.NOTHING_TYPED


def _page(  # noqa: PLR0913  A page is what was typed and what is said of it.
    request: HttpRequest,
    year: int,
    head: HeadForm,
    typed: Typed,
    problem: str,
    *,
    more: int = 0,
    status: int = 200,
) -> HttpResponse:
    context = {
        "place": PLACE,
        "year": year,
        "form": head,
        "rows": typed.padded(more),
        "debit": swedish_kronor(typed.debit),
        "credit": swedish_kronor(typed.credit),
        "left": swedish_kronor(Money(abs(typed.left.ore))),
        "balances": not typed.left,
        "is_wrong": typed.is_wrong,
        "problem": problem,
        "accounts": ledger.account_names(year).items(),
        "centres": ledger.cost_centres(year),
    }
    return render(request, "bookkeeping/new.html", context, status=status)
