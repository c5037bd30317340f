"""Large houses: built, or found as they were left, and their pages asked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks.large_house import TENTH, WHOLE, Size
from benchmarks.measure import Results, Row, run

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "src/samdrift/project/demo/six-municipalities-2015.zip"
COMMAND = str(Path(sys.executable).with_name("samdrift"))
BUILD = ROOT / "build"
PASSING = "samdrift_bench_house"
"""The database of a house that nobody asked to keep."""

type Home = dict[str, str]
"""What the environment of a house says."""


def measure(results: Results, work: Path, parts: Mapping[str, str]) -> None:
    """Ask the pages of the houses that the parts name: `pages`, `pages-sqlite`, or neither.

    `house` names one that is kept: it is built where it is missing, and left as it is.
    """
    kept = parts.get("house", "")
    server = os.environ.get("SAMDRIFT_TEST_POSTGRES", "")
    if "pages" in parts and server:
        _on_postgresql(results, work, WHOLE.part(int(parts["pages"] or 1)), kept)
    if "pages-sqlite" in parts:
        _on_sqlite(results, work, TENTH.part(int(parts["pages-sqlite"] or 1)), kept)


def _on_postgresql(results: Results, work: Path, size: Size, kept: str) -> None:
    """Ask a house of the server that the environment names; one that is kept is its database."""
    server, name = os.environ["SAMDRIFT_TEST_POSTGRES"], kept or PASSING
    if not kept:
        _psql(server, f"DROP DATABASE IF EXISTS {name}")
    home = {
        "SAMDRIFT_HOME": str(BUILD / name if kept else work / name),
        "SAMDRIFT_DATABASE_URL": f"{server.rpartition('/')[0]}/{name}",
    }
    if not _psql(server, f"SELECT 1 FROM pg_database WHERE datname = '{name}'"):  # noqa: S608
        _psql(server, f"CREATE DATABASE {name}")
        _build(results, "PostgreSQL", home, size)
    _ask(results, "PostgreSQL", home)
    if not kept:
        _psql(server, f"DROP DATABASE {name}")


def _on_sqlite(results: Results, work: Path, size: Size, kept: str) -> None:
    """Ask a house in a file; one that is kept lies under `build`."""
    place = BUILD / f"{kept}-sqlite" if kept else work / PASSING
    home = {"SAMDRIFT_HOME": str(place), "SAMDRIFT_DATABASE_URL": ""}
    if not (place / "samdrift.sqlite3").exists():
        _build(results, "SQLite", home, size)
    _ask(results, "SQLite", home)


def _build(results: Results, engine: str, home: Home, size: Size) -> None:
    Path(home["SAMDRIFT_HOME"]).mkdir(parents=True, exist_ok=True)
    run((COMMAND, "import", str(SAMPLE)), home)
    told = (str(size.lines), str(size.tickets), str(size.assets))
    seconds, peak = run((sys.executable, "-m", "benchmarks.large_house", *told), home)
    what = f"{engine}: a house of {size.lines} lines, {size.tickets} tickets, {size.assets} assets"
    results.add(Row(what, seconds, None, peak, note="built"))


def _ask(results: Results, engine: str, home: Home) -> None:
    """Ask every page; a house that was kept is first brought up to the program as it is."""
    run((COMMAND, "tables"), home)
    command = (sys.executable, "-m", "benchmarks.pages")
    asked = subprocess.Popen(  # noqa: S603  Our own words.
        command, env={**os.environ, **home}, stdout=subprocess.PIPE
    )
    assert asked.stdout is not None, "what it prints is read"
    for row in map(json.loads, asked.stdout):
        questions = "" if row["queries"] is None else f", {row['queries']} questions"
        note = f"half within {row['p50'] * 1000:.0f} ms{questions}"
        what = f"{engine}: {row['what']}, {row['when']}"
        results.add(Row(what, row["p95"], row["promised"], note=note))
    if asked.wait():
        raise subprocess.CalledProcessError(asked.returncode, command)


def _psql(server: str, command: str) -> str:
    """Return what the server answers, as it is written without any table around it."""
    told = ("psql", "-qtA", server, "-c", command)
    answer = subprocess.run(told, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603
    return answer.stdout.strip()
