"""Last year is told now as it was adopted, or it is told."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from samdrift.annualreport import checks
from samdrift.annualreport.contradictions.ports import Printed, Report
from samdrift.annualreport.editions import services
from samdrift.plumbing.exchange.tests.given import taken_in
from samdrift.reporting.ports import Ask, FigureAddress

pytestmark = pytest.mark.django_db
AT = datetime(2016, 2, 1, 12, tzinfo=UTC)
HEADER = "id,organisation,project,connected_on\n"
CONNECTIONS = f"{HEADER}F1,KIN,Rimforsa,2014-05-01\nF2,KIN,Rimforsa,2015-05-01\n"


def adopted(year):
    services.review_report(year=year, by="granskaren", at=AT)
    day = date(2016, 2, 1)
    services.adopt_edition(
        year=year, number=1, decided_on=day, paragraph="1", by="hen", at=AT + timedelta(hours=1)
    )


def test_without_an_adopted_last_year_there_is_nothing_to_hold_against(tmp_path):
    taken_in(tmp_path, connections=CONNECTIONS)

    assert checks.last_year_as_adopted(2015) == ()


def test_the_years_own_figures_are_held_to_the_ties_of_a_printed_report(tmp_path, monkeypatch):
    taken_in(tmp_path, connections=CONNECTIONS)
    assert checks.own_figures_agree(2015) == ()
    bought = [
        Printed(
            "Not 9", "Utgående", "assets/fixed/x", f"cost-{at}", "2015", value, Decimal(value), "kr"
        )
        for at, value in (("closing", "1000.50"), ("opening", "900"))
    ]
    address = FigureAddress("ledger.note-equipment", Ask(2015), "closing-cost", "2015")
    monkeypatch.setattr(
        checks, "own_report", lambda _: (Report(bought), dict.fromkeys(bought, address))
    )

    (wrong,) = checks.own_figures_agree(2015)

    gap = "Not 9, Utgående 2015: 1\xa0000,50 kr, borde vara 900,00 kr"
    assert [fault.replace("\u202f", "\xa0") for fault in wrong.faults] == [gap]
    assert [door.opens for door in wrong.doors] == [address]


def test_last_years_column_is_held_against_last_years_adopted_edition(tmp_path):
    taken_in(tmp_path, connections=CONNECTIONS)
    adopted(2014)

    (right,) = checks.last_year_as_adopted(2015)
    assert right.is_right
    assert "tal för 2014 är desamma som i den utgåva som gäller" in right.found

    taken_in(tmp_path, connections=f"{CONNECTIONS}F3,KIN,Rimforsa,2014-06-01\n")
    (wrong,) = checks.last_year_as_adopted(2015)
    kinda, total = wrong.faults
    assert kinda == "Fiberanslutningar, Kinda: 2 mot 1 i utgåvan"
    assert total.endswith("Totalt: 2 mot 1 i utgåvan")
    assert [door.opens.column_key for door in wrong.doors] == ["2014", "2014"]
    assert {door.opens.ask.year for door in wrong.doors} == {2015}
