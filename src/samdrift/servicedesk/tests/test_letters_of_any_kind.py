"""Letters of every kind through the whole intake: none breaks it, none is lost, none goes round."""

import random
import re
from datetime import timedelta

import pytest

from samdrift.plumbing import files
from samdrift.plumbing.mail import intake
from samdrift.plumbing.mail.choices import Standing
from samdrift.plumbing.mail.models import IncomingLetter, OutgoingLetter
from samdrift.plumbing.mail.queries import MOST_AUTOMATIC_TO_ONE
from samdrift.plumbing.mail.tests import given as mail
from samdrift.plumbing.mail.tests.test_any_letter import IS_WHOLE, mutated, seeds
from samdrift.plumbing.mail.tests.test_broken_parts import Letters
from samdrift.servicedesk.models import Attachment, Message, Ticket
from samdrift.servicedesk.tests.given import MONDAY
from samdrift.servicedesk.tests.letters_given import PostedDesk, answers, sent

pytestmark = pytest.mark.django_db
ROUNDS = 3_000 if IS_WHOLE else 150
BROKE = re.compile(r"^\w*(?:Error|Exception|Warning)\b")
"""How a quarantine begins to say why where the program broke, and not the letter."""
RECEIPT = re.compile(rb"\A.*\r\n.*\r\nContent-Type: (?:multipart/report|message/delivery-status)")
"""What a program tells of a letter: where it is not of one of ours it is laid aside, and kept."""


@pytest.fixture(autouse=True)
def _an_own_home(settings, tmp_path):
    settings.HOME = tmp_path


@pytest.fixture
def desk():
    return PostedDesk()


def receive(desk, raws):
    """Take letters in, a minute apart; return how many stand in which way, each by itself."""
    for minutes, raw in enumerate(raws, 1):
        at = MONDAY + timedelta(minutes=minutes)
        intake.receive(desk.box, raw, at=at)
        intake.handle_waiting(at=at)
    reasons = IncomingLetter.objects.exclude(reason="").values_list("reason", flat=True)
    assert [reason for reason in reasons if BROKE.match(reason)] == []
    assert not IncomingLetter.objects.filter(standing=Standing.WAITING).exists()


def kept_of(message):
    """Return all that stands in a message: its words, what it repeats, and its files."""
    rows = Attachment.objects.filter(message=message).values_list("digest", flat=True)
    words = (message.ticket.subject, message.text, message.quoted, message.html)
    return b"\n".join([*(each.encode() for each in words), *map(files.content, rows)])


@pytest.mark.proof
def test_letters_of_broken_parts_become_tickets_with_every_word(desk):
    made = [each for each in map(Letters, range(ROUNDS)) if not RECEIPT.search(each.raw)]

    receive(desk, [each.raw for each in made])

    told = {each.letter: each for each in Message.objects.select_related("ticket")}
    rows = {files.content(row.digest): row for row in IncomingLetter.objects.all()}
    lost = {}
    for each in made:
        row = rows[each.raw]
        assert row.standing == Standing.TAKEN
        kept = kept_of(told[row.digest])
        if missing := [word for word in each.words if word not in kept]:
            lost[each.raw] = missing
    assert lost == {}


@pytest.mark.proof
def test_mutated_letters_break_nothing_and_each_sender_is_answered_once_at_most(desk):
    chance = random.Random(20260312)  # noqa: S311  The same each time.
    known = [*seeds(), mail.raw(sender="karin@kinda.example")]

    receive(desk, [mutated(chance.choice(known), chance) for _ in range(ROUNDS)])

    assert Ticket.objects.count() > ROUNDS // 3
    for letter in OutgoingLetter.objects.all():
        assert len(letter.to) == 1
        assert letter.to[0].casefold() not in mail.OWN


def test_a_program_that_answers_every_letter_and_says_so_nowhere_soon_hears_no_more(desk):
    desk.comes(sender="robot@annan.example", subject="Tack")
    answered = 0
    while len(sent("robot@annan.example")) > answered:
        receipts = sent("robot@annan.example")
        answered = len(receipts)
        desk.comes(sender="robot@annan.example", subject="Tack igen", headers=answers(receipts[-1]))
        desk.comes(sender="robot@annan.example", subject="Nytt tack")

    assert answered <= MOST_AUTOMATIC_TO_ONE
