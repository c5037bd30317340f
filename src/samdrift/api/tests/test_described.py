"""The interface held against its own description, by questions of all kinds."""

import os
import re
import sys
from collections import Counter
from typing import TypeAliasType

import pytest
import schemathesis
from django.db import connection
from django.db.models import Choices
from hypothesis import HealthCheck, Phase, given, settings
from ninja import Schema

from samdrift.api.tests.given import OpenDesk
from samdrift.api.views import doors
from samdrift.parties.choices import PersonRole
from samdrift.parties.models import Membership
from samdrift.plumbing.throttle import Throttle
from samdrift.project.wsgi import application

pytestmark = pytest.mark.django_db
QUESTIONS = 40 if os.environ.get("SAMDRIFT_PROOFS") == "whole" else 4
"""How many questions of each kind, for each operation."""


@pytest.fixture
def described(db, monkeypatch):
    # A server closes its connection after a request; the test's transaction is in this one.
    monkeypatch.setattr(connection, "close", lambda: None)
    monkeypatch.setattr(doors, "QUESTIONS", Throttle(1_000_000))
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


def test_paths_and_fields_are_named_in_one_way(described):
    raw = described.raw_schema
    assert [path for path in raw["paths"] if not re.fullmatch(r"[/a-z0-9{}-]+", path)] == []
    names = {
        name
        for schema in raw["components"]["schemas"].values()
        for name in schema.get("properties", {})
    }
    assert [name for name in names if not re.fullmatch(r"[a-z]+([A-Z][a-z]+)*", name)] == []
    assert raw["info"]["contact"]["name"] == "Servicedesk"


def test_no_two_things_are_described_by_one_name():
    modules = [each for name, each in sys.modules.items() if name.startswith("samdrift.api.views.")]
    told = {
        each
        for module in modules
        for each in vars(module).values()
        if isinstance(each, TypeAliasType) or (isinstance(each, type) and issubclass(each, Schema))
    }
    assert len(told) > 100
    assert [name for name, n in Counter(each.__name__ for each in told).items() if n > 1] == []
    values = {each.__name__ for each in told if not isinstance(each, TypeAliasType)}
    choices = {
        each.__name__
        for module in modules
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, Choices)
    }
    assert values & choices == set()


@pytest.mark.proof
def test_no_question_breaks_what_is_described(described):
    desk = OpenDesk()
    number = desk.ticket().number
    Membership.objects.create(user=desk.anna, role=PersonRole.MANAGER)  # Gets past every door.
    headers = {"Authorization": f"Bearer {desk.token('anna')}"}
    asked = 0
    for found in described.get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=QUESTIONS,
            deadline=None,
            database=None,
            derandomize=True,
            phases=(Phase.explicit, Phase.generate),
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def ask(case):
            nonlocal asked
            asked += 1
            if asked % 2 and "/tickets/{number}" in case.path:
                case.path_parameters["number"] = number
            case.call_and_validate(headers=headers)

        ask()
    assert asked >= 50 * QUESTIONS
