"""How the desk works, decided by another system for whoever runs it; and who is away."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samdrift.api.choices import Scope
from samdrift.api.tests.given import Caller
from samdrift.changes.models import Standstill
from samdrift.parties.choices import PersonRole
from samdrift.parties.models import Membership, Organisation
from samdrift.servicedesk.models import Away, Group, RoutingRule, SupplierTerms
from samdrift.servicelevels.models import (
    Agreement,
    Calendar,
    CalendarEdition,
    CalendarUse,
    PriorityCell,
)

pytestmark = pytest.mark.django_db

SCHOOL = """key = "skola"
name = "Skolans tider"

[[plan]]
from = 2026-01-01
monday = ["08:00-16:00"]
"""
EIGHT_TO_FOUR = 'key = "weekdays"\nname = "Vardagar"\n[[plan]]\nfrom = 2000-01-01\n' + "".join(
    f'{day} = ["08:00-16:00"]\n' for day in ("monday", "tuesday", "wednesday", "thursday", "friday")
)
PROMISE = {
    "priority": 1,
    "respondWithinSeconds": 600,
    "solveWithinSeconds": 7_200,
    "service": "E-post",
    "organisation": "KIN",
    "calendar": "always",
    "validFrom": "2026-03-02",
}
WIRELESS = {
    "title": "Trådlöst",
    "words": "wifi, trådlös",
    "organisation": "KIN",
    "channel": "portal",
}


def test_a_level_is_promised_from_a_day_and_another_before_it_is_refused(manager):
    before = manager("GET", "/desk/service-levels").json()
    told = manager("POST", "/desk/service-levels", PROMISE)
    later = manager("POST", "/desk/service-levels", PROMISE | {"validFrom": "2026-04-01"}).json()
    again = manager("POST", "/desk/service-levels", PROMISE)

    assert [(each["priority"], each["solveWithinSeconds"]) for each in before["now"]] == [
        (1, 14_400),
        (2, 28_800),
        (3, 72_000),
        (4, 180_000),
        (5, 360_000),
    ]
    assert (told.status_code, told.json()["now"][-1]) == (201, PROMISE | {"validUntil": None})
    assert later["now"][-1]["validUntil"] == "2026-04-01"
    assert [each["validFrom"] for each in later["coming"]] == ["2026-04-01"]
    assert again.status_code == 409
    assert again.json()["detail"] == "Ett annat avtal gäller redan från den dagen eller senare."
    assert Agreement.objects.filter(service="E-post").count() == 2


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"calendar": "ingen"}, 409),
        ({"organisation": "NIX"}, 409),
        ({"solveWithinSeconds": 60}, 409),
        ({"solveWithinSeconds": 7_200_001}, 422),
        ({"priority": 6}, 422),
    ],
)
def test_a_level_that_cannot_be_is_refused(manager, wrong, status):
    assert manager("POST", "/desk/service-levels", PROMISE | wrong).status_code == status
    assert not Agreement.objects.filter(service="E-post").exists()


def test_what_goes_first_is_told_cell_by_cell(manager):
    before = manager("GET", "/desk/priorities").json()
    told = {"cells": [{"impact": 1, "urgency": 3, "priority": 2}]}
    after = manager("PUT", "/desk/priorities", told).json()

    assert len(before) == 9
    assert before[2] == {"impact": 1, "urgency": 3, "priority": 3}
    assert after == [*before[:2], {"impact": 1, "urgency": 3, "priority": 2}, *before[3:]]
    assert PriorityCell.objects.get(impact=1, urgency=3).priority == 2
    assert manager("PUT", "/desk/priorities", {"cells": []}).status_code == 422


def test_a_calendar_is_added_read_used_and_written_anew(manager):
    made = manager("POST", "/desk/calendars", {"text": SCHOOL})
    anew = SCHOOL.replace("16:00", "17:00").replace("Skolans tider", "Skoltider")
    written = manager("PUT", "/desk/calendars/skola", {"text": anew}).json()
    same = manager("PUT", "/desk/calendars/skola", {"text": anew}).json()
    use = {"calendar": "skola", "service": "E-post", "organisation": "KIN"}
    used = manager("POST", "/desk/calendar-uses", use | {"validFrom": "2026-03-03"})

    assert (made.status_code, made.json()["text"]) == (201, SCHOOL)
    assert (written["edition"], written["name"], written["text"]) == (2, "Skoltider", anew)
    assert [(each["number"], each["writtenBy"]) for each in written["editions"]] == [
        (2, "Anna Ek"),
        (1, "Anna Ek"),
    ]
    assert same == written
    assert (used.status_code, used.json()) == (201, [use | {"validFrom": "2026-03-03"}])
    assert [each["key"] for each in manager("GET", "/desk/calendars").json()] == [
        "always",
        "skola",
        "weekdays",
    ]
    assert manager("GET", "/desk/calendar-uses").json() == used.json()


def test_a_calendar_that_cannot_be_is_refused_and_nothing_is_written(manager):
    manager("GET", "/desk/calendars")
    asked = [
        ("POST", "/desk/calendars", {"text": "key ="}, 409),
        ("POST", "/desk/calendars", {"text": SCHOOL.replace('"skola"', '"weekdays"')}, 409),
        ("PUT", "/desk/calendars/weekdays", {"text": SCHOOL}, 409),
        ("PUT", "/desk/calendars/ingen", {"text": SCHOOL}, 404),
        ("GET", "/desk/calendars/ingen", None, 404),
        ("POST", "/desk/calendar-uses", {"calendar": "skola", "validFrom": "2026-03-03"}, 409),
    ]

    assert [manager(*each).status_code for *each, _ in asked] == [status for *_, status in asked]
    assert (Calendar.objects.count(), CalendarEdition.objects.count()) == (2, 2)
    assert not CalendarUse.objects.exists()


def test_a_calendar_is_tried_on_open_tickets_and_not_saved(desk, manager):
    number = desk.ticket().number

    told = manager("POST", "/desk/calendar-trials", {"text": EIGHT_TO_FOUR}).json()

    # Fifty open hours from Monday at nine: ten a day, or eight.
    moved = {"ticket": number, "before": "2026-03-09T08:00:00Z", "after": "2026-03-10T10:00:00Z"}
    assert told == {"going": 1, "tried": 1, "moved": [moved]}
    nobody = manager("POST", "/desk/calendar-trials", {"text": SCHOOL}).json()
    assert nobody == {"going": 0, "tried": 0, "moved": []}
    assert CalendarEdition.objects.count() == 2


def test_a_group_is_set_up_renamed_and_shut(desk, manager):
    desk.ticket("Nät", group_id=desk.second.pk)
    told = {"name": "Fält", "line": 2, "memberIds": [desk.jonas.pk]}
    made = manager("POST", "/desk/groups", told).json()
    path = f"/desk/groups/{made['id']}"
    shut = manager("PUT", path, {"name": "Fältet", "isActive": False}).json()

    assert made | {"id": 0} == {
        "id": 0,
        "key": "falt",
        "name": "Fält",
        "line": 2,
        "isActive": True,
        "members": [{"id": desk.jonas.pk, "name": "Jonas Berg"}],
        "openTickets": 0,
    }
    assert (shut["name"], shut["isActive"], shut["members"]) == ("Fältet", False, [])
    assert manager("GET", path).json() == shut
    listed = manager("GET", "/desk/groups").json()
    assert [(each["name"], each["openTickets"]) for each in listed] == [
        ("Servicedesk", 0),
        ("Nätverk", 1),
        ("Fältet", 0),
    ]
    assert [each["name"] for each in manager("GET", "/desk/colleagues").json()] == [
        "Anna Ek",
        "Jonas Berg",
    ]


def test_a_group_is_not_what_it_cannot_be(desk, manager):
    desk.ticket("Nät", group_id=desk.second.pk)
    stranger = User.objects.create(username="stranger")
    second = f"/desk/groups/{desk.second.pk}"
    asked = [
        ("POST", "/desk/groups", {"name": "nätverk"}, 409),
        ("POST", "/desk/groups", {"name": "Ny", "memberIds": [stranger.pk]}, 409),
        ("PUT", second, {"name": "Nätverk", "isActive": False}, 409),
        ("PUT", f"/desk/groups/{desk.first.pk}", {"name": "Servicedesk", "line": 2}, 409),
        ("PUT", "/desk/groups/999999", {"name": "Ny"}, 404),
        ("GET", "/desk/groups/999999", None, 404),
        ("POST", "/desk/groups", {"name": " "}, 422),
    ]

    assert [manager(*each).status_code for *each, _ in asked] == [status for *_, status in asked]
    assert list(Group.objects.order_by("pk").values_list("name", "line", "is_active")) == [
        ("Servicedesk", 1, True),
        ("Nätverk", 2, True),
    ]
    assert set(desk.first.members.all()) == {desk.jonas, desk.anna}


def test_a_member_who_may_help_no_more_stays_until_taken_out(desk, manager):
    Membership.objects.filter(user=desk.jonas).delete()
    path, told = f"/desk/groups/{desk.first.pk}", {"name": "Servicedesk", "line": 1}

    kept = manager("PUT", path, told | {"memberIds": [desk.jonas.pk, desk.anna.pk]}).json()
    out = manager("PUT", path, told | {"memberIds": [desk.anna.pk]}).json()
    back = manager("PUT", path, told | {"memberIds": [desk.jonas.pk]})

    assert [each["name"] for each in kept["members"]] == ["Anna Ek", "Jonas Berg"]
    assert [each["name"] for each in out["members"]] == ["Anna Ek"]
    assert back.json()["detail"] == "De som är handläggare, tekniker eller chef kan vara med."
    assert set(desk.first.members.all()) == {desk.anna}


def test_a_supplier_is_added_and_it_is_told_how_they_are_asked(manager):
    added = manager("POST", "/desk/suppliers", {"code": "två ord", "name": "Nätbolaget"})
    terms = {"address": "hjalp@nat.example", "referenceForm": "INC-0000", "solveHours": 8}
    told = manager("PUT", "/desk/suppliers/LEV", terms)
    wrong = manager("PUT", "/desk/suppliers/LEV", terms | {"address": "ingen"})

    assert added.status_code == 409
    assert told.json() == {"code": "LEV", "name": "Leverantören"} | terms
    assert (wrong.status_code, SupplierTerms.objects.get().address) == (409, "hjalp@nat.example")
    added = manager("POST", "/desk/suppliers", {"code": "nat", "name": "Nätbolaget"})
    assert (added.status_code, added.json()["code"], added.json()["solveHours"]) == (
        201,
        "NAT",
        None,
    )
    assert [each["code"] for each in manager("GET", "/desk/suppliers").json()] == ["LEV", "NAT"]
    assert manager("PUT", "/desk/suppliers/KIN", terms).status_code == 404


def test_a_rule_is_tried_saved_moved_written_anew_and_removed(desk, manager):
    number, other = desk.ticket("Trådlösa nätet").number, desk.ticket("Skrivaren").number
    told = WIRELESS | {"groupId": desk.second.pk}
    tried = manager("POST", "/desk/rules/trials", told).json()
    assert not RoutingRule.objects.exists()

    made = manager("POST", "/desk/rules", told)
    rest = manager("POST", "/desk/rules", {"title": "Alla andra", "urgency": 1}).json()
    path = f"/desk/rules/{made.json()['id']}"
    goes = manager("GET", f"/desk/rules/tickets/{number}").json()
    moved = manager("POST", f"{path}/moving", {"isEarlier": False}).json()

    assert tried == {"tried": 2, "taken": [{"number": number, "subject": "Trådlösa nätet"}]}
    assert made.status_code == 201
    assert made.json() | {"id": 0} == told | {
        "id": 0,
        "service": "",
        "category": "",
        "mailbox": "",
        "kind": "",
        "assigneeId": None,
        "impact": None,
        "urgency": None,
        "isActive": True,
    }
    assert (goes["number"], goes["subject"]) == (number, "Trådlösa nätet")
    assert goes["rule"] == made.json()
    assert [each["title"] for each in moved] == ["Alla andra", "Trådlöst"]
    assert moved == manager("GET", "/desk/rules").json()
    shut = manager(
        "PUT", f"/desk/rules/{rest['id']}", {"title": "Rest", "urgency": 1, "isActive": False}
    )
    assert shut.json() == rest | {"title": "Rest", "isActive": False}
    assert manager("GET", f"/desk/rules/tickets/{other}").json()["rule"] is None
    assert manager("DELETE", path).status_code == 204
    assert list(RoutingRule.objects.values_list("title", flat=True)) == ["Rest"]
    assert manager("GET", path).status_code == 404


def test_a_changed_rule_is_tried_in_its_place_on_one_ticket(desk, manager):
    number = desk.ticket("Trådlösa nätet").number
    made = manager("POST", "/desk/rules", WIRELESS | {"groupId": desk.second.pk}).json()
    changed = WIRELESS | {"words": "skrivare", "urgency": 1, "rule": made["id"], "ticket": number}

    misses = manager("POST", "/desk/rules/trials", changed).json()
    fits = manager("POST", "/desk/rules/trials", changed | {"words": "nätet"}).json()

    assert misses == {"tried": 1, "taken": []}
    assert fits == {"tried": 1, "taken": [{"number": number, "subject": "Trådlösa nätet"}]}
    assert RoutingRule.objects.get().words == "wifi, trådlös"


def test_a_rule_that_cannot_be_is_refused_and_nothing_is_saved(manager):
    asked = [
        ("POST", "/desk/rules", WIRELESS, 409),
        ("POST", "/desk/rules", WIRELESS | {"groupId": 999_999}, 409),
        ("POST", "/desk/rules", WIRELESS | {"urgency": 1, "mailbox": "ingen"}, 409),
        ("POST", "/desk/rules", WIRELESS | {"urgency": 1, "organisation": "NIX"}, 409),
        ("POST", "/desk/rules", WIRELESS | {"urgency": 4}, 422),
        ("POST", "/desk/rules/trials", WIRELESS | {"urgency": 1, "ticket": "99"}, 409),
        ("POST", "/desk/rules/trials", WIRELESS | {"urgency": 1, "rule": 99}, 404),
        ("GET", "/desk/rules/tickets/99", None, 404),
        ("PUT", "/desk/rules/99", WIRELESS | {"urgency": 1}, 404),
        ("POST", "/desk/rules/99/moving", {"isEarlier": True}, 404),
        ("DELETE", "/desk/rules/99", None, 404),
    ]

    assert [manager(*each).status_code for *each, _ in asked] == [status for *_, status in asked]
    assert not RoutingRule.objects.exists()


def test_whoever_runs_the_desk_and_reads_no_tickets_is_told_no_subject(desk, client):
    keeper = User.objects.create(username="keeper")
    Membership.objects.create(user=keeper, role=PersonRole.ADMINISTRATOR)
    number, secret = desk.ticket("Wifi").number, desk.ticket("Wifi", is_secret=True).number
    root = Caller(client, desk.token("keeper"))

    told = root("POST", "/desk/rules/trials", WIRELESS | {"urgency": 1}).json()

    assert told == {"tried": 1, "taken": [{"number": number, "subject": ""}]}
    assert root("GET", f"/desk/rules/tickets/{secret}").status_code == 404


def test_somebody_is_away_until_it_is_taken_back(desk, agent):
    own = agent("POST", "/away", {"validFrom": "2026-03-02", "backOn": "2026-03-09"})
    annas = {"userId": desk.anna.pk, "validFrom": "2026-04-01", "backOn": "2026-04-02"}
    both = agent("POST", "/away", annas).json()

    jonas = {
        "id": own.json()[0]["id"],
        "userId": desk.jonas.pk,
        "name": "Jonas Berg",
        "validFrom": "2026-03-02",
        "backOn": "2026-03-09",
    }
    assert (own.status_code, own.json()) == (201, [jonas])
    assert [each["name"] for each in both] == ["Jonas Berg", "Anna Ek"]
    assert agent("DELETE", f"/away/{jonas['id']}").status_code == 204
    assert [each["name"] for each in agent("GET", "/away").json()] == ["Anna Ek"]
    assert agent("DELETE", f"/away/{jonas['id']}").status_code == 404
    wrong = agent("POST", "/away", annas | {"validFrom": "2026-04-02"})
    again = agent("POST", "/away", annas)
    assert (wrong.status_code, again.status_code, Away.objects.count()) == (409, 409, 1)


def test_the_address_of_ones_calendar_is_told_once_and_shuts_the_one_before(manager, client):
    first, second = (manager("POST", "/changes/calendar-key").json()["address"] for _ in range(2))

    answers = [client.get(address.partition("testserver")[2]) for address in (first, second)]

    assert [answer.status_code for answer in answers] == [404, 200]
    assert b"BEGIN:VCALENDAR" in answers[1].content


def test_a_day_is_told_by_the_places_that_are_known(desk, manager, agent):
    kisa = {"name": "Kisa", "latitude": 57.9881, "longitude": 15.6307, "isStart": True}
    manager("PUT", "/desk/places", kisa)
    horn = {"name": "Horn", "latitude": 57.8949, "longitude": 15.8329}
    told = manager("PUT", "/desk/places", horn).json()
    number = desk.ticket().number
    agent("POST", f"/tickets/{number}/assignment")
    agent(
        "PUT",
        f"/tickets/{number}/visit",
        {"on": "2026-03-03", "time": "10:00", "place": "Skolan, Horn", "minutes": 45},
    )

    day = agent("GET", "/visits?on=2026-03-03").json()

    assert [(each["name"], each["isStart"]) for each in told] == [("Horn", False), ("Kisa", True)]
    assert (day["start"], day["leaves"], day["back"]) == ("Kisa", "09:30", "11:15")
    assert (day["kilometres"], day["travelMinutes"], day["isWhole"]) == (42, 60, True)
    (stop,) = day["stops"]
    assert (stop["begins"], stop["ends"], stop["lateMinutes"]) == ("10:00", "10:45", 0)
    assert agent("PUT", "/desk/places", horn).status_code == 403
    gone = f"/desk/places/{told[0]['id']}"
    assert [manager("DELETE", gone).status_code for _ in range(2)] == [204, 404]
    assert agent("GET", "/visits?on=2026-03-03").json()["isWhole"] is False


def test_nothing_changes_in_a_standstill_until_it_is_taken_away(manager):
    told = {
        "reason": "Bokslut",
        "startsAt": "2026-03-30T00:00:00+02:00",
        "endsAt": "2026-04-02T00:00:00+02:00",
        "organisation": "KIN",
    }
    made = manager("POST", "/changes/standstills", told)
    wrong = manager("POST", "/changes/standstills", told | {"endsAt": told["startsAt"]})
    nobody = manager("POST", "/changes/standstills", told | {"organisation": "NIX"})

    (stop,) = manager("GET", "/changes/standstills").json()
    assert (made.status_code, made.json()) == (201, [stop])
    assert stop | {"id": 0} == told | {
        "id": 0,
        "service": "",
        "startsAt": "2026-03-29T22:00:00Z",
        "endsAt": "2026-04-01T22:00:00Z",
    }
    assert (wrong.status_code, nobody.status_code, Standstill.objects.count()) == (409, 409, 1)
    assert manager("DELETE", f"/changes/standstills/{stop['id']}").status_code == 204
    assert manager("DELETE", f"/changes/standstills/{stop['id']}").status_code == 404
    assert not Standstill.objects.exists()


def test_how_the_desk_works_is_decided_by_nobody_but_who_runs_it(desk, agent, karin):
    rule = RoutingRule.objects.create(title="Regel", position=0, urgency=1)
    agent_may_not = [
        ("GET", "/desk/service-levels", None),
        ("POST", "/desk/service-levels", PROMISE),
        ("GET", "/desk/priorities", None),
        ("PUT", "/desk/priorities", {"cells": [{"impact": 1, "urgency": 1, "priority": 5}]}),
        ("GET", "/desk/calendars", None),
        ("POST", "/desk/calendars", {"text": SCHOOL}),
        ("GET", "/desk/calendars/weekdays", None),
        ("PUT", "/desk/calendars/weekdays", {"text": EIGHT_TO_FOUR}),
        ("POST", "/desk/calendar-trials", {"text": SCHOOL}),
        ("GET", "/desk/calendar-uses", None),
        ("POST", "/desk/calendar-uses", {"calendar": "always", "validFrom": "2026-03-03"}),
        ("GET", "/desk/groups", None),
        ("POST", "/desk/groups", {"name": "Egen"}),
        ("GET", f"/desk/groups/{desk.first.pk}", None),
        ("PUT", f"/desk/groups/{desk.first.pk}", {"name": "Egen"}),
        ("GET", "/desk/colleagues", None),
        ("GET", "/desk/suppliers", None),
        ("POST", "/desk/suppliers", {"code": "EGEN", "name": "Egen"}),
        ("PUT", "/desk/suppliers/LEV", {"solveHours": 1}),
        ("GET", "/desk/rules", None),
        ("POST", "/desk/rules", WIRELESS | {"urgency": 1}),
        ("POST", "/desk/rules/trials", WIRELESS | {"urgency": 1}),
        ("GET", "/desk/rules/tickets/10001", None),
        ("GET", f"/desk/rules/{rule.pk}", None),
        ("PUT", f"/desk/rules/{rule.pk}", WIRELESS | {"urgency": 1}),
        ("POST", f"/desk/rules/{rule.pk}/moving", {"isEarlier": True}),
        ("DELETE", f"/desk/rules/{rule.pk}", None),
        (
            "POST",
            "/changes/standstills",
            {"reason": "x", "startsAt": "2026-03-03T00:00:00Z", "endsAt": "2026-03-04T00:00:00Z"},
        ),
        ("DELETE", "/changes/standstills/1", None),
    ]
    nor_employee = [
        *agent_may_not,
        ("GET", "/changes/standstills", None),
        ("GET", "/away", None),
        ("POST", "/away", {"validFrom": "2026-03-02", "backOn": "2026-03-09"}),
        ("DELETE", "/away/1", None),
    ]

    assert [agent(*each).status_code for each in agent_may_not] == [403] * len(agent_may_not)
    assert [karin(*each).status_code for each in nor_employee] == [403] * len(nor_employee)
    assert list(RoutingRule.objects.values_list("title", "words")) == [("Regel", "")]
    assert (Group.objects.count(), Organisation.objects.filter(role="supplier").count()) == (2, 1)
    for each in (Agreement, Calendar, CalendarUse, PriorityCell, SupplierTerms, Standstill, Away):
        assert not each.objects.exists()


@pytest.mark.parametrize("path", ["service-levels", "calendars/weekdays", "groups", "rules"])
def test_a_longer_list_asks_no_more_questions(desk, manager, path):
    manager("GET", "/desk/calendars")
    counts = []
    for number in range(2):
        with CaptureQueriesContext(connection) as asked:
            assert manager("GET", f"/desk/{path}").status_code == 200
        counts.append(len(asked))
        for name in ("Ett", "Två", "Tre"):
            title = f"{name} {number}"
            RoutingRule.objects.create(title=title, position=number, urgency=1)
            Group.objects.create(key=title, name=title, line=2).members.add(desk.jonas)
            manager("POST", "/desk/service-levels", PROMISE | {"service": title})
        opens = f"0{number + 6}:00"
        told = {"text": EIGHT_TO_FOUR.replace("08:00", opens)}
        assert manager("PUT", "/desk/calendars/weekdays", told).status_code == 200

    assert counts[1] <= counts[0] <= 10


def test_a_token_opens_it_only_with_its_scope(desk, client, manager):
    narrow = Caller(client, desk.token("anna", (Scope.TICKETS_WRITE, Scope.PROCESSES_WRITE)))

    refused = narrow("POST", "/desk/groups", {"name": "Egen"})

    assert (refused.status_code, refused.json()["detail"]) == (
        403,
        "Åtkomstnyckeln saknar desk:manage.",
    )
    assert Group.objects.count() == 2
