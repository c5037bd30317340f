"""What is never answered by itself, and what a mail server tells of letters that did not arrive."""

import pytest

from samdrift.plumbing.mail import automatic, reading
from samdrift.plumbing.mail.bounces import Bounce, Failure, bounce_of
from samdrift.plumbing.mail.tests import given


def verdict(**told):
    return automatic.may_answer(
        given.letter(**told), own_addresses=given.OWN, installation="vi-själva"
    )


def test_a_persons_letter_may_be_answered():
    assert verdict() == automatic.Verdict(may=True)


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("X-Samdrift-Sent", "vi-själva", "vårt eget"),
        ("X-Samdrift-Sent", "andra", "ett Samdrifts eget"),
        ("Auto-Submitted", "auto-generated", "ett program"),
        ("Auto-Submitted", "auto-replied; owner-email=x", "frånvaromeddelande"),
        ("Precedence", "bulk", "massutskick"),
        ("Precedence", "LIST", "massutskick"),
        ("Precedence", "junk", "massutskick"),
        ("X-Auto-Response-Suppress", "All", "ber att inte få"),
        ("X-Auto-Response-Suppress", "DR, OOF, AutoReply", "ber att inte få"),
        ("X-Loop", "x", "ber att inte få"),
        ("List-Id", "<nyheter.kommun.se>", "massutskick"),
        ("List-Unsubscribe", "<mailto:x@y>", "massutskick"),
        ("Return-Path", "<>", "tom returadress"),
        ("X-Autoreply", "yes", "frånvaromeddelande"),
        ("X-Autorespond", "1", "ett program"),
    ],
)
def test_a_letter_that_says_it_is_a_machines_is_not_answered(name, value, why):
    told = verdict(headers=((name, value),))

    assert not told.may
    assert why in told.why


@pytest.mark.parametrize(
    "sender",
    ["MAILER-DAEMON@kommun.se", "postmaster@kommun.se", "noreply@kommun.se", "no-reply@k.se",
     "lista-request@k.se", "bounces+eva=k.se@k.se", "helpdesk@kommun.test", "svara-ej@k.se"],
)  # fmt: skip
def test_who_takes_no_answers_gets_none(sender):
    assert not verdict(sender=sender).may


@pytest.mark.parametrize(
    "subject",
    ["Automatiskt svar: Skrivaren", "Autosvar: semester", "Frånvaro: på kurs",
     "Automatic reply: Hej",
     "Out of Office: Eva", "Jag är ledig till den 3 augusti", "Semester!", "SV: Autosvar",
     "Auto-Reply: x",
     "Frånvarande", "Frånvaromeddelande: Skrivaren"],
)  # fmt: skip
def test_who_is_away_gets_no_answer(subject):
    assert verdict(subject=subject).why == "Brevet är ett frånvaromeddelande"


@pytest.mark.parametrize(
    "subject", ["Frånvarorapportering fungerar inte", "Autosvaret går inte att ställa in",
                "Hur ställer jag in frånvaro?", "Semesterlistan", "Ny automatisk dörr"],
)  # fmt: skip
def test_who_writes_about_being_away_gets_an_answer(subject):
    assert verdict(subject=subject).may


def test_auto_submitted_no_is_a_person():
    assert verdict(headers=(("Auto-Submitted", "no"),)).may


def test_suppressing_receipts_only_does_not_suppress_answers():
    assert verdict(headers=(("X-Auto-Response-Suppress", "DR, RN"),)).may


REPORT = b"""Return-Path: <>
From: MAILER-DAEMON@kommun.test (Mail Delivery System)
To: helpdesk@kommun.test
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary=x

--x

I'm sorry.
--x
Content-Type: message/delivery-status

Reporting-MTA: dns; kommun.test
Arrival-Date: Thu, 12 Mar 2015 10:20:00 +0100

Final-Recipient: rfc822; %s
Action: %s
Status: %s
Diagnostic-Code: smtp; 550 5.1.1 <eva@borta.test>: finns
 inte

--x
Content-Type: message/rfc822

Message-ID: <sd.7.x.y@kommun.test>
Subject: Hej

Text
--x--
"""


def report(address=b"eva@borta.test", action=b"failed", status=b"5.1.1"):
    return reading.read(REPORT % (address, action, status))


def test_a_report_tells_which_letter_did_not_reach_whom_and_why():
    told = "550 5.1.1 <eva@borta.test>: finns inte"
    assert bounce_of(report()) == Bounce(
        "sd.7.x.y@kommun.test", (Failure("eva@borta.test", "5.1.1", is_permanent=True, told=told),)
    )


def test_a_full_mailbox_is_temporary():
    (failure,) = bounce_of(report(status=b"4.2.2")).failures

    assert (failure.status, failure.is_permanent) == ("4.2.2", False)


@pytest.mark.parametrize("action", [b"delivered", b"delayed", b"relayed", b"expanded"])
def test_what_arrived_or_only_waits_is_no_bounce(action):
    assert bounce_of(report(action=action)) is None


def test_a_daemons_letter_in_plain_words_is_understood():
    letter = given.letter(
        sender="mailer-daemon@qmail.test",
        subject="failure notice",
        text="Hi. This is the qmail-send program.\n<eva@borta.test>:\n550 5.1.1 no such user\n\n"
        "--- Below this line is a copy of the message.\nMessage-ID: <sd.7.x.y@kommun.test>\n",
    )

    bounce = bounce_of(letter)

    assert bounce.message_id == "sd.7.x.y@kommun.test"
    assert [(f.address, f.status, f.is_permanent) for f in bounce.failures] == [
        ("eva@borta.test", "5.1.1", True)
    ]


def test_a_persons_letter_about_bounces_is_none():
    letter = given.letter(subject="Undelivered mail", text="Jag fick 550 5.1.1 från bo@k.se")

    assert bounce_of(letter) is None


def test_a_report_is_never_answered():
    told = automatic.may_answer(report(), own_addresses=given.OWN, installation="x")

    assert not told.may
