"""How many queries an answer took."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse


class TellQueries:
    """Tells how many queries an answer took, to whoever asks for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and count where it is asked for."""
        if "X-Count-Queries" not in request.headers:
            return self._get_response(request)
        count = 0

        def counted(execute: Callable[..., Any], *told: object) -> object:
            nonlocal count
            count += 1
            return execute(*told)

        with connection.execute_wrapper(counted):
            answer = self._get_response(request)
        answer["X-Queries"] = str(count)
        return answer
