"""Whom invoices go to and where they are paid, as a controller keeps it."""

from __future__ import annotations

from dataclasses import asdict

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samdrift.billing import queries
from samdrift.billing.forms.charging import PayeeForm, PayerForm
from samdrift.billing.ports import PayeeDetails, PayerDetails
from samdrift.billing.services import addressing
from samdrift.billing.views.months import controller_or_404
from samdrift.parties import queries as parties

PLACE = "billing.months"


@require_http_methods(["GET", "POST"])
def payers_page(request: HttpRequest) -> HttpResponse:
    """Show who is invoiced how; what is sent says where they pay."""
    controller_or_404(request)
    data = request.POST if request.method == "POST" else None
    form = PayeeForm(data, initial=_typed(queries.payee()))
    if request.method == "POST" and form.is_valid():
        addressing.keep_payee(form.details())
        messages.success(request, _("Uppgifterna är sparade."))
        return redirect("billing:payers")
    known = queries.payers()
    rows = [(party, known.get(party.code)) for party in queries.who_pays()]
    context = {"place": PLACE, "form": form, "rows": rows}
    return render(request, "billing/payers.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def payer_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show who an organisation is where it is invoiced; what is sent changes it."""
    controller_or_404(request)
    names = parties.names_by_code()
    if code not in names:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = PayerForm(data, initial=_typed(queries.payers().get(code)))
    if request.method == "POST" and form.is_valid():
        addressing.keep_payer(organisation=code, details=form.details())
        messages.success(request, _("Uppgifterna är sparade."))
        return redirect("billing:payers")
    context = {"place": PLACE, "form": form, "name": names[code]}
    return render(request, "billing/payer.html", context, status=422 if form.errors else 200)


def _typed(details: PayeeDetails | PayerDetails | None) -> dict[str, str]:
    return asdict(details) if details else {}
