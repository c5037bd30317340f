"""The controller's month: reckoned, looked through, approved by two and invoiced."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samdrift.billing import queries, work
from samdrift.billing.errors import CannotCharge
from samdrift.billing.forms.charging import MeteringForm, MonthForm
from samdrift.billing.queries import ComparisonTold
from samdrift.billing.services import deciding, metering
from samdrift.billing.views.words import month_words, signed
from samdrift.catalogue import queries as catalogue
from samdrift.kernel.spans import Month
from samdrift.parties import queries as parties
from samdrift.plumbing import access, clock
from samdrift.plumbing.access import viewer_of
from samdrift.plumbing.jobs.queries import standings
from samdrift.reporting.formats import swedish_kronor
from samdrift.reporting.wording import in_words

PLACE = "billing.months"


@require_http_methods(["GET", "POST"])
def list_page(request: HttpRequest) -> HttpResponse:
    """Show the months that are reckoned; what is sent asks for one to be."""
    controller_or_404(request)
    form = MonthForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        month: Month = form.cleaned_data["month"]
        key = work.ask(month=month, by=request.user.get_username(), at=clock.now())
        request.session["billing"] = {str(month): key}
        return redirect("billing:month", month.year, month.number)
    context = {
        "place": PLACE,
        "runs": [
            (each, month_words(each.month), swedish_kronor(each.amount)) for each in queries.runs()
        ],
        "form": form,
    }
    return render(request, "billing/months.html", context, status=422 if form.errors else 200)


@require_GET
def month_page(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """Show what a month comes to for each organisation, and why it is not the month before."""
    controller_or_404(request)
    month = month_or_404(year, number)
    run = queries.run(month.span.start)
    key = request.session.get("billing", {}).get(str(month), "")
    job = standings(key).get(key) if key else None
    if run is None and job is None:
        raise Http404
    names = parties.names_by_code()
    context = {
        "place": PLACE,
        "month": month,
        "words": month_words(month.span.start),
        "run": run,
        "job": job,
        "amount": swedish_kronor(run.amount) if run else "",
        "rows": [
            (names.get(each.organisation, each.organisation), _told(each))
            for each in (queries.comparisons(run.id) if run else ())
        ],
        "lines": [
            (names.get(each.organisation, each.organisation), each, swedish_kronor(each.amount))
            for each in (queries.lines(run_id=run.id) if run else ())
        ],
        "is_ahead": month.span.last_day >= clock.now().date(),
        "is_own": run is not None and run.first_by == request.user.get_username(),
    }
    return render(request, "billing/month.html", context)


@require_POST
def act(request: HttpRequest, year: int, number: int, name: str) -> HttpResponse:
    """Approve a month, or invoice it; a refusal is told and nothing is changed."""
    controller_or_404(request)
    month = month_or_404(year, number)
    if name not in _ACTS:
        raise Http404
    try:
        messages.success(request, _ACTS[name](month, request.user.get_username(), clock.now()))
    except CannotCharge as refusal:
        messages.error(request, str(refusal))
        if queries.run(month.span.start) is None:
            return redirect("billing:months")
    return redirect("billing:month", month.year, month.number)


@require_http_methods(["GET", "POST"])
def metering_page(request: HttpRequest) -> HttpResponse:
    """Show as which option each kind is charged; what is sent changes it from a month on."""
    controller_or_404(request)
    kinds = {
        f"{key} {kind}": in_words(label)
        for key, source in queries.sources().items()
        for kind, label in source.kinds().items()
    }
    options = dict(catalogue.option_choices())
    data = request.POST if request.method == "POST" else None
    form = MeteringForm(data, kinds=kinds.items(), options=options.items())
    if request.method == "POST" and form.is_valid():
        source, _space, kind = form.cleaned_data["kind"].partition(" ")
        try:
            metering.meter(
                source=source,
                kind=kind,
                option_id=form.cleaned_data["option"],
                since=form.cleaned_data["since"],
            )
        except CannotCharge as refusal:
            form.add_error("since", str(refusal))
        else:
            messages.success(request, _("Mätningen är sparad."))
            return redirect("billing:metering")
    rows = [
        (kinds.get(f"{source} {kind}", kind), options.get(option_id or 0, ""))
        for source, metered in queries.metering_on(clock.now().date()).items()
        for kind, option_id in metered.items()
    ]
    context = {"place": PLACE, "form": form, "rows": rows}
    return render(request, "billing/metering.html", context, status=422 if form.errors else 200)


def _told(each: ComparisonTold) -> dict[str, str]:
    return {
        "before": swedish_kronor(each.before),
        "new": signed(each.new),
        "ended": signed(each.ended),
        "price": signed(each.price),
        "days": signed(each.days),
        "correction": signed(each.correction),
        "amount": swedish_kronor(each.amount),
    }


def _approve(month: Month, by: str, _at: datetime) -> str:
    deciding.approve(month=month.span.start, by=by)
    return _("Månaden är godkänd av dig. Någon annan godkänner den också.")


def _issue(month: Month, by: str, at: datetime) -> str:
    issued = deciding.issue(month=month.span.start, by=by, at=at)
    return _("Månaden är fakturerad: %(count)s fakturor.") % {"count": len(issued)}


_ACTS: dict[str, Callable[[Month, str, datetime], str]] = {
    "godkann": _approve,
    "fakturera": _issue,
}


def month_or_404(year: int, number: int) -> Month:
    """Return a month that can be."""
    if not (1900 < year < 2200 and 1 <= number <= 12):
        raise Http404
    return Month(year, number)


def controller_or_404(request: HttpRequest) -> None:
    """Keep out whoever does not charge."""
    if not access.may_charge(viewer_of(request)):
        raise Http404
