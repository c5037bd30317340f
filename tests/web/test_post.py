"""The desk's post in the browser: quarantine, letters that did not arrive, and mailboxes."""

import pytest
from tests.web.test_pages import words

from samdrift.plumbing.mail import outbox, passwords
from samdrift.plumbing.mail.choices import DeliveryState, Standing
from samdrift.plumbing.mail.keeping import Found
from samdrift.plumbing.mail.models import Delivery, IncomingLetter, Mailbox
from samdrift.servicedesk.choices import MessageKind
from samdrift.servicedesk.letters import rules
from samdrift.servicedesk.letters.rules import Rule
from samdrift.servicedesk.models import Message, Ticket
from samdrift.servicedesk.tests.given import MONDAY, later
from samdrift.servicedesk.tests.letters_given import PostedDesk, sent

ROOT = "/arenden/post/"


@pytest.fixture
def desk(db, clock_at, files_of_its_own):
    made = PostedDesk()
    clock_at(later(hours=2))
    rules.set_rule(mailbox_key=made.box.key, rule=Rule(is_for_strangers=False))
    return made


@pytest.fixture
def stuck(desk):
    """Return a letter of a stranger's, which the mailbox's rule keeps out."""
    row = desk.comes(sender="okand@utanfor.example", subject="Hjälp mig", text="<b>Hej</b> där")
    assert row.standing == Standing.QUARANTINED
    return row


def test_the_page_tells_why_a_letter_lies_in_quarantine(agent, desk, stuck):
    said = words(agent.get(ROOT))

    assert "I karantän 1 Hjälp mig okand@utanfor.example" in said
    assert "finns inte i katalogen" in said
    page = agent.get(f"{ROOT}brev/{stuck.pk}/")
    assert "Därför ligger det här:" in words(page)
    assert "<b>Hej</b>" not in page.content.decode()
    assert "Bara texten visas." in words(page)


def test_a_letter_becomes_a_ticket_when_somebody_vouches_for_it(agent, desk, stuck):
    path = f"{ROOT}brev/{stuck.pk}/nytt-arende/"
    assert "Välj vilken organisation" in words(agent.post(path, {"organisation": "X"}, follow=True))
    assert not Ticket.objects.exists()

    said = words(agent.post(path, {"organisation": "YDR"}, follow=True))

    assert "Brevet är registrerat som ett nytt ärende." in said
    ticket = Ticket.objects.get()
    assert (ticket.subject, ticket.organisation) == ("Hjälp mig", desk.ydre)
    stuck.refresh_from_db()
    assert (stuck.standing, stuck.taken_by) == (Standing.TAKEN, "by-hand")
    assert agent.get(f"{ROOT}brev/{stuck.pk}/").status_code == 404


def test_a_letter_is_laid_in_a_ticket_as_a_note_unless_its_reporter_wrote_it(agent, desk, stuck):
    ticket = desk.ticket()
    path = f"{ROOT}brev/{stuck.pk}/till-arende/"
    assert agent.post(path, {"number": "9999"}).status_code == 404
    assert "Skriv ärendets nummer." in words(agent.post(path, {"number": " "}, follow=True))

    said = words(agent.post(path, {"number": f"#{ticket.number}"}, follow=True))

    assert f"Brevet ligger i ärende {ticket.number}." in said
    message = Message.objects.latest("pk")
    assert (message.kind, message.by_name) == (MessageKind.NOTE, "Eva Ek")
    own = desk.comes(subject="Svar")
    IncomingLetter.objects.filter(pk=own.pk).update(standing=Standing.QUARANTINED, reason="Prov")
    agent.post(f"{ROOT}brev/{own.pk}/till-arende/", {"number": ticket.number})
    assert Message.objects.latest("pk").kind == MessageKind.ANSWER


def test_a_letter_is_thrown_away_and_brought_back(agent, desk, stuck):
    said = words(agent.post(f"{ROOT}brev/{stuck.pk}/kasta/", follow=True))
    assert "I karantän 0" in said
    assert "Nyligen kastade Hjälp mig" in said
    assert "Lägg tillbaka i karantän" in words(agent.get(f"{ROOT}brev/{stuck.pk}/"))
    again = words(agent.post(f"{ROOT}brev/{stuck.pk}/kasta/", follow=True))
    assert f"Brev {stuck.pk} ligger inte i karantän." in again

    said = words(agent.post(f"{ROOT}brev/{stuck.pk}/angra/", follow=True))

    assert "I karantän 1 Hjälp mig" in said
    refused = words(agent.post(f"{ROOT}brev/{stuck.pk}/angra/", follow=True))
    assert f"Brev {stuck.pk} är inte kastat." in refused
    assert agent.post(f"{ROOT}brev/{stuck.pk}/annat/").status_code == 404


def test_a_letter_is_tried_again_once_what_kept_it_out_is_gone(agent, desk, stuck):
    path = f"{ROOT}brev/{stuck.pk}/forsok/"
    assert "gick inte att ta emot nu heller" in words(agent.post(path, follow=True))
    rules.set_rule(mailbox_key=desk.box.key, rule=Rule())

    assert "Brevet är mottaget." in words(agent.post(path, follow=True))
    assert Ticket.objects.get().subject == "Hjälp mig"


def test_a_letter_of_ours_that_came_back_is_sent_again(agent, desk):
    ticket = desk.ticket()
    (letter,) = sent()
    delivery = Delivery.objects.get(letter=letter)
    told = {"state": DeliveryState.BOUNCED, "ended_at": MONDAY, "told": "550 no such user"}
    Delivery.objects.filter(pk=delivery.pk).update(**told)

    said = words(agent.get(ROOT))
    assert f"[#{ticket.number}] Kan inte logga in Kom i retur" in said
    assert "550 no such user" in said
    assert "Brevet skickas igen." in words(agent.post(f"{ROOT}igen/{delivery.pk}/", follow=True))

    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts, delivery.ended_at) == ("waiting", 0, None)
    Delivery.objects.update(state=DeliveryState.SENT, ended_at=MONDAY)
    refused = words(agent.post(f"{ROOT}igen/{delivery.pk}/", follow=True))
    assert "Brevet väntar inte på att skickas." in refused
    assert outbox.send_waiting(at=MONDAY) == 0


def test_a_mailbox_is_presented_as_the_manager_says(agent, desk, person):
    assert agent.get(f"{ROOT}brevlada/{desk.box.key}/").status_code == 404
    manager = type(agent)()
    manager.force_login(person("manager"))
    path = f"{ROOT}brevlada/{desk.box.key}/"
    assert "Så ser ett brev ut" in manager.get(path).content.decode()
    told = {"name": "IT-hjälpen", "signature": "Hälsar IT", "group": "natverk", "is_open": "on"}

    refused = manager.post(path, told | {"keeper_address": "ingen"})
    assert refused.status_code == 422
    assert "är ingen e-postadress" in words(refused)
    assert Mailbox.objects.get().name != "IT-hjälpen"
    manager.post(path, told | {"keeper_address": "drift@it.example", "has_receipts": "on"})

    box = Mailbox.objects.get()
    assert (box.name, box.signature, box.keeper_address) == (
        "IT-hjälpen",
        "Hälsar IT",
        "drift@it.example",
    )
    assert rules.rule_of(box.key) == Rule("natverk", is_for_strangers=False)
    assert "Hälsar IT" in words(manager.get(path))


def test_a_mailbox_is_set_up_in_the_browser_with_its_password(
    agent, person, client, settings, tmp_path
):
    settings.HOME = tmp_path
    assert agent.get(f"{ROOT}ny-brevlada/").status_code == 404
    client.force_login(person("manager"))
    told = {
        "key": "helpdesk-kinda",
        "address": "it@kinda.example",
        "organisation": "KIN",
        "imap_host": "imap.kinda.example",
        "imap_port": "993",
        "imap_security": "tls",
        "smtp_host": "smtp.kinda.example",
        "smtp_port": "587",
        "smtp_security": "starttls",
        "password": "hemligt ord",
    }

    assert "Skriv brevlådans lösenord." in words(
        client.post(f"{ROOT}ny-brevlada/", told | {"password": ""})
    )
    said = words(client.post(f"{ROOT}ny-brevlada/", told, follow=True))

    assert "Brevlådan är sparad. Prova den." in said
    box = Mailbox.objects.get(key="helpdesk-kinda")
    assert (box.organisation_code, box.imap_host, box.smtp_port) == (
        "KIN",
        "imap.kinda.example",
        587,
    )
    assert passwords.password("helpdesk-kinda") == "hemligt ord"
    again = client.post(f"{ROOT}ny-brevlada/", told | {"address": "x@kinda.example"})
    assert "Det finns redan en brevlåda som heter helpdesk-kinda." in words(again)


def test_a_mailbox_gets_other_servers_and_keeps_how_it_is_presented(
    desk, person, client, settings, tmp_path
):
    settings.HOME = tmp_path
    client.force_login(person("manager"))
    Mailbox.objects.update(name="IT-hjälpen", signature="Hälsar IT")
    path = f"{ROOT}brevlada/{desk.box.key}/servrar/"
    assert client.get(f"{ROOT}brevlada/ingen/servrar/").status_code == 404
    told = {
        "key": "en-annan",
        "address": desk.box.address,
        "imap_port": "993",
        "imap_security": "tls",
        "smtp_port": "465",
        "smtp_security": "tls",
        "password": "x",
    }

    refused = client.post(path, told)
    client.post(path, told | {"smtp_host": "smtp.ny.example"})

    assert refused.status_code == 422
    assert "Skriv vilken server brev hämtas från" in words(refused)
    box = Mailbox.objects.get()
    assert (box.key, box.smtp_host, box.smtp_port) == (desk.box.key, "smtp.ny.example", 465)
    assert (box.name, box.signature) == ("IT-hjälpen", "Hälsar IT")


def test_a_mailbox_is_tried_and_says_what_is_wrong(desk, person, client, monkeypatch):
    client.force_login(person("manager"))
    path = f"{ROOT}brevlada/{desk.box.key}/prova/"
    monkeypatch.setattr(
        "samdrift.servicedesk.views.post.keeping.checked",
        lambda box: (
            Found(box.address, "skicka", ""),
            Found(box.address, "hämta", "Fel lösenord."),
        ),
    )

    said = words(client.post(path, follow=True))

    assert f"Skicka, {desk.box.address}: fungerar." in said
    assert f"Hämta, {desk.box.address}: Fel lösenord." in said
    monkeypatch.setattr("samdrift.servicedesk.views.post.keeping.checked", nothing_set)
    assert "ingen server inställd" in words(client.post(path, follow=True))


def nothing_set(_box):
    return ()


def test_how_a_mailbox_stands_is_told_in_words(agent, desk):
    for number, told in enumerate(
        ({"problem": "Servern svarar inte.", "problem_since": MONDAY}, {"is_open": False},
         {"imap_host": "imap.test"}, {"organisation_code": "YDR", "name": "Ydre"})
    ):  # fmt: skip
        Mailbox.objects.create(key=f"b{number}", address=f"b{number}@it.example", **told)

    said = words(agent.get(ROOT))

    for each in ("Kan inte hämtas Servern svarar inte.", "Används inte", "Inte hämtad än",
                 "b3@it.example Ydre, Ydre Fungerar"):  # fmt: skip
        assert each in said


def test_the_page_asks_few_questions(agent, desk, django_assert_max_num_queries):
    for number in range(4):
        desk.comes(sender=f"okand{number}@utanfor.example")
        Mailbox.objects.create(key=f"b{number}", address=f"b{number}@it.example")
    with django_assert_max_num_queries(25):
        assert agent.get(ROOT).status_code == 200
