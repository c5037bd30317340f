"""The pages of a large house, asked of a running server by one reader; with their questions.

Run in a process of its own, with the environment of the house: it prints each row as JSON.
"""

from __future__ import annotations

import http.client
import json
import math
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import quote

SERVE = (str(Path(sys.executable).with_name("samdrift")), "serve")
NAME = "mätaren"
PAGE, ORIGIN, PALETTE = 0.3, 0.2, 0.1
TYPED = ("dator", "kinda", "STOR-0400000", "3010", "verifikation 77", "årets resultat")
"""What is written in the palette: words, numbers, and what nothing is called."""
LINES_OTHERWISE = {
    "by account": "group-by=account",
    "by month": "group-by=booked_on",
    "by cost centre": "group-by=cost_centre",
    "largest first": "sort=-amount",
    "latest first": "sort=-booked_on",
    "by cost centre, sorted": "sort=cost_centre",
    "of one cost centre": "filter.cost_centre.is=L07",
    "above 4 000 kronor": "filter.amount.from=4000",
    "by text, sorted": "sort=text",
    "with 77 in the text": "filter.text.has=77",
    "of June": "filter.booked_on.from=2015-06-01&filter.booked_on.to=2015-06-30",
}
TICKETS_OTHERWISE = {
    "by category": "group-by=category",
    "by month": "group-by=closed_at",
    "latest closed first": "sort=-closed_at",
    "of one category": "filter.category.is=Dator",
}
WARM_TIMES, CHANGED_TIMES, COLD_TIMES = 40, 10, 2
NO_QUESTIONS = ("BEGIN", "COMMIT", "SET ", "RESET ", "PRAGMA ")
WARMING = 6
"""Requests before those that are counted: each of the server's processes has then met the page."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is asked for, and how fast it is promised to come (95 of 100, in seconds)."""

    what: str
    address: str
    promised: float


@dataclass(frozen=True, slots=True)
class Measured:
    """What a page took; `queries` is how many questions it put to the database."""

    what: str
    when: str
    p50: float
    p95: float
    promised: float | None
    queries: int | None = None


def main() -> None:
    """Measure every page of the house that the environment names."""
    import django  # noqa: PLC0415

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samdrift.project.settings")
    django.setup()
    for row in chain(_references(), _measured(_pages(), signed_in())):
        print(json.dumps(asdict(row)), flush=True)  # noqa: T201


def _measured(pages: Sequence[Page], cookie: str) -> Iterator[Measured]:
    yield from _cold(pages[:2], cookie)
    with _server() as ask:
        for page in pages:
            _many(ask, page, cookie, WARMING)
            took = _many(ask, page, cookie, WARM_TIMES)
            questions = _questions(page, cookie)
            yield Measured(page.what, "warm", *_shares(took), page.promised, questions)
        for page in pages[:2]:
            yield from _after_a_change(ask, page, cookie)


def _cold(pages: Sequence[Page], cookie: str) -> Iterator[Measured]:
    """A server that has just begun: with nothing kept, and with what the worker made ready."""
    from benchmarks.large_house import YEAR  # noqa: PLC0415
    from samdrift.annualreport.work import make_ready  # noqa: PLC0415
    from samdrift.plumbing import clock  # noqa: PLC0415
    from samdrift.reporting import memory  # noqa: PLC0415
    from samdrift.reporting.models import KeptAnswer  # noqa: PLC0415

    for page in pages:
        anew, begun = [], []
        for _ in range(COLD_TIMES):
            for times, is_ready in ((anew, False), (begun, True)):
                KeptAnswer.objects.all().delete()
                memory.forget_in_process()
                if is_ready:
                    make_ready(at=clock.now(), years=(YEAR,))
                with _server() as ask:
                    ask("/utseende/", cookie)
                    times.extend(_many(ask, page, cookie, 1))
        yield Measured(page.what, "cold: nothing kept", *_shares(anew), None)
        yield Measured(page.what, "made ready: the first reader", *_shares(begun), PAGE)


def _after_a_change(ask: Callable[[str, str], None], page: Page, cookie: str) -> Iterator[Measured]:
    """Each time somebody has just closed a ticket, as a desk does all day."""
    from samdrift.servicedesk.models import Ticket  # noqa: PLC0415

    closed = Ticket.objects.filter(closed_at__isnull=False).first()
    assert closed is not None, "a large house has tickets"
    took, written = [], []
    for number in range(CHANGED_TIMES):
        closed.pk, closed.number = None, f"ny-{time.time_ns()}-{number}"
        closed.save()
        written.append(closed.pk)
        took += _many(ask, page, cookie, 1)
    Ticket.objects.filter(pk__in=written).delete()
    yield Measured(page.what, "a ticket just closed", *_shares(took), page.promised)


def _references() -> Iterator[Measured]:
    """What the database alone needs, so that the machine is told."""
    from django.db import connection  # noqa: PLC0415

    for what, question in (
        ("reference: count every voucher line", "SELECT COUNT(*) FROM ledger_voucherline"),
        (
            "reference: add every voucher line by account",
            "SELECT account, SUM(amount_ore) FROM ledger_voucherline GROUP BY account",
        ),
        ("reference: count every ticket", "SELECT COUNT(*) FROM servicedesk_ticket"),
    ):
        took = []
        for _ in range(CHANGED_TIMES):
            with connection.cursor() as cursor:
                began = time.perf_counter()
                cursor.execute(question)
                cursor.fetchall()
                took.append(time.perf_counter() - began)
        yield Measured(what, "plain SQL", *_shares(took), None)


def _pages() -> list[Page]:
    from benchmarks.large_house import YEAR  # noqa: PLC0415

    figure = f"/figur/?year={YEAR}"
    return [
        Page("overview", f"/ar/{YEAR}/", PAGE),
        Page("report", f"/ar/{YEAR}/rapport/", PAGE),
        Page("reconciliation", f"/ar/{YEAR}/avstamning/", PAGE),
        Page("list of tables", f"/ar/{YEAR}/tabeller/", PAGE),
        Page("table: income statement", f"/ar/{YEAR}/tabeller/ledger.income-statement/", PAGE),
        Page("table: computers", f"/ar/{YEAR}/tabeller/assets.computers/", PAGE),
        Page(
            "figure: the result, from every posting",
            f"{figure}&table=ledger.income-statement&row=result&column={YEAR}",
            ORIGIN,
        ),
        Page(
            "figure: all computers", f"{figure}&table=assets.computers&row=total&column=computer",
            ORIGIN,
        ),
        Page(
            "figure: closed tickets",
            f"{figure}&table=servicedesk.resolution-times&row={YEAR}&column=tickets",
            ORIGIN,
        ),
        *_lists(YEAR),
        *(
            Page(f"palette: {typed}", f"/sok/?del=1&ar={YEAR}&q={quote(typed)}", PALETTE)
            for typed in TYPED
        ),
        Page("search page: dator", f"/sok/?ar={YEAR}&q=dator", PAGE),
    ]  # fmt: skip


def _lists(year: int) -> Iterator[Page]:
    """The lists of records, at their first, middle and last page, and the last step down."""
    from samdrift.kernel.spans import Span  # noqa: PLC0415
    from samdrift.ledger.models import Voucher, VoucherLine  # noqa: PLC0415
    from samdrift.servicedesk import queries  # noqa: PLC0415

    span = Span.year(year)
    asked = f"question=ledger.lines&span={span}&accounts=3000-8999&measure=movement"
    lines = VoucherLine.objects.filter(edition__is_current=True, edition__year=year)
    tickets = queries.closed_in(span).order_by("number")
    last = Voucher.objects.order_by("-id").values_list("id", flat=True)[0]
    yield from _places("voucher lines", asked, lines.order_by("id").values_list("id", flat=True))
    yield from _otherwise("voucher lines", asked, LINES_OTHERWISE)
    yield from _places(
        "tickets", f"question=servicedesk.tickets&span={span}",
        tickets.values_list("number", flat=True),
    )  # fmt: skip
    yield from _otherwise("tickets", f"question=servicedesk.tickets&span={span}", TICKETS_OTHERWISE)
    yield Page("a voucher", f"/poster/?question=ledger.voucher&span={span}&voucher={last}", ORIGIN)


def _places(what: str, asked: str, keys: Any) -> Iterator[Page]:  # noqa: ANN401  A query set.
    count = keys.count()
    places = {"first": None, "middle": count // 2, "last": count - 20}
    for place, at in places.items():
        after = "" if at is None else f"&after={quote(json.dumps([keys[at]]))}"
        yield Page(f"{what}: {place} page of {count}", f"/poster/?{asked}{after}", ORIGIN)


def _otherwise(what: str, asked: str, ways: Mapping[str, str]) -> Iterator[Page]:
    """The same list grouped, sorted and filtered."""
    for how, way in ways.items():
        yield Page(f"{what}: {how}", f"/poster/?{asked}&{way}", ORIGIN)


def signed_in() -> str:
    """Return the cookie of a manager who has signed in."""
    from django.contrib.auth.models import User  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from samdrift.parties import services  # noqa: PLC0415
    from samdrift.plumbing import clock

    services.save_user(
        name=NAME,
        password="en-lång-mening-om-rör",  # noqa: S106
        wanted=services.Wanted(frozenset({"manager"})),
        by="bench",
        at=clock.now(),
    )
    client = Client()
    client.force_login(User.objects.get(username=NAME))
    return client.cookies["sessionid"].value


def _questions(page: Page, cookie: str) -> int:
    """Return how many questions a page asks of the database, the second time it is asked for."""
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client = Client(headers={"host": "localhost"})
    client.cookies["sessionid"] = cookie
    client.get(page.address)
    with CaptureQueriesContext(connection) as asked:
        client.get(page.address)
    return sum(1 for each in asked if not each["sql"].startswith(NO_QUESTIONS))


@contextmanager
def _server() -> Iterator[Callable[[str, str], None]]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = (*SERVE, "--port", str(port))
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603
    try:
        _wait_for(port)
        yield lambda address, cookie: _get(port, address, cookie)
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(port: int) -> None:
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError


def _get(port: int, address: str, cookie: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request("GET", address, headers={"Cookie": f"sessionid={cookie}"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    assert answer.status == 200, f"{address}: {answer.status}"


def _many(ask: Callable[[str, str], None], page: Page, cookie: str, times: int) -> list[float]:
    took = []
    for _ in range(times):
        began = time.perf_counter()
        ask(page.address, cookie)
        took.append(time.perf_counter() - began)
    return took


def _shares(took: Sequence[float]) -> tuple[float, float]:
    """Return what half of the requests, and 95 of 100, took at most."""
    ordered = sorted(took)
    return ordered[math.ceil(len(ordered) / 2) - 1], ordered[math.ceil(len(ordered) * 0.95) - 1]


if __name__ == "__main__":
    main()
