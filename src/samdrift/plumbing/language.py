"""The language of a page: Swedish, or what the reader has chosen."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers


class ChosenLanguage:
    """Answers in the language of the reader's cookie, else in Swedish.

    What the browser asks for is passed over: a Swedish official's browser is often English, and
    half a page of records would stay Swedish whatever it asks.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        known = {code for code, _ in settings.LANGUAGES}
        language = chosen if chosen in known else settings.LANGUAGE_CODE
        with translation.override(language):
            response = self._get_response(request)
        response.headers["Content-Language"] = language
        patch_vary_headers(response, ("Cookie",))
        return response
