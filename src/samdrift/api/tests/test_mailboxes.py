"""Mailboxes, letters and their heads, seen to by another system as the desk does it."""

import pytest

from samdrift.plumbing.mail import intake, passwords, servers
from samdrift.plumbing.mail.choices import DeliveryState, Security, Standing
from samdrift.plumbing.mail.errors import CannotReach
from samdrift.plumbing.mail.models import Delivery, IncomingLetter, Mailbox
from samdrift.plumbing.mail.tests import given as mail
from samdrift.servicedesk.models import Letterhead, MailboxRule, Message, Ticket
from samdrift.servicedesk.tests.given import later

pytestmark = pytest.mark.django_db

WANTED = {
    "key": "helpdesk-kinda",
    "address": "helpdesk@kinda.example",
    "organisation": "KIN",
    "imap": {"host": "imap.kinda.example", "port": 143, "security": "starttls"},
    "password": "hemligt",
}
PRESENTED = {"name": "IT-hjälpen", "signature": "Hälsar", "group": "natverk", "isSecret": True}
HEAD = {"name": "IT i Kinda", "signature": "Hälsningar", "englishName": "", "englishSignature": ""}


@pytest.fixture
def stuck(desk):
    """Return the number of a letter that nobody could take."""
    raw = mail.raw(sender="karin@kinda.example", subject="Skrivaren")
    assert intake.receive(desk.box, raw, at=later())
    IncomingLetter.objects.update(
        standing=Standing.QUARANTINED, reason="Går ej", handled_at=later()
    )
    return IncomingLetter.objects.get().pk


def test_a_mailbox_is_set_up_presented_and_has_its_servers_changed(desk, manager):
    desk.second.key = "natverk"
    desk.second.save()
    made = manager("POST", "/desk/mailboxes", WANTED)
    path = "/desk/mailboxes/helpdesk-kinda"
    told = manager("PUT", path, PRESENTED).json()
    smtp = {"host": "smtp.kinda.example", "port": 25, "security": "none"}
    moved = WANTED | {"smtp": smtp, "password": "nytt", "organisation": ""}
    del moved["key"]
    after = manager("PUT", f"{path}/servers", moved).json()

    assert (made.status_code, made.json()["isOpen"], made.json()["group"]) == (201, True, "")
    assert "hemligt" not in made.content.decode()
    assert {name: told[name] for name in PRESENTED} == PRESENTED
    assert after == told | {"smtp": smtp, "organisation": ""}
    assert manager("GET", path).json() == after
    assert [each["key"] for each in manager("GET", "/desk/mailboxes").json()] == [
        *(each.key for each in Mailbox.objects.order_by("address"))
    ]
    assert passwords.password("helpdesk-kinda") == "nytt"


def test_a_mailbox_is_tried_without_anything_being_fetched(desk, manager, monkeypatch):
    def refuse(_mailbox):
        raise CannotReach("Servern svarar inte.")

    monkeypatch.setattr(servers, "smtp", refuse)

    told = manager("POST", f"/desk/mailboxes/{desk.box.key}/trying").json()

    assert told == [{"what": "skicka", "problem": "Servern svarar inte."}]
    assert manager("POST", "/desk/mailboxes/ingen/trying").status_code == 404


def test_a_mailbox_that_cannot_be_is_refused_and_nothing_is_kept(desk, manager):
    nowhere = {name: WANTED[name] for name in ("key", "address", "password")}
    key = desk.box.key
    asked = [
        ("POST", "/desk/mailboxes", nowhere, 409),
        ("POST", "/desk/mailboxes", WANTED | {"organisation": "LEV"}, 409),
        ("POST", "/desk/mailboxes", WANTED | {"key": key}, 409),
        ("POST", "/desk/mailboxes", WANTED | {"address": "ingen"}, 409),
        ("POST", "/desk/mailboxes", WANTED | {"key": "--"}, 422),
        ("PUT", "/desk/mailboxes/ingen", PRESENTED, 404),
        ("PUT", f"/desk/mailboxes/{key}", {"group": "ingen", "name": "Ny"}, 409),
        ("PUT", "/desk/letterheads/NIX", HEAD, 404),
    ]

    assert [manager(*each).status_code for *each, _ in asked] == [status for *_, status in asked]
    assert [each.name for each in Mailbox.objects.all()] == [desk.box.name]
    assert not MailboxRule.objects.exists()
    assert not passwords.password("helpdesk-kinda")


def test_letters_to_an_organisation_are_signed_as_it_wants(manager):
    saved = manager("PUT", "/desk/letterheads/KIN", HEAD)

    assert saved.json() == {"organisation": "KIN"} | HEAD
    assert manager("GET", "/desk/letterheads").json() == [saved.json()]
    assert Letterhead.objects.get().name == "IT i Kinda"


def test_a_stuck_letter_is_read_thrown_away_had_back_and_laid_in_a_ticket(desk, agent, stuck):
    number, path = desk.ticket().number, f"/desk/letters/{stuck}"
    read = agent("GET", path).json()
    thrown = agent("DELETE", path)
    aside = agent("GET", "/desk/letters").json()
    back = agent("POST", f"{path}/restoring").json()
    laid = agent("PUT", f"{path}/ticket", {"ticket": number})

    assert (read["subject"], read["isThrownAway"], thrown.status_code) == ("Skrivaren", False, 204)
    assert ([], [stuck]) == (
        aside["quarantine"],
        [each["number"] for each in aside["thrownAway"]],
    )
    assert [each["number"] for each in back["quarantine"]] == [stuck]
    assert (laid.status_code, laid.json()["quarantine"]) == (200, [])
    assert Message.objects.filter(ticket__number=number).count() == 2
    assert agent("GET", path).status_code == 404


def test_a_stuck_letter_is_registered_or_tried_again(desk, agent, stuck):
    path = f"/desk/letters/{stuck}"
    nobody = agent("POST", f"{path}/registration", {"organisation": "NIX"})
    told = agent("POST", f"{path}/registration", {"organisation": "KIN"})
    again = agent("POST", f"{path}/retrying")

    assert (nobody.status_code, told.json()["quarantine"]) == (409, [])
    assert Ticket.objects.get().subject == "Skrivaren"
    assert again.status_code == 404
    IncomingLetter.objects.filter(pk=stuck).update(standing=Standing.QUARANTINED)
    assert agent("POST", f"{path}/retrying").json()["quarantine"] == []


def test_a_letter_of_ours_that_did_not_arrive_is_sent_again(desk, agent):
    desk.comes()
    failed = {"state": DeliveryState.FAILED, "told": "550 Okänd mottagare", "ended_at": later()}
    Delivery.objects.update(**failed)
    (delivery,) = agent("GET", "/desk/letters").json()["undelivered"]

    told = agent("POST", f"/desk/deliveries/{delivery['id']}/sending").json()

    assert (delivery["state"], delivery["told"]) == ("failed", "550 Okänd mottagare")
    assert told["undelivered"] == []
    assert Delivery.objects.get().state == DeliveryState.WAITING
    assert agent("POST", "/desk/deliveries/999999/sending").status_code == 409


def test_post_is_for_those_who_work_and_mailboxes_for_who_runs_the_desk(desk, agent, karin, stuck):
    key = desk.box.key
    servers = {name: WANTED[name] for name in WANTED if name != "key"}
    agent_may_not = [
        ("GET", "/desk/mailboxes", None),
        ("POST", "/desk/mailboxes", WANTED),
        ("GET", f"/desk/mailboxes/{key}", None),
        ("PUT", f"/desk/mailboxes/{key}", PRESENTED),
        ("PUT", f"/desk/mailboxes/{key}/servers", servers),
        ("POST", f"/desk/mailboxes/{key}/trying", None),
        ("GET", "/desk/letterheads", None),
        ("PUT", "/desk/letterheads/KIN", HEAD),
    ]
    karin_may_not = [
        *agent_may_not,
        ("GET", "/desk/letters", None),
        ("GET", f"/desk/letters/{stuck}", None),
        ("DELETE", f"/desk/letters/{stuck}", None),
        ("POST", f"/desk/letters/{stuck}/restoring", None),
        ("POST", f"/desk/letters/{stuck}/retrying", None),
        ("PUT", f"/desk/letters/{stuck}/ticket", {"ticket": "10001"}),
        ("POST", f"/desk/letters/{stuck}/registration", {"organisation": "KIN"}),
        ("POST", "/desk/deliveries/1/sending", None),
    ]

    assert [agent(*each).status_code for each in agent_may_not] == [403] * len(agent_may_not)
    assert [karin(*each).status_code for each in karin_may_not] == [403] * len(karin_may_not)
    assert IncomingLetter.objects.get(pk=stuck).standing == Standing.QUARANTINED
    assert Mailbox.objects.get().smtp_security == Security.NONE
    assert not Letterhead.objects.exists()
