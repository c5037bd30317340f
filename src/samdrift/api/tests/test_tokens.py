"""Tokens: given once, kept as a digest, taken back at once."""

import pytest

from samdrift.api import queries, services
from samdrift.api.errors import CannotGive
from samdrift.api.models import AccessToken
from samdrift.api.views import doors
from samdrift.parties.choices import PersonRole
from samdrift.parties.models import Membership
from samdrift.plumbing import clock
from samdrift.plumbing.throttle import Throttle
from samdrift.reporting import memory
from samdrift.servicedesk.tests.given import MONDAY, Desk, later

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return Desk()


def give(**told):
    told = {"name": "webb", "username": "jonas", "scopes": ["tickets:read"], "by": "root"} | told
    return services.give_token(at=MONDAY, **told)


def test_a_token_opens_and_is_not_kept(desk):
    secret = give()

    found = queries.token_of(secret, at=MONDAY)
    assert (found.user, found.scopes) == (desk.jonas, ["tickets:read"])
    assert secret not in str(AccessToken.objects.values())
    assert queries.token_of(secret[:-1], at=MONDAY) is None


def test_one_that_is_taken_back_or_over_or_whose_person_is_gone_opens_nothing(desk):
    first, second = give(), give(name="kort", ends_at=later(days=1))
    third = give(name="annas", username="anna")

    services.take_back(name="webb", at=MONDAY)
    desk.anna.is_active = False
    desk.anna.save()

    told = [queries.token_of(each, at=later(days=1)) for each in (first, second, third)]
    assert told == [None, None, None]
    assert queries.token_of(second, at=MONDAY) is not None
    with pytest.raises(CannotGive):
        services.take_back(name="webb", at=MONDAY)


def test_one_that_was_held_ready_opens_nothing_once_it_is_taken_back(desk):
    secret = give()
    with memory.settled():
        held = [queries.token_of(secret, at=MONDAY) for _ in range(2)]

    services.take_back(name="webb", at=MONDAY)
    with memory.settled():
        gone = queries.token_of(secret, at=MONDAY)

    assert [each.name for each in held] == ["webb", "webb"]
    assert held[0] is not held[1]
    assert gone is None


@pytest.mark.parametrize(
    "told",
    [
        {"username": "ingen"},
        {"scopes": ["allt"]},
        {"scopes": []},
        {"name": "finns"},
        {"name": "n" * 101},
    ],
)
def test_what_cannot_be_given_is_refused_and_nothing_is_kept(desk, told):
    give(name="finns")

    with pytest.raises(CannotGive):
        give(**told)

    assert [row.name for row in queries.tokens()] == ["finns"]


def test_use_is_noted_once_a_minute(desk):
    token = queries.token_of(give(), at=MONDAY)

    services.note_use(token, at=MONDAY)
    token.refresh_from_db()
    services.note_use(token, at=later(seconds=30))

    assert queries.tokens()[0].used_at == MONDAY


def test_a_token_that_asks_too_often_must_wait(desk, client, monkeypatch):
    Membership.objects.create(user=desk.jonas, role=PersonRole.AGENT)
    monkeypatch.setattr(doors, "QUESTIONS", Throttle(2))
    told = {"Authorization": f"Bearer {give()}"}
    monkeypatch.setattr(clock, "now", lambda: MONDAY)

    answers = [client.get("/api/v1/tickets", headers=told) for _ in range(3)]
    monkeypatch.setattr(clock, "now", lambda: later(minutes=1))
    after = client.get("/api/v1/tickets", headers=told)

    assert [each.status_code for each in (*answers, after)] == [200, 200, 429, 200]
