"""An adopted year beside records that have changed since, and after they are all undone."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samdrift.annualreport.editions import services as editions
from samdrift.plumbing.exchange import services as exchange
from samdrift.plumbing.exchange.tests import given
from samdrift.reporting.ports import Ask, FigureAddress
from samdrift.reporting.views.links import figure_path

pytestmark = pytest.mark.django_db
MOMENT = datetime(2016, 2, 1, 12, tzinfo=UTC)
COMPUTERS = "/ar/2015/tabeller/assets.computers/"
PUPILS = FigureAddress("assets.computers", Ask(2015), "VIM", "computer.pupil")


def read(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode().replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def adopted(year):
    """Adopt the year's report, and return the year."""
    editions.review_report(year=year, by="granskaren", at=MOMENT)
    editions.adopt_edition(
        year=year,
        number=1,
        decided_on=date(2016, 2, 1),
        paragraph="14",
        by="ordföranden",
        at=MOMENT + timedelta(hours=1),
    )
    return year


@pytest.fixture
def moved(adopted, tmp_path):
    """Take in one computer more after the year was adopted."""
    assets = (
        "id,kind,organisation,location,in_service,out_of_service\n"
        "ny,computer.pupil,VIM,,2015-01-01,\n"
    )
    organisations = "code,name,role\nFED,Förbundet,host\nBOX,Boxholm,member\nVIM,Vimmerby,member\n"
    contents = {"assets.csv": assets, "organisations.csv": organisations}
    outcome = exchange.import_package(
        given.folder_of(tmp_path, contents), at=MOMENT + timedelta(days=30)
    )
    assert list(map(str, outcome.faults.shown)) == []
    return adopted


@pytest.fixture
def undone(adopted):
    """Undo all that the year was reported from."""
    exchange.undo_last_import(at=MOMENT + timedelta(days=60))
    return adopted


def test_what_is_as_it_was_adopted_is_not_marked(adopted, manager):
    for path in (COMPUTERS, figure_path(PUPILS), "/ar/2015/"):
        assert "≠" not in read(manager, path)
    assert "Fastställd utgåva</a>" in read(manager, COMPUTERS)


def test_a_figure_that_has_moved_is_marked_where_it_is_shown(moved, manager):
    table = read(manager, COMPUTERS)
    assert "Elever: fastställd utgåva säger 120, posterna nu 121. Skillnad +1." in table
    assert "Summor som också ändras: Totalt." in table
    assert "Sedan utgåvan frystes 2016-02-01 är poster ändrade: inläst 2016-03-02." in table
    assert 'class="fig fig-differs"' in table

    figure = read(manager, figure_path(PUPILS))
    assert "Skiljer från utgåvan: Fastställd 2016-02-01 § 14." in figure
    assert "fastställd utgåva säger 120, posterna nu 121" in figure
    assert re.search(r'href="/ar/2015/rapport/\?utgava=1#[^"]+">Läs talet i utgåvan', figure)


def test_the_overview_marks_what_has_moved(moved, manager):
    page = read(manager, "/ar/2015/")

    assert 'class="differs"' in page
    assert "fastställd utgåva säger 121, posterna nu 122" in page


def test_the_overview_of_an_edition_has_its_figures_and_marks_what_the_records_say_now(
    moved, manager
):
    page = read(manager, "/ar/2015/?utgava=1")

    assert re.search(r'class="num now">.*?fig-differs" href="[^"]+">121<', page)
    assert "utgåvan säger 121, posterna nu 122. Skillnad +1." in page
    assert "fastställd utgåva säger" not in page
    assert "Fastställd 2016-02-01 § 14" in page
    assert 'aria-current="true">Fastställd utgåva' in page
    assert 'href="/ar/2015/?utgava=nu"' in page
    assert "Alla tal är som de frystes den 1 februari 2016 kl. 13.00" in page
    read(manager, "/ar/2015/?utgava=2", status=404)


def test_the_overview_of_an_edition_marks_nothing_where_nothing_has_moved(adopted, manager):
    page = read(manager, "/ar/2015/?utgava=1")

    assert 'class="differs"' not in page
    assert ">121<" in page


def test_a_member_reads_the_edition_too_with_its_own_figures(moved, manager):
    page = read(manager, "/ar/2015/medlem/VIM/?utgava=1")

    assert "Elever: utgåvan säger 120, posterna nu 121. Skillnad +1." in page
    assert 'href="/ar/2015/medlem/VIM/?utgava=nu"' in page


def test_the_overview_of_an_edition_stands_when_its_records_are_undone(undone, manager):
    page = read(manager, "/ar/2015/?utgava=1")

    assert ">121<" in page
    assert "utgåvan säger 121, posterna nu står inte." in page


def test_the_marks_are_told_in_english_too(moved, manager):
    manager.cookies["language"] = "en"

    assert "the adopted edition says 120, the records now 121" in read(manager, COMPUTERS)
    report = read(manager, "/ar/2015/rapport/")
    assert "the edition says 120, the records now 121" in report


def test_a_table_can_be_read_as_it_was_adopted(moved, manager):
    held = manager.get(f"{COMPUTERS[:-1]}.csv?utgava=1").content.decode()
    now = manager.get(f"{COMPUTERS[:-1]}.csv").content.decode()

    assert ",120," in held
    assert ",121," in now
    assert 'aria-current="true">Fastställd utgåva' in read(manager, f"{COMPUTERS}?utgava=1")
    read(manager, f"{COMPUTERS}?utgava=2", status=404)
    read(manager, f"{COMPUTERS}?utgava=1&day=2015-06-30", status=404)


def test_marks_cost_at_most_three_questions(moved, manager):
    def asked(path):
        manager.get(path)
        with CaptureQueriesContext(connection) as found:
            manager.get(path)
        return sum(
            "annualreport_" in query["sql"] or "exchange_importrun" in query["sql"]
            for query in found.captured_queries
        )

    assert asked(COMPUTERS) <= 3
    assert asked(figure_path(PUPILS)) <= 3
    assert asked("/ar/2015/") <= 3
    assert asked("/ar/2015/?utgava=1") <= 3


def test_an_edition_is_read_in_full_when_its_records_are_undone(undone, manager):
    report = read(manager, "/ar/2015/rapport/")
    assert "Fastställd 2016-02-01 § 14" in report
    assert ">120<" in report
    assert 'aria-current="true">2015</a>' in report
    for form in ("html", "pdf", "docx", "xlsx"):
        assert manager.get(f"/ar/2015/arsredovisning.{form}").status_code == 200
    assert "tal skiljer" in read(manager, "/ar/2015/utgavor/skillnader/")
    assert "Utgåva 1" in read(manager, "/ar/2015/utgavor/")
    assert manager.get("/")["Location"] == "/ar/2015/rapport/"


def test_every_figure_of_an_edition_opens_when_its_records_are_undone(undone, manager):
    report = read(manager, "/ar/2015/rapport/")
    paths = set(re.findall(r'class="fig[^"]*" href="(/figur/[^"]+)"', report))

    assert len(paths) > 30
    for path in sorted(paths)[::7]:
        page = read(manager, path.replace("&amp;", "&"))
        assert "Posterna har det inte längre." in page
