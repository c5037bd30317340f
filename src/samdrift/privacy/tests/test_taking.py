"""Whatever is taken out is written down with who and when, and workbooks say it themselves."""

import io
import zipfile

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, transaction
from django.test import Client

from samdrift.parties.choices import PersonRole
from samdrift.parties.models import Membership
from samdrift.plumbing import clock, marks
from samdrift.plumbing.marks import Mark
from samdrift.privacy.models import TakenOut
from samdrift.reporting import record_files
from samdrift.reporting.record_files import RecordFile
from samdrift.servicedesk.tests.given import MONDAY

WORDS = "Uttaget ur Samdrift av Kim &amp;&amp; Co 2026-03-02 09.00"


@pytest.fixture
def manager(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    user = User.objects.create_user("kim")
    Membership.objects.create(user=user, role=PersonRole.MANAGER)
    client = Client()
    client.force_login(user)
    return client


def test_a_file_that_is_taken_out_is_noted_once_and_a_page_is_not(manager):
    manager.get("/personuppgifter/?q=hemligt")
    assert not TakenOut.objects.exists()

    assert manager.get("/personuppgifter/register.csv?q=hemligt").status_code == 200

    (row,) = TakenOut.objects.values_list("by_user__username", "name", "address", "at")
    assert row == ("kim", "registerforteckning.csv", "/personuppgifter/register.csv", MONDAY)
    shown = manager.get("/personuppgifter/uttag/?av=KIM").context["files"]
    assert [each.name for each in shown] == ["registerforteckning.csv"]
    assert manager.get("/personuppgifter/uttag/?av=annan").context["files"] == ()
    with pytest.raises(DatabaseError), transaction.atomic():
        TakenOut.objects.all().delete()


def test_what_is_refused_is_not_taken_out(manager):
    Membership.objects.update(role=PersonRole.AUDITOR)

    assert manager.get("/personuppgifter/register.csv").status_code == 404
    assert not TakenOut.objects.exists()


def sheets(marked):
    rows = RecordFile(("Märkning",), iter([(("KIN-1",),)]))
    with (
        marks.marked(lambda: marked),
        record_files.xlsx(rows) as book,
        zipfile.ZipFile(io.BytesIO(book.read())) as file,
    ):
        return "".join(file.read(name).decode() for name in file.namelist())


def test_a_workbook_says_on_every_page_by_whom_and_when_it_was_taken_out():
    told = sheets(Mark("Kim & Co", MONDAY))

    assert f"<oddFooter>&amp;L{WORDS}</oddFooter>" in told
    assert "Uttaget ur Samdrift av Kim &amp; Co 2026-03-02 09.00" in told
    assert "Uttaget" not in sheets(None)
    assert marks.mark() is None
