"""Fixed amounts, and grants turned into payment by use."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samdrift.billing import fixed, queries
from samdrift.billing.errors import CannotCharge
from samdrift.billing.fixed import FixedTold
from samdrift.billing.forms.charging import ConversionForm, FixedForm
from samdrift.billing.ports import Effect
from samdrift.billing.services import fixing
from samdrift.billing.views.months import controller_or_404
from samdrift.billing.views.words import month_words, signed
from samdrift.catalogue import queries as catalogue
from samdrift.kernel.money import total
from samdrift.parties import queries as parties
from samdrift.plumbing import clock
from samdrift.reporting.formats import swedish_kronor

PLACE = "billing.months"


@require_http_methods(["GET", "POST"])
def fixed_page(request: HttpRequest) -> HttpResponse:
    """Show what is paid whatever one has; what is sent is decided, or stopped."""
    controller_or_404(request)
    stops = request.method == "POST" and "stop" in request.POST
    form = FixedForm(
        request.POST if request.method == "POST" and not stops else None,
        initial={"first": str(fixing.next_open_month(clock.now().date()))},
        options=catalogue.option_choices(),
        organisations={party.code: party.name for party in queries.who_pays()},
    )
    if stops:
        _stop(request)
        return redirect("billing:fixed")
    if request.method == "POST" and form.is_valid():
        by, at = request.user.get_username(), clock.now()
        try:
            fixing.fix(wanted=form.wanted(), by=by, at=at)
        except CannotCharge as refusal:
            form.add_error("first", str(refusal))
        else:
            messages.success(request, _("Beloppen är sparade. De kommer med månaderna."))
            return redirect("billing:fixed")
    context = {
        "place": PLACE,
        "form": form,
        "rows": [_fixed(each) for each in fixed.listed()],
        "conversions": [
            (each, month_words(each.since), _effects(each.effects)) for each in fixed.conversions()
        ],
    }
    return render(request, "billing/fixed.html", context, status=422 if form.errors else 200)


def _stop(request: HttpRequest) -> None:
    """Stop an amount from the first month that is not invoiced."""
    told = request.POST["stop"]
    known = {each.id for each in fixed.listed()}
    if told.isdecimal() and len(told) < 18 and int(told) in known:
        since = fixing.next_open_month(clock.now().date())
        fixing.stop(fixed_id=int(told), since=since)
        messages.success(
            request, _("Beloppet upphör från %(month)s.") % {"month": month_words(since.span.start)}
        )


@require_http_methods(["GET", "POST"])
def conversion_page(request: HttpRequest) -> HttpResponse:
    """Show what paying by use instead of by grant is for each; what is sent carries it out."""
    controller_or_404(request)
    data = request.POST if request.method == "POST" else request.GET or None
    running = {each.option_id: each.words for each in fixed.listed()}
    services = [(each.id, each.name) for each in catalogue.services(on=clock.now().date())]
    initial = {"since": str(fixing.next_open_month(clock.now().date()))}
    form = ConversionForm(data, initial=initial, grants=running.items(), services=services)
    rows: list[dict[str, str]] = []
    if form.is_valid():
        try:
            rows = _effects(fixing.effects(form.wanted()))
            if request.method == "POST":
                return _converted(request, form)
        except CannotCharge as refusal:
            form.add_error(None, str(refusal))
    context = {"place": PLACE, "form": form, "rows": rows, "is_possible": bool(running)}
    return render(request, "billing/conversion.html", context, status=422 if form.errors else 200)


def _converted(request: HttpRequest, form: ConversionForm) -> HttpResponse:
    if not form.cleaned_data["decision"]:
        raise CannotCharge(_("Skriv vilket beslut omvandlingen har."))
    fixing.convert(wanted=form.wanted(), by=request.user.get_username(), at=clock.now())
    messages.success(request, _("Anslaget är sänkt. Det betalas efter användning i stället."))
    return redirect("billing:fixed")


def _fixed(each: FixedTold) -> dict[str, object]:
    names = parties.names_by_code()
    return {
        "told": each,
        "name": names.get(each.organisation, each.organisation),
        "first": month_words(each.first.span.start),
        "stopped": month_words(each.stopped_from) if each.stopped_from else "",
        "amount": swedish_kronor(each.amount),
    }


def _effects(told: tuple[Effect, ...]) -> list[dict[str, str]]:
    """Return what a conversion is for each in words, with the sum last."""
    names = parties.names_by_code()
    whole = Effect(
        "",
        total(each.grant for each in told),
        total(each.lowered for each in told),
        total(each.service for each in told),
    )
    return [
        {
            "name": names.get(each.organisation, ""),
            "grant": swedish_kronor(each.grant),
            "lowered": signed(-each.lowered),
            "service": swedish_kronor(each.service),
            "change": signed(each.change),
        }
        for each in (*told, whole)
    ]
