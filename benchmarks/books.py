"""A ledger of two million rows: taken in, taken in again, summed, read; beside other programs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks import large_year
from benchmarks.large_year import Size
from benchmarks.measure import Results, Row, median, run

ROWS = 2_000_000
EACH = 2
"""How many rows a voucher has: a million vouchers of two million rows."""
CHANGED = 100
"""Each so manieth voucher is another when the ledger comes again."""
COMMAND = str(Path(sys.executable).with_name("samdrift"))
FULL, AGAIN, MOST_MB = 60, 15, 500


def measure(results: Results, work: Path, rows: int) -> None:
    """Measure a ledger of so many rows on SQLite, and what other programs need for the same."""
    home = {"SAMDRIFT_HOME": str(work / "books-home"), "SAMDRIFT_DATABASE_URL": ""}
    size = Size(rows, EACH)
    package = work / "books"
    told = f"{rows // EACH:,} vouchers of {rows:,} rows"
    ledger = large_year.write_package(package, size)
    weight = f"{ledger.stat().st_size // 2**20} MB"
    for what, promised, changed in (
        ("taken in", FULL, 0),
        ("the same again", None, 0),
        ("again, one voucher in a hundred changed", AGAIN, CHANGED),
    ):
        large_year.write_package(package, Size(rows, EACH, changed))
        seconds, peak = run((COMMAND, "import", str(package)), home)
        results.add(Row(f"books, {told}, {what}", seconds, promised, peak, MOST_MB, weight))
    asked = subprocess.run(
        (sys.executable, "-m", "benchmarks.books_ask"),
        env={**os.environ, **home},
        stdout=subprocess.PIPE,
        check=True,
    )
    for line in json.loads(asked.stdout):
        results.add(Row(**line))
    _references(results, work, Size(rows, EACH, CHANGED))


def _references(results: Results, work: Path, size: Size) -> None:
    """What others need for the same vouchers."""
    journal = work / "books.journal"
    large_year.write_journal(journal, size)
    for name in ("hledger", "ledger"):
        program = shutil.which(name)
        if program:
            told = ("-f", str(journal), "balance", "--flat", "--depth=1")
            seconds, peak = run((program, *told), {})
            note = "reads and sums the same vouchers, as it does for each question"
            results.add(Row(f"reference: {name}", seconds, None, peak, note=note))
    import duckdb  # noqa: PLC0415

    rows = work / "books.csv"
    large_year.write_csv(rows, size)
    connection = duckdb.connect()
    load = f"CREATE OR REPLACE TABLE line AS SELECT * FROM read_csv('{rows}', header = true)"  # noqa: S608
    note = f"{size.count:,} rows of CSV"
    seconds = median(lambda: connection.execute(load), times=1)
    results.add(Row("reference: DuckDB loads the rows", seconds, note=note))
    question = "SELECT account, sum(ore) FROM line WHERE month BETWEEN 3 AND 9 GROUP BY account"
    seconds = median(lambda: connection.execute(question).fetchall())
    results.add(Row("reference: DuckDB sums a period from the rows", seconds, note="in memory"))
