"""Letters that come: to the ticket they belong to, as the words of who they are of, or new."""

from email.message import EmailMessage

import pytest

from samdrift.plumbing import files
from samdrift.plumbing.mail.choices import Standing
from samdrift.servicedesk.casework import beside, handing_over, relating, standing
from samdrift.servicedesk.choices import Channel, MessageKind, Status
from samdrift.servicedesk.models import (
    Attachment,
    Handover,
    MailboxRule,
    Message,
    Ticket,
)
from samdrift.servicedesk.ports import Written
from samdrift.servicedesk.tests.given import MONDAY, agent, later
from samdrift.servicedesk.tests.letters_given import PostedDesk, answers, sent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _an_own_home(settings, tmp_path):
    settings.HOME = tmp_path


@pytest.fixture
def desk():
    return PostedDesk()


def said(number):
    rows = Message.objects.filter(ticket__number=number).order_by("pk")
    return list(rows.values_list("kind", "by_name", "text"))


def test_a_letter_that_answers_nothing_becomes_a_ticket_of_its_sender(desk):
    row = desk.comes(subject="SV: [#99999] Skrivaren  står stilla", text="Den blinkar rött.")

    ticket = Ticket.objects.get()
    assert (row.standing, row.taken_by) == (Standing.TAKEN, "servicedesk.letters")
    assert (ticket.subject, ticket.channel, ticket.status) == (
        "Skrivaren står stilla",
        Channel.EMAIL,
        Status.NEW,
    )
    assert (ticket.requester, ticket.unit) == (desk.karin, desk.school)
    assert (ticket.organisation_id, ticket.group) == ("KIN", desk.first)
    message = Message.objects.get()
    assert (message.kind, message.text, message.letter) == (
        MessageKind.REPORT,
        "Den blinkar rött.",
        row.digest,
    )
    assert message.message_id == "letter-1@kommun.se"


def test_the_mailbox_says_whose_a_ticket_is_else_the_person_else_the_host(desk):
    desk.box.organisation_code = ""
    desk.box.save()
    desk.ydre.role = "host"
    desk.ydre.save()

    desk.comes(sender="karin@kinda.example")
    desk.comes(sender="frammande@annan.example")

    told = Ticket.objects.order_by("pk").values_list("organisation_id", "requester")
    assert list(told) == [("KIN", desk.karin.pk), ("YDR", None)]


def test_an_answer_to_the_receipt_is_an_answer_in_the_ticket(desk):
    desk.comes(subject="Skrivaren")
    (receipt,) = sent()
    text = "Nu luktar det bränt.\n\nDen 2 mars 2026 kl 10:00 skrev Helpdesk <h@k.se>:\n> Hej!"

    desk.comes(subject="Skrivaren igen", text=text, headers=answers(receipt))

    ticket = Ticket.objects.get()
    assert said(ticket.number)[1] == ("answer", "Karin Lindqvist", "Nu luktar det bränt.")
    assert Message.objects.latest("pk").quoted.endswith("> Hej!")
    assert len(sent()) == 1


def test_an_answer_lets_a_ticket_that_waits_go_on_and_opens_a_solved_one(desk):
    ticket = desk.ticket()
    (receipt,) = sent()
    actor = agent(desk.jonas)
    standing.reply(
        number=ticket.number,
        written=Written("Vilken dator?"),
        actor=actor,
        channel=Channel.PORTAL,
        at=MONDAY,
        then=Status.WAITING,
    )

    desk.comes(headers=answers(receipt))
    assert Ticket.objects.get().status == Status.OPEN

    standing.solve(number=ticket.number, resolution="Ny", actor=actor, at=later(hours=2))
    desk.comes(at=later(hours=3), headers=answers(receipt))
    found = Ticket.objects.get()
    assert (found.status, found.reopened_count) == (Status.OPEN, 1)


def test_an_answer_in_a_closed_ticket_begins_one_that_follows_it(desk):
    ticket = desk.ticket(is_secret=True)
    (receipt,) = sent()
    actor = agent(desk.jonas)
    standing.solve(number=ticket.number, resolution="Ny", actor=actor, at=MONDAY)
    standing.verify(number=ticket.number, actor=actor, at=MONDAY)

    desk.comes(text="Det händer igen", headers=answers(receipt))

    began = Ticket.objects.get(follows=ticket)
    assert (began.status, began.is_secret, began.requester) == (Status.NEW, True, desk.karin)
    assert Ticket.objects.get(pk=ticket.pk).status == Status.CLOSED
    assert [kind for kind, _, _ in said(ticket.number)] == ["report"]


def test_an_answer_in_a_merged_ticket_comes_to_the_one_that_goes_on(desk):
    first, second = desk.ticket(), desk.ticket("Samma sak")
    receipt = sent()[0]
    relating.merge(number=first.number, into=second.number, actor=agent(desk.jonas), at=MONDAY)

    desk.comes(text="Hallå?", headers=answers(receipt))

    assert said(second.number)[-1] == ("answer", "Karin Lindqvist", "Hallå?")


@pytest.mark.parametrize(
    ("sender", "is_theirs"),
    [("karin@kinda.example", True), ("KARIN@kinda.example", True), ("per@kinda.example", False)],
)
def test_a_tag_in_the_subject_counts_for_its_reporter_alone(desk, sender, is_theirs):
    ticket = desk.ticket()

    desk.comes(subject=f"SV: [#{ticket.number}] Hej", text="Mer", sender=sender)

    assert Ticket.objects.count() == (1 if is_theirs else 2)
    assert len(said(ticket.number)) == (2 if is_theirs else 1)


def test_a_colleague_who_answers_a_known_letter_is_heard_and_a_stranger_begins_anew(desk):
    first = desk.comes(subject="Skrivaren")
    known = [("In-Reply-To", f"<{first.message_id}>")]
    desk.person("lisa", "Lisa Ek")

    desk.comes(sender="lisa@kinda.example", text="Här också", headers=known)
    desk.comes(sender="okand@annan.example", text="Köp!", headers=known)

    assert Ticket.objects.count() == 2
    number = Ticket.objects.earliest("pk").number
    assert said(number)[1:] == [("answer", "Lisa Ek", "Här också")]


def test_a_helper_answers_by_mail_only_from_the_letter_they_were_sent(desk):
    ticket = desk.ticket()
    beside.watch(number=ticket.number, user_id=desk.jonas.pk, is_wanted=True)
    (receipt,) = sent()
    desk.comes(text="Mer", headers=answers(receipt))
    (notice,) = sent("jonas@it.example")

    desk.comes(sender="jonas@it.example", text="Prova nu.", headers=answers(notice))
    tag = f"[#{ticket.number}]"
    desk.comes(sender="jonas@it.example", text="Falskt?", subject=tag)
    desk.comes(sender="elak@annan.example", text="Falskt!", headers=answers(notice))

    assert said(ticket.number)[2:] == [
        ("reply", "Jonas Berg", "Prova nu."),
        ("note", "Jonas Berg", "Falskt?"),
        ("note", "Eva Ek", "Falskt!"),
    ]
    found = Ticket.objects.get()
    assert (found.status, found.assignee) == (Status.OPEN, desk.jonas)
    assert "Prova nu." in sent("karin@kinda.example")[-1].text


def test_a_helper_who_has_left_the_desk_writes_only_notes(desk):
    ticket = desk.ticket()
    beside.watch(number=ticket.number, user_id=desk.jonas.pk, is_wanted=True)
    desk.comes(text="Mer", headers=answers(sent()[0]))
    (notice,) = sent("jonas@it.example")
    desk.jonas.memberships.all().delete()

    desk.comes(sender="jonas@it.example", text="Prova nu.", headers=answers(notice))

    assert said(ticket.number)[-1][0] == "note"


def test_a_suppliers_answer_is_a_note_and_their_number_is_kept(desk):
    ticket = desk.ticket()
    handing_over.hand_over(
        number=ticket.number,
        supplier_code="LEV",
        address="stod@lev.example",
        promised_by=later(days=1),
        actor=agent(desk.jonas),
        at=MONDAY,
    )
    (asked,) = sent("stod@lev.example")
    desk.comes(
        sender="lasse@lev.example",
        subject=f"SV: {asked.subject}. Vårt ärende nr: INC-445566",
        text="Vi tittar.",
        headers=answers(asked),
    )

    kind, name, text = said(ticket.number)[-1]
    assert (kind, name, text) == (
        "note",
        "Eva Ek, Leverantören (från leverantör)",
        "Vi tittar.",
    )
    told = Handover.objects.get()
    assert (told.reference, told.promised_by) == ("INC-445566", later(days=1))
    assert Ticket.objects.get().status == Status.SUPPLIER


@pytest.mark.parametrize(
    "headers",
    [
        [("Auto-Submitted", "auto-replied")],
        [("Return-Path", "<>")],
        [("Precedence", "bulk")],
    ],
)
def test_what_a_program_answers_is_kept_as_a_note_and_opens_nothing(desk, headers):
    ticket = desk.ticket()
    (receipt,) = sent()
    standing.solve(number=ticket.number, resolution="Ny", actor=agent(desk.jonas), at=MONDAY)
    before = len(sent())

    desk.comes(text="Jag är ledig.", headers=[*headers, *answers(receipt)])

    assert Ticket.objects.get().status == Status.SOLVED
    assert said(ticket.number)[-1] == ("note", "Karin Lindqvist", "Jag är ledig.")
    assert len(sent()) == before


def test_what_a_program_writes_anew_has_no_receipt_and_absence_is_no_ticket(desk):
    desk.comes(sender="larm@kinda.example", headers=[("Auto-Submitted", "auto-generated")])
    assert (Ticket.objects.count(), sent()) == (1, [])

    row = desk.comes(subject="Automatiskt svar: Hej")
    assert (Ticket.objects.count(), row.standing, sent()) == (1, Standing.TAKEN, [])


def test_a_letter_of_ours_that_did_not_arrive_is_told_to_whoever_answers_for_it(desk):
    ticket = desk.ticket()
    standing.reply(
        number=ticket.number,
        written=Written("Hej"),
        actor=agent(desk.jonas),
        channel=Channel.PORTAL,
        at=MONDAY,
    )
    reply = sent("karin@kinda.example")[-1]

    row = desk.comes(raw=bounce_of(reply))

    assert row.standing == Standing.TAKEN
    kind, name, text = said(ticket.number)[-1]
    assert (kind, name) == ("note", "Samdrift")
    assert text.startswith("Brevet till karin@kinda.example kom inte fram.")
    assert text.split("\n")[0] in sent("jonas@it.example")[-1].text
    assert Ticket.objects.count() == 1


def bounce_of(letter):
    return f"""From: Mail Delivery System <MAILER-DAEMON@kommun.test>
To: helpdesk@kommun.test
Subject: Undelivered Mail Returned to Sender
Return-Path: <>
Message-ID: <bounce-1@kommun.test>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="x"

--x
Content-Type: text/plain

The mail did not arrive.
--x
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.kommun.test

Final-Recipient: rfc822; karin@kinda.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 User unknown
--x
Content-Type: text/rfc822-headers

Message-ID: <{letter.message_id}>
--x--
""".encode()


def test_strangers_are_let_in_unless_the_mailbox_is_for_those_who_are_known(desk):
    desk.comes(sender="frammande@annan.example", subject="Fiber?")
    ticket = Ticket.objects.get()
    assert (ticket.requester, sent("frammande@annan.example")[0].subject) == (
        None,
        f"[#{ticket.number}] Fiber?",
    )

    MailboxRule.objects.create(mailbox=desk.box, is_for_strangers=False)
    row = desk.comes(sender="annan@annan.example")
    assert (row.standing, Ticket.objects.count()) == (Standing.QUARANTINED, 1)
    assert "annan@annan.example finns inte i katalogen" in row.reason


def test_a_mailbox_may_have_a_group_be_secret_and_send_no_receipts(desk):
    MailboxRule.objects.create(
        mailbox=desk.box, group=desk.second, is_secret=True, has_receipts=False
    )

    desk.comes()

    ticket = Ticket.objects.get()
    assert (ticket.group, ticket.is_secret, sent()) == (desk.second, True, [])


def test_files_and_pictures_in_the_text_are_kept_and_html_is_made_safe(desk):
    message = EmailMessage()
    message["From"], message["To"] = "karin@kinda.example", "helpdesk@kommun.test"
    message["Subject"], message["Message-ID"] = "Bild", "<bild@kinda.example>"
    message.set_content("Se bilden")
    html = '<p onclick="x()">Se <img src="cid:bild1"><script>alert(1)</script></p>'
    message.add_alternative(html, subtype="html")
    message.get_payload()[1].add_related(b"PNG1", "image", "png", cid="<bild1>", filename="a.png")
    message.add_attachment(b"PDF1", "application", "pdf", filename="fel.pdf")

    desk.comes(raw=message.as_bytes())

    told = Attachment.objects.values_list("name", "media_type", "content_id", "digest")
    kept = {(name, kind, cid, files.content(digest)) for name, kind, cid, digest in told}
    assert kept == {
        ("a.png", "image/png", "bild1", b"PNG1"),
        ("fel.pdf", "application/pdf", "", b"PDF1"),
    }
    assert Message.objects.get().html == '<p>Se <img src="cid:bild1"></p>\n'


def test_an_empty_letter_is_still_a_ticket(desk):
    desk.comes(subject="", text="")
    desk.comes(subject="Bara ämne", text="")
    desk.comes(subject="x" * 400, text="y" * 300_000)

    told = Ticket.objects.order_by("pk").values_list("subject", "messages__text")
    assert list(told)[:2] == [
        ("Brev utan ämne", "(Brevet är tomt.)"),
        ("Bara ämne", "Bara ämne"),
    ]
    assert [len(text) for text in list(told)[2]] == [200, 200_000]
