"""People and things as the desk knows them, seen to by another system."""

import pytest

from samdrift.assets.models import Device
from samdrift.assets.tests.given import thing
from samdrift.servicedesk.models import ConcernedThing, PersonNote

pytestmark = pytest.mark.django_db


def test_what_is_good_to_know_of_somebody_is_noted_and_forgotten(desk, agent):
    (found,) = agent("GET", "/persons?words=karin").json()
    path = f"/persons/{found['id']}"
    noted = agent("POST", f"{path}/notes", {"text": "Når bäst på förmiddagen."})
    told = agent("PUT", f"{path}/language", {"language": "en"}).json()

    (note,) = noted.json()["notes"]
    assert (noted.status_code, note["by"]) == (201, "Jonas Berg")
    assert told == found | {"language": "en", "notes": [note], "things": []}
    assert [agent("DELETE", f"{path}/notes/{note['id']}").status_code for _ in range(2)] == [
        204,
        409,
    ]
    assert agent("GET", path).json()["notes"] == []
    assert agent("GET", "/persons/999999").status_code == 404


def test_a_thing_is_handed_out_and_taken_back(desk, agent):
    thing("KIN-1")
    path = f"/persons/{desk.karin.pk}/things"
    told = agent("POST", path, {"tag": "kin-1"})

    (held,) = told.json()["things"]
    assert (told.status_code, held["tag"]) == (201, "KIN-1")
    assert Device.objects.get(tag="KIN-1").holder_id == desk.karin.pk
    assert [agent("DELETE", f"{path}/KIN-1").status_code for _ in range(2)] == [204, 409]
    assert Device.objects.get(tag="KIN-1").holder_id is None
    assert agent("POST", path, {"tag": "INGEN"}).status_code == 409


def test_a_ticket_concerns_a_thing_until_it_does_not(desk, agent):
    thing("KIN-1")
    path = f"/tickets/{desk.ticket().number}/things"
    told = agent("POST", path, {"tag": "KIN-1"})

    assert told.status_code == 201
    assert [(each["tag"], each["isConcerned"]) for each in told.json()] == [("KIN-1", True)]
    assert agent("GET", path).json() == told.json()
    assert [agent("DELETE", f"{path}/KIN-1").status_code for _ in range(2)] == [204, 409]
    assert not ConcernedThing.objects.exists()


def test_people_and_things_are_for_those_who_work_with_tickets(desk, karin):
    thing("KIN-1")
    number, path = desk.ticket().number, f"/persons/{desk.karin.pk}"
    asked = [
        ("GET", path, None),
        ("POST", f"{path}/notes", {"text": "Hej"}),
        ("DELETE", f"{path}/notes/1", None),
        ("PUT", f"{path}/language", {"language": "en"}),
        ("POST", f"{path}/things", {"tag": "KIN-1"}),
        ("DELETE", f"{path}/things/KIN-1", None),
        ("GET", f"/tickets/{number}/things", None),
        ("POST", f"/tickets/{number}/things", {"tag": "KIN-1"}),
        ("DELETE", f"/tickets/{number}/things/KIN-1", None),
    ]

    assert [karin(*each).status_code for each in asked] == [403] * len(asked)
    assert not PersonNote.objects.exists()
    assert Device.objects.get(tag="KIN-1").holder_id is None
