"""Taking a call: who it is, what they have, and what it is about."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from samdrift.directory import queries as directory
from samdrift.directory.queries import PersonCard
from samdrift.kernel.refusals import Refusal
from samdrift.parties import queries as parties
from samdrift.parties.choices import OrganisationRole
from samdrift.plumbing import clock
from samdrift.servicedesk.casework import people, registering
from samdrift.servicedesk.choices import Channel, Kind, Level, MessageKind
from samdrift.servicedesk.conversation import services as conversation
from samdrift.servicedesk.forms import RegisterForm
from samdrift.servicedesk.ports import Report, Written
from samdrift.servicedesk.views import beside, calling
from samdrift.servicedesk.views.readers import actor_of, worker_of
from samdrift.switchboard.services import live as calls


@require_http_methods(["GET", "POST"])
def register_page(request: HttpRequest) -> HttpResponse:
    """Take a call down. The exchange opens the page by address: `?telefon=0701740635`.

    A call that rings here opens it with `?samtal=` and its id.
    """
    reader = worker_of(request)
    call = calling.call_asked(request)
    phone = request.GET.get("telefon", "") or (f"+{call.caller}" if call and call.caller else "")
    typed = request.GET.get("sok", "") or phone
    chosen = _chosen(request, phone)
    form = _form(request, chosen, call.organisation_code if call else "")
    if request.method == "POST" and form.is_valid():
        try:
            ticket = registering.register_ticket(
                report=_report(form), actor=actor_of(request), at=clock.now()
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            conversation.discard_draft(
                user_id=reader.user_id, ticket_id=None, kind=MessageKind.REPORT
            )
            if call is not None:
                calls.note_ticket(call_id=call.id, number=ticket.number)
            return redirect("servicedesk:case", ticket.number)
    context = {
        "place": "servicedesk.desk",
        "form": form,
        "typed": typed,
        "found": directory.people_found(typed),
        "chosen": chosen,
        "their_open": calling.open_tickets_of(chosen, reader),
        "known": beside.known_now(chosen.organisation_code if chosen else "", clock.now()),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "servicedesk/register.html", context, status=status)


@require_GET
def people_found(request: HttpRequest) -> JsonResponse:
    """Return those whom words or a number point out, for the field that searches as one types."""
    worker_of(request)
    found = directory.people_found(request.GET.get("q", ""), limit=8)
    told = [
        {
            "id": each.id,
            "name": each.name,
            "title": each.title,
            "unit": each.unit_name,
            "organisation": each.organisation_name,
        }
        for each in found
    ]
    return JsonResponse({"people": told})


def _chosen(request: HttpRequest, phone: str) -> PersonCard | None:
    """Return whoever was chosen; a phone number that one person alone has chooses them."""
    written = request.POST.get("requester") or request.GET.get("vem", "")
    if written.isdecimal():
        return directory.person(int(written))
    return calling.caller_of(phone)


def _form(request: HttpRequest, chosen: PersonCard | None, called: str) -> RegisterForm:
    """Return the form; whose number was called is whose ticket it is, until somebody is chosen."""
    organisations = [
        (party.code, party.name)
        for party in parties.parties()
        if party.role != OrganisationRole.SUPPLIER
    ]
    groups = [(group.id, group.name) for group in people.groups()]
    initial: dict[str, object] = {"organisation": called} if called else {}
    if chosen:
        initial = {"requester": chosen.id, "organisation": chosen.organisation_code}
    data = request.POST if request.method == "POST" else None
    return RegisterForm(data, organisations=organisations, groups=groups, initial=initial)


def _report(form: RegisterForm) -> Report:
    told = form.cleaned_data
    return Report(
        subject=told["subject"],
        written=Written(told["text"]),
        organisation_code=told["organisation"],
        channel=Channel(told["channel"]),
        requester_id=told["requester"],
        kind=Kind(told["kind"]),
        impact=Level(told["impact"]),
        urgency=Level(told["urgency"]),
        group_id=told["group"],
        is_secret=told["is_secret"],
    )
