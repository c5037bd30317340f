"""The loan pool as a calendar: what is free, who has booked what, and booking it."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samdrift.assets.errors import CannotKeep
from samdrift.assets.forms.loans import LoanForm
from samdrift.assets.forms.steps import DayForm
from samdrift.assets.loans import queries, services
from samdrift.assets.views.readers import actor_of, keeper_of
from samdrift.plumbing import clock
from samdrift.plumbing.clock import SWEDEN
from samdrift.plumbing.wording import retold

LOANS = "assets.loans"


@require_http_methods(["GET", "POST"])
def loans_page(request: HttpRequest) -> HttpResponse:
    """Show two weeks of the loan pool, and book something in it."""
    reader, now = keeper_of(request), clock.now()
    first = DayForm.day(request.GET.get("dag", "")) or now.astimezone(SWEDEN).date()
    form = LoanForm(request.POST or None, initial={"tag": request.GET.get("tag", "")})
    if request.method == "POST" and form.is_valid():
        try:
            row = services.book(form.wanted(), actor=actor_of(request), at=now)
        except CannotKeep as refusal:
            form.add_error(None, retold(refusal))
        else:
            messages.success(request, _("%(tag)s är bokad.") % {"tag": row.device.tag})
            return redirect("assets:loans")
    context = {
        "place": LOANS,
        "pool": queries.pool(reader, first),
        "form": form,
        "before": first - timedelta(days=queries.DAYS),
        "after": first + timedelta(days=queries.DAYS),
    }
    return render(request, "assets/loans.html", context, status=422 if form.errors else 200)


@require_POST
def loan_act(request: HttpRequest, name: str) -> HttpResponse:
    """Take a booking back, or say whether a thing is in the pool."""
    keeper_of(request)
    if name not in _ACTS:
        raise Http404
    try:
        messages.success(request, _ACTS[name](request))
    except CannotKeep as refusal:
        messages.error(request, retold(refusal))
    return redirect("assets:loans")


def _cancel(request: HttpRequest) -> str:
    written = request.POST.get("booking", "")
    number = int(written) if written.isdecimal() and len(written) < 18 else 0
    services.cancel(booking_id=number, at=clock.now())
    return _("Bokningen är borttagen.")


def _put(request: HttpRequest) -> str:
    services.put_in_pool(tag=_tag(request), is_for_loan=True)
    return _("%(tag)s går nu att låna.") % {"tag": _tag(request)}


def _take(request: HttpRequest) -> str:
    services.put_in_pool(tag=_tag(request), is_for_loan=False)
    return _("%(tag)s går inte längre att låna.") % {"tag": _tag(request)}


def _tag(request: HttpRequest) -> str:
    return request.POST.get("tag", "").strip().upper()


_ACTS = {"avboka": _cancel, "till-lan": _put, "fran-lan": _take}
