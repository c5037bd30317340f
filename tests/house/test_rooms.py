"""What each room may and may not do, beyond what it imports."""

import ast
import importlib
import inspect

import pytest
from django.apps import AppConfig, apps

from samdrift.plumbing import contributions

READING_ROOMS = {"queries", "records", "searches", "tables", "checks", "statements", "layouts"}
"""Rooms that answer from what they are asked: they write nothing and look at no clock."""

WRITING = {
    "abulk_create",
    "acreate",
    "adelete",
    "asave",
    "bulk_create",
    "bulk_update",
    "create",
    "delete",
    "executemany",
    "get_or_create",
    "save",
    "select_for_update",
    "update_or_create",
}
CLOCKS = {"now", "today", "utcnow", "localdate", "localtime"}
SIGNALS = {"django.db.models.signals", "django.dispatch", "django.core.signals"}

MEMORIES = ("event", "states over time", "a fact of today", "a fact of the year it names")

KEPT_SUMS = {
    # Sums that the posting keeps, in the transaction that writes the lines: ADR 0006.
    "ledger.AccountMonth",
    # Counts that triggers say are to be made anew: ADR 0030.
    "servicedesk.TicketCount",
    "servicelevels.ResultCount",
}
"""Models with no memory of their own, each with its reason."""


@pytest.fixture
def reading_rooms(sources):
    """The modules of the reading rooms, as apps have them; Django's own checks are not one."""
    return {
        path: tree
        for path, tree in sources.items()
        if (READING_ROOMS & {*path.parts[:-1], path.stem})
        and not {"sweden", "project", "plumbing", "views"} & set(path.parts)
    }


def calls(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node


def names_in(node):
    return {getattr(each, "attr", getattr(each, "id", "")) for each in ast.walk(node)}


def test_there_are_reading_rooms(reading_rooms):
    assert {path.stem for path in reading_rooms} >= {"queries", "records", "tables"}


def test_reading_rooms_call_no_writing_method(reading_rooms):
    wrong = [
        f"{path}:{call.lineno} {call.func.attr}"
        for path, tree in reading_rooms.items()
        for call in calls(tree)
        if call.func.attr in WRITING
        or (call.func.attr == "update" and "objects" in names_in(call.func))
    ]

    assert wrong == []


def test_reading_rooms_do_not_read_the_clock(reading_rooms):
    wrong = [
        f"{path}:{call.lineno} {call.func.attr}"
        for path, tree in reading_rooms.items()
        for call in calls(tree)
        if call.func.attr in CLOCKS
    ]

    assert wrong == []


def test_reading_rooms_see_no_request(reading_rooms):
    wrong = [
        f"{path}:{node.lineno}"
        for path, tree in reading_rooms.items()
        for node in ast.walk(tree)
        if (isinstance(node, ast.arg) and node.arg == "request")
        or (isinstance(node, ast.ImportFrom) and (node.module or "").startswith("django.http"))
    ]

    assert wrong == []


def test_models_do_nothing_of_their_own_when_they_are_saved(sources):
    own = {"save", "asave", "delete", "adelete", "full_clean", "__init__"}
    wrong = [
        f"{path}:{node.lineno} {node.name}"
        for path, tree in sources.items()
        if "models" in (path.stem, *path.parts)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name in own
    ]

    assert wrong == []


def test_nobody_listens_to_signals(sources):
    wrong = [
        f"{path}:{node.lineno}"
        for path, tree in sources.items()
        for node in ast.walk(tree)
        if (isinstance(node, ast.ImportFrom) and node.module in SIGNALS)
        or (isinstance(node, ast.Import) and SIGNALS & {alias.name for alias in node.names})
    ]

    assert wrong == []


def test_every_app_of_the_house_is_installed_by_its_doorplate():
    bare = [
        config.name
        for config in apps.get_app_configs()
        if config.name.startswith("samdrift.")
        and not isinstance(config, contributions.SamdriftAppConfig)
    ]

    assert bare == []


def test_a_doorplate_shows_one_app_config():
    """Django takes a bare AppConfig, without a word, where a module shows two."""
    shown = {
        config.name: [
            name
            for name, found in inspect.getmembers(
                importlib.import_module(f"{config.name}.apps"), inspect.isclass
            )
            if issubclass(found, AppConfig) and found is not AppConfig
        ]
        for config in apps.get_app_configs()
        if config.name.startswith("samdrift.")
    }

    assert {name: found for name, found in shown.items() if len(found) != 1} == {}


def test_every_offer_begins_with_its_apps_label():
    wrong = [
        offer.key
        for config in apps.get_app_configs()
        if isinstance(config, contributions.SamdriftAppConfig)
        for offer in config.offers()
        if not offer.key.startswith(f"{config.label}.")
    ]

    assert wrong == []


def test_every_model_says_which_memory_it_has(house_models):
    silent = [
        model._meta.label
        for model in house_models
        if model._meta.label not in KEPT_SUMS
        and not any(memory in (model.__doc__ or "").lower() for memory in MEMORIES)
    ]

    assert silent == []


def test_every_kept_sum_is_there(house_models):
    assert {model._meta.label for model in house_models} >= KEPT_SUMS
