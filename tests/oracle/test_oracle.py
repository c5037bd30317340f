"""The product against an independent reading of the contract, a few seeds of `fuzz`."""

import json
import os
from decimal import Decimal
from pathlib import Path

import pytest
from tests.oracle import fuzz, packages, reading, reference

SEEDS = range(300) if os.environ.get("SAMDRIFT_PROOFS") == "whole" else range(12)
SAMPLES = Path(
    os.environ.get("SAMDRIFT_SAMPLES", Path(fuzz.__file__).parents[3] / "shared/samples")
)


@pytest.mark.proof
@pytest.mark.django_db
@pytest.mark.parametrize("seed", SEEDS)
def test_every_table_of_a_package_is_what_the_contract_says(seed):
    assert [*fuzz.valid(seed)] == []


@pytest.mark.proof
@pytest.mark.django_db
@pytest.mark.parametrize("seed", SEEDS)
def test_every_fault_of_a_package_is_told_at_its_place(seed):
    assert [*fuzz.faulty(seed)] == []


def test_the_generator_makes_the_same_package_again():
    assert packages.make(7).written() == packages.make(7).written()


def as_number(value):
    if isinstance(value, reference.Missing | dict):
        return "missing"
    return None if value is None else Decimal(str(value))


@pytest.mark.samples
@pytest.mark.parametrize("name", ["six-municipalities-2015", "two-municipalities-2016"])
def test_the_reference_gives_the_figures_of_the_samples(name):
    if not (SAMPLES / f"{name}.zip").exists():
        pytest.skip("the samples are not beside the checkout")
    records = reading.load(reading.read_folder(SAMPLES / f"{name}.zip"))
    expected = json.loads((SAMPLES / f"{name}.expected.json").read_text("utf-8"))

    for asked, table in expected.items():
        key, _, centre = asked.partition("#")[0].partition("@")
        got = reference.table(records, key, table["year"], cost_centre=centre)
        assert got.columns == table["columns"], asked
        assert [[row.key, *map(as_number, row.values)] for row in got.rows] == [
            [row_key, *map(as_number, values)] for row_key, *values in table["rows"]
        ], asked
