"""Who looks at tickets, made of who has signed in."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, QueryDict

from samdrift.plumbing import access
from samdrift.plumbing.access import viewer_of
from samdrift.servicedesk.casework import door
from samdrift.servicedesk.casework import queries as casework
from samdrift.servicedesk.casework.queries import Case
from samdrift.servicedesk.ports import Actor, Reader
from samdrift.servicedesk.queue.ports import Selection


def reader_of(request: HttpRequest) -> Reader:
    """Return who reads; to whoever has nothing to do with tickets the pages are not there."""
    user_id = request.user.pk
    assert user_id is not None, "who reads has signed in"
    reader = door.reader_for(viewer_of(request), user_id)
    if reader is None:
        raise Http404
    return reader


def worker_of(request: HttpRequest) -> Reader:
    """Return who works with tickets; to everybody else the page is not there."""
    if not access.may_work_tickets(viewer_of(request)):
        raise Http404
    return reader_of(request)


def desk_reader_of(request: HttpRequest) -> Reader:
    """Return who reads the tickets of every organisation; to the rest the page is not there."""
    if not access.may_read_every_ticket(viewer_of(request)):
        raise Http404
    return reader_of(request)


def actor_of(request: HttpRequest) -> Actor:
    """Return who acts, by the name that the story tells."""
    user = request.user
    assert user.is_authenticated, "who acts has signed in"
    return Actor(user.get_full_name() or user.get_username(), user_id=user.pk)


def kept_selection(request: HttpRequest) -> str:
    """Return the list that a form was sent from, as parameters; nothing but what a list takes."""
    kept = QueryDict(request.POST.get("kept", "")[:500]).dict()
    if not kept:
        return ""
    places = {key: kept[key] for key in ("after", "before") if key in kept}
    return urlencode(Selection.from_query(kept).query() | places)


def case_or_404(reader: Reader, number: str) -> Case:
    """Return a ticket, or a page that does not tell whether there is one."""
    return _there(casework.case(reader=reader, number=number))


def case_and_beside_or_404(reader: Reader, number: str) -> Case:
    """Return a ticket and whether there is anything beside it, or the same page."""
    return _there(casework.case_and_beside(reader=reader, number=number))


def _there(found: Case | None) -> Case:
    if found is None:
        raise Http404
    return found
