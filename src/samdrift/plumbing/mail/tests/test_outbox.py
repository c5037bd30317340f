"""Letters of ours: written once, sent when they may be, tried again, given up."""

import smtplib
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes, policy

import pytest

from samdrift.plumbing import files
from samdrift.plumbing.mail import composing, outbox, servers
from samdrift.plumbing.mail.errors import CannotPost, CannotReach
from samdrift.plumbing.mail.models import Delivery, OutgoingLetter
from samdrift.plumbing.mail.outbox import Draft
from samdrift.plumbing.mail.tests import given

pytestmark = pytest.mark.django_db
DRAFT = Draft(to=("eva@k.se",), subject="Hej å", text="Rad ett\n\nhttps://a.se/x.", reference="7")


@pytest.fixture(autouse=True)
def _an_own_home(settings, tmp_path):
    settings.HOME = tmp_path


class Server:
    """Takes letters as a mail server would, and says what it is told to say."""

    def __init__(self):
        self.sent = []
        self.refuses = {}
        self.raises = None

    def sendmail(self, sender, whom, raw):
        if self.raises is not None:
            raise self.raises
        if set(whom) <= self.refuses.keys():
            raise smtplib.SMTPRecipientsRefused(self.refuses)
        self.sent.append((sender, [each for each in whom if each not in self.refuses], raw))
        return {each: said for each, said in self.refuses.items() if each in whom}


@pytest.fixture
def server(monkeypatch):
    made = Server()

    @contextmanager
    def smtp(_mailbox):
        yield made

    monkeypatch.setattr(servers, "smtp", smtp)
    return made


@pytest.fixture
def box():
    return given.mailbox(name="Servicedesk", signature="Förbundet\n013-12 34 56")


def deliveries():
    return [(d.address, d.state, d.attempts, d.status) for d in Delivery.objects.all()]


def post(**told):
    fields = {name: getattr(DRAFT, name) for name in DRAFT.__slots__} | told
    return outbox.post(Draft(**fields), mailbox_key="helpdesk", at=given.MOMENT)


def test_a_letter_is_sent_once(box, server):
    letter = post(copy=("bo@k.se",), in_reply_to="a@b", references=("x@y", "a@b"))

    assert outbox.send_waiting(at=given.MOMENT) == 1
    assert outbox.send_waiting(at=given.MOMENT + timedelta(days=9)) == 0

    ((sender, whom, raw),) = server.sent
    told = message_from_bytes(raw, policy=policy.default)
    assert (sender, whom) == ("helpdesk@kommun.test", ["eva@k.se", "bo@k.se"])
    assert told["From"] == "Servicedesk <helpdesk@kommun.test>"
    assert (told["To"], told["Cc"], told["Subject"]) == ("eva@k.se", "bo@k.se", "Hej å")
    assert told["Message-ID"] == f"<{letter.message_id}>"
    assert (told["In-Reply-To"], told["References"]) == ("<a@b>", "<x@y> <a@b>")
    assert "Auto-Submitted" not in told
    text = told.get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert text == "Rad ett\n\nhttps://a.se/x.\n\n-- \nFörbundet\n013-12 34 56\n"
    assert '<a href="https://a.se/x">' in told.get_body(("html",)).get_content()


def test_what_one_server_refuses_for_good_is_not_tried_again(box, server):
    post(to=("eva@k.se", "gone@k.se"))
    server.refuses = {"gone@k.se": (550, b"5.1.1 no such mailbox")}

    outbox.send_waiting(at=given.MOMENT)

    assert deliveries() == [("eva@k.se", "sent", 1, ""), ("gone@k.se", "failed", 1, "550")]


def test_what_is_refused_for_now_is_tried_later_and_alone(box, server):
    post(to=("eva@k.se", "full@k.se"))
    server.refuses = {"full@k.se": (450, b"4.2.2 full")}
    outbox.send_waiting(at=given.MOMENT)
    assert deliveries()[1] == ("full@k.se", "waiting", 1, "450")
    server.refuses = {}

    assert outbox.send_waiting(at=given.MOMENT + timedelta(seconds=59)) == 0
    assert outbox.send_waiting(at=given.MOMENT + timedelta(seconds=60)) == 1

    assert [whom for _, whom, _ in server.sent] == [["eva@k.se"], ["full@k.se"]]


def test_a_server_that_is_away_is_waited_for_three_days_and_then_given_up(box, monkeypatch):
    @contextmanager
    def away(_mailbox):
        raise CannotReach("SMTP-servern svarar inte")
        yield

    monkeypatch.setattr(servers, "smtp", away)
    post()
    at = given.MOMENT

    while Delivery.objects.get().state != "failed":
        at = max(at, Delivery.objects.get().next_try_at)
        outbox.send_waiting(at=at)

    assert timedelta(days=2, hours=12) < at - given.MOMENT < timedelta(days=3, hours=12)
    assert Delivery.objects.get().told == "SMTP-servern svarar inte"


def test_a_letter_whose_sender_was_killed_is_sent_again_under_the_same_name(box, server):
    post()
    assert outbox._claim(at=given.MOMENT, but_not=set()) is not None

    assert outbox.send_waiting(at=given.MOMENT + timedelta(minutes=9)) == 0
    assert outbox.send_waiting(at=given.MOMENT + outbox.LEASE) == 1

    assert len(server.sent) == 1


def test_the_same_letter_is_the_same_bytes_each_time(box):
    digest = files.keep(b"%PDF")
    letter = post(attachments=(("avtal å.pdf", "application/pdf", digest),))
    enclosed = [composing.Enclosed("avtal å.pdf", "application/pdf", b"%PDF")]

    made = {composing.composed(letter, enclosed, installation="x") for _ in range(3)}

    assert len(made) == 1
    told = message_from_bytes(made.pop(), policy=policy.default)
    (attached,) = told.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == ("avtal å.pdf", b"%PDF")


def test_an_automatic_letter_says_so(box, server):
    post(is_automatic=True)
    outbox.send_waiting(at=given.MOMENT)

    told = message_from_bytes(server.sent[0][2], policy=policy.default)

    assert told["Auto-Submitted"] == "auto-replied"
    assert told["X-Auto-Response-Suppress"] == "All"
    assert told["X-Samdrift-Sent"]


@pytest.mark.parametrize(
    "address",
    ["", "eva", "eva@k.se\nBcc: x@y.se", "eva@k.se, bo@k.se", "Eva <eva@k.se>", "e va@k.se"],
)
def test_what_is_no_address_is_refused_and_nothing_is_kept(box, address):
    with pytest.raises(CannotPost):
        post(to=(address,))

    assert not OutgoingLetter.objects.exists()


def test_a_subject_that_would_be_a_header_is_refused_and_nothing_is_kept(box):
    with pytest.raises(CannotPost, match="radbrytningar"):
        post(subject="Hej\r\nBcc: x@y.se")

    assert not OutgoingLetter.objects.exists()


def test_a_letter_that_cannot_be_composed_is_given_up_and_the_others_go(box, server):
    post(attachments=(("x", "text/plain", "0" * 64),))
    post()

    outbox.send_waiting(at=given.MOMENT)

    assert [state for _, state, *_ in deliveries()] == ["failed", "sent"]
