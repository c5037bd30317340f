from __future__ import annotations

import pytest

from samdrift.fibre import queries, tables
from samdrift.fibre.models import Connection
from samdrift.kernel.figures import Origin
from samdrift.kernel.spans import Span
from samdrift.plumbing.exchange.tests import given
from samdrift.reporting import registry
from samdrift.reporting.ports import Ask
from samdrift.reporting.tests.opened import records, unlike_their_records, values

pytestmark = pytest.mark.django_db
HEADER = "id,organisation,project,connected_on\n"
CONNECTIONS = HEADER + (
    "F1,KIN,Kisa,2012-12-31\n"
    "F2,KIN,Kisa,2013-01-01\n"
    "F3,KIN,Kisa,2014-12-31\n"
    "F4,KIN,Kisa,2015-01-01\n"
    "F5,KIN,Kisa,2015-12-31\n"
    "F6,KIN,Kisa,2016-01-01\n"
    "F7,FED,Stamnät,2015-06-01\n"
)


def test_members_are_counted_in_the_year_and_the_two_before_and_the_host_is_not(tmp_path):
    given.taken_in(tmp_path, connections=CONNECTIONS)

    answer = tables.connections(Ask(2015))

    assert [column.key for column in answer.columns] == ["2015", "2014", "2013"]
    assert values(answer) == {"KIN": (2, 1, 1), "BOX": (0, 0, 0), "total": (2, 1, 1)}
    assert [row.label for row in answer.rows] == ["Kinda", "Boxholm", "Totalt"]
    assert unlike_their_records(answer) == []


def test_a_year_without_connections_is_nil(tmp_path):
    given.taken_in(tmp_path, connections=CONNECTIONS)

    assert values(tables.connections(Ask(2010)))["total"] == (0, 0, 0)


def test_without_members_the_total_is_nil(tmp_path):
    assert values(tables.connections(Ask(2015))) == {"total": (0, 0, 0)}


def test_the_connections_are_counted_by_one_question(tmp_path, django_assert_num_queries):
    given.taken_in(tmp_path, connections=CONNECTIONS)

    with django_assert_num_queries(1):
        queries.connections_made(spans=tuple(map(Span.year, (2015, 2014, 2013))))


def test_a_connection_that_changes_hands_is_counted_there_until_it_is_undone(tmp_path):
    given.taken_in(tmp_path, connections=CONNECTIONS)
    assert given.taken_in(tmp_path, connections=CONNECTIONS) == {"connections.csv": (0, 0, 7)}
    moved = CONNECTIONS.replace("F5,KIN", "F5,BOX") + "F8,BOX,Malexander,2015-02-28\n"
    assert given.taken_in(tmp_path, connections=moved) == {"connections.csv": (1, 1, 6)}
    assert values(tables.connections(Ask(2015)))["BOX"] == (2, 0, 0)

    given.undo()
    given.undo()

    assert values(tables.connections(Ask(2015)))["BOX"] == (0, 0, 0)
    assert values(tables.connections(Ask(2015)))["KIN"] == (2, 1, 1)


def test_an_unknown_organisation_or_a_day_that_is_not_is_refused(tmp_path):
    wrong = HEADER + "F1,XXX,Kisa,2015-02-29\nF2,KIN,,2015-02-28\nF2,KIN,Kisa,2015-02-28\n"

    assert given.refused(tmp_path, connections=wrong) == [
        ("connections.csv", 2, "organisation", "XXX"),
        ("connections.csv", 2, "connected_on", "2015-02-29"),
        ("connections.csv", 3, "project", ""),
        ("connections.csv", 4, "id", "F2"),
    ]
    assert not Connection.objects.exists()


def test_the_list_behind_a_count_reads_in_swedish(tmp_path):
    given.taken_in(tmp_path, connections=CONNECTIONS)
    origin = Origin(queries.CONNECTIONS, Span.year(2015), (("organisation", "KIN"),), 2)
    onwards = Origin(queries.CONNECTIONS, Span(Span.year(2015).start), origin.scope)

    assert [record.key for record in records(origin, size=1)] == ["F4", "F5"]
    assert [str(cell) for cell in records(origin)[0].cells] == ["F4", "Kinda", "Kisa", "2015-01-01"]
    assert [record.key for record in records(onwards)] == ["F4", "F5", "F6"]
    assert registry.Describer().describe(origin) == "Kinda"


def test_the_years_go_from_the_first_connection_to_the_last(tmp_path):
    assert queries.years() == frozenset()

    given.taken_in(tmp_path, connections=CONNECTIONS)

    assert queries.years() == frozenset({2012, 2013, 2014, 2015, 2016})
