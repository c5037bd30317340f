"""Where agents send what machines tell, with their organisation's key."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from http import HTTPStatus
from threading import BoundedSemaphore

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from samdrift.inventory.errors import TooLarge, Unreadable
from samdrift.inventory.queries import keys
from samdrift.inventory.reading import messages, unpacking
from samdrift.inventory.reading.limits import MOST_SENT_BYTES
from samdrift.inventory.reading.messages import Form, Message
from samdrift.inventory.services import taking, unread
from samdrift.inventory.views import answers
from samdrift.plumbing import clock
from samdrift.plumbing.throttle import Throttle

_PIECE = 64 * 1024
_AT_ONCE = BoundedSemaphore(4)
"""So many are read at a time in a process, so that the largest together have room."""

KEYS = Throttle(3_000)
"""A key's inventories a minute: all of 7,000 machines in less than three."""
GUESSES = Throttle(30)
"""Wrong keys a minute from one address; who has a right one is not kept waiting by it."""


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "POST"])
def endpoint(request: HttpRequest, key: str = "") -> HttpResponse:
    """Take in what an agent sends; the key stands in the address, or as the password."""
    organisation = keys.organisation_of(key or _password(request))
    if organisation is not None:
        return _answered(request, organisation)
    address = str(request.META.get("REMOTE_ADDR", ""))
    return _ask_for_key(request) if GUESSES.lets(address, at=clock.now()) else _wait(request)


def _answered(request: HttpRequest, organisation: str) -> HttpResponse:
    if request.method == "GET":
        return answers.to_contact(request, Form.JSON)
    if not KEYS.lets(organisation, at=clock.now()):
        return _wait(request)
    return _received(request, organisation)


def _received(request: HttpRequest, organisation: str) -> HttpResponse:
    now, sent = clock.now(), b""
    form = _form_asked(request)
    try:
        sent = unpacking.gathered(_pieces(request))
        with _AT_ONCE:
            message = messages.read(sent)
        taking.take_in(message, organisation_code=organisation, at=now)
    except Unreadable as refusal:
        unread.keep(
            organisation_code=organisation,
            sender=_sender(request),
            reason=str(refusal),
            sent=sent,
            at=now,
        )
        large = isinstance(refusal, TooLarge)
        status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE if large else HTTPStatus.BAD_REQUEST
        return answers.refusal(request, form, str(refusal), status)
    return _answer(request, message)


def _answer(request: HttpRequest, message: Message) -> HttpResponse:
    if message.reports:
        return answers.to_inventory(request, message.form)
    return answers.to_contact(request, message.form)


def _pieces(request: HttpRequest) -> Iterator[bytes]:
    """Yield the body piece by piece; what says that it is too long is not read at all."""
    told = request.META.get("CONTENT_LENGTH") or "0"
    if told.isdecimal() and int(told) > MOST_SENT_BYTES:
        raise TooLarge(f"Det som skickades är större än {MOST_SENT_BYTES // 2**20} MB.")
    while piece := request.read(_PIECE):
        yield piece


def _form_asked(request: HttpRequest) -> Form:
    """Return how whoever asks wants answers, before what they sent is read."""
    is_json = "json" in request.headers.get("Content-Type", "").lower()
    return Form.JSON if is_json or "GLPI-Agent-ID" in request.headers else Form.XML


def _sender(request: HttpRequest) -> str:
    named = request.headers.get("GLPI-Agent-ID") or request.headers.get("User-Agent", "")
    return f"{request.META.get('REMOTE_ADDR', '')} {named}"[:200]


def _password(request: HttpRequest) -> str:
    """Return the password of basic authentication, whatever the user's name."""
    scheme, _, told = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return ""
    try:
        return base64.b64decode(told, validate=True).decode("utf-8").partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _ask_for_key(request: HttpRequest) -> HttpResponse:
    words = "Agentnyckeln saknas eller gäller inte."
    answer = answers.refusal(request, _form_asked(request), words, HTTPStatus.UNAUTHORIZED)
    answer.headers["WWW-Authenticate"] = 'Basic realm="Samdrift"'
    return answer


def _wait(request: HttpRequest) -> HttpResponse:
    words = "För många försök. Vänta en minut."
    answer = answers.refusal(request, _form_asked(request), words, HTTPStatus.TOO_MANY_REQUESTS)
    answer.headers["Retry-After"] = "60"
    return answer
