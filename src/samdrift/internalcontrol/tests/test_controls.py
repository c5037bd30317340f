from __future__ import annotations

import pytest

from samdrift.internalcontrol import queries, tables
from samdrift.internalcontrol.models import Control
from samdrift.kernel.figures import Origin
from samdrift.kernel.spans import Span
from samdrift.plumbing.exchange.tests import given
from samdrift.reporting import registry
from samdrift.reporting.ports import Ask
from samdrift.reporting.tests.opened import records, unlike_their_records

pytestmark = pytest.mark.django_db
HEADER = "year,area,risk,control,probability,consequence,control_role,report_role,result\n"
CONTROLS = HEADER + (
    "2016,Ekonomi,Fel faktura betalas,Stickprov,2,3,Controller,Chef,Utan anmärkning\n"
    "2016,Drift,System ligger nere,Övervakning,4,4,Driftchef,Chef,\n"
    "2015,Drift,System ligger nere,Övervakning,1,1,Driftchef,Chef,Inget avbrott\n"
)


def told(year: int) -> list[tuple[object, ...]]:
    rows = tables.followup(Ask(year)).rows
    return [(row.label, *(figure.value for figure in row.figures)) for row in rows]


def test_risk_is_probability_times_consequence_in_the_order_of_the_file(tmp_path):
    given.taken_in(tmp_path, controls=CONTROLS)

    answer = tables.followup(Ask(2016))

    assert told(2016) == [("Fel faktura betalas", 2, 3, 6), ("System ligger nere", 4, 4, 16)]
    assert [column.key for column in answer.columns] == ["probability", "consequence", "risk"]
    assert unlike_their_records(answer) == []
    assert told(2014) == []


def test_a_risk_that_goes_on_has_the_same_readable_key_every_year(tmp_path):
    given.taken_in(tmp_path, controls=CONTROLS)

    this_year = tables.followup(Ask(2016)).rows[1].key
    last_year = tables.followup(Ask(2015)).rows[0].key

    assert this_year == last_year
    assert this_year.startswith("system-ligger-nere-")


def test_the_same_risk_in_two_areas_is_two_rows(tmp_path):
    given.taken_in(
        tmp_path,
        controls=HEADER + "2016,A,Fel,K,1,2,R,C,\n2016,B,Fel,K,3,4,R,C,\n2016,B,?,K,1,1,R,C,\n",
    )

    answer = tables.followup(Ask(2016))

    assert told(2016) == [("Fel", 1, 2, 2), ("Fel", 3, 4, 12), ("?", 1, 1, 1)]
    assert len({row.key for row in answer.rows}) == 3
    assert not answer.rows[2].key.startswith("-")


def test_the_annual_report_is_told_who_controls_what_and_what_it_showed(tmp_path):
    given.taken_in(tmp_path, controls=CONTROLS)

    first, second = queries.followed_up_controls(year=2016)

    assert (first.area, first.risk, first.control) == (
        "Ekonomi",
        "Fel faktura betalas",
        "Stickprov",
    )
    assert (first.control_role, first.report_role) == ("Controller", "Chef")
    assert (first.result, second.result) == ("Utan anmärkning", "")


def test_a_changed_result_is_taken_in_and_undone(tmp_path):
    given.taken_in(tmp_path, controls=CONTROLS)
    assert given.taken_in(tmp_path, controls=CONTROLS) == {"controls.csv": (0, 0, 3)}
    again = HEADER + (
        "2016,Drift,System ligger nere,Övervakning,3,4,Driftchef,Chef,Två avbrott\n"
        "2016,Ny,Ny risk,Kontroll,1,2,Chef,Nämnd,\n"
    )
    assert given.taken_in(tmp_path, controls=again) == {"controls.csv": (1, 1, 0)}
    assert told(2016) == [
        ("Fel faktura betalas", 2, 3, 6),
        ("System ligger nere", 3, 4, 12),
        ("Ny risk", 1, 2, 2),
    ]

    given.undo()

    assert told(2016) == [("Fel faktura betalas", 2, 3, 6), ("System ligger nere", 4, 4, 16)]
    assert queries.followed_up_controls(year=2016)[1].result == ""


def test_a_number_outside_one_to_four_or_an_empty_role_is_refused(tmp_path):
    wrong = HEADER + (
        "2016,A,Ett,K,0,5,R,C,\n2016,A,Två,K,1,,R,C,\n2016,A,Tre,K,1,1,,C,\n"
        "2016,A,Fyra,K,1,1,R,C,\n2016,A,Fyra,L,1,1,R,C,\n"
    )

    assert given.refused(tmp_path, controls=wrong) == [
        ("controls.csv", 2, "probability", "0"),
        ("controls.csv", 2, "consequence", "5"),
        ("controls.csv", 3, "consequence", ""),
        ("controls.csv", 4, "control_role", ""),
        ("controls.csv", 6, "risk", "Fyra"),
    ]
    assert not Control.objects.exists()


def test_a_figure_opens_to_its_control(tmp_path):
    given.taken_in(tmp_path, controls=CONTROLS)
    [origin] = (
        tables.followup(Ask(2016)).figure(tables.followup(Ask(2016)).rows[0].key, "risk").origins
    )

    [record] = records(origin)

    assert record.cells == (
        2016, "Ekonomi", "Fel faktura betalas", "Stickprov", 2, 3, "Controller", "Chef",
        "Utan anmärkning",
    )  # fmt: skip
    source = registry.record_source(queries.CONTROLS)
    assert source.describe(origin) == "Fel faktura betalas"


def test_a_control_that_is_no_more_has_no_records_and_no_amount():
    scope = (("control", "borta"), ("measure", "risk"))
    origin = Origin(queries.CONTROLS, Span.year(2016), scope)
    source = registry.record_source(queries.CONTROLS)

    assert source.count(origin) == 0
    assert source.amount(origin) is None
    assert source.describe(origin) == "borta"
    assert records(origin) == []


def test_the_years_are_those_with_controls(tmp_path):
    assert queries.years() == frozenset()

    given.taken_in(tmp_path, controls=CONTROLS)

    assert queries.years() == frozenset({2015, 2016})
