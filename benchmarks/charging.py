"""What months of charging, full cost and a member's page take, beside the same sums by DuckDB."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from benchmarks.measure import Results, Row, run

SMALL, LARGE = (20, 10_000, 200), (290, 2_000_000, 40)
"""Customers, things and services."""
WHOLE_NIGHT = 300.0
"""How many seconds a month of the large house may take."""
_PROMISED = {"both": 5.0, "what-if": 1.0, "page": 0.2}
_WORDS = {
    "month": "a month reckoned and invoiced",
    "again": "the month after, with a year's corrections looked for",
    "what-if": "what if: other prices and volumes",
    "page": "a member's page",
    "costs": "50 cost pools that serve each other, handed on to 200 services and the customers",
    "both": "the month and its full cost together",
}


def measure(results: Results, work: Path, parts: Mapping[str, str]) -> None:
    """Measure a small house on both databases, and with `charging=large` a large one."""
    if parts["charging"] != "large":
        _house(results, work, f"sqlite:///{work / 'charging.sqlite3'}", SMALL)
    if (url := os.environ.get("SAMDRIFT_TEST_POSTGRES", "")) != "":
        name = f"{url}_charging"
        with fresh(name):
            _house(results, work, name, LARGE if parts["charging"] == "large" else SMALL)


def _house(results: Results, work: Path, url: str, sizes: tuple[int, int, int]) -> None:
    kind = "PostgreSQL" if url.startswith("postgres") else "SQLite"
    environment = {
        "SAMDRIFT_HOME": str(work / f"charging-{kind}"),
        "DJANGO_SETTINGS_MODULE": "samdrift.project.settings",
        "SAMDRIFT_DATABASE_URL": url,
    }
    told_at, things = work / "charged.json", work / "things.csv"
    python = (sys.executable, "-m", "benchmarks.charging_house")
    run((*python, "fill", *map(str, sizes), str(things)), environment)
    asked = "month" if sizes == LARGE else "costs"
    _seconds, peak = run((*python, "ask", str(told_at), asked), environment)
    told = json.loads(told_at.read_text())
    if "costs" in told:
        told["both"] = told["month"] + told["costs"]
    note = f"{kind}: {sizes[0]} customers, {sizes[1]:,} things, {sizes[2]} services"
    for key, words in _WORDS.items():
        if key in told:
            promised = WHOLE_NIGHT if sizes == LARGE else _PROMISED.get(key)
            of_run = peak if key == "month" else None
            results.add(Row(words, told[key], promised, peak_mb=of_run, note=note))
    _reference(results, things, told["amount"], note)


@contextmanager
def fresh(url: str) -> Iterator[None]:
    """Have an empty database of a name, and take it away after."""
    server, _, name = url.rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        connection.execute(drop)
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield
        finally:
            connection.execute(drop)


def _reference(results: Results, things: Path, amount: int, note: str) -> None:
    """Have DuckDB come to the same month, by other words."""
    import duckdb  # noqa: PLC0415  Only where it is measured against.

    connection = duckdb.connect()
    connection.execute(
        f"CREATE TABLE things AS SELECT * FROM read_csv('{things}', header=true)"  # noqa: S608
    )
    begun = time.perf_counter()
    row = connection.execute(_SUMS).fetchone()
    seconds = time.perf_counter() - begun
    assert row is not None, "a sum is one row"
    assert int(row[0]) == amount, f"DuckDB says {row[0]}, the product {amount}"
    results.add(Row("reference: DuckDB sums the month", seconds, note=f"{note}; the same öre"))


_SUMS = """
WITH days AS (
    SELECT customer, option, price,
        SUM(date_diff('day', greatest(starts, DATE '2015-01-01'),
            least(coalesce(ends, DATE '2015-02-01'), DATE '2015-02-01'))) AS days
    FROM things WHERE starts < DATE '2015-02-01'
        AND (ends IS NULL OR ends > DATE '2015-01-01')
    GROUP BY customer, option, price
)
SELECT SUM((price * days * 2 + 31) // 62)::BIGINT FROM days
"""
