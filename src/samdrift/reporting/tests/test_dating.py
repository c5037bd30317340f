"""The years that records tell of, of however many kinds, by one question."""

from datetime import UTC, date, datetime

import pytest
from django.db.models import Q

from samdrift.assets.models import Holding
from samdrift.goals.models import Goal
from samdrift.parties.models import Organisation
from samdrift.plumbing import contributions, edges
from samdrift.reporting import dating, registry
from samdrift.reporting.dating import Dated
from samdrift.reporting.ports import TableSource
from samdrift.reporting.snapshot import snapshot
from samdrift.servicedesk.models import Ticket

pytestmark = pytest.mark.django_db
HELD = Dated(Holding, "in_service")
GOALS = Dated(Goal, "year", is_each=True)
OPENED = Dated(Ticket, "opened_at")


@pytest.fixture
def kin():
    return Organisation.objects.create(code="KIN", name="Kinda", role="member", position=1)


@pytest.fixture
def told(kin):
    """Have things of 2012 and 2014, goals of 2010 and 2013, a ticket of the last night of 2015."""
    for number, year in enumerate((2012, 2014)):
        Holding.objects.create(
            identifier=str(number), kind="tablet", organisation=kin, in_service=date(year, 5, 1)
        )
    for number, year in enumerate((2010, 2013)):
        Goal.objects.create(year=year, key=str(number), position=number)
    at = datetime(2015, 12, 31, 23, 30, tzinfo=UTC)
    Ticket.objects.create(number="1", organisation=kin, channel="phone", line=1, opened_at=at)


def test_years_go_from_the_first_to_the_last(told):
    assert dating.years((HELD,)) == {2012, 2013, 2014}


def test_years_that_are_each_told_are_those_alone(told):
    assert dating.years((GOALS,)) == {2010, 2013}


def test_a_moment_lies_in_the_year_it_is_in_sweden(told):
    assert dating.years((OPENED,)) == {2016}


def test_columns_of_one_source_make_one_stretch(told):
    assert dating.years((HELD, OPENED)) == {2012, 2013, 2014, 2015, 2016}


def test_a_condition_leaves_records_out(told):
    narrowed = Dated(Holding, "in_service", where=~Q(identifier="1"))

    assert dating.years((narrowed,)) == {2012}


def test_a_day_may_tell_of_another_year(told):
    day_before = Dated(Holding, "in_service", years=lambda day: (day.year - 1,))

    assert dating.years((day_before,)) == {2011, 2012, 2013}


def test_nothing_tells_of_no_year(db):
    assert dating.years((HELD, GOALS, OPENED)) == frozenset()
    assert dating.years(()) == frozenset()


def test_many_are_asked_by_one_question(told, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = dating.years_of_each({"held": (HELD,), "goals": (GOALS,), "none": ()})

    assert found == {"held": {2012, 2013, 2014}, "goals": {2010, 2013}, "none": frozenset()}


def test_the_registry_asks_of_every_source_what_the_source_says_itself(told):
    with snapshot():
        found = dict(
            zip(
                (source.key for source in contributions.offered(TableSource)),
                registry.told_years(),
                strict=True,
            )
        )

    assert found["assets.tables"] == {2012, 2013, 2014}
    assert found["goals.tables"] == {2010, 2013}
    assert found["servicedesk.tables"] == {2016}
    assert found["ledger.tables"] == frozenset()


def test_edges_are_the_first_and_the_last_by_one_question(told, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = edges.of(Holding, "in_service", "out_of_service")

    assert found == {"in_service": (date(2012, 5, 1), date(2014, 5, 1)), "out_of_service": ()}
