"""Asking a provider something over HTTP: encrypted, bounded, in time, never led elsewhere."""

from __future__ import annotations

import base64
import json
import urllib.request
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from samdrift.identity.errors import NotVouchedFor

SECONDS = 10
MOST_BYTES = 2**20
LOOPBACK = ("127.0.0.1", "localhost", "::1")

type Json = dict[str, Any]


def is_safe(address: str) -> bool:
    """Whether an address is encrypted, or is on the very machine we are."""
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and (
            parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
        )
    except ValueError:
        return False


def asked(address: str, *, token: str = "") -> Json:
    """Return what is told at an address, as whoever a token says. Raises NotVouchedFor."""
    return _told(address, None, {"Authorization": f"Bearer {token}"} if token else {})


def sent(address: str, form: Mapping[str, str], *, name: str = "", secret: str = "") -> Json:
    """Send a form, proved by a name and a secret where there is one. Raises NotVouchedFor."""
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    if secret:
        pair = f"{quote(name, safe='')}:{quote(secret, safe='')}".encode()
        headers["Authorization"] = f"Basic {base64.b64encode(pair).decode()}"
    return _told(address, urlencode(form).encode(), headers)


def _told(address: str, body: bytes | None, headers: dict[str, str]) -> Json:
    if not is_safe(address):
        raise _silent(cause="its address is not encrypted")
    headers |= {"Accept": "application/json", "User-Agent": "Samdrift"}
    request = urllib.request.Request(address, body, headers)  # noqa: S310  Looked at just above.
    try:
        with _opener().open(request, timeout=SECONDS) as answer:
            status, text = answer.status, answer.read(MOST_BYTES + 1)
        told = json.loads(text) if status == 200 and len(text) <= MOST_BYTES else None
    except (OSError, HTTPException, ValueError, RecursionError) as error:
        raise _silent(cause=f"{type(error).__name__} from {urlsplit(address).hostname}") from error
    if not isinstance(told, dict):
        raise _silent(cause=f"{status} from {urlsplit(address).path}")
    return told


def _opener() -> urllib.request.OpenerDirector:
    """Return who asks: through the machine's proxy if it has one, and without being led on."""
    opener = urllib.request.OpenerDirector()
    for handler in (urllib.request.ProxyHandler, urllib.request.HTTPHandler):
        opener.add_handler(handler())
    opener.add_handler(urllib.request.HTTPSHandler())
    return opener


def _silent(*, cause: str) -> NotVouchedFor:
    return NotVouchedFor(
        "Inloggningstjänsten svarar inte som den ska. Prova igen om en stund.", cause=cause
    )
