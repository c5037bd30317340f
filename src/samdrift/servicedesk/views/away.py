"""The page of who is away, and until when."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samdrift.kernel.refusals import Refusal
from samdrift.plumbing import clock
from samdrift.plumbing.clock import SWEDEN
from samdrift.plumbing.wording import retold
from samdrift.servicedesk.casework import away, people
from samdrift.servicedesk.forms.working import AwayForm
from samdrift.servicedesk.views.readers import actor_of, worker_of


@require_http_methods(["GET", "POST"])
def away_page(request: HttpRequest) -> HttpResponse:
    """Show who is away and who will be, and say that somebody is."""
    reader = worker_of(request)
    today = clock.now().astimezone(SWEDEN).date()
    every = [(each.id, each.name) for each in people.everybody().helpers]
    data = request.POST if request.method == "POST" else None
    initial = {"user": reader.user_id, "valid_from": today.isoformat()}
    form = AwayForm(data, helpers=every, initial=initial)
    if request.method == "POST" and form.is_valid() and _is_saved(request, form):
        return redirect("servicedesk:away")
    told = away.coming(on=today)
    context = {
        "place": "servicedesk.away",
        "form": form,
        "now": [each for each in told if each.valid_from <= today],
        "later": [each for each in told if each.valid_from > today],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "servicedesk/away.html", context, status=status)


@require_POST
def take_back(request: HttpRequest, away_id: int) -> HttpResponse:
    """Say that somebody is not away after all."""
    worker_of(request)
    try:
        away.take_back(away_id=away_id)
        messages.success(request, _("Tiden är borttagen."))
    except Refusal as refusal:
        messages.error(request, retold(refusal))
    return redirect("servicedesk:away")


def _is_saved(request: HttpRequest, form: AwayForm) -> bool:
    told = form.cleaned_data
    try:
        away.tell_away(
            user_id=told["user"],
            valid_from=told["valid_from"],
            back_on=told["back_on"],
            by_name=actor_of(request).name,
        )
    except Refusal as refusal:
        form.add_error(None, retold(refusal))
        return False
    messages.success(request, _("Sparat. Ärenden som kommer tillbaka går till gruppen."))
    return True
