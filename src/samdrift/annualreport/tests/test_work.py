"""What readers of a year will ask is asked before they come, and again when records change."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samdrift.annualreport import work
from samdrift.assets.models import Holding
from samdrift.plumbing import contributions
from samdrift.plumbing.exchange.tests.given import taken_in
from samdrift.plumbing.jobs.ports import Chore
from samdrift.reporting import memory
from samdrift.reporting.models import KeptAnswer
from samdrift.servicedesk.models import Ticket

AT = datetime(2016, 5, 1, 12, tzinfo=UTC)
HEAD = "id,kind,organisation,location,in_service,out_of_service\n"
ASSETS = f"{HEAD}1,computer.pupil,KIN,,2014-01-01,\n2,computer.pupil,KIN,,2015-01-01,\n"


@pytest.fixture
def loaded(db, tmp_path):
    taken_in(tmp_path, assets=ASSETS)


@pytest.fixture
def asked(monkeypatch):
    """Return the years that are asked about, in order."""
    years = []
    monkeypatch.setattr(work, "_read", lambda year, _at: years.append(year))
    monkeypatch.setattr(work.settings, "LANGUAGES", [("sv", "Svenska")])
    return years


def questions(act):
    with CaptureQueriesContext(connection) as found:
        act()
    return len(found)


def test_what_is_ready_is_not_asked_again(loaded):
    first = questions(lambda: work.make_ready(at=AT, years=(2015,)))
    memory.forget_in_process()

    again = questions(lambda: work.make_ready(at=AT, years=(2015,)))

    assert KeptAnswer.objects.filter(shelf=2015).exists()
    assert again < first / 2


def test_every_language_is_made_ready(loaded):
    work.make_ready(at=AT, years=(2015,))

    kept = KeptAnswer.objects.filter(text__contains='"assets.computers"', shelf=2015)
    assert kept.count() == len(work.settings.LANGUAGES) == 2


def test_the_year_that_is_read_is_made_ready_unless_others_are_told(loaded, asked):
    work.make_ready(at=AT)
    assert asked == [2015]

    work.make_ready(at=AT, years=(2014,))
    assert asked == [2015, 2014]


def test_a_year_that_has_not_begun_is_not_made_ready(loaded, asked):
    work.make_ready(at=datetime(2014, 5, 1, 12, tzinfo=UTC))

    assert asked == [2014]


def test_years_after_the_newest_that_is_told_of_are_not_made_ready(loaded, asked):
    """Things that are in service until then tell of them, and nobody reads them yet."""
    Holding.objects.update(out_of_service=date(2019, 1, 1))
    Ticket.objects.create(
        number="1", organisation_id="KIN", channel="phone", line=1, opened_at=AT, closed_at=AT,
        elapsed_seconds=0,
    )  # fmt: skip
    attendant = work._Attendant()
    for _ in range(9):
        attendant.look(datetime(2020, 1, 1, tzinfo=UTC))

    assert asked == [2016, 2015, 2014]


def test_no_more_years_are_made_ready_than_are_read(loaded, asked, monkeypatch):
    monkeypatch.setattr(work, "MOST_YEARS", 1)
    attendant = work._Attendant()
    for _ in range(3):
        attendant.look(AT)

    assert asked == [2015]


def test_nothing_is_asked_where_there_is_nothing(db, asked):
    work.make_ready(at=AT)

    assert asked == []


def test_a_worker_sees_to_the_year_that_is_read_and_to_the_others_when_nothing_changes(
    loaded, asked
):
    attendant = work._Attendant()
    attendant.look(AT)
    assert asked == [2015]
    attendant.look(AT)
    assert asked == [2015, 2014]
    attendant.look(AT)
    assert asked == [2015, 2014]

    Holding.objects.update(kind="tablet")
    attendant.look(AT)
    assert asked == [2015, 2014, 2015]
    Holding.objects.update(kind="server")
    attendant.look(AT)
    assert asked == [2015, 2014, 2015, 2015]


def test_the_present_year_is_seen_to_beside_the_newest_that_most_tell_of(
    loaded, asked, monkeypatch
):
    monkeypatch.setattr(work.registry, "newest_told_year", lambda **_: 2014)

    work._Attendant().look(datetime(2015, 5, 1, 12, tzinfo=UTC))

    assert asked == [2015, 2014]


def test_the_worker_is_asked_to():
    assert "annualreport.ready" in {chore.key for chore in contributions.offered(Chore)}
