"""What is done with a disturbance: each act is a form of its own, and leads back to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samdrift.disturbances.choices import DisturbanceState
from samdrift.disturbances.errors import CannotLead, CannotTell
from samdrift.disturbances.forms import UpdateForm
from samdrift.disturbances.ports import Update
from samdrift.disturbances.services import majors, telling
from samdrift.disturbances.views.pages import numbers_in, page_or_404
from samdrift.kernel.refusals import Refusal
from samdrift.plumbing import clock
from samdrift.plumbing.access import Role, viewer_of
from samdrift.plumbing.clock import SWEDEN
from samdrift.plumbing.wording import retold
from samdrift.servicedesk.ports import Actor, Reader
from samdrift.servicedesk.views.readers import actor_of, worker_of

type Act = Callable[[HttpRequest, int, Reader, Actor, datetime], str]
"""Does something with a disturbance; returns what to say when it is done."""

FOR_MANAGERS = frozenset(("besluta", "avsla"))


@require_POST
def act(request: HttpRequest, disturbance_id: int, name: str) -> HttpResponse:
    """Do something with a disturbance and show it again; a refusal changes nothing."""
    reader = worker_of(request)
    page_or_404(disturbance_id)
    is_hidden = name in FOR_MANAGERS and not viewer_of(request).is_any(Role.MANAGER)
    if name not in ACTS or is_hidden:
        raise Http404
    try:
        said = ACTS[name](request, disturbance_id, reader, actor_of(request), clock.now())
    except Refusal as refusal:
        messages.error(request, retold(refusal))
    else:
        messages.success(request, said)
    return redirect("disturbances:disturbance", disturbance_id)


def _update(request: HttpRequest, pk: int, _reader: Reader, actor: Actor, at: datetime) -> str:
    form = UpdateForm(request.POST, is_planned=page_or_404(pk).shown.is_planned)
    if not form.is_valid():
        raise CannotTell(str(next(iter(form.errors.values()))[0]))
    told = form.cleaned_data
    update = Update(
        text=told["text"],
        state=DisturbanceState(told["state"]) if told["state"] else None,
        expected_until=told["expected_until"],
        is_public=told["audience"] != "desk",
        is_informing_tickets=told["audience"] == "tickets",
    )
    telling.update(disturbance_id=pk, told=update, actor=actor, at=at)
    return _("Uppdateringen är sparad.")


def _link(request: HttpRequest, pk: int, reader: Reader, actor: Actor, at: datetime) -> str:
    tickets = numbers_in(request.POST.get("tickets", ""))
    telling.link_tickets(disturbance_id=pk, tickets=tickets, reader=reader, actor=actor, at=at)
    return _("Ärendena är länkade.")


def _unlink(request: HttpRequest, pk: int, reader: Reader, actor: Actor, at: datetime) -> str:
    ticket = request.POST.get("ticket", "")
    telling.unlink_ticket(disturbance_id=pk, ticket=ticket, reader=reader, actor=actor, at=at)
    return _("Länken är borttagen.")


def _propose(request: HttpRequest, pk: int, _reader: Reader, actor: Actor, at: datetime) -> str:
    majors.propose(disturbance_id=pk, why=request.POST.get("text", ""), actor=actor, at=at)
    return _("Förslaget är lämnat. En chef beslutar.")


def _promote(_request: HttpRequest, pk: int, _reader: Reader, actor: Actor, at: datetime) -> str:
    majors.promote(disturbance_id=pk, actor=actor, at=at)
    return _("Störningen leds nu som en större störning. Utse vem som kommunicerar.")


def _decline(request: HttpRequest, pk: int, _reader: Reader, actor: Actor, at: datetime) -> str:
    majors.decline(disturbance_id=pk, why=request.POST.get("text", ""), actor=actor, at=at)
    return _("Beslutet är sparat.")


def _roles(request: HttpRequest, pk: int, _reader: Reader, actor: Actor, at: datetime) -> str:
    majors.give_roles(
        disturbance_id=pk,
        lead_id=_id(request.POST.get("lead", "")),
        communicator_id=_id(request.POST.get("communicator", "")),
        actor=actor,
        at=at,
    )
    return _("Rollerna är sparade.")


def _task(request: HttpRequest, pk: int, _reader: Reader, actor: Actor, at: datetime) -> str:
    due_at = _moment(request.POST.get("due", ""))
    text = request.POST.get("text", "")
    majors.add_task(disturbance_id=pk, text=text, due_at=due_at, actor=actor, at=at)
    return _("Uppgiften är tillagd.")


def _tick(request: HttpRequest, pk: int, _reader: Reader, actor: Actor, at: datetime) -> str:
    majors.tick_task(
        disturbance_id=pk,
        task_id=_id(request.POST.get("task", "")) or 0,
        is_done=request.POST.get("done") == "1",
        actor=actor,
        at=at,
    )
    return _("Listan är sparad.")


def _id(written: str) -> int | None:
    return int(written) if written.isdecimal() and len(written) < 19 else None


def _moment(written: str) -> datetime | None:
    """Return a moment as a browser sends it; without a zone it is meant in Sweden."""
    if not written.strip():
        return None
    try:
        return datetime.fromisoformat(written.strip()).replace(tzinfo=SWEDEN)
    except ValueError as error:
        raise CannotLead(_("Skriv datum och tid så här: 2026-03-02 13.20.")) from error


ACTS: dict[str, Act] = {
    "uppdatera": _update,
    "lanka": _link,
    "ta-bort": _unlink,
    "foresla": _propose,
    "besluta": _promote,
    "avsla": _decline,
    "roller": _roles,
    "uppgift": _task,
    "bocka": _tick,
}
