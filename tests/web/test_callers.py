"""The desk's page of a person, and what is known of whoever calls while it is taken down."""

import re
from datetime import date

from tests.web.test_pages import words

from samdrift.assets.models import Device
from samdrift.assets.tests.given import thing
from samdrift.servicedesk.casework import standing
from samdrift.servicedesk.models import PersonNote, Ticket
from samdrift.servicedesk.tests.given import MONDAY, later
from samdrift.servicedesk.tests.given import agent as acting


def given_a_device(desk, tag="KIN-30277", holder=None):
    state, whose = ("held", holder.pk) if holder else ("stock", None)
    return thing(tag, state, date(2026, 1, 1), model="HP EliteBook", holder=whose)


def test_the_page_of_a_person_tells_who_they_are_and_all_their_tickets(agent, desk, clock_at):
    given_a_device(desk, holder=desk.karin)
    desk.school.manager = desk.per
    desk.school.save()
    desk.ticket("Skrivaren svarar inte")
    over = desk.ticket("Glömt lösenordet")
    told = {"number": over.number, "actor": acting(desk.jonas)}
    standing.solve(resolution="Nytt lösenord.", at=later(hours=1), **told)
    standing.verify(at=later(hours=2), **told)
    clock_at(later(hours=3))

    page = agent.get(f"/arenden/person/{desk.karin.pk}/")

    said = words(page)
    assert "Karin Lindqvist Kisa skola, Kinda" in said
    assert "Öppna ärenden 1" in said
    assert "10001 Skrivaren svarar inte" in said
    assert "Avslutade ärenden 1" in said
    assert "10002 Glömt lösenordet Avslutat i dag 10.00" in said
    assert "070-174 06 35 karin@kinda.example Chef för enheten: Per Ek" in said
    assert "KIN-30277 HP EliteBook, sedan 2026-01-01" in said
    assert f"/arenden/nytt/?vem={desk.karin.pk}" in page.content.decode()


def test_whoever_is_chosen_stands_in_the_field_and_one_writes_at_once(agent, desk):
    page = agent.get(f"/arenden/nytt/?vem={desk.karin.pk}").content.decode()

    assert 'type="search" value="Karin Lindqvist"' in page
    assert re.search(r'<input[^>]* name="subject"[^>]* autofocus', page)
    assert "avslutade ärenden" not in page


def test_what_is_good_to_know_is_told_while_a_call_is_taken(agent, desk):
    path = f"/arenden/person/{desk.karin.pk}/"
    agent.post(f"{path}anteckna/", {"text": "Nås före tio."})

    assert "Nås före tio." in words(agent.get(f"/arenden/nytt/?vem={desk.karin.pk}"))
    assert "Nås före tio. agent, i dag 09.00" in words(agent.get(path))
    ticket = desk.ticket()
    assert "Nås före tio." in words(agent.get(f"/arenden/{ticket.number}/"))
    agent.post(f"{path}ta-bort-anteckning/", {"note": PersonNote.objects.get().pk})
    assert "Nås före tio." not in words(agent.get(path))
    refused = agent.post(f"{path}anteckna/", {"text": " "}, follow=True)
    assert "Skriv vad som är bra att veta" in words(refused)


def test_a_device_is_handed_out_and_given_back(agent, desk):
    given_a_device(desk)
    path = f"/arenden/person/{desk.karin.pk}/"

    said = words(agent.post(f"{path}lamna-ut/", {"tag": "kin-30277"}, follow=True))
    assert "KIN-30277 står nu på Karin Lindqvist." in said
    assert Device.objects.get().held_since == MONDAY.date()
    said = words(agent.post(f"{path}ta-tillbaka/", {"tag": "KIN-30277"}, follow=True))
    assert "KIN-30277 står inte längre på Karin Lindqvist." in said
    assert agent.post(f"{path}annat/").status_code == 404


def test_whoever_calls_is_found_by_their_computer(agent, desk):
    given_a_device(desk, holder=desk.karin)

    page = agent.get("/arenden/nytt/?sok=kin-30277")
    assert "Karin Lindqvist Kisa skola, Kinda · KIN-30277, HP EliteBook" in words(page)
    (found,) = agent.get("/arenden/personer/?q=KIN-302").json()["people"]
    assert (found["name"], found["device"]) == ("Karin Lindqvist", "KIN-30277, HP EliteBook")


def test_the_reporter_of_a_ticket_is_changed_to_somebody_found(agent, desk):
    given_a_device(desk, holder=desk.per)
    ticket = desk.ticket(requester_id=None)
    path = f"/arenden/{ticket.number}/"
    assert "Okänd, Kinda Vem är det?" in words(agent.get(path))

    assert "Per Ek Ydre · KIN-30277" in words(agent.get(f"{path}?view=all&vem=kin-30277"))
    assert "Ingen hittad" in words(agent.get(f"{path}?vem=ingen"))
    agent.post(f"{path}andra/", {"had-requester_id": "", "requester_id": desk.per.pk})

    ticket.refresh_from_db()
    assert (ticket.requester, ticket.organisation) == (desk.per, desk.ydre)
    assert "KIN-30277 HP EliteBook" in words(agent.get(path))


def test_a_call_that_was_begun_goes_on_where_it_was_left(agent, desk):
    told = {"kind": "report", "ticket": "", "subject": "Skrivaren", "text": "Svarar inte"}
    agent.post("/arenden/utkast/", told | {"requester": desk.karin.pk, "organisation": "KIN"})

    page = agent.get("/arenden/nytt/")
    assert "Du fortsätter på det du började på 09.00." in words(page)
    assert page.context["form"].initial["subject"] == "Skrivaren"
    assert page.context["caller"].name == "Karin Lindqvist"

    desk.per.mobile = "46709999999"
    desk.per.save()
    other = agent.get("/arenden/nytt/?telefon=0709999999")
    assert "Du har ett påbörjat ärende: Skrivaren" in words(other)
    assert "subject" not in other.context["form"].initial
    assert "subject" not in agent.get("/arenden/nytt/?nytt").context["form"].initial
    assert not Ticket.objects.exists()
