"""A whole printed report is kept, held against itself and shown with the figures it contradicts."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, transaction
from django.test import Client

from samdrift.annualreport.errors import CannotReadReport
from samdrift.annualreport.models import PrintedReport
from samdrift.annualreport.reconciliation import printed_reports, services
from samdrift.ledger.tests.given import books, ver
from samdrift.parties import services as parties
from samdrift.plumbing.exchange.services import import_package
from samdrift.plumbing.exchange.tests.given import folder_of

pytestmark = pytest.mark.django_db
AT = datetime(2016, 3, 21, 12, tzinfo=UTC)
HEAD = "place,label,subject,measure,period,printed,unit,remark\n"
SUM = (
    f"{HEAD}Not 1,Norr,links/north,count,2015,40,st,\n"
    "Not 1,Söder,links/south,count,2015,50,st,ny\nNot 1,Totalt,links,count,2015,1 091,st,Se not 4\n"
)
ADDRESS = "/ar/2015/avstamning/motsagelser/"


def take_in(text, year=2015):
    services.take_in_report(year=year, text=text, by="Eva", at=AT)


def test_the_printed_report_of_2015_says_against_itself_what_its_rules_name():
    file = Path(__file__).with_name("printed_report_2015.csv")
    take_in(file.read_text(encoding="utf-8"))

    held = printed_reports.held_report(2015)

    assert (held.figures, len(held.found)) == (451, 43)
    assert all(each.beside for each in held.found if each.kind in ("samband", "summa", "andel"))


def test_the_latest_counts_the_same_again_changes_nothing_and_it_can_be_taken_away():
    take_in(SUM)
    take_in(SUM.replace("\n", "\r\n"))
    assert PrintedReport.objects.count() == 1
    take_in(SUM.replace("1 091", "90"))
    assert [each.kind for each in printed_reports.held_report(2015).found] == ["hänvisning"]

    services.remove_report(year=2015, by="Eva", at=AT)

    assert printed_reports.held_report(2015) is None
    with pytest.raises(CannotReadReport, match="redan borttagen"):
        services.remove_report(year=2015, by="Eva", at=AT)
    assert PrintedReport.objects.count() == 3


@pytest.mark.parametrize("text", ["", HEAD, f"{HEAD}a,b,c,d,e", f"{HEAD}a,b,c,d,förra året,1,st,"])
def test_what_is_not_understood_takes_nothing_in(text):
    with pytest.raises(CannotReadReport):
        take_in(text)

    assert PrintedReport.objects.count() == 0


def test_the_database_refuses_to_change_or_delete_it():
    take_in(SUM)

    for change in (
        lambda: PrintedReport.objects.update(text="x"),
        lambda: PrintedReport.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError, match="a correction is a new one"), transaction.atomic():
            change()

    assert printed_reports.held_report(2015).figures == 3


def test_a_contradiction_opens_to_its_figures_and_is_told_in_both_languages(tmp_path):
    folder = folder_of(tmp_path, {"ledger/2015.se": books(ver("A", 1, "20150310"))})
    assert list(import_package(folder, at=AT).faults.shown) == []
    wanted = parties.Wanted(("controller",), "")
    parties.save_user(name="eva", password="korrekt-häst", wanted=wanted, by="test", at=AT)
    client = Client()
    client.force_login(User.objects.get(username="eva"))

    wrong = client.post(ADDRESS, {"text": "fel"})
    assert (wrong.status_code, PrintedReport.objects.count()) == (422, 0)
    assert client.post(ADDRESS, {"text": SUM}).status_code == 302

    (shown,) = client.get(f"{ADDRESS}?slag=sum").context["shown"]
    assert (shown.kind, shown.should_be) == ("Summa", "90 st")
    assert [(sign, term.label) for sign, term in shown.terms] == [("", "Norr"), ("", "Söder")]
    client.cookies["language"] = "en"
    page = client.get(ADDRESS).content.decode()
    assert "Printed: 1 091 st. Should be: 90 st." in page
    assert "The 2 figures it is held against" in page
    assert "2 contradictions among 3 figures" in client.get("/ar/2015/avstamning/").content.decode()
    assert client.get(f"{ADDRESS}?slag=annat").status_code == 404
    assert client.post(ADDRESS, {"act": "remove"}).status_code == 302
    assert client.post(ADDRESS, {"act": "remove"}).status_code == 422
