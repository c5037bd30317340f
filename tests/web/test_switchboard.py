"""The page of the switchboard: hours of the week, each a door to its calls."""

import re

import pytest
from tests.web.budget import MOST_QUESTIONS

from samdrift.plumbing.exchange.tests import given
from samdrift.switchboard.tests.test_calls import calls

pytestmark = pytest.mark.django_db
PAGE = "/vaxel/"


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


def text(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def test_it_says_when_most_people_call_and_every_number_opens(called, manager):
    page = manager.get(PAGE)

    told = text(page)
    assert "Flest ringer måndag klockan 08–09" in told
    assert "08–09 2 10" not in told
    assert re.search(r"08–09 2 ", told)
    assert "Svar inom 20 sekunder 33" in told
    doors = set(re.findall(r'href="(/poster/[^"]+)"', page.content.decode()))
    assert len(doors) >= 8
    for door in doors:
        assert manager.get(door.replace("&amp;", "&")).status_code == 200


def test_it_shows_those_that_were_lost(called, manager):
    assert re.search(r"08–09 1 ", text(manager.get(f"{PAGE}?ar=2015&matt=tappade")))


def test_before_any_call_it_says_what_to_do(year, manager):
    assert "Inga samtal än" in text(manager.get(PAGE))


@pytest.mark.parametrize("asked", ["ar=1999", "ar=hej", "matt=hej"])
def test_what_there_is_not_is_not_found(called, manager, asked):
    assert manager.get(f"{PAGE}?{asked}").status_code == 404


def test_it_asks_few_questions(called, manager, django_assert_max_num_queries):
    with django_assert_max_num_queries(MOST_QUESTIONS):
        manager.get(PAGE)
