"""What asks for one's own attention, asked for by another system."""

from datetime import timedelta

import pytest

from samdrift.api.tests.given import Caller
from samdrift.plumbing import clock
from samdrift.servicedesk.casework import standing
from samdrift.servicedesk.models import Reminder, Timer, TimeSpent
from samdrift.servicedesk.ports import Written
from samdrift.servicedesk.tests.given import agent as acting
from samdrift.servicedesk.tests.given import later

pytestmark = pytest.mark.django_db


def test_a_timer_is_started_told_of_and_stopped(desk, agent):
    one, two = desk.ticket("A"), desk.ticket("B")

    started = agent("PUT", f"/own/timer/{one.number}").json()
    moved = agent("PUT", f"/own/timer/{two.number}").json()
    stopped = agent("POST", "/own/timer", {"minutes": 25, "note": "Samtal"}).json()

    assert (started["timerTicket"], moved["timerTicket"]) == (one.number, two.number)
    assert (stopped["timerTicket"], stopped["timerSince"]) == ("", None)
    spent = TimeSpent.objects.order_by("pk").values_list("ticket", "minutes", "note")
    assert list(spent) == [(one.pk, 1, ""), (two.pk, 25, "Samtal")]
    agent("PUT", f"/own/timer/{one.number}")
    agent("POST", "/own/timer", {"minutes": 0})
    assert not Timer.objects.exists()
    assert TimeSpent.objects.count() == 2
    assert agent("POST", "/own/timer", {}).status_code == 409


def test_a_reminder_is_set_put_off_and_done(desk, agent):
    ticket = desk.ticket("A")
    due = (clock.now() + timedelta(days=2)).isoformat()
    path = f"/tickets/{ticket.number}/reminders"
    assert agent("POST", path, {"dueAt": "2020-01-01T08:00:00Z"}).status_code == 409

    Reminder.objects.create(user=desk.jonas, ticket=ticket, due_at=later(days=1), note="Ring Karin")
    (told,) = agent("GET", "/own").json()["reminders"]
    assert (told["ticket"], told["note"]) == (ticket.number, "Ring Karin")
    assert agent("PUT", f"/own/reminders/{told['id']}", {"dueAt": due}).status_code == 200
    assert (
        agent("PUT", f"/own/reminders/{told['id']}", {"dueAt": "2999-01-01T08:00:00Z"}).status_code
        == 409
    )
    assert agent("PUT", f"/own/reminders/{told['id']}", {}).json()["reminders"] == []
    assert agent("PUT", "/own/reminders/99999", {}).status_code == 409


def test_a_mention_is_told(desk, agent):
    ticket = desk.ticket("A")
    standing.note(
        number=ticket.number, written=Written("@jonas se här"), actor=acting(desk.anna), at=later()
    )

    (told,) = agent("GET", "/own").json()["mentions"]

    assert (told["ticket"], told["by"], told["isRead"]) == (ticket.number, "Anna Ek", False)


def test_it_is_for_those_who_work_with_tickets(desk, client):
    karin = Caller(client, desk.token("karin"))

    assert karin("GET", "/own").status_code == 403
    assert karin("PUT", f"/own/timer/{desk.ticket().number}").status_code == 403
    assert not Timer.objects.exists()
