"""People at work: what they open, what they write, and how long they think in between.

A process of its own with a thread for each. It reads cookies, and prints what took how long, what
went wrong, and every write with whether it was taken.
"""

from __future__ import annotations

import json
import os
import random
import re
import sys
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

from benchmarks import desk_cases
from benchmarks.asking import Answer, Client

HELPER_THINKS, REQUESTER_THINKS = 8.0, 30.0
"""Seconds between two requests, on average."""
LATEST = 60
"""Seconds after the end within which everybody has been answered."""
COLLEAGUES_SHARE = 6
"""Every so many times a helper goes where the others are: to the first cases of the queue."""
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
_CASE = re.compile(rb'href="/arenden/(\d+)/')
_OWN = re.compile(rb'href="/hjalp/arenden/(\d+)/')
_HAD = re.compile(rb'name="had-(\w+)" value="([^"]*)"')
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(slots=True)
class Log:
    """What has happened, written down by everybody."""

    took: list[tuple[str, float]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    writes: list[dict[str, Any]] = field(default_factory=list)


class Somebody:
    """One who asks, looks, thinks and asks again, with a connection of their own."""

    def __init__(self, port: int, cookie: str, log: Log, *, place: int, thinks: float) -> None:
        self.chance = random.Random(place)  # noqa: S311
        self.place, self.thinks, self.log = place, thinks, log
        self._cookies = SimpleCookie({"sessionid": cookie})
        self._client = Client(port, {})

    def live(self, until: float, acts: list[tuple[int, Callable[[], None]]]) -> None:
        """Do one thing after another until the end, with a pause before each."""
        weights = [weight for weight, _ in acts]
        time.sleep(self.chance.uniform(0, self.thinks))
        while time.monotonic() < until:
            (chosen,) = self.chance.choices(acts, weights)
            try:
                chosen[1]()
            except Exception as error:  # noqa: BLE001  It is told, and the others go on.
                self.log.faults.append(f"{chosen[1].__name__}: {error!r}")
            pause = min(self.chance.expovariate(1 / self.thinks), 5 * self.thinks)
            time.sleep(max(0.0, min(pause, until - time.monotonic())))

    def open(self, kind: str, address: str) -> Answer:
        """Open a page."""
        return self._ask(kind, address, None)

    def send(self, kind: str, page: Answer, address: str, told: dict[str, object]) -> Answer:
        """Send a form of a page that is open, and open the page it leads to."""
        token = _TOKEN.search(page.body)
        assert token is not None, f"{kind}: the page has a form"
        sent = {"csrfmiddlewaretoken": token[1].decode(), **told}
        answer = self._ask(kind, address, urlencode(sent).encode())
        if answer.status == 302:
            answer = self._ask(f"{kind}, the page after", answer.headers["location"], None)
        return answer

    def _ask(self, kind: str, address: str, body: bytes | None) -> Answer:
        kept = (f"{name}={each.coded_value}" for name, each in self._cookies.items())
        headers = {"Cookie": "; ".join(kept)}
        began = time.perf_counter()
        method = "GET" if body is None else "POST"
        answer = self._client.ask(
            address, method=method, body=body, headers=headers | (_FORM if body else {})
        )
        self.log.took.append((kind, time.perf_counter() - began))
        for told in answer.cookies:
            self._cookies.load(told)
        assert answer.status in (200, 302), f"{kind} {address}: {answer.status}"
        return answer

    def wrote(self, kind: str, answer: Answer, **told: object) -> None:
        """Write down a write, and whether the page said that it was taken."""
        is_taken = b"note-ok" in answer.body and b"note-bad" not in answer.body
        self.log.writes.append({"kind": kind, "taken": is_taken, **told})


class Helper(Somebody):
    """Somebody at the desk."""

    def acts(self) -> list[tuple[int, Callable[[], None]]]:
        """Return what is done, and how often."""
        return [
            (20, self.look), (25, self.read), (15, self.reply), (8, self.note), (12, self.change),
            (4, self.take), (5, self.register), (30, self.pulse), (1, self.statistics),
        ]  # fmt: skip

    def look(self) -> None:
        """Look at a list."""
        self.open("desk: list", f"/arenden/?view={self.chance.choice(('mine', 'new', 'all'))}")

    def read(self) -> None:
        """Open a case."""
        self.open("desk: case", f"/arenden/{self._one()}/?view=all")

    def reply(self) -> None:
        """Answer whoever reported."""
        number, page = self._opened()
        if page is None:
            return
        mark = f"svar {uuid.uuid4().hex}"
        told = {"text": mark, "then": self.chance.choice(("", "", "waiting"))}
        answer = self.send("desk: reply", page, f"/arenden/{number}/svara/", told)
        self.wrote("message", answer, number=number, mark=mark)

    def note(self) -> None:
        """Write a note to colleagues."""
        number, page = self._opened()
        if page is None:
            return
        mark = f"not {uuid.uuid4().hex}"
        answer = self.send("desk: note", page, f"/arenden/{number}/anteckna/", {"text": mark})
        self.wrote("message", answer, number=number, mark=mark)

    def change(self) -> None:
        """Change a field, having looked at it for a while."""
        number, page = self._opened()
        if page is None:
            return
        had = {name.decode(): value.decode() for name, value in _HAD.findall(page.body)}
        time.sleep(self.chance.uniform(0, 2))
        name, value = self.chance.choice(
            [("category", f"Kategori {uuid.uuid4().hex[:8]}"), *_others("urgency", had)]
        )
        told = {f"had-{name}": had[name], name: value}
        answer = self.send("desk: change", page, f"/arenden/{number}/andra/", told)
        self.wrote("change", answer, number=number, field=name, had=had[name], value=value)

    def take(self) -> None:
        """Take a case."""
        number, page = self._opened()
        if page is not None:
            self.send("desk: take", page, f"/arenden/{number}/ta/", {})

    def register(self) -> None:
        """Take a call down."""
        page = self.open("desk: take a call", "/arenden/nytt/?sok=bo")
        mark = f"samtal {uuid.uuid4().hex}"
        told = {
            "subject": mark, "text": "Det ringde om en skrivare.", "channel": "phone",
            "organisation": self.chance.choice(desk_cases.ORGANISATIONS), "kind": "incident",
            "impact": "3", "urgency": "2",
        }  # fmt: skip
        answer = self.send("desk: register", page, "/arenden/nytt/", told)
        is_taken = mark.encode() in answer.body and b"had-urgency" in answer.body
        self.log.writes.append({"kind": "ticket", "taken": is_taken, "mark": mark})

    def pulse(self) -> None:
        """Ask whether anything has changed, as an open page does by itself."""
        number = self._one()
        self.open("desk: pulse", f"/arenden/puls/?ticket={number}")

    def statistics(self) -> None:
        """Look at the statistics."""
        self.open("desk: statistics", "/arenden/statistik/?period=2026")

    def _opened(self) -> tuple[str, Answer | None]:
        """Return a case that can be written in; None where it has been closed meanwhile."""
        number = self._one()
        page = self.open("desk: case", f"/arenden/{number}/?view=all")
        return number, page if b'name="had-urgency"' in page.body else None

    def _one(self) -> str:
        """Return a case: most often one of one's own part of the queue, now and then the first."""
        page = self.open("desk: list", "/arenden/?view=all")
        found = sorted({each.decode() for each in _CASE.findall(page.body)})
        if self.chance.randrange(COLLEAGUES_SHARE) == 0:
            return found[0]
        return found[self.place % len(found)]


class Requester(Somebody):
    """Somebody in the portal."""

    def acts(self) -> list[tuple[int, Callable[[], None]]]:
        """Return what is done, and how often."""
        return [
            (20, self.start), (20, self.own), (25, self.read), (20, self.type), (8, self.report),
            (8, self.answer), (4, self.status),
        ]  # fmt: skip

    def start(self) -> None:
        """Open the portal."""
        self.open("portal: start", "/hjalp/")

    def own(self) -> None:
        """Look at one's own cases."""
        self.open("portal: own cases", "/hjalp/arenden/")

    def read(self) -> None:
        """Open a case of one's own."""
        number = self._one()
        if number:
            self.open("portal: case", f"/hjalp/arenden/{number}/")

    def type(self) -> None:
        """Begin to write what is wrong, and be shown guides."""
        word = self.chance.choice(("skrivare", "lösenord", "skärm", "konto"))
        self.open("portal: guides while typing", f"/hjalp/forslag/?{urlencode({'q': word})}")

    def report(self) -> None:
        """Report something."""
        page = self.open("portal: report, the form", "/hjalp/anmal/")
        mark = f"anmälan {uuid.uuid4().hex}"
        told = {"subject": mark, "text": "Det går inte att skriva ut.", "stops": "2", "place": ""}
        answer = self.send("portal: report", page, "/hjalp/anmal/", told)
        self.wrote("ticket", answer, mark=mark)

    def answer(self) -> None:
        """Write in a case of one's own."""
        number = self._one()
        if not number:
            return
        page = self.open("portal: case", f"/hjalp/arenden/{number}/")
        address = f"/hjalp/arenden/{number}/svara/"
        if address.encode() not in page.body:
            return
        mark = f"besked {uuid.uuid4().hex}"
        answer = self.send("portal: answer", page, address, {"text": mark})
        self.wrote("message", answer, number=number, mark=mark)

    def status(self) -> None:
        """Look whether something is wrong."""
        self.open("portal: status", "/status/")

    def _one(self) -> str:
        page = self.open("portal: own cases", "/hjalp/arenden/")
        found = sorted({each.decode() for each in _OWN.findall(page.body)})
        return self.chance.choice(found) if found else ""


def main() -> None:
    """Let everybody who has a cookie work for so many seconds."""
    port, seconds = map(int, sys.argv[1:])
    cookies = json.load(sys.stdin)
    log = Log()
    until = time.monotonic() + seconds
    helpers = [Helper(port, each, log, place=place, thinks=HELPER_THINKS)
               for place, each in enumerate(cookies["helpers"])]  # fmt: skip
    others = [Requester(port, each, log, place=1000 + place, thinks=REQUESTER_THINKS)
              for place, each in enumerate(cookies["requesters"])]  # fmt: skip
    working = [
        threading.Thread(target=each.live, args=(until, each.acts()), daemon=True)
        for each in (*helpers, *others)
    ]
    for thread in working:
        thread.start()
    for thread in working:
        thread.join(max(0.0, until + LATEST - time.monotonic()))
    if waiting := sum(thread.is_alive() for thread in working):
        log.faults.append(f"{waiting} still wait for an answer {LATEST} s after the end")
    told = {"took": list(log.took), "faults": list(log.faults), "writes": list(log.writes)}
    print(json.dumps({**told, "load": os.getloadavg()[0]}))  # noqa: T201


def _others(name: str, had: dict[str, str]) -> list[tuple[str, str]]:
    return [(name, value) for value in ("1", "2", "3") if value != had[name]]


if __name__ == "__main__":
    main()
