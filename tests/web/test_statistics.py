"""The page of statistics: what is asked in the address, and every figure a door to its tickets."""

import re
from datetime import UTC, datetime

import pytest
from django.utils import html
from tests.web.budget import MOST_QUESTIONS

from samdrift.goals import services as goals
from samdrift.goals.choices import Direction
from samdrift.goals.services import Wanted
from samdrift.kernel.figures import Unit
from samdrift.servicedesk.statistics.services import keep_counts

pytestmark = pytest.mark.django_db
PAGE = "/arenden/statistik/"
MOMENT = datetime(2015, 12, 1, tzinfo=UTC)


def text(response):
    body = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", html.escape(body) and body)


def test_a_year_is_told_with_its_figures_as_doors(year, manager):
    page = manager.get(f"{PAGE}?period=2015")

    told = text(page)
    assert page.status_code == 200
    assert "Statistik 2015" in told
    assert "2 ärenden kom in och lika många stängdes" in told
    assert "Stängda inom 1 timme 50" in told
    for door in set(re.findall(r'href="(/poster/[^"]+)"', page.content.decode())):
        assert manager.get(html_unescaped(door)).status_code == 200, door


def html_unescaped(address):
    return address.replace("&amp;", "&")


@pytest.mark.parametrize("is_kept", [False, True])
def test_the_page_asks_few_questions(year, manager, django_assert_max_num_queries, is_kept):
    if is_kept:
        keep_counts()
    manager.get(PAGE)

    with django_assert_max_num_queries(MOST_QUESTIONS):
        manager.get(f"{PAGE}?period=2015-Q1&kommun=BOX")
    with django_assert_max_num_queries(MOST_QUESTIONS):
        manager.get(f"{PAGE}?fran=2014-02-03&till=2015-11-20")


def test_a_filter_narrows_every_figure(year, manager):
    page = manager.get(f"{PAGE}?period=2015&kommun=VIM")

    told = text(page)
    assert "Vimmerby" in told
    assert "1 ärenden kom in och lika många stängdes" in told
    assert "Stängda inom 1 timme 0" in told
    assert "Ärenden per kommun" not in told


def test_a_month_is_told_week_by_week(year, manager):
    assert "vecka 10" in text(manager.get(f"{PAGE}?period=2015-03"))


def test_a_period_that_is_not_understood_says_how_it_is_written(year, manager):
    page = manager.get(f"{PAGE}?fran=igår&till=2015-01-01")

    assert page.status_code == 422
    assert "Skriv dagarna så här: 2026-03-31." in text(page)


@pytest.mark.parametrize(
    "asked", ["period=hej", "period=2015-13", "period=0000", "fran=2015-02-01&till=2015-01-01"]
)
def test_other_periods_are_refused_in_words(year, manager, asked):
    assert manager.get(f"{PAGE}?{asked}").status_code == 422


def test_what_is_not_a_group_is_a_page_not_found(year, manager):
    assert manager.get(f"{PAGE}?grupp=abc").status_code == 404


def test_a_target_is_held_against_the_outcome(year, manager):
    goals.set_target(
        year=2015,
        key_figure="within-an-hour",
        wanted=Wanted(Unit.PERCENT, 65_000, Direction.AT_LEAST),
        by="chef",
        at=MOMENT,
    )

    told = text(manager.get(f"{PAGE}?period=2015"))

    assert re.search(r"Stängda inom 1 timme 50 % 100 % 65 % .*?Ej nått", told.replace("\xa0", " "))


def test_a_table_is_had_as_a_file(year, manager):
    file = manager.get(f"{PAGE}fil/?period=2015&kommun=VIM&tabell=servicedesk.by-channel&form=csv")

    assert file["Content-Disposition"].endswith('by-channel-2015-01-01-2015-12-31.csv"')
    assert file.content.decode().splitlines()[1].startswith("phone,Telefon,1,1,100,0,100,100,0,")
    assert (
        manager.get(f"{PAGE}fil/?period=2015&tabell=servicedesk.inflow&form=xlsx").content[:2]
        == b"PK"
    )


@pytest.mark.parametrize(
    "asked", ["tabell=hej&form=csv", "tabell=servicedesk.inflow&form=pdf", "period=hej&form=csv"]
)
def test_a_file_that_is_not_there_is_not_found(year, manager, asked):
    assert manager.get(f"{PAGE}fil/?{asked}").status_code == 404


def test_who_only_administers_people_has_no_statistics(signed_in):
    assert signed_in("administrator").get(PAGE).status_code == 404
