"""Which things a ticket concerns: told, and taken back."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router

from samdrift.api.views import doors
from samdrift.api.views.telling import READ, WRITE, Number
from samdrift.api.views.thing_schemas import ConcernedOut, Tag
from samdrift.plumbing import clock
from samdrift.servicedesk.casework import concerning

router = Router(tags=["things"], by_alias=True)


@router.get("/{number}/things", response=list[ConcernedOut], auth=READ, summary="Its things")
def things_of_ticket(request: HttpRequest, number: Number) -> list[ConcernedOut]:
    """Return the things that a ticket concerns, then what else whoever reported it has."""
    doors.worker_of(request)
    return _beside(request, number)


@router.put("/{number}/things/{tag}", response=list[ConcernedOut], auth=WRITE, summary="Concern")
def concern_thing(request: HttpRequest, number: Number, tag: Tag) -> list[ConcernedOut]:
    """Say that a ticket concerns a thing; twice is once."""
    actor, case = doors.worker_of(request), doors.case_of(request, number)
    concerning.concern(number=case.number, tag=tag, actor=actor, at=clock.now())
    return _beside(request, number)


@router.delete("/{number}/things/{tag}", response=list[ConcernedOut], auth=WRITE, summary="Leave")
def leave_thing(request: HttpRequest, number: Number, tag: Tag) -> list[ConcernedOut]:
    """Take back that a ticket concerns a thing."""
    actor, case = doors.worker_of(request), doors.case_of(request, number)
    concerning.leave(number=case.number, tag=tag, actor=actor, at=clock.now())
    return _beside(request, number)


def _beside(request: HttpRequest, number: str) -> list[ConcernedOut]:
    case = doors.case_of(request, number)
    found = concerning.beside(ticket_id=case.id, person_id=case.requester_id)
    return [
        ConcernedOut(tag=each.device.tag, model=each.device.model, is_concerned=each.is_concerned)
        for each in found
    ]
