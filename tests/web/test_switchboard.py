"""The pages of the switchboard: hours of the week, logs, numbers, staffing, the front desk."""

import re
from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.web.budget import MOST_QUESTIONS

from samdrift.plumbing.clock import SWEDEN
from samdrift.plumbing.exchange.tests import given
from samdrift.switchboard.models import (
    Call,
    CalledNumber,
    CallLog,
    CitizenMeasure,
    FrontDeskWork,
    StaffedTime,
)
from samdrift.switchboard.services import presence
from samdrift.switchboard.tests.test_calls import calls

pytestmark = pytest.mark.django_db
PAGE = "/vaxel/"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=SWEDEN)
LOG = (
    b"id;started;answered;ended;called\n"
    b"A1;2026-03-02 08:00;2026-03-02 08:01;2026-03-02 08:05;0492-1\n"
)
PAGES = ("", "bemanning/", "medborgare/", "reception/", "loggar/", "nummer/")


@pytest.fixture(autouse=True)
def _today(clock_at, settings, tmp_path):
    clock_at(NOW)
    settings.HOME = tmp_path


@pytest.fixture
def called(tmp_path, year):
    given.taken_in(
        tmp_path,
        calls=calls(
            ("2015-02-02T08:00:00", "2015-02-02T08:00:20", "2015-02-02T08:05"),
            ("2015-02-02T08:10:00", "", "2015-02-02T08:12"),
            ("2015-02-03T10:00:00", "2015-02-03T10:02", "2015-02-03T10:05"),
        ),
    )
    plan = presence.Plan((1,), 7 * 60 + 30, 12 * 60, 2, "Karin, Per", date(2015, 1, 1))
    presence.plan_time(plan)


def text(page):
    shown = re.sub(r"<svg.*?</svg>", " ", page.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", shown))


def test_it_says_when_most_people_call_who_is_there_and_every_number_opens(called, manager):
    page = manager.get(PAGE)

    told = text(page)
    assert "När ringer de, när är vi där? 2015" in told
    assert "Flest ringer måndag klockan 08–09. Då är 2 personer på plats." in told
    assert re.search(r"07–08 öppet .*? 0 ", told)
    assert re.search(r"08–09 öppet .*? person(er)? 2 1 1 ", told)
    assert "Svar inom 20 sekunder 33" in told
    doors = set(re.findall(r'href="(/poster/[^"]+)"', page.content.decode()))
    assert len(doors) >= 8
    for door in doors:
        assert manager.get(door.replace("&amp;", "&")).status_code == 200


def test_a_weekday_a_municipality_and_any_days_can_be_looked_at(called, manager):
    assert re.search(r"08–09 1 ", text(manager.get(f"{PAGE}?period=2015&matt=tappade")))
    monday = text(manager.get(f"{PAGE}?period=2015&dag=1"))
    assert "2 personer" in monday
    days = text(manager.get(f"{PAGE}?fran=2015-02-03&till=2015-02-03"))
    assert "Flest ringer tisdag klockan 10–11." in days
    assert "Inga samtal" in text(manager.get(f"{PAGE}?period=2015&kommun=VIM"))
    unknown = text(manager.get(f"{PAGE}?period=2015&kommun=-"))
    assert "Flest ringer måndag klockan 08–09." in unknown


def test_before_any_call_it_says_what_to_do(year, manager):
    assert "Inga samtal än" in text(manager.get(PAGE))


@pytest.mark.parametrize("asked", ["dag=9", "matt=hej", "kommun=INGEN"])
def test_what_there_is_not_is_not_found(called, manager, asked):
    assert manager.get(f"{PAGE}?{asked}").status_code == 404


def test_a_period_that_is_none_is_told(called, manager):
    page = manager.get(f"{PAGE}?period=hej")

    assert page.status_code == 422
    assert "Perioden gick inte att läsa." in text(page)


@pytest.mark.parametrize("path", PAGES)
def test_it_asks_few_questions(called, manager, django_assert_max_num_queries, path):
    manager.get(PAGE)
    with django_assert_max_num_queries(MOST_QUESTIONS):
        assert manager.get(f"{PAGE}{path}").status_code == 200


def send(manager, content, name="mars.csv"):
    return manager.post(f"{PAGE}loggar/", {"log": SimpleUploadedFile(name, content)})


def test_a_log_is_looked_at_and_then_taken_in(year, manager):
    asked = send(manager, LOG)
    page = manager.get(asked.headers["Location"])
    assert "Nya samtal 1 Ändrade 0 Oförändrade 0" in text(page)
    assert "Nummer som inte står i registret: 464921" in text(page)
    assert not Call.objects.exists()

    manager.post(asked.headers["Location"], {"act": "take-in"})

    assert Call.objects.get().called == "464921"
    assert "mars.csv" in text(manager.get(f"{PAGE}loggar/"))
    assert "1 nya, 0 ändrade och 0 oförändrade samtal." in text(
        manager.get(asked.headers["Location"])
    )


def test_a_faulty_log_is_told_line_by_line_and_put_away(year, manager):
    asked = send(manager, LOG.replace(b"2026-03-02 08:01", b"x"))
    assert "Rad 2: answered: skriv" in text(manager.get(asked.headers["Location"]))

    manager.post(asked.headers["Location"], {"act": "away"})

    assert not CallLog.objects.exists()
    assert not Call.objects.exists()


def test_no_file_and_one_that_is_too_large_are_refused(year, manager, monkeypatch):
    monkeypatch.setattr("samdrift.switchboard.views.logs.MOST_BYTES", 10)
    for page in (manager.post(f"{PAGE}loggar/", {}), send(manager, LOG)):
        assert page.status_code == 422
        assert "Ingen fil togs emot." in text(page)

    assert not CallLog.objects.exists()


def test_a_log_whose_file_is_gone_says_so(year, manager, settings, tmp_path):
    asked = send(manager, LOG)
    settings.HOME = tmp_path / "annat"
    settings.HOME.mkdir()

    assert "Skicka den igen" in text(manager.get(asked.headers["Location"]))
    manager.post(asked.headers["Location"], {"act": "take-in"})

    assert not Call.objects.exists()


def test_a_number_is_given_and_ended(year, manager):
    told = {"number": "0492-76 90 00", "organisation": "VIM", "valid_from": "2026-01-01"}
    manager.post(f"{PAGE}nummer/", told)
    row = CalledNumber.objects.get()
    assert "+46492769000" in text(manager.get(f"{PAGE}nummer/"))

    manager.post(f"{PAGE}nummer/", {"number_id": row.pk, "on": "2026-02-01"})

    row.refresh_from_db()
    assert row.valid_until == date(2026, 2, 1)
    for wrong in ({"number_id": "x", "on": "2026-02-01"}, {"number_id": row.pk, "on": "x"}, told):
        assert manager.post(f"{PAGE}nummer/", told | wrong).status_code == 422


def test_hours_are_planned_and_ended(year, manager):
    told = {
        "weekdays": ["1", "2"], "opens": "07:30", "closes": "00:00", "people": "2",
        "who": "Karin", "valid_from": "2026-01-01",
    }  # fmt: skip
    manager.post(f"{PAGE}bemanning/", told)
    first, _second = StaffedTime.objects.all()
    assert (first.opens, first.closes) == (450, 1440)
    assert "07.30–24" in text(manager.get(f"{PAGE}bemanning/"))

    manager.post(f"{PAGE}bemanning/", {"staffed_id": first.pk, "on": "2026-02-01"})

    first.refresh_from_db()
    assert first.valid_until == date(2026, 2, 1)
    wrong = {"staffed_id": "x", "on": "2026-01-01"}
    assert manager.post(f"{PAGE}bemanning/", wrong).status_code == 422
    assert manager.post(f"{PAGE}bemanning/", {"staffed_id": "1", "on": "x"}).status_code == 422
    assert manager.post(f"{PAGE}bemanning/", told | {"weekdays": []}).status_code == 422
    assert StaffedTime.objects.count() == 2


def test_who_only_reads_changes_nothing_of_staffing_and_measures(year, signed_in):
    auditor = signed_in("auditor")

    assert auditor.post(f"{PAGE}bemanning/", {}).status_code == 404
    assert auditor.post(f"{PAGE}medborgare/", {}).status_code == 404


def test_work_at_the_front_desk_is_written_down_with_a_comma(year, manager):
    told = {"organisation": "VIM", "day": "2026-03-02", "work": "reception-hours"}
    manager.post(f"{PAGE}reception/", told | {"amount": "1,25"})
    manager.post(f"{PAGE}reception/", told | {"amount": "12", "work": "visits"})

    assert sorted(FrontDeskWork.objects.values_list("work", "amount")) == [
        ("reception-hours", 5),
        ("visits", 12),
    ]
    shown = text(manager.get(f"{PAGE}reception/"))
    assert re.search(r"Vimmerby 12 .*?1,25", shown)
    wrong = manager.post(f"{PAGE}reception/", told | {"amount": "1,3"})
    assert wrong.status_code == 422
    assert FrontDeskWork.objects.count() == 2


def test_a_measurement_stands_beside_our_own_figures_and_can_be_taken_away(called, manager):
    told = {
        "organisation": "VIM", "measured_on": "2015-11-01", "measure": "direct-answer",
        "value": "53", "asked": "120", "source": "SKR, KKiK 2015",
    }  # fmt: skip
    assert manager.post(f"{PAGE}medborgare/", told | {"source": ""}).status_code == 422
    assert (
        manager.post(f"{PAGE}medborgare/", told | {"measured_on": "2027-01-01"}).status_code == 422
    )
    manager.post(f"{PAGE}medborgare/", told)

    page = manager.get(f"{PAGE}medborgare/?ar=2015")
    assert re.search(r"Vimmerby 53", text(page))
    assert "SKR, KKiK 2015" in text(page)
    assert manager.get(f"{PAGE}medborgare/?ar=1999").status_code == 404

    manager.post(f"{PAGE}medborgare/", {"measure_id": CitizenMeasure.objects.get().pk})
    assert not CitizenMeasure.objects.exists()
