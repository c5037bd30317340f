"""Two who import at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from samdrift.parties.models import Organisation
from samdrift.plumbing.exchange import services
from samdrift.plumbing.exchange.models import ImportRun
from samdrift.plumbing.exchange.tests.given import AT, folder_of

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite has one writer at a time by itself"
    ),
]


def test_two_imports_at_once_are_one_after_the_other(tmp_path):
    rows = "".join(f"K{n},Namn {n},member\n" for n in range(3_000))
    path = folder_of(tmp_path, {"organisations.csv": f"code,name,role\n{rows}"})
    barrier = Barrier(4)

    def take(_):
        barrier.wait(timeout=20)
        try:
            outcome = services.import_package(path, at=AT)
            return [(s.new, s.unchanged) for s in outcome.summaries]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        told = sorted(pool.map(take, range(4)))

    assert told == [[(0, 1), (0, 3_000)]] * 3 + [[(1, 0), (3_000, 0)]]
    assert Organisation.objects.count() == 3_000
    assert ImportRun.objects.count() == 4
