from __future__ import annotations

import pytest

from samdrift.annualreport import queries, services
from samdrift.annualreport.findings import to_do
from samdrift.annualreport.models import ChapterVersion
from samdrift.annualreport.tests import given


@pytest.fixture(scope="module")
def two(django_db_setup, django_db_blocker):
    with (
        django_db_blocker.unblock(),
        given.sample("two-municipalities-2016.zip", "two-municipalities"),
    ):
        yield queries.annual_report(year=2016, at=given.AT)


def test_the_joint_board_tells_its_year_by_cost_centre(two):
    assert two.title == "Verksamhetsberättelse 2016"
    assert [heading for heading in given.headings(two) if heading.startswith("# ")] == [
        "# Ordföranden har ordet",
        "# Året i korthet",
        "# Årets verksamhet",
        "# Verksamheten",
        "# Investeringar",
        "# Räkenskaper",
        "# Driftredovisning",
        "# Redovisningsprinciper",
        "# Om siffrorna",
    ]
    told = given.paragraphs(two, "Driftredovisning")
    assert (
        "Ekonomi. Nettokostnaden blev lägre än budgeten, en avvikelse på 938 tkr.\n"
        "Personal. Nettokostnaden blev högre än budgeten, en avvikelse på −119 tkr.\n"
        "IT, växel och telefoni. Nettokostnaden blev lägre än budgeten, en avvikelse på 111 tkr."
    ) in told
    assert [title for title in told if title.endswith(") 2016")] == [
        "Ekonomi (EKO) 2016", "Personal (PER) 2016", "IT, växel och telefoni (IT) 2016",
    ]  # fmt: skip


def test_the_joint_board_has_no_problems_and_no_empty_tables(two):
    assert queries.report_problems(2016) == ()
    assert all(block.table.has_figures for block in two.tables())


def test_the_cost_centre_over_its_budget_needs_attention(two):
    told = [item for item in given.of_year(to_do.attention, 2016) if item.kind == "warn"]

    assert [item.sentence.replace("\N{NO-BREAK SPACE}", " ") for item in told] == [
        "Personal: Nettokostnaden blev högre än budgeten, en avvikelse på −119 tkr."
    ]
    assert told[0].address.ask.cost_centre == "PER"


def test_demo_prose_again_changes_nothing(two):
    before = ChapterVersion.objects.count()

    services.load_demo_prose("two-municipalities", at=given.AT)

    assert ChapterVersion.objects.count() == before
