"""Calls that ring at whoever works at the desk: who calls, and the way to take it down."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from samdrift.directory import queries as directory
from samdrift.directory.queries import PersonCard
from samdrift.kernel.refusals import Refusal
from samdrift.parties import queries as parties
from samdrift.plumbing import access, clock
from samdrift.plumbing.access import viewer_of
from samdrift.plumbing.wording import retold
from samdrift.servicedesk.ports import Reader
from samdrift.servicedesk.queue import queries as queue
from samdrift.servicedesk.queue.ports import Selection, View
from samdrift.servicedesk.views import words
from samdrift.servicedesk.views.readers import worker_of
from samdrift.switchboard.queries import live
from samdrift.switchboard.queries.live import Ringing
from samdrift.switchboard.services import live as calls

MOST_SHOWN = 3
MOST_OPEN = 5
CALL = "samtal"
"""What the call is named by in the address of the form that takes it down."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A call in the box: since when, from whom as far as is known, and what is open for them."""

    call: Ringing
    since: str
    to: str
    person: PersonCard | None
    open_tickets: tuple[tuple[str, str], ...]


@require_GET
@never_cache
def ringing(request: HttpRequest) -> HttpResponse:
    """Return the box of calls; 204 where nothing is other than what was seen.

    A page asks every few seconds, so that it works with many servers and none that pushes.
    """
    context = ringing_context(request, worker_of(request))
    if request.GET.get("sedd", "") == context["seen"]:
        return HttpResponse(status=204)
    return render(request, "servicedesk/ringing.html", context)


@require_POST
def extension(request: HttpRequest) -> HttpResponse:
    """Keep on which extension somebody is called."""
    reader = worker_of(request)
    try:
        calls.set_extension(user_id=reader.user_id, number=request.POST.get("number", ""))
    except Refusal as refusal:
        messages.error(request, retold(refusal))
    else:
        messages.success(request, _("Din anknytning är sparad."))
    return redirect("servicedesk:desk")


def ringing_context(request: HttpRequest, reader: Reader) -> dict[str, object]:
    """Return what the box shows; nothing for somebody who takes no calls."""
    if not access.may_work_tickets(viewer_of(request)):
        return {}
    at = clock.now()
    own = live.extension_of(reader.user_id)
    found = live.ringing_at(own, at=at)[:MOST_SHOWN]
    return {
        "extension": own,
        "calls": [_shown(call, reader, at) for call in found],
        "seen": _seen(found),
    }


def call_asked(request: HttpRequest) -> Ringing | None:
    """Return the call that an address names, None where it names none that is known."""
    written = request.GET.get(CALL, "")
    if not (written.isascii() and written.isdecimal() and len(written) < 18):
        return None
    return live.live_call(int(written))


def caller_of(number: str) -> PersonCard | None:
    """Return who calls, where one person alone has the number."""
    found = directory.people_found(number, limit=2)
    return found[0] if len(found) == 1 else None


def open_tickets_of(person: PersonCard | None, reader: Reader) -> tuple[tuple[str, str], ...]:
    """Return the first of somebody's open tickets, by number and subject."""
    if person is None:
        return ()
    selection = Selection(view=View.ALL, requester_id=person.id)
    found = queue.tickets(reader=reader, selection=selection).items
    return tuple((item.number, item.subject) for item in found[:MOST_OPEN])


def _shown(call: Ringing, reader: Reader, at: datetime) -> Shown:
    person = caller_of(f"+{call.caller}") if call.caller else None
    return Shown(
        call=call,
        since=words.moment(call.answered_at or call.started_at, now=at),
        to=parties.names_by_code().get(call.organisation_code, ""),
        person=person,
        open_tickets=open_tickets_of(person, reader),
    )


def _seen(found: tuple[Ringing, ...]) -> str:
    """Return what tells one box from another."""
    told = "".join(f"{call.id} {call.answered_at} {call.ticket_number};" for call in found)
    return hashlib.sha256(told.encode()).hexdigest()[:12]
