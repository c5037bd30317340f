"""Who reads, asked once for every request: without a role nothing of the product is shown.

An employee's own pages are the portal's, and an employee is led there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from samdrift.parties import queries, strength
from samdrift.plumbing import clock
from samdrift.plumbing.access import Viewer


class DoorkeeperMiddleware:
    """Puts the viewer on the request; whoever has no role is told so, and sees nothing else.

    Views that ask for no sign-in (`login_not_required`), or for no role
    (`access.for_all_who_sign_in`), are let through as they are.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request through; the door stands in `process_view`, where the view is known."""
        return self._get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        _args: tuple[Any, ...],
        _kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        """Return the page that says a role is missing, None where the viewer may go on."""
        if not getattr(view, "login_required", True) or not request.user.is_authenticated:
            return None
        known = queries.held(request.user.pk)
        held = queries.seen_with(known, at=clock.now())
        told = strength.of(request.session)
        viewer = strength.narrowed(held, told, known.demands) if held else None
        request.viewer = viewer if viewer and viewer.roles else None  # type: ignore[attr-defined]
        if getattr(view, "needs_no_role", False):
            return None
        if viewer != held:
            return redirect("stronger")
        return _where_else(request, viewer)


def _where_else(request: HttpRequest, viewer: Viewer | None) -> HttpResponse | None:
    """Return where somebody is led who has nothing to do here, None for who has."""
    if viewer is None:
        return render(request, "parties/no_role.html", status=403)
    return None if viewer.sees_figures else redirect(settings.PORTAL_URL)
