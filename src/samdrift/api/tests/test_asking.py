"""What other systems may ask and do: what the portal and the desk can, within the same doors."""

import base64

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samdrift.api.tests.given import Caller
from samdrift.servicedesk.choices import Status
from samdrift.servicedesk.models import Message, Opinion, SecrecyReading, Ticket
from samdrift.servicedesk.tests.given import MONDAY

pytestmark = pytest.mark.django_db
PICTURE = b"\x89PNG\r\n\x1a\n \x00 "
PROBLEM = "application/problem+json"
REPORT = {"subject": "Skrivaren", "text": "Den blinkar.", "urgency": 1}


def test_without_a_token_only_what_the_interface_is_is_told(desk, client):
    assert client.get("/api/v1/api-info").json()["apiName"] == "samdrift"
    for headers in ({}, {"Authorization": "Bearer fel"}, {"Authorization": "Basic x"}):
        answer = client.get("/api/v1/tickets", headers=headers)
        assert (answer.status_code, answer.headers["Content-Type"]) == (401, PROBLEM)
        assert answer.headers["WWW-Authenticate"] == "Bearer"
        assert answer.json()["instance"] == "/api/v1/tickets"


def test_a_session_is_no_token(desk, client):
    client.force_login(desk.jonas)

    assert client.get("/api/v1/tickets").status_code == 401


def test_a_token_opens_its_scopes_alone(desk, client):
    caller = Caller(client, desk.token(scopes=("guides:read",)))

    assert caller("GET", "/guides").status_code == 200
    answer = caller("POST", "/tickets", REPORT)
    assert (answer.status_code, answer.json()["detail"]) == (
        403,
        "Åtkomstnyckeln saknar tickets:write.",
    )
    assert Ticket.objects.count() == 0


def test_an_employee_reports_for_themselves_and_reads_their_own(desk, karin):
    other = desk.ticket(requester_id=desk.per.pk, organisation_code="YDR")

    made = karin("POST", "/tickets", REPORT)

    ticket = Ticket.objects.get(subject="Skrivaren")
    assert (made.status_code, made.json()["number"]) == (201, ticket.number)
    assert (ticket.requester, ticket.urgency, ticket.impact) == (desk.karin, 1, 3)
    told = karin("GET", f"/tickets/{ticket.number}").json()
    assert told["openedAt"] == "2026-03-02T09:00:00Z"
    assert [line["text"] for line in told["conversation"]] == ["Den blinkar."]
    assert karin("GET", f"/tickets/{other.number}").status_code == 404
    rows = karin("GET", "/tickets").json()
    assert [row["number"] for row in rows["items"]] == [ticket.number]


def test_an_agent_reports_for_somebody_by_their_address(desk, agent):
    answer = agent("POST", "/tickets", REPORT | {"requesterEmail": "karin@kinda.example"})

    assert Ticket.objects.get().requester == desk.karin
    assert answer.json()["organisation"] == "KIN"
    refused = agent("POST", "/tickets", REPORT | {"requesterEmail": "ingen@x.se"})
    assert (refused.status_code, Ticket.objects.count()) == (409, 1)


def test_the_same_key_makes_one_ticket(desk, karin):
    key = {"Idempotency-Key": "abc-1"}

    first = karin("POST", "/tickets", REPORT, **key)
    again = karin("POST", "/tickets", REPORT, **key)
    other = karin("POST", "/tickets", REPORT | {"text": "Annat"}, **key)

    assert [each.status_code for each in (first, again, other)] == [201, 200, 409]
    assert first.json()["number"] == again.json()["number"]
    assert Ticket.objects.count() == 1


def test_pages_follow_each_other_without_gap_or_double(desk, agent):
    numbers = {desk.ticket(f"Nr {each}").number for each in range(7)}

    seen, after, pages = [], "", 0
    while pages == 0 or (after and pages < 9):
        page = agent("GET", f"/tickets?limit=3&after={after}").json()
        seen += [row["number"] for row in page["items"]]
        after, pages = page["after"], pages + 1

    assert (pages, len(seen), set(seen)) == (3, 7, numbers)
    first = agent("GET", "/tickets?limit=3&after=falsk").json()
    assert [row["number"] for row in first["items"]] == seen[:3]


def test_a_ticket_goes_from_reply_to_score(desk, agent, karin):
    number = desk.ticket().number

    agent("POST", f"/tickets/{number}/messages", {"kind": "note", "text": "Kolla"})
    said = {"kind": "reply", "text": "Vilken?", "then": "waiting"}
    assert agent("POST", f"/tickets/{number}/messages", said).json()["status"] == "waiting"
    answer = {"kind": "answer", "text": "Den vita"}
    told = karin("POST", f"/tickets/{number}/messages", answer).json()
    assert [line["kind"] for line in told["conversation"]] == ["report", "reply", "answer"]
    agent("POST", f"/tickets/{number}/solution", {"resolution": "Ny"})
    opened = karin("POST", f"/tickets/{number}/reopening", {"text": "Nej"}).json()
    assert opened["status"] == "open"
    agent("POST", f"/tickets/{number}/solution", {"resolution": "Ny igen"})
    assert karin("POST", f"/tickets/{number}/verification").json()["status"] == "closed"
    assert karin("PUT", f"/tickets/{number}/opinion", {"score": 5}).status_code == 204

    assert Opinion.objects.get().score == 5
    refused = karin("POST", f"/tickets/{number}/reopening", {})
    assert (refused.status_code, refused.headers["Content-Type"]) == (409, PROBLEM)
    assert Ticket.objects.get().status == Status.CLOSED


def test_an_employee_neither_replies_notes_solves_nor_changes(desk, karin):
    number = desk.ticket().number
    asked = [
        ("POST", f"/tickets/{number}/messages", {"kind": "reply", "text": "x"}),
        ("POST", f"/tickets/{number}/messages", {"kind": "note", "text": "x"}),
        ("POST", f"/tickets/{number}/solution", {"resolution": "x"}),
        ("PATCH", f"/tickets/{number}", {"urgency": 1}),
        ("GET", "/persons?words=karin", None),
    ]

    assert {karin(*each).status_code for each in asked} == {403}
    assert (Message.objects.count(), Ticket.objects.get().version) == (1, 0)


def test_nothing_unseen_is_overwritten(desk, agent):
    ticket = desk.ticket()
    path = f"/tickets/{ticket.number}"

    changed = agent("PATCH", path, {"version": 0, "urgency": 1}).json()
    late = agent("PATCH", path, {"version": 0, "urgency": 3})

    assert (changed["version"], late.status_code) == (1, 409)
    assert Ticket.objects.get().urgency == 1


def test_files_go_in_and_come_out_as_they_were(desk, karin, agent):
    content = base64.b64encode(PICTURE).decode()
    file = {"name": "fel.png", "mediaType": "image/png", "content": content}

    made = karin("POST", "/tickets", REPORT | {"files": [file]}).json()

    (told,) = made["conversation"][0]["files"]
    assert (told["name"], told["mediaType"], told["size"]) == ("fel.png", "image/png", 11)
    path = told["href"].partition("/api/v1")[2]
    answer = agent("GET", path)
    assert (answer.content, answer.headers["Content-Type"]) == (
        PICTURE,
        "application/octet-stream",
    )
    assert agent("GET", path[:-1] + "2").status_code == 404


def test_that_a_secret_ticket_is_read_is_written_down(desk, agent, karin):
    number = desk.ticket(is_secret=True).number

    assert agent("GET", f"/tickets/{number}").status_code == 404
    assert karin("GET", f"/tickets/{number}").status_code == 200
    told = SecrecyReading.objects.values_list("ticket__number", "by_user__username")
    assert list(told) == [(number, "karin")]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"subject": ""}, "subject"),
        ({"subject": "a\x00"}, "subject"),
        ({"urgency": 4}, "urgency"),
        ({"okänt": 1}, "okänt"),
        ({"files": [{"name": "a", "mediaType": "a/b", "content": "%"}]}, "content"),
    ],
)
def test_a_wrong_question_says_which_field_and_makes_nothing(desk, karin, told, words):
    answer = karin("POST", "/tickets", REPORT | told)

    assert (answer.status_code, answer.headers["Content-Type"]) == (422, PROBLEM)
    assert words in answer.json()["detail"]
    assert Ticket.objects.count() == 0


def test_what_is_not_there_and_what_is_not_done_are_problems(agent):
    for method, path, status in (("GET", "/nothing", 404), ("DELETE", "/tickets", 405)):
        answer = agent(method, path)
        assert (answer.status_code, answer.headers["Content-Type"]) == (status, PROBLEM)
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "POST"}


def test_people_are_found(desk, agent):
    (found,) = agent("GET", "/persons?words=karin").json()

    assert found["email"] == "karin@kinda.example"
    assert found["unit"] == "Kisa skola"


def test_a_ticket_is_read_with_few_questions(desk, agent):
    number = desk.ticket(at=MONDAY).number

    with CaptureQueriesContext(connection) as asked:
        agent("GET", f"/tickets/{number}")

    assert len(asked) <= 10


def test_a_ticket_is_registered_with_few_questions(desk, agent):
    told = {"subject": "Skrivaren", "text": "Trasig.", "requesterEmail": desk.karin.email}
    for _ in range(2):  # The first lays out what is agreed on until somebody says otherwise.
        agent("POST", "/tickets", told | {"organisation": "KIN"})

    with CaptureQueriesContext(connection) as asked:
        answer = agent("POST", "/tickets", told | {"organisation": "KIN"})

    assert answer.status_code == 201
    questions = [each["sql"] for each in asked if "SAVEPOINT" not in each["sql"]]
    assert len(questions) <= 18, "\n".join(each[:110] for each in questions)
