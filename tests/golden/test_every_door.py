"""Every figure on every page opens, and its records give the same figure, exactly."""

import html
import os
import re

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.golden.test_samples import TODAY, pytestmark  # noqa: F401  A mark.
from tests.web.budget import MOST_QUESTIONS, asked_of

from samdrift.kernel.figures import Unit
from samdrift.parties import services as parties
from samdrift.plumbing import clock
from samdrift.reporting import memory, recount, registry
from samdrift.reporting.models import KeptAnswer
from samdrift.reporting.ports import Ask, CannotAnswer, FigureAddress
from samdrift.reporting.recount import Verdict
from samdrift.reporting.snapshot import snapshot
from samdrift.reporting.views.links import figure_path

PROOFS = os.environ.get("SAMDRIFT_PROOFS") == "whole"
EVERY = 1 if PROOFS else 61
"""Whole in `make proofs`; else every so many-th, begun anew in each sample."""
SUMS = {Verdict.AGREES, Verdict.AGREES_REVERSED, Verdict.AGREES_SIGNED, Verdict.AGREES_AS_SHARE}
"""The records give the figure: added, with the sign the layout gives, or divided."""


@pytest.fixture
def year(sample):
    """Return the year of the sample in place."""
    return int(sample[-4:])


@pytest.fixture
def manager(year, client):
    wanted = parties.Wanted(frozenset({"manager"}))
    parties.save_user(
        name="chef", password="en-lång-mening-om-rör", wanted=wanted, by="test", at=clock.now()
    )
    client.force_login(User.objects.get(username="chef"))
    return client


def every_cell(year):
    """Return every figure of every table of two years by its address, blanks left out."""
    with snapshot():
        for spec in registry.tables():
            for asked in (year, year - 1):
                try:
                    table = registry.table(spec.id, Ask(asked), today=TODAY)
                except CannotAnswer:
                    continue
                for row in table.rows:
                    for column, figure in zip(table.columns, row.figures, strict=True):
                        if not figure.is_blank:
                            address = FigureAddress(spec.id, table.ask, row.key, column.key)
                            yield address, figure


def doors_of(client, *pages):
    """Return where the figures of pages lead."""
    found = set()
    for page in pages:
        text = client.get(page).content.decode()
        found |= {html.unescape(href) for href in re.findall(r'href="(/figur/\?[^"]*)"', text)}
    return sorted(found)


@pytest.mark.proof
def test_every_figure_of_every_page_and_table_opens_with_few_questions(manager, year):
    shown = doors_of(manager, f"/ar/{year}/", f"/ar/{year}/rapport/")
    cells = [figure_path(address) for address, _ in every_cell(year)]
    assert len(shown) > 200
    assert len(cells) > 700

    wrong = {}
    for door in [*shown, *sorted(set(cells) - set(shown))][::EVERY]:
        connection.queries_log.clear()  # It holds 9,000 at most.
        with CaptureQueriesContext(connection) as asked:
            page = manager.get(door)
        if page.status_code != 200 or len(asked) > MOST_QUESTIONS:
            wrong[door] = (page.status_code, len(asked))

    assert wrong == {}


@pytest.mark.parametrize("page", ["", "rapport/", "avstamning/"])
def test_a_year_that_nobody_has_read_keeps_the_budget_of_every_page(manager, year, page):
    memory.forget_in_process()
    KeptAnswer.objects.all().delete()

    with CaptureQueriesContext(connection) as captured:
        manager.get(f"/ar/{year}/{page}")

    assert len(asked_of(captured)) <= MOST_QUESTIONS, asked_of(captured)


@pytest.mark.proof
def test_the_records_behind_every_figure_give_the_same_figure(year):
    wrong, seen = {}, set()
    for address, figure in list(every_cell(year))[::EVERY]:
        with snapshot():
            found = recount.recount(figure)
            one_by_one = recount.Recount((), found.verdict)
            if found.verdict is Verdict.NOT_ASKED:
                parts = [part for origin in figure.origins for part in recount.parts_of((origin,))]
                one_by_one = recount.Recount(tuple(parts), found.verdict)
        seen.add(found.verdict)
        if not _gives(figure, found, one_by_one):
            wrong[address] = (figure.value, found.verdict, found.total)

    assert wrong == {}
    assert Verdict.AGREES in seen


def _gives(figure, found, one_by_one):
    """Whether the records agree; a missing figure's are the gaps that say why."""
    if found.verdict in SUMS:
        return True
    if figure.is_missing or found.verdict is Verdict.SAME_RECORDS:
        return figure.value is None or figure.unit in {Unit.PERCENT, Unit.DAYS, Unit.GRADE}
    return bool(one_by_one.parts) and all(part.has_same_count for part in one_by_one.parts)


@pytest.mark.proof
def test_many_origins_counted_at_once_are_what_each_is_alone(year):
    wrong, asked = {}, set()
    for _, figure in every_cell(year):
        asked |= {origin for origin in figure.origins if registry.tally_source(origin.question)}
    assert len(asked) > 150
    for origin in sorted(asked, key=str)[::EVERY]:
        with snapshot():
            source = registry.record_source(origin.question)
            alone = (source.count(origin), _value(source.amount(origin)))
            (tally,) = registry.tally_source(origin.question).tally((origin,))
        if alone != (tally.count, _value(tally.amount)):
            wrong[origin] = alone, tally

    assert wrong == {}


def _value(figure):
    return None if figure is None else figure.value
