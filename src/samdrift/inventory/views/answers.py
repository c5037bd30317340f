"""What agents are answered: GLPI's JSON, and the XML that older agents expect."""

from __future__ import annotations

import re
from http import HTTPStatus
from xml.sax.saxutils import escape

from django.http import HttpRequest, HttpResponse, JsonResponse

from samdrift.inventory.reading.messages import Form

HOURS_BETWEEN = 24
"""How often a machine is asked to tell of itself."""

_REQUEST_ID = "GLPI-Request-ID"
_AGENT_ID = "GLPI-Agent-ID"
_ID = re.compile(r"[0-9A-Za-z-]{1,64}")


def to_contact(request: HttpRequest, form: Form) -> HttpResponse:
    """Answer an agent that says it is there: send an inventory, and come again in a day.

    An agent that asks in the older way, and names itself, is shown by JSON that it may use the new.
    """
    if form is Form.XML and _AGENT_ID not in request.headers:
        return _xml(request, f"<RESPONSE>SEND</RESPONSE><PROLOG_FREQ>{HOURS_BETWEEN}</PROLOG_FREQ>")
    tasks = {"inventory": {"server": "glpi", "version": "10.0"}}
    told = {"status": "ok", "expiration": HOURS_BETWEEN, "tasks": tasks}
    return _json(request, told, HTTPStatus.OK)


def to_inventory(request: HttpRequest, form: Form) -> HttpResponse:
    """Answer that an inventory was taken in."""
    if form is Form.XML:
        return _xml(request, "<RESPONSE>SEND</RESPONSE>")
    return _json(request, {"status": "ok", "expiration": HOURS_BETWEEN}, HTTPStatus.OK)


def refusal(request: HttpRequest, form: Form, words: str, status: HTTPStatus) -> HttpResponse:
    """Answer why something was not taken in."""
    if form is Form.XML:
        answer = _xml(request, f"<ERROR>{escape(words)}</ERROR>")
        answer.status_code = status
        return answer
    return _json(
        request, {"status": "error", "message": words, "expiration": HOURS_BETWEEN}, status
    )


def _json(request: HttpRequest, told: dict[str, object], status: HTTPStatus) -> HttpResponse:
    return _named(request, JsonResponse(told, status=status))


def _xml(request: HttpRequest, inner: str) -> HttpResponse:
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<REPLY>{inner}</REPLY>\n'
    return _named(request, HttpResponse(text.encode(), content_type="application/xml"))


def _named(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Say again which question is answered, as GLPI's agents and proxies ask for."""
    for name in (_REQUEST_ID, _AGENT_ID):
        told = request.headers.get(name, "")
        if _ID.fullmatch(told):
            answer.headers[name] = told
    answer.headers["Cache-Control"] = "no-store"
    return answer
