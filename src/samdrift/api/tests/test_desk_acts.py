"""What the desk does, asked for by another system: the same acts, doors and refusals."""

import base64

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from samdrift.api.tests.given import Caller
from samdrift.knowledge.models import Guide, GuideAnswer
from samdrift.servicedesk.choices import Status
from samdrift.servicedesk.models import (
    Draft,
    Handover,
    Message,
    SavedView,
    Ticket,
    TicketLink,
    TimeSpent,
    Watcher,
)
from samdrift.servicedesk.tests.given import later

pytestmark = pytest.mark.django_db


def test_a_ticket_is_taken_and_given_to_a_group_and_to_nobody(desk, agent):
    path = f"/tickets/{desk.ticket().number}"

    taken = agent("POST", f"{path}/assignment").json()
    given = agent("PATCH", path, {"groupId": desk.second.pk, "version": taken["version"]}).json()
    freed = agent("PATCH", path, {"assigneeId": desk.anna.pk}).json()
    nobody = agent("PATCH", path, {"assigneeId": None}).json()

    assert (taken["assignee"], taken["status"]) == ("Jonas Berg", "open")
    assert (given["group"], given["assignee"]) == ("Nätverk", "")
    assert (freed["assignee"], nobody["assigneeId"]) == ("Anna Ek", None)


def test_tickets_are_merged_split_linked_and_laid_under_each_other(desk, agent):
    one, two, three = desk.ticket("A"), desk.ticket("B"), desk.ticket("C")
    merged = agent("POST", f"/tickets/{one.number}/merging", {"into": two.number}).json()
    last = merged["conversation"][-1]["id"]
    split = agent(
        "POST", f"/tickets/{two.number}/splitting", {"messages": [last], "subject": "Eget"}
    )
    beside = agent(
        "POST", f"/tickets/{two.number}/links", {"other": three.number, "kind": "caused_by"}
    ).json()
    agent("PUT", f"/tickets/{three.number}/parent", {"parent": two.number})

    assert merged["number"] == two.number
    assert Ticket.objects.get(pk=one.pk).merged_into == two
    assert (split.status_code, split.json()["subject"]) == (201, "Eget")
    assert [each["how"] for each in beside["others"]] == ["Beror på", "Hör ihop med"]
    assert agent("GET", f"/tickets/{three.number}/beside").json()["parent"] == two.number
    link = next(each["linkId"] for each in beside["others"] if each["number"] == three.number)
    agent("DELETE", f"/tickets/{two.number}/links/{link}")
    assert TicketLink.objects.filter(other=three).count() == 0
    again = agent("DELETE", f"/tickets/{two.number}/links/{link}")
    assert (again.status_code, again.json()["detail"]) == (409, "Länken är redan borta.")


def test_a_secret_ticket_is_neither_merged_into_nor_linked_by_who_may_not_see_it(desk, agent):
    one, secret = desk.ticket("A"), desk.ticket("B", is_secret=True)

    for path, told in (("merging", {"into": secret.number}), ("links", {"other": secret.number})):
        assert agent("POST", f"/tickets/{one.number}/{path}", told).status_code == 404

    assert (TicketLink.objects.count(), Ticket.objects.get(pk=one.pk).status) == (0, Status.NEW)


def test_a_ticket_goes_to_a_supplier_and_comes_back(desk, agent):
    path = f"/tickets/{desk.ticket().number}/handover"
    told = {"supplier": "LEV", "promisedBy": "2026-03-04T17:00:00+01:00"}

    given = agent("POST", path, told)
    noted = agent("PUT", path, {"reference": "INC-7"}).json()
    back = agent("DELETE", path).json()

    assert given.status_code == 201
    assert noted["suppliers"][0]["reference"] == "INC-7"
    assert back["suppliers"][0]["until"] == "2026-03-02T09:00:00Z"
    assert Handover.objects.get().valid_until == later(hours=1)
    assert agent("POST", path, {"supplier": "KIN"}).status_code == 409


def test_a_visit_and_a_plan_are_agreed_on(desk, agent):
    path = f"/tickets/{desk.ticket().number}"

    agent("PUT", f"{path}/visit", {"on": "2026-03-05", "time": "13:15", "place": "Rum 214"})
    planned = agent("POST", f"{path}/planning", {"wakeAt": "2026-03-06T08:00:00+01:00"})
    past = agent("POST", f"{path}/planning", {"wakeAt": "2026-03-01T08:00:00+01:00"})

    ticket = Ticket.objects.get()
    assert (str(ticket.visit_on), ticket.place) == ("2026-03-05", "Rum 214")
    assert agent("GET", f"{path}/beside").json()["visitTime"] == "13:15"
    agent("PATCH", path, {"visitOn": "2026-03-06", "version": Ticket.objects.get().version})
    assert Ticket.objects.get().visit_time is None
    assert (planned.json()["status"], past.status_code) == ("planned", 409)
    waiting = agent("PUT", f"{path}/standing", {"status": "waiting"}).json()
    assert waiting["status"] == "waiting"


def test_what_is_beside_a_ticket_is_kept_once_with_a_key(desk, agent):
    path = f"/tickets/{desk.ticket().number}"
    key = {"Idempotency-Key": "tid-1"}

    agent("PUT", f"{path}/watching", {"isWanted": True})
    todo = agent("POST", f"{path}/checklist", {"texts": ["Ring", "Byt"]}).json()["checklist"]
    agent("PUT", f"{path}/checklist/{todo[0]['id']}", {"isDone": True})
    spent = [agent("POST", f"{path}/time", {"minutes": 25}, **key).status_code for _ in range(2)]
    other = agent("POST", f"{path}/time", {"minutes": 30}, **key)
    told = agent("GET", f"{path}/beside").json()

    assert spent == [201, 200]
    assert other.status_code == 409
    assert TimeSpent.objects.get().minutes == 25
    assert (told["minutes"], told["isWatched"]) == (25, True)
    assert [each["doneBy"] for each in told["checklist"]] == ["jonas", ""]
    assert Watcher.objects.get().user == desk.jonas


def test_the_same_message_with_a_key_is_written_once(desk, agent):
    path = f"/tickets/{desk.ticket().number}/messages"
    key, said = {"Idempotency-Key": "svar-1"}, {"kind": "reply", "text": "Hej"}

    told = [agent("POST", path, said, **key).status_code for _ in range(2)]

    assert told == [201, 200]
    assert Message.objects.filter(kind="reply").count() == 1


def test_drafts_are_ones_own(desk, agent, client):
    path = f"/tickets/{desk.ticket().number}/drafts"
    agent("PUT", f"{path}/reply", {"text": "Jag har"})

    (kept,) = agent("GET", path).json()

    assert (kept["kind"], kept["text"]) == ("reply", "Jag har")
    assert Caller(client, desk.token("anna"))("GET", path).json() == []
    assert agent("PUT", f"{path}/reply", {"text": " "}).status_code == 204
    assert Draft.objects.count() == 0


def test_many_are_changed_at_one_stroke_which_is_undone(desk, agent):
    numbers = [desk.ticket().number for _ in range(2)]
    secret = desk.ticket(is_secret=True).number

    told = {"numbers": [*numbers, secret], "urgency": 1, "category": "Nät", "then": "waiting"}
    stroke = agent("POST", "/strokes/changes", told).json()
    assert (stroke["changed"], stroke["refused"]) == (numbers, [])
    assert set(Ticket.objects.values_list("urgency", flat=True)) == {1, 2}
    undone = agent("POST", f"/strokes/{stroke['batch']}/undoing").json()

    assert undone["changed"] == numbers
    assert set(Ticket.objects.values_list("urgency", "category", "status")) == {(2, "", "new")}
    assert agent("POST", "/strokes/changes", {"numbers": numbers}).status_code == 409


def test_keywords_are_given_listed_and_read_by_helpers_alone(desk, agent, karin):
    one, two = desk.ticket().number, desk.ticket().number
    wanted = {"added": ["Skolstart", "flytt  2026"], "dropped": ["annat"]}

    told = agent("PUT", f"/tickets/{one}/keywords", wanted).json()

    assert told["keywords"] == ["flytt 2026", "skolstart"]
    many = {"numbers": [one, two], "addedKeywords": ["lan"], "droppedKeywords": ["skolstart"]}
    stroke = agent("POST", "/strokes/changes", many | {"isWatched": True}).json()
    rows = agent("GET", "/tickets?keyword=LAN").json()["items"]
    assert [(row["number"], row["keywords"]) for row in rows] == [
        (one, ["flytt 2026", "lan"]),
        (two, ["lan"]),
    ]
    assert Watcher.objects.count() == 2
    agent("POST", f"/strokes/{stroke['batch']}/undoing")
    assert (Watcher.objects.count(), agent("GET", "/tickets?keyword=lan").json()["items"]) == (
        0,
        [],
    )
    assert agent("GET", f"/tickets/{one}").json()["keywords"] == ["flytt 2026", "skolstart"]
    assert agent("GET", "/keywords").json() == ["flytt 2026", "lan", "skolstart"]
    assert karin("GET", f"/tickets/{one}").json()["keywords"] == []
    assert [row["keywords"] for row in karin("GET", "/tickets").json()["items"]] == [[], []]
    assert karin("GET", "/keywords").status_code == 403


def test_many_are_answered_at_one_stroke(desk, agent):
    numbers = [desk.ticket().number for _ in range(2)]

    told = {"numbers": numbers, "text": "Nu fungerar det.", "then": "solved"}
    stroke = agent("POST", "/strokes/replies", told).json()

    assert stroke["changed"] == numbers
    assert set(Ticket.objects.values_list("status", flat=True)) == {"solved"}
    assert agent("POST", f"/strokes/{stroke['batch']}/undoing").json()["changed"] == numbers
    assert set(Ticket.objects.values_list("status", flat=True)) == {"new"}


def test_a_view_is_saved_listed_and_forgotten(desk, agent, client):
    told = {"title": "Nätverk", "group": desk.second.pk, "isShared": True}
    saved = agent("PUT", "/views", told).json()

    annas = Caller(client, desk.token("anna"))
    (shown,) = annas("GET", "/views").json()

    assert (shown["isOwn"], shown["query"]) == (
        False,
        {"view": "all", "group": str(desk.second.pk)},
    )
    assert annas("DELETE", f"/views/{saved['id']}").status_code == 409
    assert agent("DELETE", f"/views/{saved['id']}").status_code == 204
    assert SavedView.objects.count() == 0


def test_a_list_is_narrowed_as_at_the_desk(desk, agent):
    wanted = desk.ticket("Nät", group_id=desk.second.pk).number
    desk.ticket("Annat")

    rows = agent("GET", f"/tickets?group={desk.second.pk}&kind=incident").json()["items"]

    assert [row["number"] for row in rows] == [wanted]


def test_files_are_sent_as_a_form_sends_them(desk, agent, client):
    number = desk.ticket().number
    answer = client.post(
        f"/api/v1/tickets/{number}/files",
        {"kind": "note", "files": [SimpleUploadedFile("../a.txt", b"abc")]},
        headers={"Authorization": f"Bearer {agent._token}"},
    )
    empty = client.post(
        f"/api/v1/tickets/{number}/files",
        {"kind": "note", "files": [SimpleUploadedFile("b.txt", b"")]},
        headers={"Authorization": f"Bearer {agent._token}"},
    )

    (file,) = answer.json()["conversation"][-1]["files"]
    assert (answer.status_code, file["name"], file["size"]) == (201, "a.txt", 3)
    assert (empty.status_code, Message.objects.count()) == (409, 2)
    assert base64.b64encode(agent("GET", file["href"].partition("/api/v1")[2]).content) == b"YWJj"


def test_whom_tickets_are_given_to_is_told_to_helpers_alone(desk, agent, karin):
    told = agent("GET", "/helpers").json()

    assert [each["name"] for each in told["groups"]] == ["Servicedesk", "Nätverk"]
    assert {each["name"] for each in told["helpers"]} == {"Anna Ek", "Jonas Berg"}
    assert karin("GET", "/helpers").status_code == 403


def test_an_employee_does_nothing_of_the_desks(desk, karin):
    path = f"/tickets/{desk.ticket().number}"
    asked = [
        ("POST", f"{path}/assignment", None),
        ("POST", f"{path}/merging", {"into": "10002"}),
        ("POST", f"{path}/time", {"minutes": 5}),
        ("GET", f"{path}/beside", None),
        ("PUT", f"{path}/drafts/note", {"text": "x"}),
        ("POST", "/strokes/changes", {"numbers": ["10001"], "urgency": 1}),
        ("PUT", "/views", {"title": "Min"}),
        ("GET", "/problems", None),
        ("GET", "/changes", None),
        ("POST", "/guides", {"title": "G", "body": "B"}),
        ("GET", "/statistics?firstDay=2026-01-01&lastDay=2026-03-31", None),
    ]

    assert [karin(*each).status_code for each in asked] == [403] * len(asked)
    assert (TimeSpent.objects.count(), Draft.objects.count(), Guide.objects.count()) == (0, 0, 0)


def test_a_guide_is_written_published_and_answered(desk, agent, karin):
    made = agent("POST", "/guides", {"title": "Byt lösenord", "body": "Gör så här."})
    key = made.json()["key"]
    assert karin("GET", f"/guides/{key}").status_code == 404
    agent("PUT", f"/guides/{key}/state", {"state": "published"})

    assert karin("GET", f"/guides/{key}").json()["body"] == "Gör så här."
    assert karin("POST", f"/guides/{key}/answers", {"hasHelped": True}).status_code == 204
    answer = GuideAnswer.objects.get()
    assert (answer.has_helped, answer.organisation_code) == (True, "KIN")


def test_a_problem_goes_from_found_out_to_solved(desk, agent):
    ticket = desk.ticket()
    made = agent("POST", "/problems", {"title": "Nätet", "tickets": [ticket.number]}).json()
    path = f"/problems/{made['number']}/acts"

    known = agent("POST", path, {"act": "known-error", "text": "Starta om."}).json()
    early = agent("POST", path, {"act": "close"})
    solved = agent("POST", path, {"act": "solve", "text": "Bytt", "rootCause": "Gammal"}).json()

    assert (made["tickets"], known["state"], solved["state"]) == (
        [ticket.number],
        "known_error",
        "solved",
    )
    assert early.status_code == 409
    assert [row["openTickets"] for row in agent("GET", "/problems?state=solved").json()] == [1]


def test_a_disturbance_is_told_of_and_updated(desk, agent, karin):
    told = {"title": "Ingen e-post", "what": "Nere", "startedAt": "2026-03-02T09:30:00+01:00"}
    made = agent("POST", "/disturbances", told).json()
    path = f"/disturbances/{made['id']}"

    agent("POST", f"{path}/updates", {"text": "Vi vet varför.", "state": "identified"})

    (now,) = karin("GET", "/disturbances").json()["now"]
    assert (now["state"], now["updates"][0]["text"]) == ("identified", "Vi vet varför.")
    assert karin("POST", f"{path}/updates", {"text": "x"}).status_code == 403
    wrong = agent("POST", f"{path}/updates", {"text": "x", "state": "planned"})
    assert wrong.status_code == 409


def test_key_figures_are_those_of_the_page(desk, agent):
    desk.ticket()

    told = agent("GET", "/statistics?firstDay=2026-03-01&lastDay=2026-03-31").json()

    opened = sum(float(step["figures"]["opened"]) for step in told["flow"])
    assert (told["firstDay"], opened) == ("2026-03-01", 1)
    assert all(each["records"].startswith("http") for each in told["measures"] if each["records"])
    wrong = agent("GET", "/statistics?firstDay=2026-03-31&lastDay=2026-03-01")
    assert wrong.status_code == 409
