"""A filled desk asked as its users ask it: pages, API and mail; run in a process of its own.

With the environment of the house; it prints its rows as JSON.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import quote

from benchmarks import desk_cases, desk_fill, desk_texts
from benchmarks.asking import Client, free_port, serving, shares
from benchmarks.desk_letters import PASSWORD, Servers, mailbox_address, new_key
from benchmarks.processor import Meter

SERVE = (str(Path(sys.executable).with_name("samdrift")), "serve")
LIST, CASE, STATISTICS, SEARCH, SEARCH_COMMON = 0.080, 0.080, 0.300, 0.150, 0.250
CREATED_EACH, TAKEN_EACH = 1 / 60, 1 / 20
TIMES, CREATED, LETTERS, WARMING = 40, 300, 300, 50
BY_API = "create by API"
SEARCHES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("search, rare word", (desk_texts.RARE,)),
    ("search, compound", desk_texts.COMPOUND),
    ("search, a word in every fifth", desk_texts.COMMON),
)
FURTHER = (
    ("search, a word inside compounds", ("anslutning", "fiber"), SEARCH),
    (
        "search, a common word and a rare one",
        ("skrivaren kvartsglob", "skrivare xenon"),
        SEARCH_COMMON,
    ),
    (
        "search, a number",
        tuple(str(desk_cases.FIRST_NUMBER + each * 331) for each in range(20)),
        SEARCH,
    ),
    (
        "search, a phrase of common words",
        ('"skrivaren det"', '"och det"', '"det är inte"'),
        SEARCH_COMMON,
    ),
    ("search, words of a hundredth", desk_texts.words_of_a_hundredth(12), SEARCH),
    ("search, a rare phrase", ('"fiberanslutningen och"',), SEARCH),
)
"""What only ours is asked for besides."""
BY_MAIL = "create by mail"
NO_QUESTIONS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "SET ", "RESET ", "PRAGMA ")
"""What begins and ends a transaction, and what tells the database how, are no questions."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a request took; of what is created, p50 is the whole time through the number."""

    what: str
    p50: float
    p95: float
    promised: float | None = None
    queries: int | None = None
    note: str = ""
    processor: float | None = None
    """Seconds of processor time, of the server and its database together."""
    items: int | None = None
    """How many hits its pages showed together: what shows more takes longer to write."""


@dataclass(frozen=True, slots=True)
class Page:
    """Pages of a kind, asked for by turns, and what one is promised to take (95 of 100)."""

    what: str
    addresses: tuple[str, ...]
    promised: float


def main() -> None:
    """Measure the house that the environment names, with so many cases."""
    desk_fill.set_up()
    desk_fill.bring_up_to_date()
    count = int(sys.argv[1])
    cookie, token = _signed_in(), _token()
    port = free_port()
    rows: list[Measured] = []
    environment = {**os.environ, "SAMDRIFT_BASE_URL": f"http://127.0.0.1:{port}"}
    with serving((*SERVE, "--port", str(port)), environment, port=port) as server:
        meter = Meter(server, os.environ.get("SAMDRIFT_DATABASE_URL", "").rpartition("/")[2])
        client = Client(port, {"Cookie": f"sessionid={cookie}"}, meter)
        for page in _pages(count):
            took = client.timed(page.addresses, TIMES)
            queries = _queries(page.addresses[0], cookie)
            rows.append(
                Measured(
                    page.what,
                    *shares(took),
                    page.promised,
                    queries,
                    processor=client.processor,
                    items=client.items if page.addresses[0].startswith("/sok/") else None,
                )
            )
        rows.append(_created(port, token, meter))
        rows.append(_created_by_two(port, token))
    rows.extend(_by_mail())
    print(json.dumps([asdict(row) for row in rows]))  # noqa: T201


def _pages(count: int) -> Iterator[Page]:
    yield Page("open queue", ("/arenden/?view=all",), LIST)
    yield Page("closed list, last page", ("/arenden/?view=closed&before=last",), LIST)
    long = [str(desk_cases.FIRST_NUMBER + place) for place in desk_cases.long_ones(count)]
    yield Page(
        "case with 30 messages", tuple(f"/arenden/{each}/?view=all" for each in long[:20]), CASE
    )
    for what, words, promised in FURTHER:
        yield Page(what, tuple(f"/sok/?q={quote(each)}" for each in words), promised)
    span = "fran=2021-11-01&till=2026-10-31"
    for what, words in SEARCHES:
        promised = SEARCH_COMMON if words is desk_texts.COMMON else SEARCH
        yield Page(what, tuple(f"/sok/?q={quote(each)}" for each in words), promised)
    yield Page("solved within, by month, 5 years", (f"/arenden/statistik/?{span}",), STATISTICS)


def _created(port: int, token: str, meter: Meter) -> Measured:
    """Report by the API, one after another; the first ones are not counted."""
    _report(port, token, 0, WARMING)
    before = meter.seconds()
    took = _report(port, token, WARMING, CREATED)
    p50, p95 = shares(took)
    note = f"one client, p50 {p50 * 1000:.1f} ms, p95 {p95 * 1000:.1f} ms"
    each = sum(took) / len(took)
    processor = (meter.seconds() - before) / len(took)
    return Measured(BY_API, each, each, CREATED_EACH, note=note, processor=processor)


def _created_by_two(port: int, token: str) -> Measured:
    """Report by the API, two clients side by side, each one after another."""
    began = time.perf_counter()
    with ThreadPoolExecutor(2) as hands:
        parts = [hands.submit(_report, port, token, hand * CREATED, CREATED) for hand in (1, 2)]
        took = [each for part in parts for each in part.result()]
    each = (time.perf_counter() - began) / len(took)
    p50, p95 = shares(took)
    note = f"p50 {p50 * 1000:.1f} ms, p95 {p95 * 1000:.1f} ms"
    return Measured("create by API, two clients", each, each, CREATED_EACH, note=note)


def _report(port: int, token: str, first: int, count: int) -> list[float]:
    """Report so many cases by the API; return what each took."""
    client, took = Client(port, {"Authorization": f"Bearer {token}"}), []
    for case in desk_cases.cases(desk_cases.TEXTS, first, first + count):
        asked = {
            "subject": case.subject,
            "text": case.said[0].text,
            "requesterEmail": desk_fill.address(case.person),
            "organisation": case.organisation,
        }
        body = json.dumps(asked).encode()
        headers = {"Content-Type": "application/json"}
        began = time.perf_counter()
        answer = client.ask("/api/v1/tickets", method="POST", body=body, headers=headers)
        took.append(time.perf_counter() - began)
        assert answer.status == 201, answer.body
    return took


def _by_mail() -> Iterator[Measured]:
    """Fetch letters from a real server and take them in, as the worker does."""
    from samdrift.plumbing import clock  # noqa: PLC0415
    from samdrift.plumbing.mail import fetching, intake, keeping, passwords  # noqa: PLC0415
    from samdrift.plumbing.mail.choices import Security  # noqa: PLC0415
    from samdrift.plumbing.mail.models import Mailbox  # noqa: PLC0415
    from samdrift.servicedesk.models import Ticket  # noqa: PLC0415

    servers = Servers.found()
    if servers is None:
        return
    Mailbox.objects.update(is_open=False)
    key = new_key()
    box = keeping.save_mailbox(
        keeping.Settings(
            key=key,
            address=mailbox_address(key),
            authority_file=servers.authority,
            imap=(servers.host, servers.imap[1], Security.TLS),
            smtp=(servers.host, servers.smtp[1], Security.TLS),
        )
    )
    passwords.keep(key, PASSWORD)
    servers.deliver(key, LETTERS)
    before = Ticket.objects.count()
    began = time.perf_counter()
    fetched = 0
    while fetched < LETTERS:
        fetched += fetching.fetch(box, at=clock.now())
    received = time.perf_counter() - began
    intake.handle_waiting(at=clock.now(), limit=LETTERS)
    each = (time.perf_counter() - began) / LETTERS
    assert Ticket.objects.count() == before + LETTERS, "every letter is a ticket"
    note = f"of it fetched and kept {received / LETTERS * 1000:.1f} ms"
    yield Measured(BY_MAIL, each, each, TAKEN_EACH, note=note)


def _signed_in() -> str:
    """Return the cookie of a helper who has signed in."""
    from django.contrib.auth.models import User  # noqa: PLC0415
    from django.test import Client as Browser  # noqa: PLC0415

    browser = Browser()
    browser.force_login(User.objects.get(username="helper0"))
    return browser.cookies["sessionid"].value


def _token() -> str:
    from samdrift.api import services  # noqa: PLC0415
    from samdrift.api.choices import Scope  # noqa: PLC0415
    from samdrift.plumbing import clock  # noqa: PLC0415

    return services.give_token(
        name=new_key(), username="helper0", scopes=Scope.values, by="bench", at=clock.now()
    )


def _queries(address: str, cookie: str) -> int:
    """Return how many queries a page takes, the second time it is asked for."""
    from django.db import connection  # noqa: PLC0415
    from django.test import Client as Browser  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    browser = Browser(headers={"host": "localhost"})
    browser.cookies["sessionid"] = cookie
    browser.get(address)
    with CaptureQueriesContext(connection) as asked:
        browser.get(address)
    return sum(not each["sql"].startswith(NO_QUESTIONS) for each in asked)


if __name__ == "__main__":
    main()
