"""Opening what is secret in an emergency: why is told, others are written to, and it ends."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samdrift.mandates import queries, services
from samdrift.mandates.errors import CannotGive
from samdrift.mandates.views.giving import giver_of
from samdrift.plumbing import access, clock
from samdrift.plumbing.access import viewer_of
from samdrift.plumbing.wording import retold

PLACE = "mandates.emergency"


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Show when secrets were opened, by whom and why; what is sent opens them for an hour."""
    if not access.may_see_emergencies(viewer_of(request)):
        raise Http404
    giver, now, problem = giver_of(request), clock.now(), ""
    if request.method == "POST":
        try:
            services.open_in_emergency(opener=giver, why=request.POST.get("why", ""), at=now)
        except CannotGive as refusal:
            problem = retold(refusal)
        else:
            messages.success(request, _("Öppnat i en timme. Chefer och revisorer får veta det."))
            return redirect("mandates:emergency")
    context = {
        "place": PLACE,
        "may_open": access.may_open_in_emergency(giver.viewer),
        "going": queries.opened_by(giver.user_id, at=now),
        "emergencies": queries.emergencies(),
        "problem": problem,
        "why": request.POST.get("why", ""),
    }
    return render(request, "mandates/emergency.html", context, status=422 if problem else 200)


@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """Close what one has opened oneself, before its hour is over."""
    giver, now = giver_of(request), clock.now()
    going = queries.opened_by(giver.user_id, at=now)
    if going is None:
        raise Http404
    services.end(mandate_id=going.id, giver=giver, at=now)
    messages.success(request, _("Nödöppningen är avslutad."))
    return redirect("mandates:emergency")
