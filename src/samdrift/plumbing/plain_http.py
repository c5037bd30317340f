"""Programs that speak plain HTTP where HTTPS is wanted: told so, and not turned over unseen."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

FOR_PROGRAMS = ("/api/", "/inventering/", "/scim/")


class ProgramsSpeakHttps:
    """Refuses a program that has sent its key unencrypted: a redirect would let it go on so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer one request; people who come by HTTP are turned over to HTTPS by Django."""
        is_plain = settings.SECURE_SSL_REDIRECT and not request.is_secure()
        if is_plain and request.path.startswith(FOR_PROGRAMS):
            return HttpResponse(
                "Använd https, och byt nyckeln: den har skickats okrypterad.",
                status=HTTPStatus.FORBIDDEN,
                content_type="text/plain; charset=utf-8",
            )
        return self._get_response(request)
