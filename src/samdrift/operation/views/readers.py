"""Who runs the product, made of who has signed in; to everybody else the pages are not there."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from samdrift.plumbing import access
from samdrift.plumbing.access import viewer_of


def runner_of(request: HttpRequest) -> str:
    """Return the name of whoever runs the product."""
    if not access.may_run_the_product(viewer_of(request)):
        raise Http404
    user = request.user
    assert user.is_authenticated, "who runs the product has signed in"
    return user.get_full_name() or user.get_username()
