"""A small year in the database, people of every role, and clients that have signed in."""

import csv
import io
import zipfile
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import User
from django.template.base import Template
from django.test import Client
from tests.web import desks

from samdrift.annualreport.editions import services as editions
from samdrift.annualreport.reconciliation import queries as reconciliation
from samdrift.annualreport.reconciliation import services as reconciling
from samdrift.parties import services as parties
from samdrift.plumbing.exchange.services import import_package
from samdrift.reporting.formats import Scale
from samdrift.servicedesk.tests.given import Desk

PASSWORD = "en-lång-mening-om-rör"  # noqa: S105  Only of the tests.
MOMENT = datetime(2016, 2, 1, 12, tzinfo=UTC)

FILES = {
    "organisations.csv": (
        ("code", "name", "role"),
        ("FED", "Förbundet", "host"),
        ("BOX", "Boxholm", "member"),
        ("VIM", "Vimmerby", "member"),
    ),
    "assets.csv": (
        ("id", "kind", "organisation", "location", "in_service", "out_of_service"),
        *((f"dator-{n:03}", "computer.pupil", "VIM", "", "2013-02-01", "") for n in range(120)),
        ("=1+1", "computer.staff.laptop", "BOX", "", "2013-02-01", ""),
        ("mobil-1", "phone.mobile", "BOX", "", "2013-02-01", ""),
        ("server-1", "server.virtual", "VIM", "Hallen", "2013-02-01", ""),
    ),
    "gaps.csv": (
        ("kind", "organisation", "from", "to", "reason"),
        ("phone.mobile", "VIM", "2015-06-01", "2016-01-01", "har inte lämnat uppgift"),
    ),
    "tickets.csv": (
        ("number", "organisation", "channel", "line", "category", "opened", "closed"),
        ("1", "BOX", "phone", "1", "Dator", "2014-03-02T08:00", "2014-03-02T08:30"),
        ("2", "BOX", "phone", "1", "Dator", "2015-03-02T08:00", "2015-03-02T08:30"),
        ("3", "VIM", "phone", "1", "Dator", "2015-03-02T08:00", "2015-03-03T07:30"),
    ),
    "staff_days.csv": (
        ("person", "sex", "birth_year", "year", "ordinary_days"),
        *((f"P{n:02}", "K", "1988", "2015", "25") for n in range(1, 13)),
        *((f"P{n:02}", "M", "1960", "2015", "25") for n in range(13, 25)),
    ),
    "absences.csv": (
        ("person", "spell", "first_day", "last_day", "days"),
        ("P01", "P01-1", "2015-01-08", "2015-01-14", "5"),
    ),
}
MANIFEST = """format = "samdrift-exchange/1"

[organisation]
name = "Kommunalförbundet Förbundet"
org_number = "222000-0000"
legal_form = "kommunalförbund"
"""
LEDGER = """#FLAGGA 0
#PROGRAM "Ekonomi" 1
#FORMAT PC8
#GEN 20160110
#SIETYP 4
#FNAMN "Kommunalförbundet Förbundet"
#ORGNR 222000-0000
#RAR 0 20150101 20151231
#KPTYP "Kommun-Bas 13"
#KONTO 1920 Bank
#KONTO 3010 Intäkter
#UB 0 1920 1500.50
#RES 0 3010 -1500.50
#VER A 1 20150301 "Avgift"
{
#TRANS 1920 {} 1000.00
#TRANS 3010 {} -1000.00
}
#VER A 2 20150401 "Avgift"
{
#TRANS 1920 {} 500.50
#TRANS 3010 {} -500.50
}
"""


@pytest.fixture
def year(db, tmp_path):
    """Take in a small year of two members, and return it."""
    path = tmp_path / "ett-ar.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("package.toml", MANIFEST)
        package.writestr("ledger/2015.se", LEDGER.replace("\n", "\r\n").encode("cp437"))
        for name, rows in FILES.items():
            text = io.StringIO()
            csv.writer(text, lineterminator="\n").writerows(rows)
            package.writestr(name, text.getvalue())
    outcome = import_package(path, at=MOMENT)
    assert list(outcome.faults.shown) == []
    return 2015


@pytest.fixture
def approved(year):
    """Review the year's report, and return the id of a printed figure that differs."""
    editions.review_report(year=year, by="granskaren", at=MOMENT)
    text = "table,row,column,printed\nledger.income-statement,result,2015,4"
    reconciling.take_in_printed(year=year, text=text, scale=Scale.TKR, by="hen", at=MOMENT)
    (told,) = reconciliation.reconciled(year=year, today=MOMENT.date())
    return told.id


@pytest.fixture
def person(db):
    """Return who makes a person of a role; an economist is Vimmerby's; no role makes a guest."""

    def make(role):
        if role is None:
            return User.objects.create_user("gäst", password=PASSWORD)
        code = "VIM" if role in ("economist", "employee") else ""
        wanted = parties.Wanted((role,), code)
        parties.save_user(name=role, password=PASSWORD, wanted=wanted, by="test", at=MOMENT)
        return User.objects.get(username=role)

    return make


@pytest.fixture
def signed_in(year, person, client):
    """Return who signs the client in as a role."""

    def sign_in(role):
        client.force_login(person(role))
        return client

    return sign_in


@pytest.fixture
def manager(signed_in):
    """Return a client that a manager has signed in with, over a small year."""
    return signed_in("manager")


@pytest.fixture
def rendered_templates(monkeypatch):
    """Return the names of the templates rendered so far in the test."""
    names = set()
    render = Template._render

    def noting(self, context):
        names.add(self.name)
        return render(self, context)

    monkeypatch.setattr(Template, "_render", noting)
    return names


@pytest.fixture
def own_home(settings, tmp_path):
    """Have what is uploaded kept in a home that is this test's own."""
    settings.HOME = tmp_path / "home"
    settings.UPLOADS = settings.HOME / "uploads"
    settings.FILE_UPLOAD_TEMP_DIR = settings.UPLOADS
    settings.UPLOADS.mkdir(parents=True)


@pytest.fixture
def files_of_its_own(settings, tmp_path):
    """Have files kept in a home that is this test's own; nothing else is."""
    settings.HOME = tmp_path


@pytest.fixture
def clock_at(monkeypatch):
    """Return who sets the clock that the pages read."""

    def set_to(moment):
        monkeypatch.setattr("samdrift.plumbing.clock.now", lambda: moment)

    set_to(desks.MONDAY)
    return set_to


@pytest.fixture
def desk(db, clock_at):
    """Return a service desk of two lines on a Monday at nine, with a municipality and a school."""
    return Desk()


@pytest.fixture
def agent(desk, person, client):
    """Return a client that an agent of the first line has signed in with."""
    user = person("agent")
    desk.first.members.add(user)
    desk.agent = user
    client.force_login(user)
    return client


@pytest.fixture
def requester(desk):
    """Return a client that Karin, who is helped, has signed in with."""
    desk.karin.user = User.objects.create_user("karin", password=PASSWORD)
    desk.karin.save()
    signed_in = Client()
    signed_in.force_login(desk.karin.user)
    return signed_in
