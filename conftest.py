"""What every test may count on."""

import importlib

import pytest
from django.apps import apps


@pytest.fixture(autouse=True)
def _kinds_come_back(request, django_db_blocker):
    """Put the kinds of assets back where a test has emptied every table after itself.

    Set up before the database of the test, so taken down after it. Tests that follow find what the
    migrations wrote.
    """
    yield
    if "transactional_db" in request.fixturenames:
        seeds = importlib.import_module("samdrift.assets.migrations.0002_kinds")
        with django_db_blocker.unblock():
            if not apps.get_model("assets", "AssetKind").objects.exists():
                seeds.add_kinds(apps, None)
