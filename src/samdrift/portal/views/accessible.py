"""The accessibility statement: how far it holds, what is known to fail, and how to tell us more."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samdrift.directory import queries as directory
from samdrift.kernel.refusals import Refusal
from samdrift.parties import queries as parties
from samdrift.parties.choices import OrganisationRole
from samdrift.plumbing import clock
from samdrift.plumbing.throttle import Throttle
from samdrift.plumbing.wording import retold
from samdrift.portal.forms import BarrierForm
from samdrift.servicedesk.casework import registering
from samdrift.servicedesk.choices import Channel
from samdrift.servicedesk.ports import SYSTEM, Actor, Report, Written

BARRIERS = Throttle(5)
"""How many somebody at an address may tell of in a minute: no sign-in is asked for."""


@login_not_required
@require_http_methods(["GET", "POST"])
def statement_page(request: HttpRequest) -> HttpResponse:
    """Show the statement; what is sent is a barrier that somebody met, and becomes a ticket."""
    form = BarrierForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _is_taken_in(request, form):
        return redirect("accessibility:page")
    home = parties.home()
    context = {"form": form, "home": home, "is_of_somebody": home is not None}
    status = 422 if request.method == "POST" else 200
    return render(request, "portal/accessibility.html", context, status=status)


def _is_taken_in(request: HttpRequest, form: BarrierForm) -> bool:
    """Register what was told; what cannot be is told in the form."""
    if not BARRIERS.lets(str(request.META.get("REMOTE_ADDR", "")), at=clock.now()):
        form.add_error(None, _("Det har kommit många på en gång. Vänta en minut och skicka igen."))
        return False
    host = next((each for each in parties.parties() if each.role == OrganisationRole.HOST), None)
    if host is None:
        form.add_error(None, _("Ingen tar emot ärenden här än."))
        return False
    try:
        ticket = _register(request, form, host.code)
    except Refusal as refusal:
        form.add_error(None, retold(refusal))
        return False
    told = _("Tack. Ditt ärende har nummer %(number)s.") % {"number": ticket}
    messages.success(request, told)
    return True


def _register(request: HttpRequest, form: BarrierForm, organisation_code: str) -> str:
    user_id = request.user.pk
    person = directory.person_of_user(user_id) if user_id else None
    address, text = form.cleaned_data["address"], form.cleaned_data["text"]
    ticket = registering.register_ticket(
        report=Report(
            subject="Brist i tillgänglighet",
            written=Written(f"{text}\n\nSvara till: {address}" if address else text),
            organisation_code=person.organisation_code if person else organisation_code,
            channel=Channel.PORTAL,
            requester_id=person.id if person else None,
        ),
        actor=Actor(person.name, person_id=person.id) if person else SYSTEM,
        at=clock.now(),
    )
    return ticket.number
