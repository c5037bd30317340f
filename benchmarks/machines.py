"""How fast inventories are taken in, into a register that is large already; run by `make bench`.

Usage: python -m benchmarks.machines [MACHINES [PROGRAMS_EACH]]. Needs an empty database.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import sys
import threading
import time
import zlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from benchmarks import register

MACHINES, EACH = 200_000, 50
TITLES = 5_000
PROGRAMS = 500
FULL, UNCHANGED = 100, 400
AT_ONCE, THREADS = 700, 8
ASKED = 40

FILL = (
    """INSERT INTO inventory_title (key, publisher, name, version, sorted_by)
    SELECT md5(n::text), 'Utgivare ' || n %% 97, 'Program ' || n, '1.' || n %% 13, 'program ' || n
    FROM generate_series(1, %(titles)s) n""",
    """INSERT INTO inventory_machine (organisation_id, kind, name, serial, maker, model, system,
    address, "user", tag, words, sorted_by, digests, first_seen_at, changed_at, is_ignored)
    SELECT 'KIN', 'computer', 'BANK-' || n, 'S' || n, 'HP', 'EliteBook', 'Windows 11', '', '', '',
    'bank-' || n || ' s' || n || ' hp elitebook', 'bank-' || n, '{}', now(), now(), false
    FROM generate_series(1, %(machines)s) n""",
    """INSERT INTO inventory_contact (machine_id, seen_at, agent_version)
    SELECT id, now(), 'GLPI-Agent_v1.7' FROM inventory_machine""",
    """INSERT INTO inventory_machinemark (machine_id, organisation_id, kind, value, is_pinned)
    SELECT id, 'KIN', 'serial', 'hp:' || serial, false FROM inventory_machine""",
    """INSERT INTO inventory_installation (machine_id, title_id, arch, installed_on, since)
    SELECT m.id, t.id, 'x86_64', '', now() FROM inventory_machine m
    CROSS JOIN generate_series(1, %(each)s) k
    JOIN inventory_title t ON t.key = md5((1 + (m.id * 31 + k * 97) %% %(titles)s)::text)""",
)


def main() -> None:
    """Print what was measured, a line each: what, how many, seconds."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samdrift.project.settings")
    import django  # noqa: PLC0415  The environment comes first.

    django.setup()
    from django.db import connection  # noqa: PLC0415  Django comes first.

    told = [int(word) for word in sys.argv[1:]]
    machines, each = [*told, *(MACHINES, EACH)[len(told) :]]
    key = _furnished(machines, each)
    _measure(key)
    _read()
    if connection.vendor == "postgresql":
        register.fill(machines, tell=_tell)
        register.ask(tell=_tell)


def _furnished(machines: int, each: int) -> str:
    """Fill the register, and return a key that agents send with."""
    from django.conf import settings  # noqa: PLC0415  Django comes first.
    from django.db import connection  # noqa: PLC0415

    from samdrift.inventory.services import keys  # noqa: PLC0415
    from samdrift.parties.models import Organisation  # noqa: PLC0415
    from samdrift.plumbing import clock  # noqa: PLC0415
    from samdrift.project.database import bring_up_to_date  # noqa: PLC0415

    settings.ALLOWED_HOSTS = ["*"]
    bring_up_to_date()
    Organisation.objects.get_or_create(
        code="KIN", defaults={"name": "Kinda", "role": "member", "position": 1}
    )
    began = time.perf_counter()
    if connection.vendor == "postgresql":
        told = {"machines": machines, "each": each, "titles": TITLES}
        with connection.cursor() as cursor:
            for statement in FILL:
                cursor.execute(statement, told)
            cursor.execute("ANALYZE")
        _tell("filled, installations", machines * each, time.perf_counter() - began)
    return keys.give_key(name="bench", organisation_code="KIN", by="bench", at=clock.now())


def inventory(number: int, *, changed: int = 0, logged: str = "2026-03-02 08:00:00") -> bytes:
    """Return a computer's whole inventory as its agent sends it: 500 programs, 60 other things."""
    chosen = random.Random(number)  # noqa: S311  The same for the same machine, and no secret.
    programs = [
        {
            "name": f"Program {at}",
            "publisher": f"Utgivare {at % 97}",
            "version": f"{1 + (changed and at % 20 == 0)}.{at % 13}",
            "arch": "x86_64",
            "comments": "Ett program som gör det som program brukar göra",
            "filesize": at * 1024,
            "from": "registry",
            "install_date": "2025-08-20",
        }
        for at in chosen.sample(range(1, TITLES), PROGRAMS)
    ]
    content: dict[str, Any] = {
        "accesslog": {"logdate": logged},
        "hardware": {"name": f"NY-{number}", "uuid": f"{number:08d}-1234-4abc-8def-0123456789ab"},
        "bios": {"smanufacturer": "HP", "smodel": "EliteBook", "ssn": f"NY{number:06d}"},
        "operatingsystem": {"full_name": "Windows 11 Education", "version": "24H2"},
        "networks": [
            {"description": f"eth{at}", "mac": f"001b{number:06x}{at:02x}", "status": "up"}
            for at in range(3)
        ],
        "controllers": [{"name": f"Kort {at}", "pcislot": f"{at:02d}:00"} for at in range(25)],
        "usbdevices": [{"name": f"USB {at}", "vendorid": f"{at:04d}"} for at in range(12)],
        "memories": [{"numslots": at, "capacity": 8192} for at in range(2)],
        "drives": [{"letter": letter, "total": 500_000, "free": number} for letter in "CD"],
        "local_users": [{"name": f"konto{at}"} for at in range(12)],
        "softwares": programs,
        "versionclient": "GLPI-Agent_v1.7",
    }  # fmt: skip
    told = {"action": "inventory", "deviceid": f"NY-{number}-2026", "itemtype": "Computer"}
    return zlib.compress(json.dumps(told | {"content": content}).encode())


def _measure(key: str) -> None:
    """Send: new machines, changed ones, unchanged ones, and many at once."""
    send = _sender(key)
    send(inventory(0))
    _timed("new", send, [inventory(at) for at in range(1, FULL + 1)])
    _timed("changed", send, [inventory(at, changed=1) for at in range(1, FULL + 1)])
    again = [inventory(1 + at % FULL, changed=1, logged=f"{at}") for at in range(UNCHANGED)]
    _timed("unchanged", send, again)
    _at_once(send)


def _sender(key: str) -> Callable[[bytes], None]:
    """Return what sends to the address that agents send to, each thread by a client of its own."""
    from django.test import Client  # noqa: PLC0415  Django comes first.

    from samdrift.inventory.views import endpoint  # noqa: PLC0415

    mine = threading.local()

    def send(sent: bytes) -> None:
        endpoint.KEYS.forget()
        mine.client = getattr(mine, "client", None) or Client()
        answer = mine.client.post(
            f"/inventering/{key}/", sent, content_type="application/x-compress-zlib"
        )
        assert answer.status_code == 200, answer.content

    return send


def _at_once(send: Callable[[bytes], None]) -> None:
    """Send from eight threads, new and again, and hold that no machine and no program is lost."""
    from django.db import connection  # noqa: PLC0415  Django comes first.

    from samdrift.inventory.models import Installation, Machine  # noqa: PLC0415

    def send_and_close(sent: bytes) -> None:
        try:
            send(sent)
        finally:
            connection.close()

    sent = [inventory(10_000 + at) for at in range(AT_ONCE)]
    began = time.perf_counter()
    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(send_and_close, sent))
        list(pool.map(send_and_close, sent))
    _tell("at once, new and again", 2 * AT_ONCE, time.perf_counter() - began)
    new = Machine.objects.filter(name__startswith="NY-")
    assert new.count() == 1 + FULL + AT_ONCE
    kept = Installation.objects.filter(machine__in=new, until=None).count()
    assert kept == (1 + FULL + AT_ONCE) * PROGRAMS


def _read() -> None:
    """Ask for the lists."""
    from samdrift.inventory.queries import machines, titles  # noqa: PLC0415  Django comes first.
    from samdrift.inventory.queries.machines import Asked  # noqa: PLC0415

    first = machines.machines(Asked())
    questions: dict[str, Callable[[], object]] = {
        "list": lambda: machines.machines(Asked()),
        "list, after a page": lambda: machines.machines(Asked(), after=first.after),
        "list, by words": lambda: machines.machines(Asked(words="bank-1999")),
        "list, by words that are not there": lambda: machines.machines(Asked(words="saknas")),
        "programs, counted": lambda: titles.titles(words="", organisation_code=""),
        "programs, by words": lambda: titles.titles(words="program 77", organisation_code=""),
    }
    for name, ask in questions.items():
        took = []
        for _ in range(ASKED):
            began = time.perf_counter()
            ask()
            took.append(time.perf_counter() - began)
        _tell(f"{name}, p95", 1, statistics.quantiles(took, n=20)[-1])


def _timed(what: str, act: Callable[[bytes], None], given: Sequence[bytes]) -> None:
    began = time.perf_counter()
    for each in given:
        act(each)
    _tell(what, len(given), time.perf_counter() - began)


def _tell(what: str, number: int, seconds: float) -> None:
    print(f"{what}\t{number}\t{seconds:.4f}", flush=True)  # noqa: T201  Read by whoever measures.


if __name__ == "__main__":
    main()
