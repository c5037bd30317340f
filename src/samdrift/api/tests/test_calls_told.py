"""Calls told of by an exchange, over the interface."""

import pytest

from samdrift.api.choices import Scope
from samdrift.api.tests.given import Caller, OpenDesk
from samdrift.servicedesk.tests.given import MONDAY
from samdrift.switchboard.models import Call, LiveCall

pytestmark = pytest.mark.django_db
TOLD = {
    "call": "A1",
    "event": "ringing",
    "at": "2026-03-02T08:00:00Z",
    "extension": "1001",
    "caller": "070-174 06 35",
}


@pytest.fixture
def exchange(client, monkeypatch):
    monkeypatch.setattr("samdrift.plumbing.clock.now", lambda: MONDAY)
    return Caller(client, OpenDesk().token("jonas", (Scope.CALLS_WRITE,)))


def test_an_exchange_tells_of_a_call_from_ring_to_end(exchange):
    words = (TOLD, TOLD | {"event": "answered"}, TOLD | {"event": "ended"})

    answers = [exchange("POST", "/calls", word).status_code for word in (*words, *words)]

    assert answers == [204] * 6
    assert LiveCall.objects.get().caller == "46701740635"
    assert Call.objects.get().identifier == "A1"


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"event": "holding"}, 422),
        ({"at": "2026-03-02T08:00:00"}, 422),
        ({"call": ""}, 422),
        ({"who": "x"}, 422),
        ({"at": "2026-02-01T08:00:00Z"}, 409),
        ({"at": "0001-01-01T00:00:00+14:00"}, 409),
    ],
)
def test_what_cannot_be_is_a_problem_and_nothing_is_kept(exchange, wrong, status):
    answer = exchange("POST", "/calls", TOLD | wrong)

    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert not LiveCall.objects.exists()


def test_a_token_without_the_scope_and_a_person_who_answers_no_tickets_are_refused(client):
    desk = OpenDesk()
    for username, scope in (("jonas", Scope.TICKETS_READ), ("karin", Scope.CALLS_WRITE)):
        ask = Caller(client, desk.token(username, (scope,)))

        assert ask("POST", "/calls", TOLD).status_code == 403

    assert not LiveCall.objects.exists()
