"""Mail through real servers: sent, delivered, fetched, handed over, and killed on the way."""

import os
import signal
import smtplib
import socket
import ssl
import subprocess
import sys
import time
import uuid

import pytest
from imapclient import IMAPClient

from samdrift.plumbing import clock
from samdrift.plumbing.mail import fetching, intake, keeping, outbox, servers
from samdrift.plumbing.mail.choices import Security
from samdrift.plumbing.mail.errors import CannotReach
from samdrift.plumbing.mail.models import Delivery, IncomingLetter, Mailbox
from samdrift.plumbing.mail.tests import given
from samdrift.project.tests.homes import place

__all__ = ["place"]  # A fixture.

pytestmark = [
    pytest.mark.servers,
    pytest.mark.django_db,
    pytest.mark.skipif(
        not os.environ.get("SAMDRIFT_TEST_IMAP"), reason="no mail servers: see scripts/services"
    ),
]


@pytest.fixture(autouse=True)
def _an_own_home(settings, tmp_path):
    settings.HOME = tmp_path


@pytest.fixture
def box():
    return given.real_mailbox(f"box{uuid.uuid4().hex[:12]}")


@pytest.fixture
def desk(monkeypatch):
    return given.offer(monkeypatch, given.Desk())


def deliver(box, *raws):
    """Have Postfix deliver letters to a mailbox."""
    host, plain, _ = os.environ["SAMDRIFT_TEST_SMTP"].split(":")
    with smtplib.SMTP(host, int(plain)) as client:
        for raw in raws:
            client.sendmail("eva@kommun.test", [box.address], raw)


def put(box, *raws):
    """Put letters right into a mailbox, past everything that would mend them."""
    with servers.imap(box) as client:
        for raw in raws:
            client.append("INBOX", raw)


def fetched(box, count=1):
    """Fetch until as many letters have come as are waited for."""
    new = 0
    for _ in range(100):
        new += fetching.fetch(Mailbox.objects.get(pk=box.pk), at=clock.now())
        if new >= count:
            break
        time.sleep(0.1)
    return new


def folder(box, name):
    with servers.imap(box) as client:
        return client.select_folder(name)[b"EXISTS"] if client.folder_exists(name) else 0


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_a_letter_goes_out_through_postfix_and_comes_in_from_dovecot(desk, security):
    box = given.real_mailbox(f"box{uuid.uuid4().hex[:12]}", security=security, name="Räknekontoret")
    draft = outbox.Draft(to=(box.address,), subject="Å [#7]", text="Hej å", reference="7")
    sent = outbox.post(draft, mailbox_key=box.key, at=clock.now())

    assert outbox.send_waiting(at=clock.now()) == 1
    assert fetched(box) == 1
    intake.handle_waiting(at=clock.now())

    (arrival,) = desk.arrivals
    assert arrival.letter.message_id == sent.message_id
    assert (arrival.letter.subject, arrival.letter.text.strip()) == ("Å [#7]", "Hej å")
    assert arrival.letter.sender.name == "Räknekontoret"
    assert arrival.may_answer.why == "Brevet är vårt eget"
    assert (folder(box, "INBOX"), folder(box, "Klart")) == (0, 1)


def test_a_letter_is_fetched_once(box):
    deliver(box, given.raw())

    assert fetched(box) == 1
    assert fetching.fetch(Mailbox.objects.get(pk=box.pk), at=clock.now()) == 0
    assert IncomingLetter.objects.count() == 1


def test_a_letter_that_was_taken_and_not_moved_is_moved_and_not_doubled(box):
    deliver(box, given.raw())
    assert fetched(box) == 1
    with servers.imap(box) as client:
        client.select_folder("Klart")
        client.move([1], "INBOX")

    assert fetching.fetch(Mailbox.objects.get(pk=box.pk), at=clock.now()) == 0

    assert (folder(box, "INBOX"), folder(box, "Klart")) == (0, 1)
    assert IncomingLetter.objects.count() == 1


def test_without_a_folder_for_what_is_done_letters_stay_and_are_marked():
    box = given.real_mailbox(f"box{uuid.uuid4().hex[:12]}", done_folder="")
    put(box, given.raw(number=1), given.raw(number=2))

    assert fetched(box, 2) == 2
    put(box, given.raw(number=3))
    assert fetched(box) == 1

    assert folder(box, "INBOX") == 3
    assert IncomingLetter.objects.count() == 3


def test_odd_letters_never_stop_the_others(box, desk):
    odd = [
        b"\r\n\r\n",
        b"Subject: =?utf-8?q?trasig\r\nFrom: <<>>\r\n\r\nx",
        b"From: a\r\nContent-Type: multipart/mixed\r\n\r\nutan delar",
        b'Content-Type: text/plain; charset="\xff"\r\n\r\n\xff\xfe\xfd',
        b"Message-ID: <\xe5@b>\r\nDate: aldrig\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!",
        b"Subject: " + b"x" * 50_000 + b"\r\n\r\nlang",
    ]
    put(box, given.raw(number=1), *odd, given.raw(number=2))

    assert fetched(box, 8) == 8
    assert intake.handle_waiting(at=clock.now()) == 8

    assert len(desk.arrivals) == 8
    assert folder(box, "INBOX") == 0


def test_a_letter_that_is_too_large_is_told_of_and_stays_on_the_server(box, monkeypatch):
    monkeypatch.setattr(fetching, "MOST_BYTES", 10_000)
    put(box, given.raw(text="x" * 20_000, subject="Stort"), given.raw(number=2))

    assert fetched(box, 2) == 2

    told = IncomingLetter.objects.get(standing="quarantined")
    assert (told.subject, "större än vad som hämtas" in told.reason) == ("Stort", True)
    assert folder(box, "Klart") == 2


def test_a_letter_that_cannot_be_delivered_comes_back_and_is_noted(box, desk):
    draft = outbox.Draft(to=("eva@borta.test",), subject="x", text="y", reference="7")
    outbox.post(draft, mailbox_key=box.key, at=clock.now())
    assert outbox.send_waiting(at=clock.now()) == 1
    assert Delivery.objects.get().state == "sent"

    assert fetched(box) == 1
    intake.handle_waiting(at=clock.now())

    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.status) == ("bounced", "5.1.1")
    assert not desk.arrivals[0].may_answer.may


def test_what_postfix_refuses_is_noted_address_by_address(box):
    draft = outbox.Draft(
        to=("gone@kommun.test", "full@kommun.test", box.address),
        subject="x",
        text="y",
        reference="7",
    )
    outbox.post(draft, mailbox_key=box.key, at=clock.now())

    outbox.send_waiting(at=clock.now())

    told = {d.address.split("@")[0][:3]: (d.state, d.status) for d in Delivery.objects.all()}
    assert told == {"gon": ("failed", "550"), "ful": ("waiting", "450"), "box": ("sent", "")}


def test_a_wrong_password_is_told_plainly():
    box = given.real_mailbox(f"box{uuid.uuid4().hex[:12]}", password="fel")

    found = keeping.checked(box)

    assert [each.what for each in found] == ["hämta", "skicka"]
    for each in found:
        assert f"godtar inte användaren {box.address}" in each.problem
        assert f"samdrift mail password {box.key}" in each.problem


def test_a_certificate_of_an_unknown_authority_is_told_plainly():
    box = given.real_mailbox(f"box{uuid.uuid4().hex[:12]}", authority_file="")

    assert all("går att lita på" in each.problem for each in keeping.checked(box))


def test_a_server_that_is_not_there_is_told_noted_and_forgotten_when_it_is_back(box):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    right = box.imap_port
    Mailbox.objects.update(imap_port=port)

    with pytest.raises(CannotReach, match="ingen lyssnar på porten"):
        fetching.fetch(Mailbox.objects.get(), at=given.MOMENT)
    assert Mailbox.objects.get().problem_since == given.MOMENT
    Mailbox.objects.update(imap_port=right)
    fetching.fetch(Mailbox.objects.get(), at=given.MOMENT)

    assert (Mailbox.objects.get().problem, Mailbox.objects.get().problem_since) == ("", None)


def test_a_mailbox_that_cannot_be_reached_stops_no_other(box, desk):
    given.real_mailbox("a-first", password="fel")
    put(box, given.raw())

    assert keeping.fetch_all(clock.now()) == 1


def test_what_works_is_said_to_work(box):
    assert [each.problem for each in keeping.checked(box)] == ["", ""]


IS_WHOLE = os.environ.get("SAMDRIFT_PROOFS") == "whole"
FETCHER = """
import django; django.setup()
from django.conf import settings
from samdrift.plumbing import clock
from samdrift.plumbing.mail import fetching
from samdrift.plumbing.mail.models import Mailbox
fetching._BATCH = 3
print("begins", flush=True)
fetching.fetch(Mailbox.objects.get(), at=clock.now())
print("ended", flush=True)
"""


LOOKER = """
import django; django.setup()
from samdrift.plumbing import clock, files
from samdrift.plumbing.mail import intake
from samdrift.plumbing.mail.models import IncomingLetter
intake.handle_waiting(at=clock.now())
print(sorted(IncomingLetter.objects.values_list("subject", flat=True)))
print(len({files.content(each.digest) for each in IncomingLetter.objects.all()}))
"""


def test_whoever_fetches_is_killed_again_and_again_and_nothing_is_lost_or_doubled(place):
    environment = dict(place)
    name = f"kill{uuid.uuid4().hex[:12]}"
    host, _, tls = os.environ["SAMDRIFT_TEST_IMAP"].split(":")
    samdrift = [sys.executable, "-c", "from samdrift.project.cli import main; main()"]
    address = f"{name}@kommun.test"
    authority = os.environ["SAMDRIFT_TEST_MAIL_AUTHORITY"]
    add = ("mail", "add", name, "--address", address)
    set_up = [*samdrift, *add, "--imap", f"{host}:{tls}", "--authority", authority]
    subprocess.run(set_up, env=environment, check=True, capture_output=True)
    environment[f"SAMDRIFT_MAIL_PASSWORD_{name.upper()}"] = given.PASSWORD
    with IMAPClient(host, int(tls), ssl_context=_context()) as client:
        client.login(address, given.PASSWORD)
        for number in range(60):
            client.append("INBOX", given.raw(number=number, subject=f"Brev {number}"))

    ended = False
    for milliseconds in (*range(5, 300, 20 if IS_WHOLE else 50), 60_000):
        started = [sys.executable, "-c", FETCHER]
        with subprocess.Popen(
            started, env=environment, stdout=subprocess.PIPE, text=True
        ) as fetcher:
            assert fetcher.stdout.readline() == "begins\n"
            try:
                fetcher.wait(milliseconds / 1000)
                ended = True
            except subprocess.TimeoutExpired:
                fetcher.send_signal(signal.SIGKILL)
        if ended:
            break
    assert ended

    answer = subprocess.run(
        [sys.executable, "-c", LOOKER], env=environment, check=True, capture_output=True, text=True
    )
    subjects, count = answer.stdout.splitlines()
    assert subjects == str(sorted(f"Brev {number}" for number in range(60)))
    assert count == "60"


def _context():
    return ssl.create_default_context(cafile=os.environ["SAMDRIFT_TEST_MAIL_AUTHORITY"])
