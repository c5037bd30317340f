"""Last year is told now as it was adopted, or it is told."""

from datetime import UTC, date, datetime, timedelta

import pytest

from samdrift.annualreport import checks
from samdrift.annualreport.editions import services
from samdrift.plumbing.exchange.tests.given import taken_in

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
