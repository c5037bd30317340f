"""Who reads of machines, made of who has signed in; to everybody else the pages are not there."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest

from samdrift.plumbing import access
from samdrift.plumbing.access import Viewer, viewer_of


def scope_of(request: HttpRequest) -> str:
    """Return whose machines somebody may read of: an organisation's code, empty for every one."""
    viewer = _who(request, access.may_read_machines)
    return "" if access.may_read_every_machine(viewer) else viewer.organisation_code


def asked_organisation(request: HttpRequest) -> str:
    """Return whose machines somebody asks for, of those they may read of."""
    return scope_of(request) or request.GET.get("organisation", "")


def decider_of(request: HttpRequest) -> str:
    """Return the name of whoever decides of machines."""
    _who(request, access.may_decide_machines)
    return _name(request)


def key_giver_of(request: HttpRequest) -> str:
    """Return the name of whoever gives agents keys, and says by what machines are matched."""
    _who(request, access.may_give_agent_keys)
    return _name(request)


def _who(request: HttpRequest, may: Callable[[Viewer], bool]) -> Viewer:
    viewer = viewer_of(request)
    if not may(viewer):
        raise Http404
    return viewer


def _name(request: HttpRequest) -> str:
    user = request.user
    assert user.is_authenticated, "who decides has signed in"
    return user.get_full_name() or user.get_username()
