"""A large ledger asked as its readers ask it; run in a process of its own, with its environment.

It prints its rows as JSON.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict

from benchmarks.asking import Client, free_port, serving, shares
from benchmarks.desk_ask import SERVE
from benchmarks.large_year import YEAR
from benchmarks.measure import Row, median

BALANCE, STATEMENTS, PAGE = 0.050, 2.0, 0.200
TIMES = 40
PAGES = (
    ("books, follow-up page", f"/ar/{YEAR}/uppfoljning/", PAGE),
    ("books, the annual report's page", f"/ar/{YEAR}/rapport/", None),
)


def main() -> None:
    """Measure the ledger of the house that the environment names."""
    import django  # noqa: PLC0415

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samdrift.project.settings")
    django.setup()
    rows = [*_asked_within(), *_pages()]
    print(json.dumps([asdict(row) for row in rows]))  # noqa: T201


def _asked_within() -> Iterator[Row]:
    from samdrift.annualreport import queries as reports  # noqa: PLC0415
    from samdrift.ledger import queries  # noqa: PLC0415
    from samdrift.plumbing import clock  # noqa: PLC0415
    from samdrift.reporting import memory  # noqa: PLC0415
    from samdrift.reporting.models import KeptAnswer  # noqa: PLC0415

    whole = median(lambda: queries.trial_balance(year=YEAR))
    yield Row("books, trial balance of a year", whole, BALANCE)
    part = median(lambda: queries.trial_balance(year=YEAR, first_month=3, last_month=9))
    yield Row("books, trial balance of March to September", part, BALANCE)

    def report() -> None:
        KeptAnswer.objects.all().delete()
        memory.forget_in_process()
        reports.annual_report(year=YEAR, at=clock.now())

    note = "the whole report, nothing kept"
    yield Row("books, statements with all notes", median(report), STATEMENTS, note=note)


def _pages() -> Iterator[Row]:
    from benchmarks.pages import signed_in  # noqa: PLC0415

    port = free_port()
    environment = {**os.environ, "SAMDRIFT_BASE_URL": f"http://127.0.0.1:{port}"}
    with serving((*SERVE, "--port", str(port)), environment, port=port):
        client = Client(port, {"Cookie": f"sessionid={signed_in()}"})
        for what, address, promised in PAGES:
            p50, p95 = shares(client.timed([address], TIMES))
            yield Row(what, p95, promised, note=f"half within {p50 * 1000:.0f} ms")


if __name__ == "__main__":
    main()
