"""Who looks at changes, made of who has signed in."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from samdrift.changes.ports import Actor
from samdrift.plumbing import access
from samdrift.plumbing.access import Viewer, viewer_of
from samdrift.servicedesk.ports import Reader


def reader_of(request: HttpRequest) -> Viewer:
    """Return who reads; to whoever has nothing to do with changes the pages are not there."""
    viewer = viewer_of(request)
    if not access.may_read_changes(viewer):
        raise Http404
    return viewer


def worker_of(request: HttpRequest) -> Viewer:
    """Return who works with changes; to everybody else the page is not there."""
    viewer = reader_of(request)
    if not access.may_work_changes(viewer):
        raise Http404
    return viewer


def ruler_of(request: HttpRequest) -> Viewer:
    """Return who decides how changes are decided; to everybody else the page is not there."""
    viewer = reader_of(request)
    if not access.may_rule_changes(viewer):
        raise Http404
    return viewer


def actor_of(request: HttpRequest) -> Actor:
    """Return who acts, by the name that the story tells."""
    user = request.user
    assert user.is_authenticated, "who acts has signed in"
    return Actor(user.get_full_name() or user.get_username(), user_id=user.pk)


def ticket_reader_of(request: HttpRequest) -> Reader:
    """Return who reads the tickets that changes belong with."""
    viewer = viewer_of(request)
    assert request.user.pk is not None, "who reads has signed in"
    return Reader(
        user_id=request.user.pk,
        is_desk=access.may_read_every_ticket(viewer),
        sees_secret=access.may_read_secret_tickets(viewer),
    )
