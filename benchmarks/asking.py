"""A server asked over HTTP by one client, and what its answers took."""

from __future__ import annotations

import http.client
import math
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from benchmarks.processor import Meter

PATIENCE = 600
"""Seconds that an answer may take before it is given up."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    cookies: tuple[str, ...]


class Client:
    """One client with one connection, as a browser keeps it."""

    def __init__(self, port: int, headers: Mapping[str, str], meter: Meter | None = None) -> None:
        self._headers, self._meter = headers, meter
        self.processor = 0.0
        """Seconds of processor time that an answer took the server and its database, last timed."""
        self.items = 0
        """How many list items the last timed answers had, together."""
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)

    def ask(
        self,
        address: str,
        *,
        method: str = "GET",
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Ask, and read the whole answer; a connection that the server has ended is begun anew."""
        told = {**self._headers, **(headers or {})}
        try:
            self._connection.request(method, address, body, told)
            answer = self._connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionError):
            self._connection.close()
            self._connection.request(method, address, body, told)
            answer = self._connection.getresponse()
        heads = [(name.lower(), value) for name, value in answer.getheaders()]
        cookies = tuple(value for name, value in heads if name == "set-cookie")
        return Answer(answer.status, dict(heads), answer.read(), cookies)

    def timed(self, addresses: Sequence[str], times: int, *, warming: int = 3) -> list[float]:
        """Return what answers took, asked for by turns; the first ones are not counted."""
        took = []
        self.items = 0
        for place in range(warming + times):
            if place == warming and self._meter is not None:
                before = self._meter.seconds()
            began = time.perf_counter()
            answer = self.ask(addresses[place % len(addresses)])
            seconds = time.perf_counter() - began
            assert answer.status == 200, f"{addresses}: {answer.status}"
            if place >= warming:
                took.append(seconds)
                self.items += answer.body.count(b"<li>")
        if self._meter is not None:
            self.processor = (self._meter.seconds() - before) / times
        return took


@contextmanager
def serving(command: Sequence[str], environment: Mapping[str, str], *, port: int) -> Iterator[int]:
    """Have a server run, and end it; its process is told."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment)  # noqa: S603
    try:
        _wait_for(port, process)
        yield process.pid
    finally:
        process.terminate()
        process.wait(60)


def free_port() -> int:
    """Return a port that nobody has."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    return port


def shares(took: Sequence[float]) -> tuple[float, float]:
    """Return what half of the answers, and 95 of 100, took at most."""
    ordered = sorted(took)
    return ordered[math.ceil(len(ordered) / 2) - 1], ordered[math.ceil(len(ordered) * 0.95) - 1]


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert process.poll() is None, "the server has ended by itself"
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError
