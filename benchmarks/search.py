"""`make bench-search`: finding and telling, on both databases, beside what they do by themselves.

Each database is filled in a process of its own, by two hands on PostgreSQL, and asked by one.
"""

from __future__ import annotations

import argparse
import itertools
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from benchmarks import desk_texts
from benchmarks.measure import Results, Row

AT = datetime(2026, 11, 1, tzinfo=UTC)
HANDS = 2
ROUNDS = 3
TOLD_ONE_BY_ONE = 300
REFERENCE_DAYS = 365
NAME = "samdrift_bench_search"
ANALYSED = 20_000
"""How many texts are made and analysed to fill PostgreSQL; the database tells them again."""
_AGAIN = """
INSERT INTO search_entry (kind, key, organisation, numbers, title, people, text, created,
                          indexed_at, analyser, terms)
SELECT e.kind, lpad(b.number::text, 9, '0'), e.organisation, lpad(b.number::text, 7, '0'),
       e.title, e.people, e.text, b.created, e.indexed_at, e.analyser,
       ts_delete(e.terms, ARRAY[a.m, a.n]) || array_to_tsvector(ARRAY[b.m, b.n])
FROM search_entry AS e
JOIN again AS a ON a.number = e.key::int
JOIN again AS b ON b.number > a.number AND b.number < a.number + %(step)s
WHERE e.key >= %(first)s AND e.key < %(last)s
"""


def main() -> None:
    """Measure as asked; the exit status is 1 when a promise is broken."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--postgresql", type=int, nargs="*", default=[10_000, 1_000_000])
    asked.add_argument("--sqlite", type=int, nargs="*", default=[10_000, 200_000])
    asked.add_argument("--alone", action="store_true", help="Without what it is compared with.")
    asked.add_argument("--run", type=int)
    told = asked.parse_args()
    if told.run:
        sys.exit(_measured(told.run, is_compared=not told.alone))
    print("| what | measured | peak memory | promised | | note |\n|---|---:|---:|---:|---|---|")  # noqa: T201
    broken = [_on_postgresql(count, is_compared=not told.alone) for count in told.postgresql]
    broken += [_on_sqlite(count, is_compared=not told.alone) for count in told.sqlite]
    sys.exit(int(any(broken)))


def _on_postgresql(count: int, *, is_compared: bool) -> bool:
    url = os.environ["SAMDRIFT_TEST_POSTGRES"]
    psql = ["psql", "-q", "-v", "ON_ERROR_STOP=1", url, "-c"]
    for statement in (f"DROP DATABASE IF EXISTS {NAME}", f"CREATE DATABASE {NAME}"):
        subprocess.run([*psql, statement], check=True, stderr=subprocess.DEVNULL)  # noqa: S603
    try:
        return _in_a_process(count, f"{url.rpartition('/')[0]}/{NAME}", is_compared=is_compared)
    finally:
        subprocess.run([*psql, f"DROP DATABASE {NAME}"], check=True)  # noqa: S603


def _on_sqlite(count: int, *, is_compared: bool) -> bool:
    return _in_a_process(count, "", is_compared=is_compared)


def _in_a_process(count: int, url: str, *, is_compared: bool) -> bool:
    """Return whether a promise was broken."""
    with tempfile.TemporaryDirectory(prefix="samdrift-bench-") as home:
        environment = {"SAMDRIFT_HOME": home, "SAMDRIFT_DATABASE_URL": url}
        told = [sys.executable, "-m", "benchmarks.search", "--run", str(count)]
        told += [] if is_compared else ["--alone"]
        return subprocess.run(told, env=os.environ | environment, check=False).returncode != 0  # noqa: S603


def _measured(count: int, *, is_compared: bool) -> int:
    _set_up()
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    results, where = Results(), f"{connection.vendor}, {count:,}".replace(",", " ")
    began = time.perf_counter()
    if connection.vendor == "postgresql":
        _fill_postgresql(count)
    else:
        _tell(count, 0, count)
    seconds = time.perf_counter() - began
    results.add(Row(f"{where}: filled", seconds, note=f"{count / seconds:.0f} a second"))
    _asked(results, where, count)
    _told(results, where, count)
    if is_compared:
        if connection.vendor == "postgresql":
            _reference_of_postgresql(results, where)
        _reference_like(results, where)
    return int(not all(row.is_kept for row in results.rows))


def _set_up() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "samdrift.project.settings"
    import django  # noqa: PLC0415

    django.setup()


def _tell(count: int, first: int, last: int) -> None:
    """Tell the index as an app does, some at a time."""
    from samdrift.plumbing.search import services  # noqa: PLC0415

    for start in range(first, last, 1000):
        documents = desk_texts.texts(count, first=start, last=min(start + 1000, last))
        services.index(documents, at=AT)


def _fill_postgresql(count: int) -> None:
    """Fill by COPY, before there is an index: what writes one by one is measured by itself.

    Beyond the first texts each is told again under other numbers and days, by the database.
    """
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX search_entry_terms")
    step = max(count // ANALYSED, 1)
    bounds = [count // step * hand // HANDS * step for hand in range(HANDS + 1)]
    code = "from benchmarks import search; search.copy({}, {}, {}, {})"
    hands = [
        subprocess.Popen([sys.executable, "-c", code.format(count, first, last, step)])  # noqa: S603
        for first, last in itertools.pairwise(bounds)
    ]
    assert not any(hand.wait() for hand in hands)
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '1GB'")
        cursor.execute(
            "CREATE INDEX search_entry_terms ON search_entry USING gin (terms)"
            " WITH (fastupdate = off)"
        )
        cursor.execute("VACUUM ANALYZE search_entry")


def copy(count: int, first: int, last: int, step: int) -> None:
    """Copy texts into PostgreSQL, and have it tell each again under the numbers in between."""
    _set_up()
    from django.db import connection  # noqa: PLC0415

    from samdrift.plumbing.search import postgresql, rows  # noqa: PLC0415
    from samdrift.sweden.words import analysis  # noqa: PLC0415

    names = ", ".join(postgresql.COLUMNS)
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY search_entry ({names}) FROM STDIN") as into:
            for thing in desk_texts.texts(count, first=first, last=last, step=step):
                row = rows.row(thing, at=AT)
                into.write_row(postgresql.values(row, at=AT, analyser=analysis.VERSION))
        cursor.execute("CREATE TEMP TABLE again (number int, created timestamptz, m text, n text)")
        with cursor.copy("COPY again FROM STDIN") as into:
            for number in range(first, last):
                created = desk_texts.came_in(number, count)
                month = rows.month_label(created.year, created.month)
                called = rows.number_label(f"{number:07}")
                into.write_row((number, created, f":{month}", f":{called}"))
        cursor.execute("CREATE INDEX ON again (number)")
        cursor.execute("ANALYZE again")
        cursor.execute(_AGAIN, {"step": step, "first": f"{first:09}", "last": f"{last:09}"})


def _asked(results: Results, where: str, count: int) -> None:
    from samdrift.plumbing.search import queries  # noqa: PLC0415
    from samdrift.plumbing.search.ports import Scope  # noqa: PLC0415

    of_one = Scope.of_organisations(["KIN"])
    questions: list[tuple[str, list[str], Scope, bool, float]] = [
        ("rare words", [desk_texts.RARE, *desk_texts.unusual_words(40)], *_all(), 0.150),
        ("a compound", list(desk_texts.COMPOUND), *_all(), 0.150),
        ("a word inside compounds", ["anslutning", "fiber"], *_all(), 0.150),
        ("a word in every fifth", list(desk_texts.COMMON), *_all(), 0.250),
        ("the same, of one organisation", list(desk_texts.COMMON), of_one, False, 0.250),
        ("common and rare", [f"skrivaren {w}" for w in desk_texts.unusual_words(9)], *_all(), 0.25),
        ("a number", [f"{number:07}" for number in range(0, count, count // 30)], *_all(), 0.150),
        ("as typed: skr, skri, skriv", ["skr", "skri", "skriv"], *_all(typing=True), 0.250),
        ("as typed: fiberan, fiberansl", ["fiberan", "fiberansl"], *_all(typing=True), 0.150),
        ("a phrase", ['"skrivaren det"', '"fiberanslutningen och"'], *_all(), 0.250),
    ]
    for what, words, scope, is_typing, promised in questions:
        taken, found = [], 0
        for each in words * max(ROUNDS, 30 // len(words)):
            began = time.perf_counter()
            answer = queries.find(each, scope=scope, page=queries.Page(is_typing=is_typing))
            taken.append(time.perf_counter() - began)
            found = max(found, answer.count)
        _add(results, f"{where}: {what}", taken, promised, f"at most {found} counted")


def _all(*, typing: bool = False) -> tuple:
    from samdrift.plumbing.search.ports import Scope  # noqa: PLC0415

    # As an agent asks: of tickets, guides, people and things, notes too.
    opened = {desk_texts.DESK, "tickets:helper:7", "guides:every", "people:every", "things:every"}
    return Scope((frozenset(opened),), sees_inside=True), typing


def _told(results: Results, where: str, count: int) -> None:
    """Tell of new cases and of changed ones, each in a transaction of its own."""
    from samdrift.plumbing.search import services  # noqa: PLC0415

    new = desk_texts.texts(count, first=count, last=count + TOLD_ONE_BY_ONE)
    changed = desk_texts.texts(count, first=count // 2, last=count // 2 + TOLD_ONE_BY_ONE)
    for what, things in (("a new case told", new), ("a changed case told", changed)):
        taken = []
        for thing in list(things):
            began = time.perf_counter()
            services.index((thing,), at=AT)
            taken.append(time.perf_counter() - began)
        _add(
            results,
            f"{where}: {what}",
            taken,
            1 / 60,
            f"{len(taken) / sum(taken):.0f} a second",
        )


def _reference_of_postgresql(results: Results, where: str) -> None:
    """PostgreSQL's own Swedish, over the newest year: a GIN index of it, ranked by `ts_rank`."""
    from django.db import connection  # noqa: PLC0415

    vector = "to_tsvector('swedish', title || ' ' || people || ' ' || text)"
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(created) FROM search_entry")
        since = f"'{(cursor.fetchone()[0].date()).replace(year=2025).isoformat()}'"
        cursor.execute("ALTER TABLE search_entry ADD COLUMN own tsvector")
        cursor.execute(f"UPDATE search_entry SET own = {vector} WHERE created >= {since}")
        cursor.execute("SET maintenance_work_mem = '1GB'")
        cursor.execute("CREATE INDEX own_terms ON search_entry USING gin (own)")
        cursor.execute("ANALYZE search_entry")
        cursor.execute("SELECT count(*) FROM search_entry WHERE own IS NOT NULL")
        note = f"to_tsvector('swedish') and ts_rank over {cursor.fetchone()[0]}"
    statement = (
        "SELECT id, ts_rank(own, q) FROM search_entry, plainto_tsquery('swedish', %s) AS q"
        " WHERE own @@ q ORDER BY 2 DESC LIMIT 20"
    )
    for what, words in _references():
        _add(results, f"{where}: reference, {what}", list(_timed(statement, words)), None, note)


def _reference_like(results: Results, where: str) -> None:
    statement = (
        "SELECT id FROM search_entry WHERE title LIKE %s OR text LIKE %s"
        " ORDER BY created DESC LIMIT 20"
    )
    for what, words in _references():
        likes = [f"%{word}%" for word in words]
        taken = list(_timed(statement, likes, times=2))
        _add(results, f"{where}: reference, {what}", taken, None, "LIKE '%…%' of title and text")


def _references() -> Sequence[tuple[str, list[str]]]:
    return (
        ("a rare word", [desk_texts.RARE]),
        ("a compound", ["fiberanslutning"]),
        ("a word in every fifth", ["skrivaren"]),
    )


def _timed(statement: str, words: list[str], *, times: int = 1) -> Iterator[float]:
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        for word in words * 3:
            began = time.perf_counter()
            cursor.execute(statement, [word] * times)
            cursor.fetchall()
            yield time.perf_counter() - began


def _add(
    results: Results, what: str, taken: list[float], promised: float | None, note: str
) -> None:
    ordered = sorted(taken)
    p95 = ordered[min(len(ordered) - 1, round(len(ordered) * 0.95))]
    middle = f"p50 {statistics.median(taken) * 1000:.1f} ms of {len(taken)}; {note}"
    results.add(Row(f"{what}, p95", p95, promised, note=middle))


if __name__ == "__main__":
    main()
