"""Every request: given a number that follows it through the logs, timed, and written down."""

from __future__ import annotations

import logging
import re
import time
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from samdrift.operation import measures
from samdrift.operation.logs import REQUEST

HEADER = "X-Request-ID"
_KNOWN_FORM = re.compile(r"[A-Za-z0-9._-]{8,64}")
_log = logging.getLogger(__name__)


class Followed:
    """Numbers, times and logs each request; what a proxy has numbered keeps its number.

    A line tells the route and not the address: what is searched for, and whose page it is, are
    nobody's who reads logs.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        told = request.headers.get(HEADER, "")
        number = told if _KNOWN_FORM.fullmatch(told) else uuid.uuid4().hex
        token = REQUEST.set(number)
        began = time.perf_counter()
        try:
            response = self._get_response(request)
            response.headers[HEADER] = number
            self._tell(request, response, time.perf_counter() - began)
            return response
        finally:
            REQUEST.reset(token)

    def _tell(self, request: HttpRequest, response: HttpResponse, seconds: float) -> None:
        match = request.resolver_match
        route = match.route if match is not None else "-"
        method = request.method or "-"
        measures.REQUESTS.labels(route, method, response.status_code).observe(seconds)
        _log.info(
            "answered",
            extra={
                "method": method,
                "route": route,
                "status": response.status_code,
                "milliseconds": round(seconds * 1000, 1),
                "user": getattr(getattr(request, "user", None), "pk", None) if match else None,
            },
        )
