"""The walls that an import graph cannot see: foreign keys named by strings, and plain Python."""

import ast
import sys

import pytest
from django.db import models

CONTRACT = "The storeys of the house: imports go downward, neighbours never meet"

OWN_WAY = {
    # Signing in is Django's; a person's role goes when the person's account is removed.
    "parties.Membership.user",
}
"""Foreign keys across apps that are not PROTECT with related_name="+", each with its reason."""


@pytest.fixture
def heights(project_file):
    """How high each package stands: 0 for the lowest storey."""
    contracts = project_file["tool"]["importlinter"]["contracts"]
    (layers,) = [each["layers"] for each in contracts if each["name"] == CONTRACT]
    storeys = [[name.strip() for name in layer.split("|")] for layer in reversed(layers)]
    return {name: height for height, storey in enumerate(storeys) for name in storey}


def storey_of(model):
    return model.__module__.split(".")[1]


def crossings(house_models):
    """Yield every foreign key that leads out of its app."""
    for model in house_models:
        for field in model._meta.get_fields():
            if field.is_relation and field.concrete and field.related_model is not None:
                there = field.related_model
                if there._meta.app_label != model._meta.app_label:
                    yield f"{model._meta.label}.{field.name}", model, field, there


def test_foreign_keys_never_point_up_or_sideways(house_models, heights):
    wrong = [
        f"{name} -> {there._meta.label}"
        for name, model, _, there in crossings(house_models)
        if there.__module__.startswith("samdrift.")
        and heights[storey_of(there)] >= heights[storey_of(model)]
    ]

    assert wrong == []


def test_foreign_keys_between_apps_protect_and_cannot_be_walked_backwards(house_models):
    wrong = [
        name
        for name, _, field, _ in crossings(house_models)
        if name not in OWN_WAY
        and not (field.remote_field.on_delete is models.PROTECT and field.remote_field.hidden)
    ]

    assert wrong == []


def test_every_exception_still_exists(house_models):
    names = {name for name, *_ in crossings(house_models)}

    assert names >= OWN_WAY


@pytest.mark.parametrize(
    ("package", "may_import"),
    [("kernel", {"samdrift.kernel"}), ("sweden", {"samdrift.kernel", "samdrift.sweden"})],
)
def test_the_lowest_storeys_import_nothing_but_python_and_each_other(sources, package, may_import):
    wrong = [
        f"{path}: {name}"
        for path, tree in sources.items()
        if path.parts[0] == package
        for name in imported(tree)
        if name.split(".")[0] not in sys.stdlib_module_names
        and ".".join(name.split(".")[:2]) not in may_import
    ]

    assert wrong == []


def imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module
