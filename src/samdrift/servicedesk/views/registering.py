"""Taking a call: who it is, what they have, and what it is about."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from samdrift.directory import queries as directory
from samdrift.directory.queries import PersonCard
from samdrift.kernel.refusals import Refusal
from samdrift.parties import queries as parties
from samdrift.parties.choices import OrganisationRole
from samdrift.plumbing import clock
from samdrift.plumbing.wording import retold
from samdrift.servicedesk.casework import callers, people, registering
from samdrift.servicedesk.casework import queries as casework
from samdrift.servicedesk.choices import Channel, Kind, Level, MessageKind
from samdrift.servicedesk.conversation import services as conversation
from samdrift.servicedesk.forms.working import RegisterForm
from samdrift.servicedesk.ports import Reader, Report, Written
from samdrift.servicedesk.views import beside, calling
from samdrift.servicedesk.views.callers import caller_context
from samdrift.servicedesk.views.details import known_services
from samdrift.servicedesk.views.readers import actor_of, worker_of
from samdrift.switchboard.queries.live import Ringing
from samdrift.switchboard.services import live as calls

MOST_FOUND = 8


@require_http_methods(["GET", "POST"])
def register_page(request: HttpRequest) -> HttpResponse:
    """Take a call down. The exchange opens the page by address: `?telefon=0701740635`.

    A call that rings here opens it with `?samtal=` and its id.
    """
    reader = worker_of(request)
    now = clock.now()
    call = calling.call_asked(request)
    phone = request.GET.get("telefon", "") or (f"+{call.caller}" if call and call.caller else "")
    typed = request.GET.get("sok", "") or phone
    draft = _draft(reader)
    chosen = _chosen(request, phone, draft)
    is_kept = _goes_on_with(request, draft, chosen)
    form = _form(request, chosen, _begun(draft if is_kept else {}, call))
    if request.method == "POST" and form.is_valid():
        try:
            ticket = registering.register_ticket(
                report=_report(form), actor=actor_of(request), at=now
            )
        except Refusal as refusal:
            form.add_error(None, retold(refusal))
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
        "typed": typed or (chosen.name if chosen else ""),
        "found": callers.callers(typed, limit=MOST_FOUND),
        "draft": draft,
        "is_draft_kept": is_kept,
        "call": call,
        "services": known_services(),
        "known": beside.known_now(chosen.organisation_code if chosen else "", now),
    } | (caller_context(chosen, reader, now) if chosen else {"caller": None})
    status = 422 if request.method == "POST" else 200
    return render(request, "servicedesk/register.html", context, status=status)


@require_GET
def people_found(request: HttpRequest) -> JsonResponse:
    """Return those whom words or a number point out, for the field that searches as one types."""
    worker_of(request)
    found = callers.callers(request.GET.get("q", ""), limit=MOST_FOUND)
    told = [
        {
            "id": each.person.id,
            "name": each.person.name,
            "title": each.person.title,
            "unit": each.person.unit_name,
            "organisation": each.person.organisation_name,
            "device": each.device,
        }
        for each in found
    ]
    return JsonResponse({"people": told})


def _draft(reader: Reader) -> dict[str, Any]:
    """Return the ticket somebody has begun to take down; nothing where nothing is written in it."""
    kept = casework.drafts(user_id=reader.user_id, ticket_id=None).get(MessageKind.REPORT, {})
    return kept if kept.get("subject") or kept.get("text") else {}


def _begun(draft: dict[str, Any], call: Ringing | None) -> dict[str, Any]:
    """Return what the form begins with; whose number was called is whose ticket it is."""
    told = {name: draft[name] for name in RegisterForm.base_fields if draft.get(name)}
    called = call.organisation_code if call else ""
    return told if told or not called else {"organisation": called}


def _chosen(request: HttpRequest, phone: str, draft: dict[str, Any]) -> PersonCard | None:
    """Return whoever was chosen; a phone number that one person alone has chooses them."""
    written = request.POST.get("requester") or request.GET.get("vem", "")
    if not (written or request.GET or request.method == "POST"):
        written = str(draft.get("requester", ""))
    if written.isdecimal() and len(written) < 10:
        return directory.person(int(written))
    found = callers.callers(phone, limit=2)
    return found[0].person if len(found) == 1 else None


def _goes_on_with(request: HttpRequest, draft: dict[str, Any], chosen: PersonCard | None) -> bool:
    """Whether what was begun is about the one who calls now; if not it is offered, not mixed in."""
    if not draft or "nytt" in request.GET:
        return False
    begun_for = str(draft.get("requester", ""))
    if {"telefon", calling.CALL} & request.GET.keys():
        return chosen is not None and begun_for == str(chosen.id)
    return begun_for in ("", str(chosen.id) if chosen else "")


def _form(request: HttpRequest, chosen: PersonCard | None, begun: dict[str, Any]) -> RegisterForm:
    """Return the form with what was begun, and whoever is chosen."""
    organisations = [
        (party.code, party.name)
        for party in parties.parties()
        if party.role != OrganisationRole.SUPPLIER
    ]
    groups = [(group.id, group.name) for group in people.groups()]
    initial = begun
    if chosen:
        initial |= {"requester": chosen.id, "organisation": chosen.organisation_code}
    data = request.POST if request.method == "POST" else None
    form = RegisterForm(data, organisations=organisations, groups=groups, initial=initial)
    form.fields["subject"].widget.attrs |= {"autofocus": True} if chosen else {}
    return form


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
        service=told["service"].strip(),
        is_secret=told["is_secret"],
    )
