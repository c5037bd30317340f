"""Who keeps directories, made of who has signed in; to everybody else the pages are not there."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from samdrift.directorysync import queries
from samdrift.directorysync.models import Source
from samdrift.plumbing import access
from samdrift.plumbing.access import viewer_of


def keeper_of(request: HttpRequest) -> str:
    """Return the name of whoever keeps directories."""
    if not access.may_keep_directory(viewer_of(request)):
        raise Http404
    user = request.user
    assert user.is_authenticated, "who keeps directories has signed in"
    return user.get_full_name() or user.get_username()


def source_or_404(key: str) -> Source:
    """Return a directory by its key; where there is no such, no page is there."""
    found = queries.source(key)
    if found is None:
        raise Http404
    return found
