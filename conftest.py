"""What every test may count on."""

import importlib

import pytest
from django.apps import apps
from pytest_django.plugin import blocking_manager_key


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item):
    """Put the kinds of assets back where a test has emptied every table after itself.

    Tests that follow find what the migrations wrote.
    """
    done = yield
    marker = item.get_closest_marker("django_db")
    if marker is not None and marker.kwargs.get("transaction"):
        seeds = importlib.import_module("samdrift.assets.migrations.0002_kinds")
        with item.config.stash[blocking_manager_key].unblock():
            if not apps.get_model("assets", "AssetKind").objects.exists():
                seeds.add_kinds(apps, None)
    return done
