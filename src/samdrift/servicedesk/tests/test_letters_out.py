"""Letters that go: receipts, answers, solutions, and what colleagues and suppliers are told."""

import re
from datetime import datetime

import pytest
from django.utils import translation

from samdrift.directory import services
from samdrift.directory.errors import CannotTell
from samdrift.plumbing.clock import SWEDEN
from samdrift.plumbing.mail import composing
from samdrift.plumbing.mail.choices import Security
from samdrift.plumbing.mail.tests import given as mail
from samdrift.servicedesk.casework import beside, handing_over, registering, standing
from samdrift.servicedesk.choices import Channel, Status
from samdrift.servicedesk.errors import CannotSetUp
from samdrift.servicedesk.models import Message, Ticket
from samdrift.servicedesk.notices import letterheads, tokens
from samdrift.servicedesk.notices.letterheads import Head
from samdrift.servicedesk.ports import Report, Written
from samdrift.servicedesk.tests.given import KARIN, MONDAY, agent, later
from samdrift.servicedesk.tests.letters_given import PostedDesk, sent

pytestmark = pytest.mark.django_db
SUNDAY = datetime(2026, 3, 1, 21, 0, tzinfo=SWEDEN)


@pytest.fixture(autouse=True)
def _an_own_home(settings, tmp_path):
    settings.HOME = tmp_path


@pytest.fixture
def desk():
    return PostedDesk()


def reply(desk, ticket, text="Prova nu.", **told):
    told = {"channel": Channel.PORTAL, "at": later(hours=1), "actor": agent(desk.jonas)} | told
    return standing.reply(number=ticket.number, written=Written(text), **told)


def test_a_receipt_has_the_number_and_when_somebody_answers(desk):
    ticket = desk.ticket(at=SUNDAY)

    (letter,) = sent()
    assert (letter.to, letter.subject, letter.is_automatic) == (
        ["karin@kinda.example"],
        f"[#{ticket.number}] Kan inte logga in",
        True,
    )
    assert f"Den är ärende {ticket.number}." in letter.text
    assert "Vi öppnar i morgon" in letter.text
    local = ticket.respond_by.astimezone(SWEDEN)
    assert f"Någon svarar dig senast {local:%Y-%m-%d} kl. {local:%H.%M}." in letter.text


def test_without_a_mailbox_that_sends_nothing_is_sent(desk):
    desk.box.smtp_host = ""
    desk.box.save()

    reply(desk, desk.ticket())

    assert sent() == []


def test_an_answer_goes_with_its_text_its_files_and_what_was_written_last(desk):
    ticket = desk.ticket()
    message = reply(desk, ticket, "Prova nu.")

    letter = sent()[-1]
    assert letter.text.startswith("Prova nu.\n\nJonas Berg\n")
    assert letter.text.endswith(
        "2026-03-02 kl. 09.00 skrev Karin Lindqvist:\n> Det står fel lösenord."
    )
    assert (letter.subject, letter.is_automatic) == (
        f"[#{ticket.number}] Kan inte logga in",
        False,
    )
    assert Message.objects.get(pk=message.pk).message_id == letter.message_id
    assert "omdome" not in letter.text


def test_letters_of_a_ticket_hang_together(desk):
    desk.comes(subject="Skrivaren")
    number = Message.objects.get().ticket.number
    desk_letter = reply(desk, Message.objects.get().ticket)
    again = reply(desk, desk_letter.ticket, "En gång till", at=later(hours=2))

    letter = sent()[-1]
    assert letter.in_reply_to == desk_letter.message_id
    assert letter.references == ["letter-1@kommun.se", desk_letter.message_id]
    assert (again.ticket.number, letter.reference) == (number, number)


def test_a_solution_asks_what_its_reporter_thinks_of_it(desk):
    ticket = desk.ticket()
    standing.solve(
        number=ticket.number, resolution="Nytt lösenord.", actor=agent(desk.jonas), at=MONDAY
    )

    text = sent()[-1].text
    assert "Nytt lösenord." in text
    links = re.findall(r"http\S+/hjalp/omdome/(\S+?)/\?(betyg=\d|inte-lost=1)", text)
    assert [what for _, what in links] == [
        *(f"betyg={score}" for score in (5, 4, 3, 2, 1)),
        "inte-lost=1",
    ]
    assert {tokens.number_of(token, at=later(days=59)) for token, _ in links} == {ticket.number}
    assert {tokens.number_of(token, at=later(days=61)) for token, _ in links} == {None}
    assert tokens.number_of(links[0][0][:-1] + "!", at=MONDAY) is None


def test_an_answer_that_solves_is_one_letter(desk):
    ticket = desk.ticket()
    before = len(sent())

    reply(desk, ticket, then=Status.SOLVED)

    assert len(sent()) == before + 1
    assert "?betyg=5" in sent()[-1].text


def test_letters_about_secret_tickets_say_nothing_of_them(desk):
    ticket = desk.ticket("Hotbild mot Kim", is_secret=True, written=Written("Kim är hotad."))
    beside.watch(number=ticket.number, user_id=desk.anna.pk, is_wanted=True)
    reply(desk, ticket, "Kim får skydd.")
    standing.note(
        number=ticket.number,
        written=Written("@anna Kim får skydd."),
        actor=agent(desk.jonas),
        at=later(hours=2),
    )
    handing_over.hand_over(
        number=ticket.number,
        supplier_code="LEV",
        address="stod@lev.example",
        promised_by=None,
        actor=agent(desk.jonas),
        at=later(hours=2),
    )
    standing.solve(
        number=ticket.number, resolution="Kim", actor=agent(desk.jonas), at=later(hours=2)
    )

    told = sent()
    assert len(told) == 6
    assert [each for each in told if "Kim" in each.text + each.subject] == []


def test_a_stranger_is_answered_where_they_wrote_from(desk):
    desk.comes(sender="frammande@annan.example", subject="Fiber?")
    ticket = Message.objects.get().ticket

    reply(desk, ticket)
    assert sent()[-1].to == ["frammande@annan.example"]

    Ticket.objects.update(requester=desk.karin)
    reply(desk, ticket)
    assert sent()[-1].to == ["karin@kinda.example"]


def test_each_municipality_is_written_to_from_its_own_mailbox(desk):
    told = {"smtp": ("smtp.kommun.test", 25, Security.NONE)}
    ours = mail.mailbox("gemensam", **told)
    ydre = mail.mailbox("ydre", organisation_code="YDR", **told)

    desk.ticket()
    desk.ticket(organisation_code="YDR")
    desk.ticket(organisation_code="LEV")

    assert [each.mailbox for each in sent()] == [desk.box, ydre, ours]


def test_those_who_follow_and_those_called_by_name_are_told_once_each(desk):
    ticket = desk.ticket()
    for user in (desk.jonas, desk.anna):
        beside.watch(number=ticket.number, user_id=user.pk, is_wanted=True)

    standing.note(
        number=ticket.number,
        written=Written("Kan du, @anna? Skriv inte till x@anna."),
        actor=agent(desk.jonas),
        at=MONDAY,
    )

    (letter,) = sent("anna@it.example")
    assert "eftersom du är omnämnd" in letter.text
    assert sent("jonas@it.example") == []


def test_who_is_no_helper_is_told_of_no_note(desk):
    ticket = desk.ticket()
    desk.anna.memberships.all().delete()

    standing.note(
        number=ticket.number, written=Written("@anna se här"), actor=agent(desk.jonas), at=MONDAY
    )

    assert sent("anna@it.example") == []


def test_a_supplier_is_asked_with_what_was_reported(desk):
    ticket = desk.ticket(place="Rum 4")
    handing_over.hand_over(
        number=ticket.number,
        supplier_code="LEV",
        address="stod@lev.example",
        promised_by=later(days=1),
        actor=agent(desk.jonas),
        at=MONDAY,
    )

    (letter,) = sent("stod@lev.example")
    for told in ("Det står fel lösenord.", "Rum 4", "löst senast 2026-03-03 kl. 09.00"):
        assert told in letter.text


def test_an_address_that_cannot_be_written_to_stops_nothing_and_is_told(desk):
    desk.karin.email = "karin å@kinda.example"
    desk.karin.save()

    ticket = desk.ticket()

    told = ticket.messages.values_list("kind", "by_name", "text")
    assert told[1][:2] == ("note", "Samdrift")
    assert "'karin å@kinda.example' är ingen e-postadress." in told[1][2]
    assert sent() == []


def test_a_report_may_ask_for_no_receipt(desk):
    report = Report("Tyst", Written("Hej"), "KIN", Channel.PHONE, desk.karin.pk, is_receipted=False)

    registering.register_ticket(report=report, actor=KARIN(desk), at=MONDAY)

    assert sent() == []


def test_whoever_reads_english_is_written_to_in_english_and_their_colleagues_in_swedish(desk):
    services.tell_language(person_id=desk.karin.pk, language="en")
    ticket = desk.ticket(at=SUNDAY)
    beside.watch(number=ticket.number, user_id=desk.anna.pk, is_wanted=True)
    with translation.override("en"):
        reply(desk, ticket, "Try now.", then=Status.SOLVED)

    receipt, answer = sent("karin@kinda.example")
    assert f"We have received your report. It is case {ticket.number}." in receipt.text
    assert "We open tomorrow" in receipt.text
    assert "Was it well done? Choose a score:\n5 Very good: " in answer.text
    assert "at 21.00 Karin Lindqvist wrote:" in answer.text
    assert (receipt.language, answer.language) == ("en", "en")
    (news,) = sent("anna@it.example")
    assert "Du får det här eftersom du följer ärendet." in news.text
    assert news.language == "sv"


def test_letters_bear_the_sender_of_the_reporters_organisation_in_their_language(desk):
    letterheads.save_head(Head("KIN", "IT-hjälpen i Kinda", "Hälsar IT", "Kinda IT help", ""))
    desk.ticket("Ett")
    services.tell_language(person_id=desk.karin.pk, language="en")
    desk.ticket("Två")

    told = [(each.sender_name, each.signature) for each in sent("karin@kinda.example")]
    assert told == [("IT-hjälpen i Kinda", "Hälsar IT"), ("Kinda IT help", "Hälsar IT")]
    raw = composing.composed(sent()[0], (), installation="x").decode()
    assert "IT-hj=C3=A4lpen?= i Kinda <helpdesk@" in raw
    assert "H=C3=A4lsar IT" in raw


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (Head("XXX", "Namn"), "organisationer som visas"),
        (Head("KIN", "Två\nrader"), "på en rad"),
        (Head("KIN", "", "x" * 2_001), "för lång"),
    ],
)
def test_a_sender_that_cannot_stand_in_a_letter_is_refused(desk, head, words):
    with pytest.raises(CannotSetUp, match=words):
        letterheads.save_head(head)

    assert letterheads.heads() == {}


def test_a_language_that_letters_are_not_written_in_is_refused(desk):
    with pytest.raises(CannotTell, match="svenska eller engelska"):
        services.tell_language(person_id=desk.karin.pk, language="tlh")

    desk.karin.refresh_from_db()
    assert desk.karin.language == "sv"
