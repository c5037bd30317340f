"""The sample years, each taken in once for all the tests of a module that read it."""

from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import transaction

from samdrift.plumbing.exchange import services as exchange

DEMO = Path(__file__).resolve().parents[2] / "src" / "samdrift" / "project" / "demo"
SIX, TWO = NAMES = ("six-municipalities-2015", "two-municipalities-2016")


@contextmanager
def taken_in(name):
    """Have a sample in the database, and take it back afterwards."""
    at = datetime(2020, 1, 1, 12, 0, tzinfo=UTC)
    with transaction.atomic():
        outcome = exchange.import_package(DEMO / f"{name}.zip", at=at)
        assert list(map(str, outcome.faults.shown)) == []
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def sample_in_place(request, django_db_setup, django_db_blocker):
    """Take a sample in for the tests beside each other that are of the same; return its name."""
    with django_db_blocker.unblock(), taken_in(request.param):
        yield request.param


@pytest.fixture
def sample(sample_in_place, db):
    """Return the name of the sample in place; what a test writes beside it is taken back."""
    return sample_in_place


def pytest_generate_tests(metafunc):
    """Have every test of a sample run on each, or on the one that its module names as `SAMPLE`."""
    if "sample_in_place" in metafunc.fixturenames:
        only = getattr(metafunc.module, "SAMPLE", None)
        names = NAMES if only is None else (only,)
        metafunc.parametrize("sample_in_place", names, indirect=True, scope="module")
