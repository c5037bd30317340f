"""What other systems find by words, each within its token and its person's doors."""

from urllib.parse import urlencode

import pytest

from samdrift.api.tests.given import Caller, OpenDesk
from samdrift.knowledge import services as guides
from samdrift.knowledge.choices import GuideState
from samdrift.knowledge.services import GuideText
from samdrift.servicedesk.ports import Written
from samdrift.servicedesk.tests.given import MONDAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    desk = OpenDesk()
    desk.shown = desk.ticket("Skrivaren", written=Written("Fiberanslutningen är nere."))
    desk.secret = desk.ticket("Skrivaren hos rektor", is_secret=True, requester_id=desk.per.pk)
    for title, state in (("Skrivare", GuideState.PUBLISHED), ("Skrivare i", GuideState.DRAFT)):
        text = GuideText(title, "Starta om.")
        guide = guides.begin_guide(text=text, by="jonas", at=MONDAY)
        guides.set_guide_state(key=guide.key, state=state, by="jonas", at=MONDAY)
    return desk


def found(caller, words, **asked):
    answer = caller("GET", f"/search?{urlencode({'words': words, **asked})}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_tickets_and_guides_are_found_with_what_surrounds_the_words(desk, client):
    told = found(Caller(client, desk.token()), "fiber")

    assert told["items"] == [
        {
            "kind": "ticket",
            "key": desk.shown.number,
            "title": "Skrivaren",
            "snippet": told["items"][0]["snippet"],
        }
    ]
    assert "Fiberanslutningen är nere." in told["items"][0]["snippet"]
    assert (told["count"], told["isCountCapped"], told["hasSomeWords"]) == (1, False, False)


def test_everybody_finds_what_they_may_read_and_counts_no_more(desk, client):
    agent = found(Caller(client, desk.token()), "skrivare")
    karin = found(Caller(client, desk.token("karin")), "skrivare")

    assert sorted(each["key"] for each in agent["items"]) == [
        desk.shown.number,
        "skrivare",
        "skrivare-i",
    ]
    assert sorted(each["key"] for each in karin["items"]) == [desk.shown.number, "skrivare"]
    assert (agent["count"], karin["count"]) == (3, 2)


def test_a_token_finds_what_its_scopes_open(desk, client):
    of_guides = Caller(client, desk.token(scopes=("guides:read",)))
    of_people = Caller(client, desk.token(scopes=("persons:read",)))

    assert {each["kind"] for each in found(of_guides, "skrivare")["items"]} == {"guide"}
    answer = of_people("GET", "/search?words=skrivare")
    assert answer.status_code == 403
    assert answer.json()["detail"] == "Åtkomstnyckeln saknar tickets:read eller guides:read."


def test_pages_follow_each_other_and_no_place_is_the_first(desk, client):
    agent = Caller(client, desk.token())

    first = found(agent, "skrivare", limit=2)
    second = found(agent, "skrivare", limit=2, after=first["after"])

    assert (len(first["items"]), len(second["items"]), second["after"]) == (2, 1, "")
    assert found(agent, "skrivare", limit=2, after="nonsens")["items"] == first["items"]
