"""On which accounts invoices are booked, and a month of them as files for the finance system."""

from __future__ import annotations

from dataclasses import asdict

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from samdrift.billing import booking, queries
from samdrift.billing.forms.charging import AccountsForm, CodingForm
from samdrift.billing.services import coding
from samdrift.billing.views.months import controller_or_404, month_or_404
from samdrift.billing.views.words import month_words
from samdrift.catalogue import queries as catalogue
from samdrift.ledger import proposals
from samdrift.parties import queries as parties
from samdrift.plumbing import clock

PLACE = "billing.months"
_KINDS = {"sie": "si", "text": "csv"}
"""The files there are, and how their names end."""


@require_http_methods(["GET", "POST"])
def codings_page(request: HttpRequest) -> HttpResponse:
    """Show how each service is booked and the months there are files of; what is sent changes."""
    controller_or_404(request)
    known = queries.accounts()
    data = request.POST if request.method == "POST" else None
    form = AccountsForm(data, initial=asdict(known) if known else {"series": "F"})
    if request.method == "POST" and form.is_valid():
        coding.keep_accounts(form.details())
        messages.success(request, _("Kontona är sparade."))
        return redirect("billing:codings")
    codings = queries.codings()
    context = {
        "place": PLACE,
        "form": form,
        "rows": [
            (service, codings.get(service.id))
            for service in catalogue.services(on=clock.now().date())
        ],
        "months": [(month, month_words(month.span.start)) for month in booking.months()],
    }
    return render(request, "billing/codings.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def coding_page(request: HttpRequest, key: str) -> HttpResponse:
    """Show how the income of a service is booked; what is sent changes it."""
    controller_or_404(request)
    service = catalogue.service(key, on=clock.now().date())
    if service is None:
        raise Http404
    known = queries.codings().get(service.id)
    data = request.POST if request.method == "POST" else None
    form = CodingForm(data, initial=asdict(known) if known else {})
    if request.method == "POST" and form.is_valid():
        coding.code(service_id=service.id, details=form.details())
        messages.success(request, _("Konteringen är sparad."))
        return redirect("billing:codings")
    context = {"place": PLACE, "form": form, "service": service}
    return render(request, "billing/coding.html", context, status=422 if form.errors else 200)


@require_GET
def vouchers_file(request: HttpRequest, year: int, number: int, kind: str) -> HttpResponse:
    """Hand over the invoices issued in a month as vouchers; or say what they lack."""
    controller_or_404(request)
    month = month_or_404(year, number)
    if kind not in _KINDS:
        raise Http404
    told = booking.vouchers(month)
    if told is None or told.uncoded:
        messages.error(request, _missing(told))
        return redirect("billing:codings")
    home = parties.home()
    if kind == "sie":
        content = proposals.sie_file(
            told.booked,
            company=home.name if home else "",
            org_number=home.org_number if home else "",
            day=clock.now().date(),
        )
    else:
        content = proposals.text_file(told.booked)
    named = f'attachment; filename="fakturor-{year}-{number:02d}.{_KINDS[kind]}"'
    sent = "text/csv; charset=utf-8" if kind == "text" else "application/octet-stream"
    return HttpResponse(content, content_type=sent, headers={"Content-Disposition": named})


def _missing(told: booking.Vouchers | None) -> str:
    if told is None:
        return _("Säg först på vilka konton fakturor bokförs.")
    return _("Kontering saknas för %(names)s.") % {"names": ", ".join(told.uncoded)}
