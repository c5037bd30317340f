"""The two years of real figures, whole: every table to the öre, in code and on the command line."""

import json
import os
import re
import subprocess
import sys
from contextlib import suppress
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.golden.conftest import DEMO, NAMES
from tests.web.budget import MOST_QUESTIONS

from samdrift.plumbing import contributions
from samdrift.project import cli
from samdrift.project.tests import homes
from samdrift.reporting import memory, registry
from samdrift.reporting.formats import Scale
from samdrift.reporting.ports import Ask, CannotAnswer, CheckSource, TableSource
from samdrift.reporting.snapshot import snapshot
from samdrift.reporting.table_formats import as_json

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT.parent / "shared" / "samples"
TODAY = date(2020, 1, 1)
PROOFS = os.environ.get("SAMDRIFT_PROOFS") == "whole"

pytestmark = [
    pytest.mark.samples,
    pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not beside the checkout"),
]


def expected(name):
    """Return what must come out, by table key."""
    path = SAMPLES / f"{name}.expected.json"
    tables = json.loads(path.read_text("utf-8"), parse_float=Decimal)
    return tables.items()


def ask_of(key, wanted):
    """Read a key: the id, with @COST-CENTRE and #YEAR where they are told."""
    key = key.partition("#")[0]
    table_id, _, cost_centre = key.partition("@")
    return table_id, Ask(wanted["year"], cost_centre)


def is_same_value(printed, value):
    if isinstance(value, dict):
        return (
            isinstance(printed, dict) and set(printed) == {"missing"} and bool(printed["missing"])
        )
    if value is None or printed is None or isinstance(printed, dict):
        return printed is value
    return Decimal(printed) == Decimal(value)


def is_same_row(printed, row):
    key, *values = row
    named = key == printed["key"]
    if key.startswith("~"):
        named = key[1:] in printed["key"] or key[1:] in printed["label"]
    return named and all(map(is_same_value, printed["values"], values))


def differences(printed, key, wanted):
    """Return what a printed table has otherwise than it must."""
    table_id, ask = ask_of(key, wanted)
    told = [printed["id"], printed["year"], printed["unit"], len(printed["rows"])]
    columns = [column["key"] for column in printed["columns"]]
    asked = [table_id, ask.year, wanted["unit"], len(wanted["rows"])]
    if (told, columns) != (asked, wanted["columns"]):
        return [(told, columns)]
    return [
        (is_row, row)
        for is_row, row in zip(printed["rows"], wanted["rows"], strict=True)
        if not is_same_row(is_row, row)
    ]


def printed_table(key, wanted, scale=Scale.SEK):
    table_id, ask = ask_of(key, wanted)
    with snapshot():
        table = registry.table(table_id, ask, today=TODAY)
    return json.loads(as_json(table, scale), parse_float=Decimal)


@pytest.mark.parametrize("name", NAMES)
def test_what_the_demo_loads_is_the_sample(name):
    assert (DEMO / f"{name}.zip").read_bytes() == (SAMPLES / f"{name}.zip").read_bytes()


def test_every_table_comes_out_to_the_ore(sample):
    wrong = {}
    for key, wanted in expected(sample):
        wrong[key] = differences(printed_table(key, wanted), key, wanted)

    assert {key: rows for key, rows in wrong.items() if rows} == {}


def rounded(value, ore):
    """Round kronor to thousands or millions, half away from zero; anything else as it is."""
    if not isinstance(value, Decimal):
        return value
    whole = abs(int(value * 100))
    sign = -1 if value < 0 else 1
    return sign * ((whole + ore // 2) // ore)


def test_thousands_and_millions_are_rounded_from_the_exact_figure(sample):
    for key, wanted in expected(sample):
        if wanted["unit"] != "SEK":
            continue
        exact = printed_table(key, wanted)
        for scale in (Scale.TKR, Scale.MKR):
            shown = printed_table(key, wanted, scale)
            assert shown["unit"] == scale.value
            for row, exact_row in zip(shown["rows"], exact["rows"], strict=True):
                values = [rounded(value, scale.ore) for value in exact_row["values"]]
                assert row["values"] == values


def test_the_books_are_kept_right_and_no_table_asks_much(sample, django_assert_max_num_queries):
    with snapshot():
        results = {result.title: result for result in registry.checks(int(sample[-4:]))}
    for key, wanted in expected(sample):
        table_id, ask = ask_of(key, wanted)
        with django_assert_max_num_queries(MOST_QUESTIONS), snapshot():
            registry.table(table_id, ask, today=TODAY)

    assert results["Summorna är radernas"].is_right
    assert results["Kontona går ihop"].is_right
    assert results["Balansräkningen balanserar"].is_right


# From memory


def every_answer(year, *, is_ahead=False):
    """Return every table of a year and the one before, and what its checks come to."""
    told = {}
    with snapshot():
        if is_ahead:
            registry.read_ahead(year, "a test")
        specs = registry.tables()
        told["years"], told["checks"] = registry.years(), registry.checks(year)
        asks = [Ask(year), Ask(year - 1)]
        for spec in specs:
            days = [Ask(year, day=date(year, 5, 31))] if spec.takes_day else []
            for ask in (*asks, *days):
                try:
                    told[spec.id, ask] = registry.table(spec.id, ask, today=TODAY)
                except CannotAnswer as refusal:
                    told[spec.id, ask] = str(refusal)
    return told


def test_what_is_remembered_is_what_is_made_anew(sample, monkeypatch):
    year = int(sample[-4:])
    first = every_answer(year)
    with CaptureQueriesContext(connection) as asked:
        held = every_answer(year)
    memory.forget_in_process()
    thawed = every_answer(year)
    monkeypatch.setattr(memory, "kept", lambda _question, ask, _form=None: ask())
    anew, ahead = every_answer(year), every_answer(year, is_ahead=True)

    assert len(anew) > 50
    assert first == held == thawed == anew == ahead
    assert [each["sql"][:160] for each in asked][1:] == []


def test_answers_are_read_from_no_other_records_than_their_source_names(sample):
    year = int(sample[-4:])
    wrong = {}
    for source in (*contributions.offered(TableSource), *contributions.offered(CheckSource)):
        read = set()
        for question in questions_of(source, year):
            with connection.execute_wrapper(partial(listen, read)), suppress(CannotAnswer):
                question()
        reads = registry.reads_of(source) if isinstance(source, CheckSource) else source.reads
        own = {model._meta.db_table for model in reads}
        assert read, source.key
        wrong[source.key] = read - own - MEMORY

    assert {key: names for key, names in wrong.items() if names} == {}


READ = re.compile(r'(?:FROM|JOIN) "(\w+)"')
MEMORY = {"reporting_keptanswer"}
"""What is remembered of other answers, whose records are named by those."""


def listen(read, execute, sql, *told):
    """Note which tables a question to the database reads; there are too many for Django's log."""
    read.update(READ.findall(str(sql)))
    return execute(sql, *told)


def questions_of(source, year):
    """Return everything a source is asked of two years, past the memory."""
    if isinstance(source, CheckSource):
        return [lambda: source.run(year)]
    asks = [Ask(year), Ask(year - 1), Ask(year, day=date(year, 5, 31)), Ask(year, "100")]
    return [
        source.years,
        source.specs,
        *(partial(spec.build, ask) for spec in source.specs() for ask in asks),
    ]


# On the command line


def words_of(key, wanted, *more):
    table_id, ask = ask_of(key, wanted)
    centre = ["--cost-centre", ask.cost_centre] if ask.cost_centre else []
    return ["table", table_id, "--year", str(ask.year), *centre, "--format", "json", *more]


def test_the_command_prints_the_same_tables(sample):
    wrong = {}
    for key, wanted in expected(sample):
        told = CliRunner().invoke(cli.samdrift, words_of(key, wanted), catch_exceptions=False)
        printed = json.loads(told.stdout_bytes, parse_float=Decimal)
        wrong[key] = differences(printed, key, wanted)

    assert {key: rows for key, rows in wrong.items() if rows} == {}


@pytest.mark.parametrize("name", NAMES if PROOFS else NAMES[:1])
def test_a_fresh_home_imports_and_prints_from_the_shell(name, tmp_path):
    environment = os.environ | {
        "SAMDRIFT_HOME": str(tmp_path),
        "SAMDRIFT_DATABASE_URL": f"sqlite:///{tmp_path / 'fresh.sqlite3'}",
    }

    def run(*words):
        command = [sys.executable, "-c", "from samdrift.project.cli import main; main()", *words]
        told = subprocess.run(command, env=environment, capture_output=True, check=False)
        assert (told.returncode, told.stderr.decode("utf-8")) == (0, "")
        return told.stdout

    if not PROOFS:  # Made from nothing it is by two at once (`test_at_once`), and here by proofs.
        homes.furnish(tmp_path / "fresh.sqlite3")
    run("import", str(SAMPLES / f"{name}.zip"))

    every = list(expected(name))
    for key, wanted in every if PROOFS else every[-2:]:
        printed = json.loads(run(*words_of(key, wanted)), parse_float=Decimal)
        assert differences(printed, key, wanted) == []
