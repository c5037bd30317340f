"""Somebody who may need help, as the desk knows them: reached how, with what, and what about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from samdrift.assets.devices import queries as devices
from samdrift.assets.devices import services as device_services
from samdrift.assets.ports import Actor as Keeper
from samdrift.directory import queries as directory
from samdrift.directory.choices import Language, PersonKind
from samdrift.directory.queries import PersonCard
from samdrift.directory.services import tell_language
from samdrift.kernel.refusals import Refusal
from samdrift.plumbing import clock, contributions
from samdrift.plumbing.access import viewer_of
from samdrift.plumbing.wording import retold
from samdrift.servicedesk.casework import callers
from samdrift.servicedesk.ports import Lead, PersonSource, Reader
from samdrift.servicedesk.queue import queries as queue
from samdrift.servicedesk.queue.ports import Item, Selection, View
from samdrift.servicedesk.views import beside, words
from samdrift.servicedesk.views.readers import actor_of, worker_of
from samdrift.servicedesk.views.words import Standing

type Act = Callable[[HttpRequest, PersonCard, datetime], str]
"""Does something about a person; returns what to say when it is done."""

MOST_OPEN = 5
MOST_LISTED = 20


@dataclass(frozen=True, slots=True)
class TicketRow:
    """A ticket of somebody's, in a line."""

    number: str
    subject: str
    standing: Standing
    when: str
    by: str


@dataclass(frozen=True, slots=True)
class Known:
    """What another app knows of somebody."""

    title: str
    leads: tuple[Lead, ...]


@require_GET
def person_page(request: HttpRequest, person_id: int) -> HttpResponse:
    """Show somebody: who they are, how they are reached, what they have, all their tickets."""
    reader, person, now = worker_of(request), _person(person_id), clock.now()
    solved = _rows(reader, person, View.SOLVED, now, MOST_LISTED)
    context = caller_context(person, reader, now, most=MOST_LISTED) | {
        "place": "servicedesk.desk",
        "kind": _(PersonKind(person.kind).label),
        "languages": Language.choices,
        "manager": directory.manager_of(person.unit_id) if person.unit_id else None,
        "solved_rows": solved,
        "closed_rows": _rows(reader, person, View.CLOSED, now, MOST_LISTED),
        "known": beside.known_now(person.organisation_code, now),
        "told": _told(person, reader, now),
    }
    return render(request, "servicedesk/person.html", context)


@require_POST
def act(request: HttpRequest, person_id: int, name: str) -> HttpResponse:
    """Do something about a person and show them again; a refusal is told and nothing is changed."""
    worker_of(request)
    person = _person(person_id)
    if name not in ACTS:
        raise Http404
    try:
        said = ACTS[name](request, person, clock.now())
    except Refusal as refusal:
        messages.error(request, retold(refusal))
    else:
        messages.success(request, said)
    return redirect("servicedesk:person", person_id)


def caller_context(
    person: PersonCard, reader: Reader, now: datetime, *, most: int = MOST_OPEN
) -> dict[str, object]:
    """Return what is told of whoever calls: while a call is taken, and on their own page."""
    return {
        "caller": person,
        "their_open": _rows(reader, person, View.ALL, now, most),
        "tally": callers.tally(reader=reader, person_id=person.id),
        "devices": devices.devices_of(person.id),
        "notes": [(note, words.moment(note.at, now=now)) for note in callers.notes(person.id)],
    }


def _person(person_id: int) -> PersonCard:
    found = directory.person(person_id)
    if found is None:
        raise Http404
    return found


def _rows(
    reader: Reader, person: PersonCard, view: View, now: datetime, most: int
) -> tuple[TicketRow, ...]:
    selection = Selection(view=view, requester_id=person.id)
    page = queue.tickets(reader=reader, selection=selection, limit=most)
    return tuple(_row(item, now) for item in page.items)


def _row(item: Item, now: datetime) -> TicketRow:
    ended = item.closed_at or item.solved_at
    standing = words.standing(item.status)
    if ended is None:
        standing = words.time_left(solve_by=item.solve_by, status=item.status, at=now)
    return TicketRow(
        item.number,
        item.subject,
        standing,
        words.moment(ended or item.opened_at, now=now),
        item.assignee or item.group,
    )


def _told(person: PersonCard, reader: Reader, now: datetime) -> list[Known]:
    """Return what the other apps know of somebody, where they know anything."""
    sources = contributions.offered(PersonSource)
    told = [Known(str(each.title), each.about(person.id, reader, now)) for each in sources]
    return [each for each in told if each.leads]


def _note(request: HttpRequest, person: PersonCard, at: datetime) -> str:
    text = request.POST.get("text", "")
    callers.write_note(person_id=person.id, text=text, actor=actor_of(request), at=at)
    return _("Anteckningen är sparad.")


def _forget_note(request: HttpRequest, person: PersonCard, _at: datetime) -> str:
    written = request.POST.get("note", "")
    note_id = int(written) if written.isdecimal() and len(written) < 10 else 0
    callers.forget_note(person_id=person.id, note_id=note_id)
    return _("Anteckningen är borttagen.")


def _hand_out(request: HttpRequest, person: PersonCard, at: datetime) -> str:
    device = device_services.hand_out(
        tag=request.POST.get("tag", ""), person_id=person.id, actor=_keeper(request), at=at
    )
    told = {"tag": device.tag, "name": person.name}
    return _("%(tag)s står nu på %(name)s.") % told


def _take_back(request: HttpRequest, person: PersonCard, at: datetime) -> str:
    device = device_services.take_back(
        tag=request.POST.get("tag", ""), person_id=person.id, actor=_keeper(request), at=at
    )
    told = {"tag": device.tag, "name": person.name}
    return _("%(tag)s står inte längre på %(name)s.") % told


def _keeper(request: HttpRequest) -> Keeper:
    """Return who acts as the register of things tells of them."""
    actor = actor_of(request)
    return Keeper(actor.name, actor.user_id, viewer_of(request).roles)


def _tell_language(request: HttpRequest, person: PersonCard, _at: datetime) -> str:
    tell_language(person_id=person.id, language=request.POST.get("language", ""))
    return _("Språket är sparat. Brev skickas på det från nu.")


ACTS: dict[str, Act] = {
    "sprak": _tell_language,
    "anteckna": _note,
    "ta-bort-anteckning": _forget_note,
    "lamna-ut": _hand_out,
    "ta-tillbaka": _take_back,
}
