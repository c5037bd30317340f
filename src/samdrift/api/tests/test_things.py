"""The register and its orders over the interface: found, moved on, ordered, in tickets."""

import base64

import pytest

from samdrift.api.choices import Scope
from samdrift.api.tests.given import Caller, OpenDesk
from samdrift.assets.models import Device, Order, Paper
from samdrift.assets.ordering import models_on_offer
from samdrift.assets.ordering.models_on_offer import Wanted
from samdrift.assets.tests import given
from samdrift.parties.choices import PersonRole
from samdrift.parties.models import Membership
from samdrift.servicedesk.tests.given import MONDAY

pytestmark = pytest.mark.django_db
PDF = {
    "name": "intyg.pdf",
    "mediaType": "application/pdf",
    "content": base64.b64encode(b"%PDF-1.7").decode(),
}


@pytest.fixture
def desk(monkeypatch, settings, tmp_path):
    settings.HOME = tmp_path
    monkeypatch.setattr("samdrift.plumbing.clock.now", lambda: MONDAY)
    return OpenDesk()


@pytest.fixture
def ask(desk, client):
    return Caller(client, desk.token())


def came(**told):
    things = [{"tag": "KIN-1", "serial": "S1"}, {"tag": "KIN-2"}]
    place = given.place().pk
    return {"kind": given.LAPTOP, "organisation": "KIN", "place": place, "day": "2026-01-07"} | {
        "things": things, **told
    }  # fmt: skip


def test_things_are_registered_moved_on_written_over_and_undone(desk, ask):
    made = ask("POST", "/things", came(files=[PDF]))
    assert (made.status_code, made.json()["tags"]) == (201, ["KIN-1", "KIN-2"])
    assert [each["tag"] for each in ask("GET", "/things?words=s1").json()["things"]] == ["KIN-1"]
    assert ask("GET", "/things?day=2026-01-06&limit=1").json() == {"things": [], "after": ""}
    assert ask("GET", "/things?limit=1").json()["after"] == "KIN-1"

    step = {"act": "hand-over", "day": "2026-02-02", "holder": desk.karin.email}
    held = ask("POST", "/things/KIN-1/steps", step).json()
    assert (held["state"], held["holder"], held["heldSince"]) == (
        "held",
        desk.karin.name,
        "2026-02-02",
    )
    assert held["steps"] == ["move", "repair", "take-back", "lose"]
    (paper,) = held["events"][-1]["papers"]
    handed = ask("GET", paper["href"].partition("/api/v1")[2])
    assert (paper["sort"], handed.content) == ("delivery", b"%PDF-1.7")

    told = {"version": held["version"], "model": "EliteBook", "costOre": 950_000}
    written = ask("PUT", "/things/KIN-1", told | {"boughtOn": "2026-01-07"}).json()
    assert (written["model"], written["costOre"]) == ("EliteBook", 950_000)
    assert ask("PUT", "/things/KIN-1", told).status_code == 409
    assert ask("PUT", "/things/KIN-1", told | {"fields": {"x": "1"}}).status_code == 409

    undone = ask("DELETE", f"/things/KIN-1/events/{held['events'][0]['id']}").json()
    assert (undone["state"], undone["model"]) == ("stock", "EliteBook")
    assert ask("DELETE", "/things/KIN-2/events/1").status_code == 404
    gone = ask("POST", f"/things/strokes/{made.json()['stroke']}/undoing")
    assert gone.json()["tags"] == ["KIN-1", "KIN-2"]
    assert ask("POST", "/things/strokes/inget/undoing").status_code == 409
    assert ask("GET", "/things/KIN-2").status_code == 404


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ({"act": "sell", "day": "2026-02-02"}, 409),
        ({"act": "hand-over", "day": "2026-02-02", "holder": "ingen"}, 409),
        ({"act": "hand-over", "day": "0001-01-01"}, 409),
        ({"act": "hand-over"}, 422),
    ],
)
def test_a_step_that_cannot_be_made_is_a_problem_and_nothing_happens(ask, told, status):
    given.thing("KIN-1")

    answer = ask("POST", "/things/KIN-1/steps", told | {"files": [PDF]} if "day" in told else told)

    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert (Device.objects.get().state_id, Paper.objects.count()) == ("stock", 0)


def test_kinds_tell_their_fields_and_steps_and_nothing_is_there_of_what_is_not(ask):
    kinds = {each["key"]: each for each in ask("GET", "/things/kinds").json()}
    laptop = ask("GET", f"/things/kinds/{given.LAPTOP}").json()

    assert (kinds["computer"]["isGroup"], kinds[given.LAPTOP]["number"]) == (True, 0)
    assert {"act": "sell", "label": "Sälj", "before": "erased", "after": "sold", "needs": ["note"]}
    assert "sell" in {each["act"] for each in laptop["steps"]}
    for address in ("/things/kinds/nej", "/things/papers/9", "/things/X", "/orders/9"):
        assert ask("GET", address).status_code == 404


def test_an_order_is_asked_for_decided_bought_and_received_by_those_who_may(desk, ask, client):
    model = models_on_offer.save(Wanted(given.LAPTOP, "EliteBook", "Datorhuset", 950_000))
    Membership.objects.create(user=desk.anna, role=PersonRole.MANAGER)
    manager = Caller(client, desk.token("anna"))
    assert [each["priceOre"] for each in ask("GET", "/orders/models").json()] == [950_000]
    wanted = {"organisation": "KIN", "lines": [{"model": model.pk, "number": 2}], "note": "Nya"}

    order = ask("POST", "/orders", wanted).json()
    one = f"/orders/{order['id']}"
    assert (order["state"], order["costOre"]) == ("asked", 1_900_000)
    assert ask("POST", "/orders", wanted | {"organisation": "X"}).status_code == 404
    assert ask("POST", f"{one}/decision", {"isApproved": True}).status_code == 409
    assert manager("POST", f"{one}/decision", {"isApproved": True}).json()["state"] == "approved"
    assert ask("POST", f"{one}/purchase", {"reference": "PO-7"}).json()["state"] == "ordered"
    line = f"{one}/lines/{order['lines'][0]['id']}/deliveries"
    told = {"deliveryNote": "F-1", "day": "2026-03-02", "place": given.place().pk}
    told["things"] = [{"tag": "KIN-1", "serial": "S1"}]
    got = ask("POST", line, told | {"files": [PDF]}).json()
    (came,) = got["lines"][0]["came"]
    assert (came["tags"], got["lines"][0]["left"]) == (["KIN-1"], 1)
    assert [each["name"] for each in came["papers"]] == ["intyg.pdf"]
    assert ask("POST", f"{one}/lines/999/deliveries", told).status_code == 404
    assert ask("POST", f"{one}/cancellation", {"note": "Nej"}).status_code == 409
    assert [each["state"] for each in ask("GET", "/orders?state=ordered").json()] == ["ordered"]

    other = ask("POST", "/orders", wanted).json()
    taken = ask("POST", f"/orders/{other['id']}/cancellation", {"note": "Fel"}).json()
    assert taken["state"] == "cancelled"


def test_a_thing_has_the_tickets_that_concern_it(desk, ask):
    number = desk.ticket().number
    given.thing("KIN-1", model="EliteBook")

    assert ask("POST", f"/tickets/{number}/things", {"tag": "KIN-1"}).status_code == 201

    assert [each["number"] for each in ask("GET", "/things/KIN-1/tickets").json()] == [number]


def test_without_the_scope_or_the_role_nothing_is_read_or_written(desk, client):
    given.thing("KIN-1")
    step = {"act": "take-back", "day": "2026-02-02"}
    reads = Caller(client, desk.token("jonas", (Scope.THINGS_READ,)))
    employee = Caller(client, desk.token("karin", (Scope.THINGS_READ, Scope.THINGS_WRITE)))

    assert reads("GET", "/things/KIN-1").status_code == 200
    assert reads("POST", "/things/KIN-1/steps", step).status_code == 403
    assert employee("GET", "/things/KIN-1").status_code == 403
    assert employee("POST", "/things/KIN-1/steps", step).status_code == 403
    assert employee("GET", "/orders").status_code == 403
    assert not Order.objects.exists()
