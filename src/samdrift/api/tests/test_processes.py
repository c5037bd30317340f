"""Text blocks, major incidents and changes, asked for by another system as the desk does them."""

import pytest

from samdrift.changes.models import Change, Template
from samdrift.disturbances.models import MajorIncident
from samdrift.parties.choices import PersonRole
from samdrift.parties.models import Membership
from samdrift.plumbing import clock
from samdrift.plumbing.jobs.models import Job
from samdrift.servicedesk.models import TextBlock, Ticket
from samdrift.servicedesk.tests.given import MONDAY, later

pytestmark = pytest.mark.django_db


@pytest.fixture
def disturbance(agent):
    told = {"title": "E-posten är nere", "what": "Ingen får brev.", "startedAt": str(later())}
    return agent("POST", "/disturbances", told).json()["id"]


def test_a_text_block_is_written_used_written_anew_and_removed(desk, agent):
    number = desk.ticket().number
    told = {"title": "Tack", "text": "Hej {namn}!", "urgency": 1, "checklist": ["Ring upp"]}

    made = agent("POST", "/blocks", told).json()
    used = agent("POST", f"/tickets/{number}/blocks", {"block": made["id"]}).json()
    anew = agent("PUT", f"/blocks/{made['id']}", {"title": "Tack", "text": "Hej!"}).json()

    assert made | {"id": 0} == {
        "id": 0,
        "title": "Tack",
        "text": "Hej {namn}!",
        "status": "",
        "groupId": None,
        "urgency": 1,
        "checklist": ["Ring upp"],
    }
    assert used["urgency"] == 1
    (draft,) = agent("GET", f"/tickets/{number}/drafts").json()
    assert draft["text"] == "Hej Karin!"
    assert anew["checklist"] == []
    assert [each["title"] for each in agent("GET", "/blocks").json()] == ["Tack"]
    assert agent("DELETE", f"/blocks/{made['id']}").status_code == 204
    assert not TextBlock.objects.exists()


def test_a_text_block_that_is_not_there_or_names_no_group_is_refused(desk, agent, karin):
    number = desk.ticket().number
    told = {"title": "Tack", "groupId": 999_999}

    assert agent("POST", "/blocks", told).status_code == 409
    assert agent("PUT", "/blocks/1", {"title": "Tack", "text": "x"}).status_code == 404
    assert agent("POST", f"/tickets/{number}/blocks", {"block": 1}).status_code == 409
    assert karin("GET", "/blocks").status_code == 403
    assert not TextBlock.objects.exists()


def test_a_major_incident_is_proposed_decided_led_and_reported(desk, agent, manager, disturbance):
    path = f"/disturbances/{disturbance}/major"
    assert agent("GET", path).status_code == 404

    proposed = agent("POST", path, {"why": "Alla skolor."}).json()
    refused = agent("POST", f"{path}/decision", {"isMajor": True})
    promoted = manager("POST", f"{path}/decision", {"isMajor": True}).json()
    agent("PUT", f"{path}/roles", {"leadId": desk.anna.pk, "communicatorId": desk.jonas.pk})
    tasks = agent("POST", f"{path}/tasks", {"text": "Ring kommunchefen"}).json()["tasks"]
    ticked = agent("PUT", f"{path}/tasks/{tasks[-1]['id']}", {"isDone": True}).json()

    assert (proposed["state"], proposed["proposedBy"]) == ("proposed", "Jonas Berg")
    assert refused.status_code == 403
    assert (promoted["state"], promoted["lead"]) == ("promoted", "Anna Ek")
    assert (ticked["communicator"], ticked["tasks"][-1]["doneBy"]) == ("Jonas Berg", "Jonas Berg")
    report = {"summary": "Brev kom inte fram.", "cause": "Full disk.", "measure": "Larm."}
    assert agent("PUT", f"{path}/report", report).status_code == 409
    over = {"text": "Det fungerar.", "state": "ended"}
    assert agent("POST", f"/disturbances/{disturbance}/updates", over).status_code == 200
    assert agent("PUT", f"{path}/report", report).json()["cause"] == "Full disk."


def test_what_is_no_major_incident_says_why(agent, manager, disturbance):
    path = f"/disturbances/{disturbance}/major"
    agent("POST", path, {"why": "Alla skolor."})

    assert manager("POST", f"{path}/decision", {"isMajor": False}).status_code == 409
    told = manager("POST", f"{path}/decision", {"isMajor": False, "why": "Bara en skola."}).json()

    assert told["state"] == "declined"
    assert MajorIncident.objects.get().decided_by == "Anna Ek"
    assert agent("POST", "/disturbances/999/major", {"why": "x"}).status_code == 404


def test_a_change_is_registered_and_written_anew_by_what_was_read(desk, agent):
    told = {
        "kind": "normal",
        "title": "Byte av brandvägg",
        "services": ["Nät"],
        "organisations": ["KIN"],
        "probability": 2,
        "consequence": 3,
        "backOutPlan": "Koppla in den gamla.",
        "startsAt": str(later(days=7)),
        "endsAt": str(later(days=7, hours=2)),
        "responsibleId": desk.jonas.pk,
    }

    made = agent("POST", "/changes", told).json()
    del told["kind"]
    anew = told | {"title": "Byte av två brandväggar", "version": made["version"]}
    path = f"/changes/{made['number']}"

    assert (made["state"], made["kind"], made["responsible"]) == ("draft", "normal", "Jonas Berg")
    assert agent("PUT", path, anew).json()["title"] == "Byte av två brandväggar"
    assert agent("PUT", path, anew).status_code == 409
    assert agent("PUT", "/changes/C-999", anew).status_code == 404


def test_a_standard_change_is_made_of_its_template(agent):
    Template.objects.create(
        key="ny-switch",
        title="Ny switch",
        services=["Nät"],
        plan="Byt.",
        back_out_plan="Byt tillbaka.",
        test="Pinga.",
        approved_on=MONDAY.date(),
        approved_by="Eva Lind",
    )

    told = agent("POST", "/changes", {"kind": "standard", "template": "ny-switch"}).json()

    assert (told["title"], told["services"]) == ("Ny switch", ["Nät"])
    assert agent("GET", "/changes/templates").json() == [{"key": "ny-switch", "title": "Ny switch"}]
    assert agent("POST", "/changes", {"kind": "standard", "template": "x"}).status_code == 409
    assert agent("POST", "/changes", {"kind": "normal"}).status_code == 409
    assert Change.objects.count() == 1
    assert not Ticket.objects.exists()


def closed(desk, agent, subject):
    """Have a ticket solved and closed at once; return its number."""
    number = desk.ticket(subject).number
    agent("POST", f"/tickets/{number}/solution", {"resolution": "Klart."})
    agent("POST", f"/tickets/{number}/verification")
    return number


def test_a_rule_is_tried_decided_on_by_one_and_started_by_another(
    desk, agent, manager, monkeypatch
):
    Membership.objects.create(user=desk.jonas, role=PersonRole.MANAGER)
    number, kept = closed(desk, agent, "Gallras"), closed(desk, agent, "Bevaras")
    monkeypatch.setattr(clock, "now", lambda: later(days=100))
    rule = {"name": "Äldre", "days": 30, "decision": "IHP 4.2"}

    made = manager("POST", "/wiping/rules", rule).json()
    hold = manager("POST", "/wiping/holds", {"ticket": kept, "why": "Tvist"}).json()[0]
    tried = agent("GET", f"/wiping/rules/{made['id']}").json()
    decided = manager("POST", f"/wiping/rules/{made['id']}/decisions").json()
    path = f"/wiping/wipings/{decided['id']}"

    assert (made["reached"], tried["reached"], tried["preserved"]) == (2, 1, 1)
    assert tried["sample"] == [number]
    assert {"part": "organisation", "value": "KIN", "count": 1} in tried["byPart"]
    assert Ticket.objects.filter(wiped_at=None).count() == 2
    assert (decided["expected"], decided["decidedBy"]) == (1, "Anna Ek")
    assert manager("POST", f"{path}/start").status_code == 409
    assert agent("POST", f"{path}/start").json()["startedBy"] == "Jonas Berg"
    assert agent("POST", f"{path}/withdrawal").status_code == 409
    assert agent("GET", path).json() == agent("GET", "/wiping/wipings").json()[0]
    assert manager("DELETE", f"/wiping/holds/{hold['id']}").status_code == 204
    assert manager("GET", "/wiping/holds").json() == []
    assert Job.objects.get().kind == "wiping.carry-out"


def test_wiping_is_for_those_who_may_and_tells_what_is_not_there(desk, agent, manager):
    told = {"name": "Äldre", "days": 30, "decision": "IHP 4.2"}

    assert agent("POST", "/wiping/rules", told).status_code == 403
    assert manager("GET", "/wiping/rules/1").status_code == 404
    assert manager("GET", "/wiping/wipings/1").status_code == 404
    assert manager("DELETE", "/wiping/rules/1").status_code == 409
    made = manager("POST", "/wiping/rules", told).json()
    assert [each["name"] for each in manager("GET", "/wiping/rules").json()] == ["Äldre"]
    assert manager("DELETE", f"/wiping/rules/{made['id']}").status_code == 204
    assert manager("GET", "/wiping/rules").json() == []
