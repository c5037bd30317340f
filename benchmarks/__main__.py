"""`make bench`: every measure that is promised, and the references, in one run."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from datetime import date
from pathlib import Path

from benchmarks import books, charging, desk, houses, load
from benchmarks.measure import Results, Row, median, run

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "src/samdrift/project/demo/six-municipalities-2015.zip"
COMMAND = str(Path(sys.executable).with_name("samdrift"))
ALL = ("sample", "books", "pages", "pages-sqlite", "desk", "desk-sqlite", "charging", "load")
HEAD = "| what | measured | peak memory | promised | | note |\n|---|---:|---:|---:|---|---|"


def main() -> None:
    """Measure everything, or the parts named; the exit status is 1 when a promise is broken.

    Parts are `sample`, `books`, `pages`, `pages-sqlite`, `desk`, `desk-sqlite`, `mail`, `load`,
    `charging` (`charging=large`: 290 customers with 2,000,000 things) and `inventory`
    (`inventory=20000` fills a register of so many machines); `pages=20` builds a house of a
    twentieth, `desk=10000,100000` desks of those sizes, `load=60` lasts a minute,
    `books=20000` has a ledger of so many rows.
    `house=NAME`, beside `pages`, keeps the house for the next time.
    """
    results = Results()
    named = dict(word.partition("=")[::2] for word in sys.argv[1:])
    parts = named or dict.fromkeys(ALL, "")
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    print(f"{date.today().isoformat()}, {machine}\n\n{HEAD}", flush=True)  # noqa: T201, DTZ011
    with tempfile.TemporaryDirectory(prefix="samdrift-bench-") as name:
        work = Path(name)
        houses.measure(results, work, parts)
        if "sample" in parts:
            _sample(results, work)
        if "books" in parts:
            books.measure(results, work, int(parts["books"] or books.ROWS))
        _desks(results, work, parts)
        if "load" in parts:
            load.measure(results, work, seconds=int(parts["load"] or load.SECONDS))
        if "charging" in parts:
            charging.measure(results, work, parts)
        if "mail" in parts:
            _mail(results, work)
        if "inventory" in parts:
            _inventory(results, work, parts["inventory"])
    sys.exit(0 if all(row.is_kept for row in results.rows) else 1)


def _desks(results: Results, work: Path, parts: dict[str, str]) -> None:
    if "desk" in parts:
        desk.on_postgresql(results, work, _sizes(parts["desk"]) or desk.ON_POSTGRESQL)
    if "desk-sqlite" in parts:
        desk.on_sqlite(results, work, _sizes(parts["desk-sqlite"]) or desk.ON_SQLITE)


def _sizes(told: str) -> tuple[int, ...]:
    return tuple(int(each) for each in told.split(",") if each)


def _environment(work: Path, name: str) -> dict[str, str]:
    return {"SAMDRIFT_HOME": str(work / name), "SAMDRIFT_DATABASE_URL": ""}


def _sample(results: Results, work: Path) -> None:
    """The six-municipality year: in, out as tables, out as a report."""
    home = _environment(work, "sample")
    seconds, peak = run((COMMAND, "import", str(SAMPLE)), home)
    results.add(
        Row(
            "import, six municipalities, SQLite",
            seconds,
            30,
            peak,
            note="new database, whole command",
        )
    )
    seconds, peak = run((COMMAND, "import", str(SAMPLE)), home)
    results.add(Row("the same package again, SQLite", seconds, None, peak))
    postgres = os.environ.get("SAMDRIFT_TEST_POSTGRES", "")
    if postgres:
        _on_postgres(results, work, postgres)

    slowest, took = "", 0.0
    listing = work / "tables.txt"
    with listing.open("wb") as file:
        run((COMMAND, "tables"), home, output=file.fileno())
    for table in (line.split()[0] for line in listing.read_text().splitlines()):
        seconds, _ = run((COMMAND, "table", table, "--year", "2015", "--format", "json"), home)
        if seconds > took:
            slowest, took = table, seconds
    results.add(Row("samdrift table, the slowest, with start-up", took, 1.5, note=slowest))

    for suffix in ("pdf", "html", "docx", "xlsx"):
        target = work / f"report.{suffix}"
        seconds, peak = run(
            (COMMAND, "report", "annual", "--year", "2015", "-o", str(target)), home
        )
        size = f"{target.stat().st_size // 1024} kB, with start-up"
        results.add(Row(f"samdrift report annual, {suffix}", seconds, None, peak, note=size))
    _in_process(results, home)


def _on_postgres(results: Results, work: Path, url: str) -> None:
    name = "samdrift_bench"
    server = url.rpartition("/")[0]
    psql = ["psql", "-q", url, "-c"]
    run((*psql, f"DROP DATABASE IF EXISTS {name}"), {})
    run((*psql, f"CREATE DATABASE {name}"), {})
    home = {**_environment(work, "sample-postgres"), "SAMDRIFT_DATABASE_URL": f"{server}/{name}"}
    seconds, peak = run((COMMAND, "import", str(SAMPLE)), home)
    results.add(
        Row("import, six municipalities, PostgreSQL", seconds, None, peak, note="new database")
    )
    run((*psql, f"DROP DATABASE {name}"), {})


def _in_process(results: Results, home: dict[str, str]) -> None:
    """The report built and set in a process that is already running."""
    os.environ.update(home, DJANGO_SETTINGS_MODULE="samdrift.project.settings")
    import django  # noqa: PLC0415

    django.setup()
    from samdrift.annualreport import queries  # noqa: PLC0415
    from samdrift.plumbing import clock  # noqa: PLC0415
    from samdrift.reporting import registry  # noqa: PLC0415
    from samdrift.reporting.addresses import WebLinks  # noqa: PLC0415
    from samdrift.reporting.ink import pdf  # noqa: PLC0415

    at = clock.now()
    built = queries.annual_report(year=2015, at=at)
    tables = sum(1 for _ in built.tables())
    seconds = median(lambda: queries.annual_report(year=2015, at=at))
    results.add(Row("the whole report built, warm", seconds, 1, note=f"{tables} tables"))
    links, describer = WebLinks("http://127.0.0.1:8000"), registry.Describer()
    seconds = median(lambda: pdf.write(built, links, describer), times=3)
    results.add(Row("its PDF, warm", seconds, 3, note="PDF/UA-1 and PDF/A-2a"))


_PROMISED_A_SECOND = {"new": 10, "changed": 10, "unchanged": 100, "at once, new and again": 2}


def _inventory(results: Results, work: Path, machines: str) -> None:
    """Inventories sent to a large register, and its lists; on PostgreSQL where there is one."""
    told, home = work / "inventory.txt", _environment(work, "inventory")
    postgres = os.environ.get("SAMDRIFT_TEST_POSTGRES", "")
    if postgres:
        name = "samdrift_bench_inventory"
        run(("psql", "-q", postgres, "-c", f"DROP DATABASE IF EXISTS {name}"), {})
        run(("psql", "-q", postgres, "-c", f"CREATE DATABASE {name}"), {})
        home["SAMDRIFT_DATABASE_URL"] = f"{postgres.rpartition('/')[0]}/{name}"
    with told.open("wb") as file:
        command = (sys.executable, "-m", "benchmarks.machines", *([machines] if machines else []))
        _, peak = run(command, home, output=file.fileno())
    for line in told.read_text().splitlines():
        what, number, seconds = line.rsplit("\t", 2)
        a_second = _PROMISED_A_SECOND.get(what)
        promised = int(number) / a_second if a_second else _within(what)
        note = f"{int(number) / float(seconds):.0f}/s" if a_second else ""
        row = f"inventory, {what}, {number}" if a_second else f"inventory, {what}"
        results.add(Row(row, float(seconds), promised, peak, note=note))


def _within(what: str) -> float | None:
    """Return how fast an answer is promised: a list, or a count of any day."""
    if "previewed" in what:
        return 5
    if "p95" not in what:
        return None
    return 0.3 if "any day" in what else 0.15


def _mail(results: Results, work: Path) -> None:
    """A thousand letters through real servers, where scripts/services has started them."""
    if "SAMDRIFT_TEST_IMAP" not in os.environ:
        return
    told = work / "mail.txt"
    with told.open("wb") as file:
        run(
            (sys.executable, "-m", "benchmarks.mail_intake"),
            _environment(work, "mail"),
            output=file.fileno(),
        )
    for line in told.read_text().splitlines():
        what, letters, seconds = line.rsplit("\t", 2)
        results.add(
            Row(
                f"mail, {what}, {letters} letters",
                float(seconds),
                int(letters) / 20,
                note=f"{int(letters) / float(seconds):.0f}/s, promised ≥ 20/s",
            )
        )


if __name__ == "__main__":
    main()
