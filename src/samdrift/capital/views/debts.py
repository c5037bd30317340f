"""Loans and leases as they stand on a day, and each as its contract has it."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from samdrift.capital import debts, debts_shown
from samdrift.capital.errors import CannotKeep
from samdrift.capital.forms_debts import LeaseForm, LoanForm
from samdrift.capital.services import debts as keeping
from samdrift.capital.views.doors import keeper_or_404, reader_or_404
from samdrift.ledger import queries as ledger
from samdrift.plumbing import access, clock

PLACE = "capital.debts"


@require_GET
def debts_page(request: HttpRequest) -> HttpResponse:
    """Show what is owed and leased when a day is over: unsaid, the last year's end."""
    viewer = reader_or_404(request)
    on = _day(request.GET.get("dag", ""))
    context = {
        "place": PLACE,
        "on": on,
        "page": debts_shown.debts(debts.debts(on)),
        "may_keep": access.may_keep_capital(viewer),
    }
    return render(request, "capital/debts.html", context)


@require_GET
def loan_page(request: HttpRequest, loan_id: int) -> HttpResponse:
    """Show a loan: each repayment with what is left, each rate, and what each year costs."""
    viewer = reader_or_404(request)
    told = debts.loan(loan_id)
    if told is None:
        raise Http404
    context = {
        "place": PLACE,
        "loan": told,
        "page": debts_shown.loan(told),
        "may_keep": access.may_keep_capital(viewer),
    }
    return render(request, "capital/loan.html", context)


@require_http_methods(["GET", "POST"])
def write_loan(request: HttpRequest, loan_id: int = 0) -> HttpResponse:
    """Write a loan as its contract has it; without an id a new one."""
    keeper_or_404(request)
    told = debts.loan(loan_id)
    if loan_id and told is None:
        raise Http404
    form = LoanForm(
        request.POST if request.method == "POST" else None,
        initial=debts_shown.loan_as_typed(told) if told else {},
    )
    if request.method == "POST" and form.is_valid():
        try:
            kept = keeping.keep_loan(loan_id=loan_id, wanted=form.wanted())
        except CannotKeep as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Lånet är sparat."))
            return redirect("capital:loan", kept.pk)
    title = told.name if told else _("Nytt lån")
    context = {"place": PLACE, "form": form, "title": title}
    return render(request, "capital/debt.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def write_lease(request: HttpRequest, lease_id: int = 0) -> HttpResponse:
    """Write a lease as its contract has it; without an id a new one."""
    keeper_or_404(request)
    told = debts.lease(lease_id)
    if lease_id and told is None:
        raise Http404
    form = LeaseForm(
        request.POST if request.method == "POST" else None,
        initial=debts_shown.lease_as_typed(told) if told else {},
    )
    if request.method == "POST" and form.is_valid():
        try:
            keeping.keep_lease(lease_id=lease_id, wanted=form.wanted())
        except CannotKeep as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Leasingen är sparad."))
            return redirect("capital:debts")
    title = told.name if told else _("Ny leasing")
    context = {"place": PLACE, "form": form, "title": title}
    return render(request, "capital/debt.html", context, status=422 if form.errors else 200)


def _day(text: str) -> date:
    """Return the day asked about; unsaid, the end of the newest year there are books for."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return date(max(ledger.years(), default=clock.now().year), 12, 31)
