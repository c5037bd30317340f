"""What other sites' pages may do with ours: nothing; and what ours may use of the machine."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    # Labels are read by the camera; nothing else of the machine is ever asked for.
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=(), payment=(), usb=(), "
    "display-capture=(), screen-wake-lock=(), browsing-topics=()",
    "X-Permitted-Cross-Domain-Policies": "none",
}


class Isolated:
    """Says so in every answer, also of files and of errors. Django says the rest."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        response = self._get_response(request)
        for name, said in HEADERS.items():
            response.headers.setdefault(name, said)
        return response
