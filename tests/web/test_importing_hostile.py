"""What is sent to the pages of imports by whoever may not, or means no good."""

import io
import stat
import zipfile

import pytest
from django.test import Client
from tests.web.budget import MOST_QUESTIONS
from tests.web.importing import (
    CHANGED,
    MANIFEST,
    RIGHT,
    TICKETS,
    previewed,
    send,
    taken_in,
    words,
    zip_of,
)

from samdrift.plumbing.exchange import uploads
from samdrift.plumbing.exchange.models import ImportRun
from samdrift.plumbing.jobs.models import Job

pytestmark = pytest.mark.usefixtures("own_home")


def test_what_is_sent_can_be_read_by_its_owner_only(manager, settings):
    send(manager, ("tickets.csv", TICKETS), ("2015.SE", "#FLAGGA 0"))

    kept = {path.relative_to(settings.UPLOADS).parts[1:]: stat.S_IMODE(path.stat().st_mode)
            for path in settings.UPLOADS.rglob("*")}  # fmt: skip
    assert kept[("loose", "tickets.csv")] == 0o600
    assert kept[("loose", "ledger", "2015.se")] == 0o600
    assert kept[("loose",)] == 0o700


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ([], "Välj ett paket eller en fil först."),
        ([("bild.jpg", b"\xff\xd8")], "bild.jpg: okänd fil."),
        ([("../../etc/passwd", "x")], "passwd: okänd fil."),
        ([("a.zip", b"x"), ("tickets.csv", "x")], "Välj antingen en zip-fil eller lösa filer"),
        ([("tickets.csv", "x"), ("tickets.csv", "y")], "tickets.csv är vald två gånger."),
        ([("calls.csv", "x")] * 101, "Det är för många filer på en gång."),
    ],
)
def test_what_is_no_package_is_refused_in_plain_words(manager, settings, files, told):
    page = send(manager, *files)

    assert page.status_code == 422
    assert told in words(page)
    assert Job.objects.count() == 0
    assert [path for path in settings.UPLOADS.iterdir() if path.is_dir()] == []


def test_what_is_too_large_is_refused_before_it_is_read(manager, settings):
    settings.UPLOAD_LIMIT_BYTES = 2**20

    page = send(manager, ("tickets.csv", "x" * 2**20))

    assert page.status_code == 413
    assert "Det är större än 1 MB" in words(page)
    assert list(settings.UPLOADS.iterdir()) == []


def bomb():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("package.toml", MANIFEST)
        package.writestr("tickets.csv", b"0" * (80 * 2**20))
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (lambda: b"ingen zip", "är inte en hel zip-fil"),
        (lambda: zip_of(**{"../../tickets.csv": "x"}), "sökvägen pekar ut ur paketet"),
        (bomb, "packar upp till 80 MB"),
    ],
)
def test_a_hostile_zip_is_refused_in_plain_words(manager, settings, content, told):
    page = manager.get(previewed(manager, ("paket.zip", content())))

    assert told in words(page)
    assert "Ingenting har ändrats." in words(page)
    assert "las-in/" not in page.content.decode()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../x.zip", "x.zip"),
        ("c:\\mapp\\x y.ZIP", "x_y.zip"),
        ("<script>.zip", "script.zip"),
        (f"{'å' * 300}.zip", f"{'å' * 100}.zip"),
        (".zip", "paket.zip"),
    ],
)
def test_a_name_is_made_harmless(name, kept):
    assert uploads.harmless(name) == kept


def test_a_form_without_its_key_is_refused_and_keeps_nothing(person, settings):
    client = Client(enforce_csrf_checks=True)
    client.force_login(person("manager"))

    assert send(client, ("tickets.csv", TICKETS)).status_code == 403
    assert [path for path in settings.UPLOADS.iterdir() if path.is_dir()] == []


@pytest.mark.parametrize("role", ["economist", "elected"])
def test_others_find_no_page_and_leave_nothing(signed_in, role, settings):
    client = signed_in(role)
    number = ImportRun.objects.first().pk

    answers = [
        send(client, ("tickets.csv", TICKETS)),
        client.post("/inlasning/paket/abc/las-in/"),
        client.post("/inlasning/paket/abc/avbryt/"),
        client.post(f"/inlasning/{number}/angra/"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert list(settings.UPLOADS.iterdir()) == []
    assert Job.objects.count() == 0
    assert "/inlasning/" not in client.get("/ar/2015/").content.decode()


def test_pages_ask_few_questions(manager, django_assert_max_num_queries):
    receipt = taken_in(manager, ("tickets.csv", TICKETS + RIGHT))
    package = previewed(manager, ("tickets.csv", TICKETS + CHANGED))

    for address in ("/inlasning/", "/inlasning/historik/", receipt, package):
        with django_assert_max_num_queries(MOST_QUESTIONS):
            assert manager.get(address).status_code == 200
