"""A call that rings at somebody: seen at the desk, taken down in one click."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from tests.web.budget import MOST_QUESTIONS
from tests.web.test_pages import words

from samdrift.directory.models import Person
from samdrift.servicedesk.models import Ticket
from samdrift.servicedesk.tests.given import MONDAY
from samdrift.switchboard.choices import CallEvent
from samdrift.switchboard.models import Extension, LiveCall
from samdrift.switchboard.services import live
from samdrift.switchboard.tests.given import KINDA, number

pytestmark = pytest.mark.django_db
BOX = "/arenden/samtal/"


@pytest.fixture
def at_1001(agent):
    live.set_extension(user_id=User.objects.get(username="agent").pk, number="1001")
    return agent


def ring(event=CallEvent.RINGING, *, caller="070-174 06 35", after=-5):
    at = MONDAY + timedelta(seconds=after)
    return live.tell(live.Told("A1", event, at, "1001", caller, KINDA), at=MONDAY)


def alone():
    """Have Karin's number be hers alone."""
    Person.objects.exclude(key="karin").update(mobile="")


def test_who_calls_is_seen_with_their_open_tickets_and_one_click_takes_it_down(at_1001, desk):
    alone()
    ticket = desk.ticket("Skrivaren svarar inte")
    call = ring()

    told = words(at_1001.get("/arenden/"))
    assert "Karin Lindqvist ringer sedan i dag 08.59" in told
    assert f"{ticket.number} Skrivaren svarar inte Ta samtalet" in told
    form = at_1001.get(f"/arenden/nytt/?samtal={call.pk}")
    assert f'name="requester" value="{desk.karin.pk}"' in form.content.decode()

    sent = {
        "requester": desk.karin.pk, "organisation": "KIN", "subject": "Låst konto",
        "text": "Ringde.",
        "kind": "incident", "impact": "3", "urgency": "2", "channel": "phone",
        "group": desk.first.pk,
    }  # fmt: skip
    at_1001.post(f"/arenden/nytt/?samtal={call.pk}", sent)

    taken = Ticket.objects.get(subject="Låst konto")
    assert LiveCall.objects.get().ticket_number == taken.number
    assert f"Ärende {taken.number}" in words(at_1001.get(BOX))


def test_somebody_nobody_knows_is_told_by_number_and_by_whom_they_called(at_1001, desk):
    number(KINDA, "KIN")
    call = ring(caller="0500-123456")

    assert "+46500123456 ringer sedan i dag 08.59 till Kinda" in words(at_1001.get(BOX))
    form = at_1001.get(f"/arenden/nytt/?samtal={call.pk}")
    assert form.context["form"].initial == {"organisation": "KIN"}
    assert form.context["typed"] == "+46500123456"


def test_a_withheld_number_is_told_as_one(at_1001, desk):
    call = ring(caller="")

    assert "Hemligt nummer" in words(at_1001.get(BOX))
    assert at_1001.get(f"/arenden/nytt/?samtal={call.pk}").context["typed"] == ""


def test_what_was_seen_is_not_sent_again(at_1001, desk):
    ring()
    seen = at_1001.get(BOX).context["seen"]

    assert at_1001.get(f"{BOX}?sedd={seen}").status_code == 204
    ring(CallEvent.ANSWERED, after=-1)
    assert "besvarat" in words(at_1001.get(f"{BOX}?sedd={seen}"))


def test_the_box_asks_few_questions(at_1001, desk, django_assert_max_num_queries):
    alone()
    desk.ticket()
    ring()
    with django_assert_max_num_queries(12):
        at_1001.get(BOX)
    with django_assert_max_num_queries(MOST_QUESTIONS):
        at_1001.get("/arenden/")


def test_an_extension_is_told_on_the_page_and_one_that_is_none_is_refused(agent, desk):
    agent.post(f"{BOX}anknytning/", {"number": "1001"})
    assert "Anknytning 1001" in words(agent.get("/arenden/"))

    refused = agent.post(f"{BOX}anknytning/", {"number": "10 01"}, follow=True)

    assert "Skriv anknytningen med siffror" in words(refused)
    assert Extension.objects.get().number == "1001"


@pytest.mark.parametrize("written", ["", "x", "999999999", "9" * 30])
def test_a_call_that_is_not_known_opens_the_form_all_the_same(agent, desk, written):
    assert agent.get(f"/arenden/nytt/?samtal={written}").status_code == 200


def test_who_only_reads_tickets_has_no_box(desk, person, client):
    client.force_login(person("auditor"))

    page = client.get("/arenden/")

    assert page.status_code == 200
    assert "data-ringing" not in page.content.decode()
