"""The register of places that visits are made to."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samdrift.kernel.refusals import Refusal
from samdrift.plumbing.access import may_run_desk, viewer_of
from samdrift.plumbing.wording import retold
from samdrift.servicedesk.visiting import places


@require_http_methods(["GET", "POST"])
def places_page(request: HttpRequest) -> HttpResponse:
    """Show where places are, and take in one that is new or was somewhere else."""
    _check(request)
    typed = {"name": request.GET.get("namn", "")[: places.LONGEST_NAME]}
    problem = ""
    if request.method == "POST":
        typed = {name: request.POST.get(name, "")[:200] for name in ("name", "position", "start")}
        try:
            spot = places.read_spot(typed["position"])
            places.save_place(name=typed["name"], spot=spot, is_start=typed["start"] == "1")
        except Refusal as refusal:
            problem = retold(refusal)
        else:
            messages.success(request, _("Platsen är sparad."))
            return redirect("servicedesk:places")
    known = places.places()
    context = {
        "place": "servicedesk.places",
        "places": known,
        "missing": places.missing(known),
        "typed": typed,
        "problem": problem,
    }
    return render(request, "servicedesk/places.html", context, status=422 if problem else 200)


@require_POST
def remove(request: HttpRequest, place_id: int) -> HttpResponse:
    """Take a place away."""
    _check(request)
    places.remove_place(place_id)
    messages.success(request, _("Platsen är borttagen."))
    return redirect("servicedesk:places")


def _check(request: HttpRequest) -> None:
    if not may_run_desk(viewer_of(request)):
        raise Http404
