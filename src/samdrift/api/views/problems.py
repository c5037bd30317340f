"""What went wrong, as RFC 9457 has it."""

from __future__ import annotations

import json
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

CONTENT_TYPE = "application/problem+json"

_TITLES = {
    400: "Frågan går inte att läsa",
    401: "Åtkomstnyckel saknas eller gäller inte",
    403: "Åtkomstnyckeln räcker inte till",
    404: "Finns inte",
    405: "Metoden finns inte här",
    409: "Går inte som det står nu",
    422: "Frågan är fel",
    500: "Något gick fel hos oss",
}


def problem(request: HttpRequest, status: int, detail: str = "") -> HttpResponse:
    """Return an answer that tells what went wrong."""
    told = {
        "type": "about:blank",
        "title": _TITLES.get(status, HTTPStatus(status).phrase),
        "status": status,
        "detail": detail or _TITLES.get(status, HTTPStatus(status).phrase),
        "instance": request.path,
    }
    answer = HttpResponse(json.dumps(told), status=status, content_type=CONTENT_TYPE)
    if status == HTTPStatus.UNAUTHORIZED:
        answer["WWW-Authenticate"] = "Bearer"
    return answer
