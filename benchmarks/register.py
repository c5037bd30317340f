"""A register with ten years of history: filled beside the machines, its list and counts asked.

Every count is held against DuckDB's of the same rows in the same run: another figure ends the run.
"""

from __future__ import annotations

import csv
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

CODES = tuple(f"B{number:02d}" for number in range(10))
BEGAN, YEARS = date(2016, 1, 1), 10
ASKED = 40
LISTED = 10_000
PLACES = 3
"""So many times a thing is held by somebody, one after the other."""

FILL = (
    """INSERT INTO assets_device (tag, name, serial, model, kind, values, organisation_id, state_id,
    location, bought_on, is_counted, is_for_loan, version)
    SELECT 'B-' || lpad(n::text, 7, '0'), 'DATOR-' || n, 'SN' || n, 'Modell ' || n %% 40,
    (%(kinds)s::text[])[1 + n %% %(kinds_number)s], '{}',
    (%(codes)s::text[])[1 + n %% %(codes_number)s], 'active',
    'Rum ' || n %% 300, date '2016-01-01' + n %% 900, true, false, 9
    FROM generate_series(1, %(number)s) n""",
    """INSERT INTO assets_deviceevent (device_id, act, day, at, by_name, sets, changes, note,
    stroke)
    SELECT id, (array['register', 'hand-over', 'move', 'take-back', 'put-in-stock'])[1 + k %% 5],
    bought_on + k * 300, now(), 'Mätaren', '{"state": "active"}', '{}', '', ''
    FROM assets_device, generate_series(0, 9) k WHERE tag LIKE 'B-%%'""",
    """INSERT INTO assets_standing (device_id, valid_from, valid_until, state_id, organisation_id,
    location)
    SELECT d.id, bought_on + k * 600, CASE k WHEN 5 THEN NULL ELSE bought_on + k * 600 + 600 END,
    CASE k %% 2 WHEN 0 THEN 'stock' ELSE 'active' END,
    (%(codes)s::text[])[1 + (d.id + k / 2) %% %(codes_number)s], location
    FROM assets_device d, generate_series(0, 5) k WHERE tag LIKE 'B-%%'""",
    """INSERT INTO assets_holding (device_id, identifier, kind, organisation_id, location,
    in_service, out_of_service)
    SELECT d.id, tag || '/' || k, kind, (%(codes)s::text[])[1 + (d.id + k) %% %(codes_number)s], '',
    bought_on + k * 1200 + 30,
    CASE k WHEN 2 THEN NULL ELSE bought_on + k * 1200 + 1100 END
    FROM assets_device d, generate_series(0, 2) k WHERE tag LIKE 'B-%%'""",
)

type Tell = Callable[[str, int, float], None]


def fill(number: int, *, tell: Tell) -> None:
    """Put so many things into the register, with ten years of events, standings and holdings."""
    from django.db import connection  # noqa: PLC0415  Django comes first.

    from samdrift.assets.models import AssetKind  # noqa: PLC0415
    from samdrift.parties.models import Organisation  # noqa: PLC0415
    from samdrift.plumbing.search.models import Mark  # noqa: PLC0415

    for at, code in enumerate(CODES):
        Organisation.objects.get_or_create(
            code=code, defaults={"name": f"Kommun {code}", "role": "member", "position": 100 + at}
        )
    kinds = list(AssetKind.objects.filter(is_group=False).values_list("key", flat=True))
    told = {
        "number": number,
        "kinds": kinds,
        "kinds_number": len(kinds),
        "codes": list(CODES),
        "codes_number": len(CODES),
    }
    began = time.perf_counter()
    with connection.cursor() as cursor:
        for statement in FILL:
            cursor.execute(statement, told)
        Mark.objects.all().delete()
        cursor.execute("VACUUM ANALYZE")
    tell("register filled, things", number, time.perf_counter() - began)


def ask(*, tell: Tell) -> None:
    """Ask for the list in many ways and for every count table of many days, as a reader does."""
    client = _reader()
    with tempfile.TemporaryDirectory() as folder:
        reference = _reference(Path(folder) / "holdings.csv", tell=tell)
    chance = random.Random(5)  # noqa: S311  The same days every time, and no secret.
    days = [BEGAN + timedelta(days=chance.randrange(365 * YEARS)) for _ in range(ASKED)]
    lists = {
        "list": ["/inventarier/"],
        "list, of a kind and an organisation": ["/inventarier/?slag=computer&organisation=B03"],
        "list, by words": [f"/inventarier/?q=SN{number}" for number in range(1000, 1000 + ASKED)],
        "list, deep": [f"/inventarier/?efter=B-0{number}" for number in range(100000, 140000, 999)],
        "list, on a day": [f"/inventarier/?dag={day}" for day in days],
    }
    for what, addresses in lists.items():
        _asked(f"register, {what}, p95", client, addresses, tell)
    for table in _tables():
        addresses = [f"/ar/{day.year}/tabeller/{table}/?day={day}" for day in days]
        _asked(f"register, {table} of any day, p95", client, addresses, tell)
    _hold_against(reference, days, tell)
    _preview(client, tell)


def _preview(client: Any, tell: Tell) -> None:  # noqa: ANN401
    """Send a list of ten thousand rows, half of them of things that are there, and see each."""
    from samdrift.assets.ports import SYSTEM  # noqa: PLC0415  Django comes first.
    from samdrift.assets.taking_in import services  # noqa: PLC0415
    from samdrift.plumbing import clock  # noqa: PLC0415

    rows = [
        f"{'B' if n % 2 else 'NY'}-{n:07d};NYTT{n};Dell;B0{n % 10};Rum {n % 40}"
        for n in range(1, LISTED + 1)
    ]
    content = "\n".join(("märkning;serienummer;modell;kommun;plats", *rows)).encode()
    began = time.perf_counter()
    kept = services.keep(
        name="lista.csv",
        content=content,
        kind="computer.staff.laptop",
        actor=SYSTEM,
        at=clock.now(),
    )
    _got(client, f"/inventarier/las-in/{kept.pk}/")
    tell("register, a list of 10,000 rows sent and previewed", 1, time.perf_counter() - began)
    counts = services.preview(kept).counts
    assert sum(counts.values()) == LISTED, counts
    assert counts["wrong"] == 0, counts


def _reader() -> Any:  # noqa: ANN401  Django's client.
    from django.contrib.auth.models import User  # noqa: PLC0415  Django comes first.
    from django.test import Client  # noqa: PLC0415

    from samdrift.parties import services as parties  # noqa: PLC0415
    from samdrift.plumbing import clock  # noqa: PLC0415

    if not User.objects.filter(username="bench").exists():
        wanted = parties.Wanted(("manager",), "")
        parties.save_user(
            name="bench",
            password="mäter-hela-dagen-lång",  # noqa: S106  Of a database that is thrown away.
            wanted=wanted,
            by="bench",
            at=clock.now(),
        )
    client = Client()
    client.force_login(User.objects.get(username="bench"))
    return client


def _tables() -> Sequence[str]:
    from samdrift.assets.tables import OFFERS  # noqa: PLC0415  Django comes first.

    return [spec.id for offer in OFFERS for spec in offer.specs()]


def _asked(what: str, client: Any, addresses: Sequence[str], tell: Tell) -> None:  # noqa: ANN401
    """Ask each address as often as makes forty askings; the first is asked once before."""
    _got(client, addresses[0])
    took = []
    for at in range(ASKED):
        began = time.perf_counter()
        _got(client, addresses[at % len(addresses)])
        took.append(time.perf_counter() - began)
    tell(what, 1, statistics.quantiles(took, n=20)[-1])


def _got(client: Any, address: str) -> None:  # noqa: ANN401
    answer = client.get(address)
    assert answer.status_code == 200, f"{address}: {answer.status_code}"
    assert answer.content


def _reference(path: Path, *, tell: Tell) -> Any:  # noqa: ANN401  A connection of DuckDB.
    """Return DuckDB with the holdings of the register, row by row."""
    import duckdb  # noqa: PLC0415  Only where it is measured against.

    from samdrift.assets.models import Holding  # noqa: PLC0415

    rows = Holding.objects.order_by().values_list(
        "kind", "organisation_id", "location", "in_service", "out_of_service"
    )
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows.iterator(chunk_size=20_000))
    reference = duckdb.connect()
    began = time.perf_counter()
    reference.execute(
        "CREATE TABLE held (kind VARCHAR, organisation VARCHAR, location VARCHAR, "
        'start DATE, "end" DATE)'
    )
    reference.execute(f"COPY held FROM '{path}' (HEADER false, NULLSTR '')")
    (number,) = reference.execute("SELECT count(*) FROM held").fetchone()
    tell("reference: DuckDB loads the holdings", number, time.perf_counter() - began)
    return reference


def _hold_against(reference: Any, days: Sequence[date], tell: Tell) -> None:  # noqa: ANN401
    """Count every kind at every organisation on each day, here and in DuckDB: the same figures."""
    from samdrift.assets import queries  # noqa: PLC0415  Django comes first.
    from samdrift.reporting import snapshot  # noqa: PLC0415

    ours, theirs = [], []
    for day in days:
        began = time.perf_counter()
        with snapshot.snapshot():
            census = queries.census_by_organisation(day=day, kind="computer")
        ours.append(time.perf_counter() - began)
        began = time.perf_counter()
        rows = reference.execute(
            "SELECT kind, organisation, count(*) FROM held WHERE start <= ? "
            'AND ("end" IS NULL OR "end" > ?) AND kind LIKE \'computer%\' '
            "GROUP BY kind, organisation",
            [day, day],
        ).fetchall()
        theirs.append(time.perf_counter() - began)
        assert census.counts == {(kind, code): count for kind, code, count in rows}, day
    tell("register, counted on any day, p95", 1, statistics.quantiles(ours, n=20)[-1])
    tell(
        "reference: DuckDB counts the same, the same figures",
        1,
        statistics.quantiles(theirs, n=20)[-1],
    )
