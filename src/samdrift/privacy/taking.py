"""Whatever file somebody takes out is written down, and those that are lists say by whom."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from samdrift.plumbing import clock, marks
from samdrift.plumbing.marks import Mark
from samdrift.privacy import services

_NAME = re.compile(r'filename="?([^";]+)')


class TakenOutMiddleware:
    """Marks what is made for whoever has signed in, and notes each file that is handed over."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer one request; what is no file goes by untouched."""
        with marks.marked(partial(_mark, request)):
            response = self._get_response(request)
        told = response.headers.get("Content-Disposition", "")
        user = request.user
        if told.startswith("attachment") and response.status_code == 200 and user.is_authenticated:
            found = _NAME.search(told)
            services.note_taken_out(
                by=User(pk=user.pk, username=user.get_username()),
                name=found[1] if found else "",
                address=request.path,
                at=clock.now(),
            )
        return response


def _mark(request: HttpRequest) -> Mark | None:
    """Return who asks, where somebody has signed in."""
    if not request.user.is_authenticated:
        return None
    return Mark(request.user.get_username(), clock.now())
