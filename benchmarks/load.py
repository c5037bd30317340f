"""Fifty at the desk and five hundred in the portal at once, and all they wrote looked for after.

The servers run as an operator runs them (`samdrift serve`), on PostgreSQL; nothing leaves loopback.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks import desk
from benchmarks.asking import free_port, serving, shares
from benchmarks.desk_ask import SERVE
from benchmarks.measure import Results, Row

CASES = 20_000
SECONDS = 300
HELPERS, REQUESTERS = 50, 500


def measure(results: Results, work: Path, *, seconds: int) -> None:
    """Let everybody work for so long, and tell how their requests went and what was kept of them.

    `SAMDRIFT_TEST_POSTGRES` names the server; without it nothing is measured.
    """
    url = os.environ.get("SAMDRIFT_TEST_POSTGRES", "")
    if not url:
        return
    name = f"{url}_load"
    home = {"SAMDRIFT_HOME": str(desk.home(work, "load")), "SAMDRIFT_DATABASE_URL": name}
    if not desk.is_filled(home):
        desk.filled(home, CASES)
        desk.note_filled(home)
    environment = {**os.environ, **home}
    cookies = _told("benchmarks.load_checks", environment, b"", str(HELPERS), str(REQUESTERS))
    port = free_port()
    environment["SAMDRIFT_BASE_URL"] = f"http://127.0.0.1:{port}"
    with serving((*SERVE, "--port", str(port)), environment, port=port):
        done = _told("benchmarks.load_people", environment, cookies, str(port), str(seconds))
    checked = json.loads(_told("benchmarks.load_checks", environment, done))
    _rows(results, json.loads(done), checked, seconds)
    desk.drop(name)


def _told(module: str, environment: Mapping[str, str], given: bytes, *asked: str) -> bytes:
    """Return what a part that is run in a process of its own tells."""
    answer = subprocess.run(  # noqa: S603
        (sys.executable, "-m", module, *asked),
        env=environment,
        input=given,
        stdout=subprocess.PIPE,
        check=True,
    )
    return answer.stdout


def _rows(
    results: Results, done: Mapping[str, Any], checked: Mapping[str, Any], seconds: int
) -> None:
    took: dict[str, list[float]] = defaultdict(list)
    for kind, length in done["took"]:
        took[kind].append(length)
    whole = sum(map(len, took.values()))
    what = f"{HELPERS} at the desk, {REQUESTERS} in the portal, {seconds} s"
    for kind, lengths in sorted(took.items()):
        p50, p95 = shares(lengths)
        note = f"half within {p50 * 1000:.0f} ms; {len(lengths)} requests"
        results.add(Row(f"load: {kind}", p95, note=note))
    note = f"of {whole} requests, {whole / seconds:.1f} a second; {what}; load {done['load']:.1f}"
    first = f"; the first: {done['faults'][0]}" if done["faults"] else ""
    results.add(Row("load: faults", len(done["faults"]), 0, note=note + first, is_count=True))
    first = f"; the first: {checked['lost'][0]}" if checked["lost"] else ""
    note = f"of {checked['writes']} writes, {checked['refused']} told that another was first{first}"
    results.add(Row("load: lost writes", len(checked["lost"]), 0, note=note, is_count=True))
