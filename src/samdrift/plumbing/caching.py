"""What browsers and proxies may keep: nothing of what somebody had to show who they are to see."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class NothingIsKept:
    """Says of every answer to whoever has signed in, or has a token, that it is not to be kept.

    A view that says otherwise of its own answer is let be.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        response = self._get_response(request)
        has_shown = settings.SESSION_COOKIE_NAME in request.COOKIES
        if has_shown or "Authorization" in request.headers:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response
