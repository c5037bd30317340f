"""Letters received once, handled one by one, and never lost: whatever handlers do."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import OperationalError, connection, connections

from samdrift.plumbing import files
from samdrift.plumbing.mail import intake, keeping, outbox, queries, work
from samdrift.plumbing.mail.choices import DeliveryState, Standing
from samdrift.plumbing.mail.errors import NoSuchLetter
from samdrift.plumbing.mail.models import Delivery, IncomingLetter, Mailbox, OutgoingLetter
from samdrift.plumbing.mail.tests import given

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _an_own_home(settings, tmp_path):
    settings.HOME = tmp_path


@pytest.fixture
def desk(monkeypatch):
    return given.offer(monkeypatch, given.Desk())


def standings():
    return list(IncomingLetter.objects.values_list("subject", "standing"))


def test_a_letter_is_received_once_and_kept_as_it_came(desk):
    box = given.mailbox()
    raw = given.raw()

    told = [intake.receive(box, raw, at=given.MOMENT) for _ in range(3)]

    assert told == [True, False, False]
    (row,) = IncomingLetter.objects.all()
    assert files.content(row.digest) == raw


def test_the_same_letter_by_another_way_is_the_same_letter():
    box = given.mailbox()
    raw = given.raw()

    assert intake.receive(box, raw, at=given.MOMENT)
    assert not intake.receive(box, b"Received: by x\r\nDelivered-To: y\r\n" + raw, at=given.MOMENT)
    assert not intake.receive(box, raw.replace(b"\n", b"\r\n"), at=given.MOMENT)
    assert intake.receive(box, given.raw(text="Något annat"), at=given.MOMENT)


def test_a_letter_is_handed_over_with_all_that_is_known_of_it(desk):
    box = given.mailbox(organisation_code="KIN")
    text = "Hej\n\nDen 12 mars 2015 kl 10:20 skrev H <h@k.se>:\n> Då"
    intake.receive(box, given.raw(text=text, subject="SV: [#7] Hej"), at=given.MOMENT)

    assert intake.handle_waiting(at=given.MOMENT) == 1

    (arrival,) = desk.arrivals
    assert (arrival.mailbox_key, arrival.organisation_code) == ("helpdesk", "KIN")
    assert arrival.split.reply == "Hej"
    assert arrival.candidates[0].reference == "7"
    assert arrival.may_answer.may
    row = IncomingLetter.objects.get()
    assert (row.standing, row.taken_by) == (Standing.TAKEN, "desk.letters")
    assert (row.sender, row.subject) == ("eva@kommun.se", "SV: [#7] Hej")
    assert intake.handle_waiting(at=given.MOMENT) == 0


def test_one_that_breaks_goes_to_quarantine_and_the_others_go_on(desk):
    box = given.mailbox()
    desk.breaks_on = "2"
    for number in (1, 2, 3):
        intake.receive(box, given.raw(subject=f"Brev {number}", number=number), at=given.MOMENT)

    assert intake.handle_waiting(at=given.MOMENT) == 3

    assert standings() == [("Brev 1", "taken"), ("Brev 2", "quarantined"), ("Brev 3", "taken")]
    (told,) = queries.quarantine()
    assert (told.subject, told.reason) == ("Brev 2", "ValueError: det gick inte")


def test_what_a_broken_handler_wrote_is_not_there(monkeypatch):
    desk = given.Desk()

    def take(arrival):
        given.mailbox("halvt")
        raise ValueError(arrival.letter.subject)

    monkeypatch.setattr(desk, "take", take)
    given.offer(monkeypatch, desk)
    intake.receive(given.mailbox(), given.raw(), at=given.MOMENT)

    intake.handle_waiting(at=given.MOMENT)

    assert list(Mailbox.objects.values_list("key", flat=True)) == ["helpdesk"]
    assert standings() == [("Skrivaren", "quarantined")]


def test_a_letter_in_quarantine_is_taken_when_it_is_tried_again(desk):
    box = given.mailbox()
    desk.breaks_on = "Brev"
    intake.receive(box, given.raw(subject="Brev"), at=given.MOMENT)
    intake.handle_waiting(at=given.MOMENT)
    row = IncomingLetter.objects.get()
    assert row.standing == Standing.QUARANTINED
    desk.breaks_on = ""

    intake.retry(row.pk, at=given.MOMENT)

    row.refresh_from_db()
    assert (row.standing, row.reason) == (Standing.TAKEN, "")


def test_trying_a_letter_that_is_not_in_quarantine_is_refused_and_changes_nothing(desk):
    intake.receive(given.mailbox(), given.raw(), at=given.MOMENT)
    intake.handle_waiting(at=given.MOMENT)
    row = IncomingLetter.objects.get()

    with pytest.raises(NoSuchLetter, match=f"Brev {row.pk} ligger inte i karantän"):
        intake.retry(row.pk, at=given.MOMENT)

    assert standings() == [("Skrivaren", "taken")]


def test_a_letter_nobody_takes_is_told_of(desk):
    desk.takes = False
    intake.receive(given.mailbox(), given.raw(), at=given.MOMENT)

    intake.handle_waiting(at=given.MOMENT)

    assert queries.quarantine()[0].reason == "Ingen del av Samdrift tog emot brevet."


def test_a_letter_that_has_killed_whoever_took_it_three_times_is_put_aside(desk):
    box = given.mailbox()
    intake.receive(box, given.raw(subject="Dödande"), at=given.MOMENT)
    intake.receive(box, given.raw(subject="Snällt", number=2), at=given.MOMENT)
    IncomingLetter.objects.filter(pk=IncomingLetter.objects.earliest("pk").pk).update(attempts=3)

    intake.handle_waiting(at=given.MOMENT)

    assert standings() == [("Dödande", "quarantined"), ("Snällt", "taken")]


def test_a_database_that_is_away_is_no_fault_of_the_letter(monkeypatch):
    desk = given.offer(monkeypatch, given.Desk())
    intake.receive(given.mailbox(), given.raw(), at=given.MOMENT)

    def away(_arrival):
        raise OperationalError

    with monkeypatch.context() as inner:
        inner.setattr(intake, "_hand_over", lambda *_args, **_kwargs: away(None))
        for _ in range(5):
            with pytest.raises(OperationalError):
                intake.handle_waiting(at=given.MOMENT)

    assert IncomingLetter.objects.get().attempts <= 1
    intake.handle_waiting(at=given.MOMENT)
    assert len(desk.arrivals) == 1


def test_a_letter_whose_original_is_gone_says_so(desk):
    intake.receive(given.mailbox(), given.raw(), at=given.MOMENT)
    for path in Path(settings.HOME, "files").rglob("*"):
        if path.is_file():
            path.unlink()

    intake.handle_waiting(at=given.MOMENT)

    assert queries.quarantine()[0].reason.endswith("Originalet saknas på disken.")


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_two_who_handle_at_once_hand_each_letter_over_once(desk):
    box = given.mailbox()
    for number in range(20):
        intake.receive(box, given.raw(number=number), at=given.MOMENT)

    def handle(_):
        try:
            for _turn in range(20):
                with suppress(OperationalError):
                    intake.handle_waiting(at=given.MOMENT)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(handle, range(2)))

    taken = [arrival.incoming for arrival in desk.arrivals]
    assert sorted(taken) == sorted(set(taken))
    assert len(taken) == 20


def test_the_keeper_is_told_once_of_what_could_not_be_taken(desk):
    given.mailbox(keeper_address="drift@kommun.test", smtp=("localhost", 1, "none"))
    desk.breaks_on = "Brev"
    box = given.mailbox(keeper_address="drift@kommun.test", smtp=("localhost", 1, "none"))
    intake.receive(box, given.raw(subject="Brev"), at=given.MOMENT)
    intake.handle_waiting(at=given.MOMENT)

    for minutes in (1, 2, 60):
        keeping.tell_keepers(given.MOMENT + minutes * given.MINUTE)
    keeping.tell_keepers(given.MOMENT + timedelta(hours=6))

    (told,) = OutgoingLetter.objects.all()
    assert told.to == ["drift@kommun.test"]
    assert "1 brev kunde inte tas emot" in told.text


def test_storms_are_not_answered(desk):
    box = given.mailbox()
    draft = outbox.Draft(
        to=("eva@kommun.se",), subject="Tack", text="Tack", reference="1", is_automatic=True
    )
    for minute in range(queries.MOST_AUTOMATIC_OF_PAIR):
        outbox.post(draft, mailbox_key="helpdesk", at=given.MOMENT + minute * given.MINUTE)
    intake.receive(box, given.raw(), at=given.MOMENT)

    intake.handle_waiting(at=given.MOMENT + 5 * given.MINUTE)

    assert desk.arrivals[0].may_answer.why == "eva@kommun.se har fått 3 automatiska svar härifrån"
    later = given.MOMENT + timedelta(hours=2)
    assert queries.storm(mailbox_key="helpdesk", address="eva@kommun.se", at=later) == ""


def test_a_bounce_is_noted_on_the_letter_that_did_not_arrive(desk):
    desk.takes = False
    box = given.mailbox()
    draft = outbox.Draft(to=("eva@borta.test", "bo@k.se"), subject="x", text="y", reference="7")
    letter = outbox.post(draft, mailbox_key="helpdesk", at=given.MOMENT)
    Delivery.objects.update(state=DeliveryState.SENT, ended_at=given.MOMENT)
    raw = (
        "Return-Path: <>\nFrom: MAILER-DAEMON@x\n"
        "Content-Type: multipart/report; boundary=x\n\n--x\n"
        "Content-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\n"
        "Final-Recipient: rfc822; EVA@borta.test\nAction: failed\nStatus: 5.1.1\n\n--x\n"
        f"Content-Type: text/rfc822-headers\n\nMessage-ID: <{letter.message_id}>\n--x--\n"
    )
    intake.receive(box, raw.encode(), at=given.MOMENT)

    intake.handle_waiting(at=given.MOMENT)

    told = dict(Delivery.objects.values_list("address", "state"))
    assert told == {"eva@borta.test": "bounced", "bo@k.se": "sent"}
    assert IncomingLetter.objects.get().standing == Standing.SET_ASIDE
    assert desk.arrivals[0].bounce.message_id == letter.message_id


def test_files_are_swept_when_no_letter_has_them(desk, monkeypatch):
    intake.receive(given.mailbox(), given.raw(), at=given.MOMENT)
    (kept,) = IncomingLetter.objects.values_list("digest", flat=True)
    lost = files.keep(b"ingen har den")
    later = given.MOMENT + timedelta(days=3650)
    holder = work.OFFERS[-1]
    monkeypatch.setattr(
        files.contributions,
        "offered",
        lambda kind: iter((holder,) if kind is files.FileHolder else ()),
    )

    files.sweep(given.MOMENT - timedelta(days=3650))
    assert files.content(lost) == b"ingen har den"
    files.sweep(later)

    assert files.content(kept) == given.raw()
    with pytest.raises(files.NoSuchFile):
        files.content(lost)
