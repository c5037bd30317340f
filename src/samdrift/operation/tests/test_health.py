"""What is examined, and how it is told to people and machines."""

import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from samdrift.operation import logs, queries
from samdrift.plumbing import clock
from samdrift.plumbing.health import Examination, Level, good
from samdrift.plumbing.jobs import beats, services
from samdrift.plumbing.jobs.choices import State
from samdrift.plumbing.jobs.models import Job
from samdrift.project import database, health


def found(key, at=None):
    examined = queries.examined(at=at or clock.now())
    return next(each for each in examined if each.key == key)


def texts(key, at=None):
    return [finding.text for finding in found(key, at).findings]


@pytest.mark.django_db
def test_a_worker_that_is_gone_is_told_of_and_one_that_is_seen_is_well(home):
    assert texts("jobs.workers") == [
        "Ingen arbetare har setts. Starta samdrift serve eller samdrift work."
    ]

    beats.worker_is_here()
    assert texts("jobs.workers") == ["En arbetare är igång."]

    late = clock.now() + timedelta(minutes=9)
    assert found("jobs.workers", late).level is Level.FAULT


@pytest.mark.django_db
def test_jobs_that_wait_long_or_fail_are_counted(home):
    at = clock.now()
    beats.worker_is_here()
    for key in "ab":
        services.ask(key=key, kind="t.t", told={}, asked_by="eva", at=at - timedelta(minutes=40))
    Job.objects.filter(key="b").update(state=State.FAILED, ended_at=at)

    assert texts("jobs.workers", at)[1] == (
        "1 arbeten väntar, det äldsta sedan 40 minuter. Kör en arbetare till med samdrift work."
    )
    assert found("jobs.failures", at).level is Level.WARNING


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("age", "level"),
    [(None, Level.WARNING), (1, Level.GOOD), (3, Level.WARNING), (8, Level.FAULT)],
)
def test_a_copy_that_is_old_is_told_of(home, age, level):
    at = clock.now()
    if age is not None:
        told = {"at": (at - timedelta(days=age)).isoformat()}
        (home / "last-backup.json").write_text(json.dumps(told))

    assert found("project.copies", at).level is level


@pytest.mark.django_db
def test_copies_that_are_taken_elsewhere_are_not_asked_for(home, settings):
    settings.BACKUPS_ELSEWHERE = True

    assert found("project.copies").level is Level.GOOD


@pytest.mark.django_db
def test_a_clock_that_was_set_back_is_seen_by_what_was_asked_for_later(home):
    at = clock.now()
    services.ask(key="a", kind="t.t", told={}, asked_by="", at=at + timedelta(hours=1))

    assert texts("project.clock", at) == [
        "Klockan har gått bakåt: det finns arbeten begärda efter nu. Ställ den."
    ]


@pytest.mark.django_db
def test_a_key_that_others_can_read_is_a_fault(home):
    (home / "secret-key").write_text("x")
    home.chmod(0o700)
    (home / "secret-key").chmod(0o644)

    assert "secret-key kan läsas av andra på datorn. Kör chmod go= på den." in texts(
        "project.safety"
    )


@pytest.mark.django_db
def test_an_address_without_tls_is_a_fault_unless_it_is_this_machines(home, settings):
    assert found("project.certificate").level is Level.GOOD

    settings.BASE_URL = "http://samdrift.example.se"

    assert texts("project.certificate") == [
        "http://samdrift.example.se är okrypterad. Ställ en proxy med TLS framför."
    ]


@pytest.mark.django_db
def test_a_certificate_that_nobody_vouches_for_is_told_of(home, settings, monkeypatch):
    def refuse(_host, _port):
        raise health.ssl.SSLCertVerificationError(1, "self-signed certificate")

    settings.BASE_URL = "https://samdrift.example.se"
    monkeypatch.setattr(health, "_certificate_ends_at", refuse)

    assert found("project.certificate").level is Level.FAULT


@pytest.mark.django_db
def test_what_breaks_keeps_nothing_else_from_being_looked_at(home, monkeypatch):
    def away(_at):
        raise DatabaseError("no such table")

    examinations = [
        Examination("a.a", "Ett", lambda _at: 1 / 0),
        Examination("a.b", "Två", away),
        Examination("a.c", "Tre", lambda _at: [good("Bra.")]),
    ]
    monkeypatch.setattr(queries.contributions, "offered", lambda _kind: iter(examinations))

    assert [each.findings[0].text for each in queries.examined(at=clock.now())] == [
        "Det gick inte att undersöka (ZeroDivisionError). Se loggen.",
        "Bra.",
        "Utan databasen går det inte att undersöka: Två.",
    ]


@pytest.mark.django_db
def test_a_process_says_that_it_lives_and_whether_it_can_work(client, monkeypatch):
    assert client.get("/halsa/").content == b"ok\n"
    assert client.get("/halsa/redo/").status_code == 200

    monkeypatch.setattr(queries, "is_database_here", lambda: False)

    answer = client.get("/halsa/redo/")
    assert (answer.status_code, answer.content.decode()) == (503, "Databasen svarar inte.\n")
    assert client.get("/halsa/").status_code == 200


@pytest.mark.django_db
def test_measures_are_for_this_machine_or_for_whoever_has_the_token(client, settings):
    body = client.get("/metrics").content.decode()
    assert 'samdrift_health{examination="project.database"} 0.0' in body
    assert "samdrift_worker_seen_seconds" in body
    assert client.get("/metrics", REMOTE_ADDR="10.1.2.3").status_code == 404

    settings.MEASURES_TOKEN = "hemlig"  # noqa: S105  Only of the test.

    assert client.get("/metrics").status_code == 404
    told = Client(headers={"authorization": "Bearer hemlig"})
    assert told.get("/metrics", REMOTE_ADDR="10.1.2.3").status_code == 200


@pytest.mark.django_db
def test_requests_are_counted_by_route_and_followed_by_a_number(client):
    first = client.get("/halsa/")
    kept = client.get("/halsa/", headers={"x-request-id": "proxy-0000-1111"})
    foreign = client.get("/halsa/", headers={"x-request-id": 'x" y'})

    assert kept.headers["X-Request-ID"] == "proxy-0000-1111"
    assert len(first.headers["X-Request-ID"]) == len(foreign.headers["X-Request-ID"]) == 32
    counted = 'samdrift_request_seconds_count{method="GET",route="halsa/",status="200"}'
    assert counted in client.get("/metrics").content.decode()


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("person 19811218-9876 ringde", "person […] ringde"),
        ("8112189876 och 20811218+9876", "[…] och […]"),
        ("ärende 10001, 26000 rader på 2016-03-21", "ärende 10001, 26000 rader på 2016-03-21"),
        ("postgres://kim:hemligt@db:5432/x", "postgres://[…]@db:5432/x"),
        ("Authorization: Bearer samdrift_abc.def-1", "Authorization: Bearer […]"),
        ("nyckel samdrift_abc123", "nyckel samdrift_[…]"),
        ("{'password': 'hemligt', 'n': 1}", "{'password': […], 'n': 1}"),
    ],
)
def test_no_secret_is_logged(line, left):
    assert logs.redacted(line) == left


def test_a_line_for_machines_tells_its_request_and_is_json_without_secrets():
    handler = logs.settings("json")["formatters"]["json"]
    formatter = handler.pop("()")(handler.pop("format"), **handler)
    record = logs.logging.makeLogRecord(
        {"msg": "ringde från %s", "args": ("19811218-9876",), "levelname": "INFO", "name": "x",
         "route": "arenden/"}
    )  # fmt: skip
    token = logs.REQUEST.set("r-1")
    logs.WithRequest().filter(record)
    logs.REQUEST.reset(token)

    told = json.loads(formatter.format(record))

    assert told.pop("time")
    assert told == {
        "level": "INFO",
        "logger": "x",
        "message": "ringde från […]",
        "request": "r-1",
        "route": "arenden/",
    }


def test_the_page_shows_the_worst_first_to_administrators(admin):
    page = admin.get("/drift/").content.decode()

    assert "Något är fel och behöver åtgärdas nu." in page
    assert page.index("Ingen arbetare har setts.") < page.index("Klockan går rätt.")
    assert connection.vendor == "sqlite" or "PostgreSQL svarar" in page


def test_a_database_account_that_may_do_everything_is_told_of_and_its_own_is_not(db):
    if connection.vendor != "postgresql":
        assert not database.may_do_everything()
        return
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE samdrift_plain")
        cursor.execute("SET LOCAL ROLE samdrift_plain")
        assert not database.may_do_everything()
        cursor.execute("RESET ROLE")
        cursor.execute("ALTER ROLE samdrift_plain SUPERUSER")
        cursor.execute("SET LOCAL ROLE samdrift_plain")
        told = [finding.text for finding in health.look_at_safety(clock.now())]
        cursor.execute("RESET ROLE")

    assert any("Kontot i PostgreSQL får göra allt" in text for text in told)
