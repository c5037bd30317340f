"""Who comes to the switchboard's pages, and what they choose among."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest

from samdrift.parties import queries as parties
from samdrift.plumbing import access
from samdrift.plumbing.access import Viewer, viewer_of


def let_in(request: HttpRequest, is_for: Callable[[Viewer], bool]) -> Viewer:
    """Return who comes; to whoever has nothing to do there the page is not there."""
    viewer = viewer_of(request)
    if not is_for(viewer):
        raise Http404
    return viewer


def name_of(request: HttpRequest) -> str:
    """Return what whoever writes something down is called."""
    user = request.user
    assert user.is_authenticated, "who writes has signed in"
    return user.get_full_name() or user.get_username()


def member_choices() -> tuple[tuple[str, str], ...]:
    """Return the members to choose among."""
    return tuple((party.code, party.name) for party in parties.members())


def frame(request: HttpRequest, place: str) -> dict[str, object]:
    """Return what every page of the switchboard shows: where one is, and what one may do."""
    viewer = viewer_of(request)
    return {
        "place": place,
        "works": access.may_work_tickets(viewer),
        "keeps": access.may_keep_switchboard(viewer),
    }
