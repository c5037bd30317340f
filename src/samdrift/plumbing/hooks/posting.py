"""Sending one message to where it may go: no redirects, an answer that is bounded, a time limit."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import override

from samdrift.plumbing.hooks import guard
from samdrift.plumbing.hooks.errors import MayNotReach
from samdrift.plumbing.hooks.guard import Target

CONNECT_SECONDS = 5.0
WHOLE_SECONDS = 15.0
MOST_ANSWER_BYTES = 4096
TOO_LONG = "Det tog för lång tid."


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of sending: the code of the answer, or what went wrong."""

    code: int | None
    problem: str = ""

    @property
    def is_taken(self) -> bool:
        """Whether the receiver has it."""
        return self.code is not None and 200 <= self.code < 300


def post(written: str, *, body: bytes, headers: Mapping[str, str]) -> Outcome:
    """Send a message to an address and return what came of it; never raises for what they do."""
    try:
        target = guard.target_of(written)
    except MayNotReach as refusal:
        return Outcome(None, str(refusal))
    connection = _Pinned(target)
    watch = threading.Timer(WHOLE_SECONDS, connection.cut)
    watch.start()
    try:
        return _sent(connection, target, body, headers)
    except ssl.SSLError:
        return Outcome(None, "Mottagarens certifikat gäller inte.")
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = TOO_LONG if connection.is_cut else _words(error)
        return Outcome(None, reason)
    finally:
        watch.cancel()
        connection.close()


def _sent(connection: _Pinned, target: Target, body: bytes, headers: Mapping[str, str]) -> Outcome:
    told = {"Content-Type": "application/json", "User-Agent": "Samdrift", **headers}
    connection.request("POST", target.path, body=body, headers=told)
    answer = connection.getresponse()
    answer.read(MOST_ANSWER_BYTES)
    if connection.is_cut:
        return Outcome(None, TOO_LONG)
    if 200 <= answer.status < 300:
        return Outcome(answer.status)
    if 300 <= answer.status < 400:
        return Outcome(answer.status, "Mottagaren hänvisade vidare. Hänvisningar följs inte.")
    return Outcome(answer.status, f"Mottagaren svarade {answer.status}.")


class _Pinned(http.client.HTTPConnection):
    """A connection to the address that was looked at, by the name that its certificate has."""

    def __init__(self, target: Target) -> None:
        super().__init__(target.host, target.port, timeout=CONNECT_SECONDS)
        self._target = target
        self.is_cut = False

    @override
    def connect(self) -> None:
        """Connect to the address; the name is for the certificate."""
        plain = socket.create_connection(
            (self._target.address, self._target.port), timeout=CONNECT_SECONDS
        )
        self.sock = plain
        if self._target.is_tls:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(plain, server_hostname=self._target.host)

    def cut(self) -> None:
        """End what has taken too long, whatever is being waited for."""
        self.is_cut = True
        with suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)


def _words(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return TOO_LONG
    if isinstance(error, ConnectionRefusedError):
        return "Ingen svarar på adressen."
    return "Förbindelsen bröts."
