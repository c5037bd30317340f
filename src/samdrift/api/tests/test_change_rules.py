"""How changes are decided, said by another system for whoever decides that."""

import pytest

from samdrift.changes.models import (
    ApprovalRule,
    Change,
    ChangeLink,
    Delegation,
    MaintenanceWindow,
    RiskCell,
    Template,
)

pytestmark = pytest.mark.django_db

WINDOW = {"weekday": 3, "opens": "22:00", "closes": "24:00", "service": "Nät", "organisation": ""}
TEMPLATE = {
    "title": "Ny switch",
    "services": ["Nät"],
    "plan": "Byt.",
    "backOutPlan": "Byt tillbaka.",
    "test": "Pinga.",
}


def test_whose_approval_is_needed_is_said_and_taken_back(desk, manager):
    told = {"name": "Stora", "approverIds": [desk.anna.pk, desk.jonas.pk], "quorum": 2}
    made = manager("POST", "/changes/approval-rules", told | {"riskClass": "high"})
    few = manager("POST", "/changes/approval-rules", told | {"quorum": 3})

    (rule,) = made.json()
    assert (made.status_code, few.status_code) == (201, 409)
    assert (rule["name"], rule["riskClass"], rule["kind"], rule["quorum"]) == (
        "Stora",
        "high",
        "",
        2,
    )
    assert {(each["id"], each["name"]) for each in rule["approvers"]} == {
        (desk.anna.pk, "Anna Ek"),
        (desk.jonas.pk, "Jonas Berg"),
    }
    path = f"/changes/approval-rules/{rule['id']}"
    assert [manager("DELETE", path).status_code for _ in range(2)] == [204, 404]
    assert manager("GET", "/changes/approval-rules").json() == []
    assert not ApprovalRule.objects.get().is_active


def test_what_risk_is_and_which_times_are_agreed_are_said(manager):
    cell = {"probability": 4, "consequence": 4, "riskClass": "high"}
    risks = manager("PUT", "/changes/risk-classes", {"cells": [cell]}).json()
    made = manager("POST", "/changes/windows", WINDOW)
    wrong = manager("POST", "/changes/windows", WINDOW | {"closes": "21:00"})

    (window,) = manager("GET", "/changes/windows").json()
    assert cell in risks
    assert risks == manager("GET", "/changes/risk-classes").json()
    assert (made.status_code, made.json(), wrong.status_code) == (201, [window], 409)
    assert window | {"id": 0} == WINDOW | {"id": 0}
    path = f"/changes/windows/{window['id']}"
    assert [manager("DELETE", path).status_code for _ in range(2)] == [204, 404]
    assert not MaintenanceWindow.objects.exists()


def test_somebody_votes_for_whoever_is_away_until_they_are_back(desk, manager):
    told = {
        "fromId": desk.anna.pk,
        "toId": desk.jonas.pk,
        "validFrom": "2026-03-02",
        "backOn": "2026-03-09",
    }
    made = manager("POST", "/changes/stand-ins", told)
    wrong = manager("POST", "/changes/stand-ins", told | {"backOn": "2026-03-02"})

    (stand_in,) = made.json()
    assert (made.status_code, wrong.status_code) == (201, 409)
    assert (stand_in["fromName"], stand_in["toName"]) == ("Anna Ek", "Jonas Berg")
    assert stand_in["backOn"] == "2026-03-09"
    path = f"/changes/stand-ins/{stand_in['id']}"
    assert [manager("DELETE", path).status_code for _ in range(2)] == [204, 404]
    assert manager("GET", "/changes/stand-ins").json() == []


def test_a_standard_change_is_approved_made_and_shut(manager):
    made = manager("POST", "/changes/templates", TEMPLATE)
    told = {"kind": "standard", "template": "ny-switch"}

    assert (made.status_code, made.json()) == (201, {"key": "ny-switch", "title": "Ny switch"})
    assert manager("POST", "/changes", told).status_code == 201
    path = "/changes/templates/ny-switch"
    assert [manager("DELETE", path).status_code for _ in range(2)] == [204, 404]
    assert manager("POST", "/changes", told).status_code == 409
    assert (Template.objects.get().approved_by, Change.objects.count()) == ("Anna Ek", 1)


def test_a_ticket_belongs_with_a_change_until_it_does_not(desk, agent):
    ticket = desk.ticket("Skrivaren").number
    number = agent("POST", "/changes", {"kind": "normal", "title": "Byte"}).json()["number"]
    path = f"/changes/{number}/links"
    tied = agent("POST", path, {"other": ticket, "kind": "caused"})

    (link,) = tied.json()
    assert (tied.status_code, agent("GET", path).json()) == (201, [link])
    assert link | {"id": 0} == {
        "id": 0,
        "kind": "caused",
        "number": ticket,
        "subject": "Skrivaren",
    }
    assert agent("POST", path, {"other": "999"}).status_code == 409
    assert agent("DELETE", f"{path}/{link['id']}").status_code == 204
    assert not ChangeLink.objects.exists()


def test_how_changes_are_decided_is_for_whoever_decides_that(desk, agent, karin):
    rule = {"name": "Egen", "approverIds": [desk.jonas.pk]}
    cell = {"probability": 1, "consequence": 1, "riskClass": "low"}
    stand_in = {"fromId": 1, "toId": 2, "validFrom": "2026-03-02", "backOn": "2026-03-03"}
    may_not = [
        ("POST", "/changes/approval-rules", rule),
        ("DELETE", "/changes/approval-rules/1", None),
        ("PUT", "/changes/risk-classes", {"cells": [cell]}),
        ("POST", "/changes/windows", WINDOW),
        ("DELETE", "/changes/windows/1", None),
        ("POST", "/changes/stand-ins", stand_in),
        ("DELETE", "/changes/stand-ins/1", None),
        ("POST", "/changes/templates", TEMPLATE),
        ("DELETE", "/changes/templates/ny-switch", None),
    ]
    read = ("approval-rules", "risk-classes", "windows", "stand-ins", "C-1/links")
    nor_read = [*may_not, *(("GET", f"/changes/{each}", None) for each in read)]
    before = RiskCell.objects.count()

    assert [agent(*each).status_code for each in may_not] == [403] * len(may_not)
    assert [karin(*each).status_code for each in nor_read] == [403] * len(nor_read)
    for each in (ApprovalRule, MaintenanceWindow, Delegation, Template):
        assert not each.objects.exists()
    assert RiskCell.objects.count() == before
