"""django-helpdesk with the same cases, on the same PostgreSQL, asked for the same things.

It lives in an environment of its own under build/, made from benchmarks/rival/requirements.txt.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

from benchmarks import desk_cases
from benchmarks.asking import Client, free_port, serving, shares
from benchmarks.desk_ask import BY_API, BY_MAIL, CREATED, LETTERS, SEARCHES, Measured
from benchmarks.desk_cases import Made
from benchmarks.desk_letters import PASSWORD, Servers, mailbox_address, new_key
from benchmarks.processor import Meter

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "build/helpdesk"
PYTHON = HOME / "env/bin/python"
REQUIREMENTS = ROOT / "benchmarks/rival/requirements.txt"
TIMES, SLOW_TIMES, SLOW, ONCE = 20, 3, 1.0, 10.0
"""How many times a page is asked for, and one that takes longer than a second; one that takes
longer than ten is asked for once."""
_STATUS = {"new": 1, "open": 1, "waiting": 1, "closed": 4}
_TICKET = (
    "COPY helpdesk_ticket (id, title, created, modified, submitter_email, status, on_hold,"
    " description, resolution, priority, assigned_to_id, queue_id, secret_key) FROM STDIN"
)
_FOLLOWUP = (
    "COPY helpdesk_followup (date, title, comment, public, ticket_id, user_id, message_id)"
    " FROM STDIN"
)
_SERIES = "SELECT setval(pg_get_serial_sequence('helpdesk_ticket', 'id'), %s)"


@dataclass(frozen=True, slots=True)
class Doors:
    """How those of a furnished helpdesk are let in, and what rows point at."""

    session: str
    token: str
    helpers: list[int]
    queues: list[int]


def fill(url: str, count: int) -> None:
    """Fill an empty database with so many cases."""
    make_environment()
    environment = _environment(url)
    _run(environment, "django", "migrate", "--verbosity=0")
    _run(environment, "django", "loaddata", "--verbosity=0", "emailtemplate.json")
    _fill(url, count, _doors(environment))


def measured(url: str, count: int) -> list[Measured]:
    """Return what the same requests take there, of so many cases."""
    make_environment()
    environment = _environment(url)
    doors = _doors(environment)
    port = free_port()
    served = (str(PYTHON.with_name("granian")), "--interface", "wsgi", "--workers", "2")
    where = ("--host", "127.0.0.1", "--port", str(port), "benchmarks.rival.wsgi:application")
    with serving((*served, *where), environment, port=port) as server:
        meter = Meter(server, url.rpartition("/")[2])
        rows = [_created(port, doors, meter), *_pages(port, doors, count, meter)]
    rows.extend(_by_mail(environment))
    return rows


def _environment(url: str) -> dict[str, str]:
    return {
        **os.environ,
        "HELPDESK_DATABASE_URL": url,
        "HELPDESK_HOME": str(HOME),
        "DJANGO_SETTINGS_MODULE": "benchmarks.rival.settings",
        "PYTHONPATH": str(ROOT),
    }


def _doors(environment: Mapping[str, str]) -> Doors:
    """Return how those of a helpdesk are let in; they are made where they are not there."""
    sizes = (str(desk_cases.HELPERS), str(desk_cases.GROUPS))
    return Doors(**json.loads(_run(environment, "benchmarks.rival.furnish", *sizes)))


def make_environment() -> None:
    """Make the environment, unless it is there and as the requirements say."""
    kept = HOME / "requirements.txt"
    wanted = REQUIREMENTS.read_text()
    if kept.exists() and kept.read_text() == wanted:
        return
    shutil.rmtree(HOME, ignore_errors=True)
    HOME.mkdir(parents=True)
    uv = shutil.which("uv") or str(ROOT / ".tools/bin/uv")
    target = str(HOME / "env")
    subprocess.run((uv, "venv", "--quiet", "--python", sys.executable, target), check=True)  # noqa: S603
    installing = (uv, "pip", "sync", "--quiet", "--python", target, "--require-hashes")
    subprocess.run((*installing, str(REQUIREMENTS)), check=True)  # noqa: S603
    kept.write_text(wanted)


def _run(environment: Mapping[str, str], module: str, *told: str) -> str:
    command = (str(PYTHON), "-m", module, *told)
    done = subprocess.run(  # noqa: S603
        command, check=True, stdout=subprocess.PIPE, env=environment, cwd=ROOT
    )
    return done.stdout.decode()


def _fill(url: str, count: int, doors: Doors) -> None:
    """Write the same cases with the same texts as its own tables have them."""
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        with cursor.copy(_TICKET) as into:
            for case in desk_cases.cases(count, 0, count):
                into.write_row(_ticket(case, doors))
        with cursor.copy(_FOLLOWUP) as into:
            for case in desk_cases.cases(count, 0, count):
                for row in _followups(case, doors):
                    into.write_row(row)
        cursor.execute(_SERIES, [desk_cases.FIRST_NUMBER + count])
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def _ticket(case: Made, doors: Doors) -> tuple[object, ...]:
    solution = case.said[-1].text if case.solved_at else None
    helper = None if case.status == "new" else doors.helpers[case.helper]
    return (
        int(case.number), case.subject, case.opened_at, case.solved_at or case.said[-1].at,
        f"person{case.person}@kommun.test", _STATUS[case.status], False, case.said[0].text,
        solution, case.urgency + 1, helper, doors.queues[case.group], case.number,
    )  # fmt: skip


def _followups(case: Made, doors: Doors) -> Iterator[tuple[object, ...]]:
    for said in case.said:
        user = doors.helpers[case.helper] if said.is_reply else None
        yield (said.at, "Comment", said.text, True, int(case.number), user, "")


def _pages(port: int, doors: Doors, count: int, meter: Meter) -> Iterator[Measured]:
    client = Client(port, {"Cookie": f"sessionid={doors.session}"}, meter)
    newest = {"sorting": "created", "sortreverse": True}
    opened = {"filtering": {"status__in": [1, 2]}, "search_string": "", **newest}
    closed = {"filtering": {"status__in": [4]}, "search_string": "", **newest}
    last = max(int(count * (1 - desk_cases.OPEN_SHARE)) - 25, 0)
    page = ("/tickets/",)
    yield _list(client, "open queue", page, [opened], 0)
    yield _list(client, "closed list, last page", page, [closed], last)
    long = [desk_cases.FIRST_NUMBER + place for place in desk_cases.long_ones(count)]
    yield _page(client, "case with 30 messages", [f"/tickets/{each}/" for each in long[:10]])
    for what, words in SEARCHES:
        asked = [{"filtering": {}, "search_string": word, **newest} for word in words]
        shown = [f"/tickets/?q={quote(word)}" for word in words]
        yield _list(client, what, shown, asked, 0)
    report = ("/reports/daysuntilticketclosedbymonth/",)
    yield _page(client, "solved within, by month, 5 years", report)


def _list(
    client: Client, what: str, pages: Sequence[str], asked: Sequence[Mapping[str, Any]], start: int
) -> Measured:
    """Measure a list: its page, and the rows that the page asks for before anything is seen."""
    written = [base64.b64encode(json.dumps(each).encode()).decode() for each in asked]
    rows = [f"/datatables_ticket_list/{each}?draw=1&start={start}&length=25" for each in written]
    whole = _page(client, what, rows)
    shown = _page(client, what, pages)
    queries = (whole.queries or 0) + (shown.queries or 0)
    note = f"of it the page without its rows {shown.p50 * 1000:.0f} ms"
    p50, p95 = whole.p50 + shown.p50, whole.p95 + shown.p95
    processor = (whole.processor or 0) + (shown.processor or 0)
    return Measured(what, p50, p95, queries=queries, note=note, processor=processor)


def _page(client: Client, what: str, addresses: Sequence[str]) -> Measured:
    began = time.perf_counter()
    answer = client.ask(addresses[0], headers={"X-Count-Queries": "1"})
    assert answer.status == 200, f"{addresses[0]}: {answer.status}"
    first = time.perf_counter() - began
    is_slow = first > SLOW
    took = [first]
    if first <= ONCE:
        times = SLOW_TIMES if is_slow else TIMES
        took = client.timed(addresses, times, warming=0 if is_slow else 3)
    queries = int(answer.headers["x-queries"])
    processor = client.processor if first <= ONCE else None
    return Measured(what, *shares(took), queries=queries, processor=processor)


def _created(port: int, doors: Doors, meter: Meter) -> Measured:
    client = Client(port, {"Authorization": f"Token {doors.token}"})
    took = []
    before = meter.seconds()
    for place, case in enumerate(desk_cases.cases(desk_cases.TEXTS, 0, CREATED + 5)):
        asked = {
            "queue": doors.queues[0],
            "title": case.subject,
            "description": case.said[0].text,
            "submitter_email": f"person{case.person}@kommun.test",
            "status": 1,
            "priority": 3,
        }
        began = time.perf_counter()
        body, headers = json.dumps(asked).encode(), {"Content-Type": "application/json"}
        answer = client.ask("/api/tickets/", method="POST", body=body, headers=headers)
        if place >= 5:
            took.append(time.perf_counter() - began)
        assert answer.status == 201, answer.body
    p50, p95 = shares(took)
    each = sum(took) / len(took)
    note = f"p50 {p50 * 1000:.1f} ms, p95 {p95 * 1000:.1f} ms"
    processor = (meter.seconds() - before) / (CREATED + 5)
    return Measured(BY_API, each, each, note=note, processor=processor)


def _by_mail(environment: Mapping[str, str]) -> Iterator[Measured]:
    servers = Servers.found()
    if servers is None:
        return
    key = new_key()
    servers.deliver(key, LETTERS)
    told = (servers.host, str(servers.imap[0]), mailbox_address(key), PASSWORD, str(LETTERS))
    each = float(_run(environment, "benchmarks.rival.mail", *told)) / LETTERS
    yield Measured(BY_MAIL, each, each, note="its letters back are made, and thrown away")
