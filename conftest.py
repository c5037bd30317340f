"""What every test may count on."""

import importlib
import os
import sqlite3
from contextlib import closing

import pytest
from django.apps import apps
from django.db import connection
from django.test import override_settings
from hypothesis import HealthCheck, settings
from pytest_django.plugin import blocking_manager_key

from samdrift.api.views import doors
from samdrift.inventory.views import endpoint
from samdrift.plumbing.search import marking
from samdrift.portal.views import accessible
from samdrift.project.tests import homes
from samdrift.reporting import memory, registry

settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("steady", settings.get_profile("patient"), derandomize=True)
settings.load_profile("patient" if os.environ.get("SAMDRIFT_PROOFS") == "whole" else "steady")
"""No property fails for that the machine has other work, and a test run tells the same twice;
examples nobody has tried are sought by `make proofs`."""

SEEDS = (
    ("assets.AssetKind", "assets.migrations.0002_kinds", "add_kinds"),
    ("assets.LifeState", "assets.migrations.0005_what_stands_from_the_start", "stand"),
    ("billing.Rule", "billing.migrations.0009_rules", "stand"),
    ("changes.RiskCell", "changes.migrations.0002_what_stands_from_the_start", "classes"),
    ("inventory.MatchRule", "inventory.migrations.0002_what_stands_from_the_start", "write_rules"),
)
"""What migrations write: the model, the migration, and what writes there."""


QUICK_HASHER = "django.contrib.auth.hashers.MD5PasswordHasher"
"""A password of a test is worth no quarter of a second."""


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords():
    with override_settings(PASSWORD_HASHERS=[QUICK_HASHER]):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):  # noqa: ARG001  What it does first.
    """Have the tests' own database be a copy of an empty one that is built once for all."""
    chosen = connection.settings_dict
    if connection.vendor == "postgresql":
        chosen["TEST"]["TEMPLATE"] = homes.built_on_server(os.environ["SAMDRIFT_DATABASE_URL"])
        yield
        return
    name = connection.creation._get_test_db_name()  # noqa: SLF001  Nobody else tells it.
    with (
        closing(sqlite3.connect(homes.built())) as empty,
        closing(sqlite3.connect(name, uri=True)) as kept,
    ):
        empty.backup(kept)
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):  # noqa: ARG001  That it is set up.
    """Have the database watched, as every command of the product finds it."""
    with django_db_blocker.unblock():
        registry.watch()
        marking.watch()


@pytest.fixture(autouse=True)
def _a_fresh_process():
    """Have nothing at hand that another test's process was told."""
    memory.forget_in_process()
    endpoint.GUESSES.forget()
    endpoint.KEYS.forget()
    doors.QUESTIONS.forget()
    accessible.BARRIERS.forget()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item):
    """Put back what the migrations wrote where a test has emptied every table after itself.

    That is also that the tables which figures are read from are watched.
    """
    done = yield
    marker = item.get_closest_marker("django_db")
    if marker is not None and marker.kwargs.get("transaction"):
        with item.config.stash[blocking_manager_key].unblock():
            for model, migration, add in SEEDS:
                if not apps.get_model(model).objects.exists():
                    getattr(importlib.import_module(f"samdrift.{migration}"), add)(apps, None)
            registry.watch()
    return done
