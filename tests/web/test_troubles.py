"""The pages of problems and disturbances, and the status page that everybody reads."""

import html
import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from tests.web.budget import MOST_QUESTIONS
from tests.web.troubles import Troubles, addresses

from samdrift.directory.choices import PersonKind
from samdrift.directory.models import Person
from samdrift.disturbances.models import Disturbance, DisturbanceEvent, Follower, MajorIncident
from samdrift.parties.models import Organisation
from samdrift.plumbing.mail.models import OutgoingLetter
from samdrift.problems.models import Problem, ProblemEvent, ProblemTicket
from samdrift.servicedesk.models import Message

DESK = ("manager", "agent", "technician", "controller", "auditor")
WORKERS = ("manager", "agent", "technician")


def words(response):
    """Return the page as it is read, on one line."""
    text = re.sub(r"<(script|style|svg)\b.*?</\1>", "", response.content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


@pytest.fixture
def troubles(year):
    return Troubles()


@pytest.fixture
def employee(person):
    """Return an employee of Vimmerby who has signed in, and is known as a person."""
    user = person("employee")
    Person.objects.create(
        key="karin",
        name="Karin",
        words="karin",
        kind=PersonKind.EMPLOYEE,
        organisation=Organisation.objects.get(code="VIM"),
        email="karin@vimmerby.example",
        user=user,
    )
    client = Client()
    client.force_login(user)
    return client


def written():
    """Return how much has been told, linked and decided."""
    kept = (Problem, ProblemEvent, ProblemTicket, Disturbance, DisturbanceEvent, MajorIncident)
    return [model.objects.count() for model in kept] + [Message.objects.count()]


def test_every_page_keeps_its_budget_of_questions(
    troubles, manager, django_assert_max_num_queries, monkeypatch
):
    """The year that the top bar leads to is the frame's own question, and is held elsewhere."""
    monkeypatch.setattr("samdrift.plumbing.components.context.newest_year", lambda: 2015)
    for address in addresses(troubles):
        with django_assert_max_num_queries(MOST_QUESTIONS):
            assert manager.get(address).status_code == 200


@pytest.mark.parametrize("role", ["agent", "technician", "controller", "auditor"])
def test_those_who_read_every_ticket_read_these_pages_and_who_works_may_begin(
    troubles, signed_in, role
):
    client = signed_in(role)

    answers = {address: client.get(address).status_code for address in addresses(troubles)}

    for_reading = {"/problem/", "/storningar/", f"/problem/{troubles.problem.number}/"}
    assert {answers[address] for address in for_reading} == {200}
    assert set(answers.values()) == ({200} if role in WORKERS else {200, 404})
    told = words(client.get(f"/storningar/{troubles.major.pk}/"))
    assert ("Skicka uppdateringen" in told) == (role in WORKERS)


@pytest.mark.parametrize("role", ["economist", "elected", "administrator"])
def test_to_everybody_else_they_are_not_there(troubles, signed_in, role):
    client = signed_in(role)

    assert {client.get(address).status_code for address in addresses(troubles)} == {404}


SENDINGS = [
    ("/problem/nytt/", {"title": "Nytt", "priority": "2"}),
    ("/problem/{problem}/anteckna/", {"text": "Prövat."}),
    ("/problem/{problem}/informera/", {"text": "Använd webben."}),
    ("/problem/{problem}/lanka/", {"tickets": "{other}"}),
    ("/problem/lanka/?arende={other}", {"problem": "{problem}"}),
    ("/storningar/ny/", {"title": "Ny", "what": "Nere.", "started_at": "2026-01-02T08:00"}),
    ("/storningar/{major}/gor/uppdatera/", {"text": "Vi söker.", "audience": "all"}),
    ("/storningar/{major}/gor/lanka/", {"tickets": "{other}"}),
    ("/storningar/{major}/gor/roller/", {"lead": "", "communicator": ""}),
    ("/storningar/{major}/gor/uppgift/", {"text": "Ring.", "due": "2026-01-02T08:00"}),
]


def fill(told, troubles):
    return told.format(
        problem=troubles.problem.number, major=troubles.major.pk, other=troubles.other.number
    )


@pytest.mark.parametrize("role", ["agent", "controller", "economist", "employee"])
@pytest.mark.parametrize(("address", "told"), SENDINGS, ids=lambda each: str(each)[:30])
def test_only_who_works_with_tickets_may_send_and_the_rest_change_nothing(
    troubles, person, client, role, address, told
):
    client.force_login(person(role))
    before = written()

    data = {name: fill(value, troubles) for name, value in told.items()}
    answer = client.post(fill(address, troubles), data)

    if role in WORKERS:
        assert answer.status_code == 302
        assert written() != before
        return
    assert answer.status_code == (302 if role == "employee" else 404)
    assert written() == before


def test_any_agent_proposes_and_a_manager_decides(troubles, person, client):
    address = f"/storningar/{troubles.hidden.pk}/gor"
    client.force_login(person("agent"))
    client.post(f"{address}/foresla/", {"text": "Den sprider sig."})
    assert MajorIncident.objects.get(disturbance=troubles.hidden).state == "proposed"

    assert client.post(f"{address}/besluta/").status_code == 404
    assert client.post(f"{address}/avsla/", {"text": "Nej."}).status_code == 404
    assert "En chef beslutar." in words(client.get(f"/storningar/{troubles.hidden.pk}/"))
    assert MajorIncident.objects.get(disturbance=troubles.hidden).state == "proposed"

    client.force_login(person("manager"))
    client.post(f"{address}/besluta/")
    major = MajorIncident.objects.get(disturbance=troubles.hidden)
    assert (major.state, major.lead.username) == ("promoted", "manager")


def test_a_problem_shows_what_is_known_its_tickets_and_how_many_are_hidden(troubles, signed_in):
    told = words(signed_in("agent").get(f"/problem/{troubles.problem.number}/"))

    assert "Känt fel" in told
    assert "Använd webben." in told
    assert "Kommer inte åt e-posten" in told
    assert "Hemligt om e-post" not in told
    assert "Och 1 som du inte får läsa." in told
    assert "Besked till 2 öppna ärenden" in told


def test_what_is_refused_is_told_and_what_was_typed_is_kept(troubles, manager):
    page = manager.post("/problem/nytt/", {"title": "Nytt", "priority": "2", "tickets": "77777"})
    assert page.status_code == 422
    assert "Det finns inget ärende 77777." in words(page)
    assert 'value="77777"' in page.content.decode()

    page = manager.post("/storningar/ny/", {"title": "", "what": "", "started_at": "snart"})
    assert page.status_code == 422
    assert "Skriv datum och tid så här" in words(page)
    assert Problem.objects.count() == 1


def test_a_refused_act_is_told_on_the_page_it_leads_back_to(troubles, manager):
    page = manager.post(f"/problem/{troubles.problem.number}/avsluta/", follow=True)

    assert "är inte löst än" in words(page)
    assert Problem.objects.get().state == "known_error"


def test_an_act_that_there_is_none_of_is_not_there(troubles, manager):
    assert manager.post(f"/problem/{troubles.problem.number}/mala/").status_code == 404
    assert manager.post(f"/storningar/{troubles.major.pk}/gor/mala/").status_code == 404
    assert manager.get("/problem/?visa=allt").status_code == 404


def test_beside_a_ticket_stands_what_it_belongs_to_and_what_can_be_made_of_it(troubles, signed_in):
    page = signed_in("agent").get(f"/arenden/{troubles.ticket.number}/")

    told = words(page)
    assert "P-1 E-posten stannar varje månad" in told
    assert "E-posten är långsam" in told
    assert "Gör till problem" in told
    assert f"/problem/lanka/?arende={troubles.ticket.number}" in page.content.decode()


def test_beside_a_ticket_an_auditor_is_offered_nothing_to_do(troubles, signed_in):
    told = words(signed_in("auditor").get(f"/arenden/{troubles.ticket.number}/"))

    assert "P-1 E-posten stannar varje månad" in told
    assert "Gör till problem" not in told


def test_whoever_takes_a_call_sees_what_goes_on(troubles, signed_in):
    told = words(signed_in("agent").get("/arenden/nytt/"))

    assert "Kända störningar" in told
    assert "E-posten är långsam" in told
    assert "Byte av brandvägg" not in told


def test_an_update_is_overdue_in_words(troubles, signed_in):
    told = words(signed_in("agent").get(f"/storningar/{troubles.major.pk}/"))

    assert "Uppdateringen är 20 min sen" in told
    assert "Skulle varit klart" in told


def test_the_table_of_the_year_leads_from_the_report(troubles, manager):
    year = troubles.over.started_at.year
    page = manager.get(f"/ar/{year}/tabeller/disturbances.major/")

    assert page.status_code == 200
    assert "Telefonin är nere. Orsak: Elfel. Åtgärd: Ny UPS." in words(page)


def test_everybody_reads_the_status_page_and_only_what_is_public(
    troubles, client, django_assert_max_num_queries
):
    with django_assert_max_num_queries(10):
        page = client.get("/status/")

    told = words(page)
    assert "Något fungerar inte som det ska." in told
    assert "E-posten är långsam" in told
    assert "Byte av brandvägg" in told
    assert "Telefonin är nere" in told
    assert "Servern hos Olle" not in told
    assert troubles.ticket.number not in told
    assert page.headers["Cache-Control"] == "private, max-age=30"
    assert client.get(f"/status/{troubles.hidden.pk}/").status_code == 404


def test_the_status_page_says_when_all_is_well_in_english_too(db, client):
    assert "Inga kända störningar." in words(client.get("/status/"))

    client.cookies["language"] = "en"
    assert "No known disturbances." in words(client.get("/status/"))


def test_the_story_for_everybody_names_nobody_who_works(troubles, client):
    told = words(client.get(f"/status/{troubles.over.pk}/"))

    assert "Det fungerar." in told
    assert "Jonas" not in told
    assert "Ingen kan ringa." not in told


def test_the_feed_has_what_was_told_to_everybody(troubles, client):
    answer = client.get("/status/flode.xml")

    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    text = answer.content.decode()
    assert "<title>Telefonin är nere: Avslutat</title>" in text
    assert "Servern hos Olle" not in text


def test_who_has_not_signed_in_follows_by_a_link_and_stops_by_another(troubles, client):
    one = f"/status/{troubles.major.pk}/"
    page = client.post(f"{one}folj/", {"address": "nagon@vimmerby.example"}, follow=True)
    assert "Öppna länken i brevet" in words(page)
    follower = Follower.objects.get()
    assert follower.token in OutgoingLetter.objects.get().text

    client.get(f"/status/bekrafta/{follower.token}/")
    follower.refresh_from_db()
    assert follower.confirmed_at is None
    client.post(f"/status/bekrafta/{follower.token}/")
    follower.refresh_from_db()
    assert follower.confirmed_at is not None

    client.get(f"/status/sluta/{follower.token}/")
    assert Follower.objects.exists()
    client.post(f"/status/sluta/{follower.token}/")
    assert not Follower.objects.exists()


def test_what_is_no_address_is_told_so(troubles, client):
    page = client.post(f"/status/{troubles.major.pk}/folj/", {"address": "x"}, follow=True)

    assert "Skriv e-postadressen så här" in words(page)
    assert not Follower.objects.exists()


def test_an_employee_sees_what_is_known_before_reporting_it_and_follows_at_once(
    troubles, employee, django_assert_max_num_queries
):
    with django_assert_max_num_queries(MOST_QUESTIONS):
        page = employee.get("/hjalp/")
    assert "Störning: E-posten är långsam Du behöver inte anmäla det." in words(page)
    assert "Servern hos Olle" not in words(page)

    one = f"/status/{troubles.major.pk}/"
    assert 'value="karin@vimmerby.example"' in employee.get(one).content.decode()
    told = words(employee.post(f"{one}folj/", {"address": "karin@vimmerby.example"}, follow=True))
    assert "Du följer störningen." in told
    assert Follower.objects.get().confirmed_at is not None


def test_somebody_elses_address_is_asked_even_when_signed_in(troubles, employee):
    employee.post(f"/status/{troubles.major.pk}/folj/", {"address": "per@vimmerby.example"})

    assert Follower.objects.get().confirmed_at is None


def test_a_problem_is_found_by_its_number(troubles, manager):
    page = manager.get("/sok/?q=P-1")

    assert f"/problem/{troubles.problem.number}/" in page.content.decode()


def test_the_bar_has_one_word_for_the_desk(troubles, signed_in):
    page = signed_in("agent").get("/storningar/").content.decode()

    assert 'href="/storningar/"' in page
    assert User.objects.filter(username="agent").exists()
