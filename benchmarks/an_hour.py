"""Seven thousand agents as in an hour, against a server: nothing is lost, and memory has an end.

Usage: python -m benchmarks.an_hour new|hour [FIRST [AGENTS]], with SAMDRIFT_DATABASE_URL and
SAMDRIFT_HOME. `new` lets agents that were never met contact and send; `hour` lets all of them do so
again, one in ten with 25 programs in another version. Eight at once, as fast as they are answered.
"""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from benchmarks.machines import PROGRAMS, inventory

AGENTS, THREADS, EVERY = 7_000, 8, 10
NUMBERED_FROM = 100_000
PORT = 8_391
COMMAND = str(Path(sys.executable).with_name("samdrift"))


def main() -> None:
    """Send, and hold that every machine, program and change is there afterwards."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samdrift.project.settings")
    import django  # noqa: PLC0415  The environment comes first.

    django.setup()
    what, first, agents = _asked()
    signal.signal(signal.SIGTERM, lambda *_told: sys.exit(1))  # The server goes with us.
    key = _key()
    server = subprocess.Popen(  # noqa: S603  Our own command.
        [COMMAND, "serve", "--port", str(PORT), "--workers", "2"], start_new_session=True
    )
    try:
        _wait_for(server)
        took = _sent(key, range(first, first + agents), is_again=what == "hour")
        peak = sum(_peak(pid) for pid in _family(server.pid))
    finally:
        server.terminate()
        server.wait(30)
    print(f"{what}\t{agents} agents\t{took:.1f} s\tpeak {peak} MB")  # noqa: T201  Read by us.
    _hold(range(first, first + agents), is_again=what == "hour")


def _asked() -> tuple[str, int, int]:
    what, *told = sys.argv[1:]
    assert what in ("new", "hour"), __doc__
    numbers = [int(word) for word in told]
    first, agents = [*numbers, *(0, AGENTS)[len(numbers) :]]
    return what, first, agents


def _key() -> str:
    from samdrift.inventory.services import keys  # noqa: PLC0415  Django comes first.
    from samdrift.parties.models import Organisation  # noqa: PLC0415
    from samdrift.plumbing import clock  # noqa: PLC0415
    from samdrift.project.database import bring_up_to_date  # noqa: PLC0415

    bring_up_to_date()
    Organisation.objects.get_or_create(
        code="KIN", defaults={"name": "Kinda", "role": "member", "position": 1}
    )
    now = clock.now()
    return keys.give_key(name=f"timme {now}", organisation_code="KIN", by="bench", at=now)


def _sent(key: str, agents: Sequence[int], *, is_again: bool) -> float:
    """Let agents contact and send, and return how many seconds that took."""

    def post(sent: bytes, kind: str) -> None:
        while True:
            line = http.client.HTTPConnection("127.0.0.1", PORT)  # Each agent comes from afar.
            headers = {"Content-Type": kind, "GLPI-Agent-ID": "timme"}
            line.request("POST", f"/inventering/{key}/", sent, headers)
            answer = line.getresponse()
            told = answer.read()
            line.close()
            if answer.status != http.client.TOO_MANY_REQUESTS:
                break
            time.sleep(5)  # An agent that is asked to wait comes again.
        assert answer.status == http.client.OK, (answer.status, told)

    def agent(number: int) -> None:
        name = f"NY-{NUMBERED_FROM + number}-2026"
        contact = {"action": "contact", "deviceid": name, "name": "GLPI-Agent"}
        post(json.dumps(contact).encode(), "application/json")
        is_changed = is_again and number % EVERY == 0
        sent = inventory(NUMBERED_FROM + number, changed=int(is_changed), logged=f"{time.time()}")
        post(sent, "application/x-compress-zlib")

    began = time.perf_counter()
    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(agent, agents))
    return time.perf_counter() - began


def _hold(agents: Sequence[int], *, is_again: bool) -> None:
    """Hold that no machine, program or change is lost, and nothing was kept unread."""
    from samdrift.inventory.models import Installation, Machine, Unread  # noqa: PLC0415

    names = [f"NY-{NUMBERED_FROM + number}" for number in agents]
    machines = Machine.objects.filter(name__in=names)
    assert machines.count() == len(agents)
    kept = Installation.objects.filter(machine__in=machines)
    assert kept.filter(until=None).count() == len(agents) * PROGRAMS
    assert not Unread.objects.exists()
    if is_again:
        changed = [f"NY-{NUMBERED_FROM + number}" for number in agents if number % EVERY == 0]
        moved = kept.exclude(until=None)
        assert set(moved.values_list("machine__name", flat=True)) == set(changed)
        new = kept.filter(until=None, title__version__startswith="2.")
        assert new.count() == moved.count()
    print(f"held\t{machines.count()} machines\t{kept.count()} installations")  # noqa: T201


def _wait_for(server: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert server.poll() is None, "the server has ended"
        with suppress(OSError):
            line = http.client.HTTPConnection("127.0.0.1", PORT, timeout=1)
            line.request("GET", "/inventering/")
            line.getresponse().read()
            return
        time.sleep(0.1)


def _family(pid: int) -> list[int]:
    """Return a process and those that it started."""
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [pid, *(each for child in found for each in _family(int(child)))]


def _peak(pid: int) -> int:
    """Return the most memory that a process has had, in MB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    told = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(told.split()[1]) // 1024


if __name__ == "__main__":
    main()
