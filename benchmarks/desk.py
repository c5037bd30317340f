"""The service desk with many cases, beside django-helpdesk with the same, size by size.

`SAMDRIFT_BENCH_KEEP=1` keeps the filled databases, and takes those that are kept already.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import psycopg
from psycopg import sql

from benchmarks import desk_cases, helpdesk
from benchmarks.desk_ask import BY_MAIL, Measured
from benchmarks.measure import Results, Row, run

ON_POSTGRESQL, ON_SQLITE = (10_000, 1_000_000), (10_000, 200_000)
FLATTER = 1.3
"""How many times longer the largest desk may take than the smallest."""
TOO_SOON = 0.005
"""What takes less than this many seconds is not held against another size: noise is as large."""
KEEPS = os.environ.get("SAMDRIFT_BENCH_KEEP") == "1"
_SETTINGS = ("fsync", "synchronous_commit", "shared_buffers")


def on_postgresql(results: Results, work: Path, sizes: Sequence[int]) -> None:
    """Measure desks of some sizes, and django-helpdesk of the same, on the PostgreSQL told."""
    url = os.environ.get("SAMDRIFT_TEST_POSTGRES", "")
    if not url:
        return
    with psycopg.connect(url) as connection:
        told = (connection.execute(f"SHOW {name}").fetchone() for name in _SETTINGS)
        values = [row[0] for row in told if row]
    durable = ", ".join(f"{name} {value}" for name, value in zip(_SETTINGS, values, strict=True))
    found = {}
    for count in sizes:
        name = f"{url}_desk_{count}"
        environment = {
            "SAMDRIFT_HOME": str(home(work, f"desk-{count}")),
            "SAMDRIFT_DATABASE_URL": name,
        }
        found[count] = _house(results, "PostgreSQL", environment, count, durable)
        drop(name)
        _rival(results, url, work, count)
    _compared(results, "PostgreSQL", found)


def _rival(results: Results, url: str, work: Path, count: int) -> None:
    """Measure django-helpdesk, filled unless it is kept from before."""
    name = f"{url}_helpdesk_{count}"
    environment = {"SAMDRIFT_HOME": str(home(work, f"helpdesk-{count}"))}
    if not is_filled(environment):
        _create(name)
        helpdesk.fill(name, count)
        note_filled(environment)
    for row in helpdesk.measured(name, count):
        _add(results, f"django-helpdesk, {count:,}", row)
    drop(name)


def on_sqlite(results: Results, work: Path, sizes: Sequence[int]) -> None:
    """Measure desks of some sizes on SQLite."""
    found = {}
    for count in sizes:
        environment = {
            "SAMDRIFT_HOME": str(home(work, f"lite-{count}")),
            "SAMDRIFT_DATABASE_URL": "",
        }
        found[count] = _house(results, "SQLite", environment, count, "synchronous FULL")
    _compared(results, "SQLite", found)


def home(work: Path, name: str) -> Path:
    """Return the folder of a house, which stays where it is to be kept."""
    folder = Path("build/bench") if KEEPS else work
    return (folder / name).resolve()


def _house(
    results: Results, engine: str, environment: dict[str, str], count: int, durable: str
) -> list[Measured]:
    """Fill a desk, unless it is kept from before, and return what its users' requests take."""
    if not is_filled(environment):
        seconds, peak = filled(environment, count)
        what = f"{engine}, {count:,}: filled, with {desk_cases.messages(count):,} messages"
        results.add(Row(what, seconds, None, peak, note=durable))
        note_filled(environment)
    answer = subprocess.run(  # noqa: S603
        (sys.executable, "-m", "benchmarks.desk_ask", str(count)),
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        check=True,
    )
    rows = [Measured(**told) for told in json.loads(answer.stdout)]
    for row in rows:
        _add(results, f"{engine}, {count:,}", row)
    return rows


def filled(environment: Mapping[str, str], count: int) -> tuple[float, float]:
    """Make a desk anew with so many cases; return the seconds and the peak memory of filling it."""
    Path(environment["SAMDRIFT_HOME"]).mkdir(parents=True, exist_ok=True)
    _create(environment["SAMDRIFT_DATABASE_URL"])
    return run((sys.executable, "-m", "benchmarks.desk_fill", str(count)), environment)


def _add(results: Results, where: str, row: Measured) -> None:
    load = os.getloadavg()[0]
    parts = [f"half within {row.p50 * 1000:.0f} ms"] if row.p50 != row.p95 else []
    parts += [f"{1 / row.p50:.0f} a second"] if row.what.startswith("create") else []
    parts += [f"{row.processor * 1000:.0f} ms of processors"] if row.processor else []
    parts += [f"{row.queries} questions"] if row.queries is not None else []
    parts += [row.note] if row.note else []
    note = "; ".join((*parts, f"load {load:.1f}"))
    results.add(Row(f"{where}: {row.what}", row.p95, row.promised, note=note))


def _compared(results: Results, engine: str, found: dict[int, list[Measured]]) -> None:
    """Hold the largest desk against the smallest: what half of the requests took."""
    if len(found) < 2:
        return
    least, most = min(found), max(found)
    for small, large in zip(found[least], found[most], strict=True):
        assert small.what == large.what, "the same is asked of every size"
        if large.what == BY_MAIL or large.p50 < TOO_SOON:
            continue
        what = f"{engine}: {large.what}, {most:,} cases"
        promised = small.p50 * FLATTER
        note = f"{large.p50 / small.p50:.2f} times what {least:,} take"
        if small.items != large.items:
            shown = f"{small.items} hits shown there and {large.items} here: not held against it"
            results.add(Row(what, large.p50, None, note=f"{note}; {shown}"))
            continue
        results.add(Row(what, large.p50, promised, note=f"{note}, promised ≤ {FLATTER}"))


def is_filled(environment: Mapping[str, str]) -> bool:
    """Whether a house is kept that was filled before."""
    return KEEPS and (Path(environment["SAMDRIFT_HOME"]) / "is-filled").exists()


def note_filled(environment: Mapping[str, str]) -> None:
    """Note that a house is filled."""
    folder = Path(environment["SAMDRIFT_HOME"])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "is-filled").touch()


def _create(url: str) -> None:
    """Make a database anew; nothing is done where it is a file."""
    if url:
        _server(url, "DROP DATABASE IF EXISTS {}", "CREATE DATABASE {}")


def drop(url: str) -> None:
    """Take a database away, unless it is to be kept."""
    if not KEEPS:
        _server(url, "DROP DATABASE IF EXISTS {}")


def _server(url: str, *statements: str) -> None:
    server, _, name = url.rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        for statement in statements:
            connection.execute(sql.SQL(statement).format(sql.Identifier(name)))
