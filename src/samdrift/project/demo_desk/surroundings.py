"""What the desk of the demo works with: groups, colleagues, suppliers, hours, words, views."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max

from samdrift.parties import queries as parties
from samdrift.parties import services as accounts
from samdrift.parties.choices import OrganisationRole, PersonRole
from samdrift.parties.models import Organisation
from samdrift.project.demo_desk import texts, town
from samdrift.project.demo_desk.cast import Cast, Colleague, SupplierDesk
from samdrift.servicedesk.casework import setting_up
from samdrift.servicedesk.models import Group, SavedView, TextBlock
from samdrift.servicedesk.visiting import places as visiting
from samdrift.servicelevels.reckoning.documents import Document
from samdrift.servicelevels.reckoning.hours import Opening, Plan
from samdrift.servicelevels.services import agreements, calendars

BY = "demo"
FIRST_DAY = date(2020, 1, 1)
"""From when hours and promises hold: long before any ticket of the demo."""
_HOUR = 3600
SOLVE_HOURS = 16
"""Open hours in which suppliers of the demo solve what they are handed."""


@transaction.atomic
def furnish(*, at: datetime) -> None:
    """Write groups with their members, suppliers, hours and promises, ready words and views."""
    told = texts.words().desk
    _suppliers(told["suppliers"])
    _groups(told["groups"])
    _colleagues(told["colleagues"], at)
    _calendars(told["calendars"], at)
    _agreements(told["agreements"], at)
    _blocks(told["blocks"])
    _views(told["views"])
    _visit_places(told["visit_places"])


def cast() -> Cast:
    """Return all who appear in stories, as they are in the database."""
    told = texts.words().desk
    users = {user.username: user for user in User.objects.all()}
    group_of = {each["user"]: each["group"] for each in told["colleagues"]}
    colleagues: dict[str, list[Colleague]] = {}
    for each in told["colleagues"]:
        user = users[each["user"]]
        one = Colleague(user.pk, user.get_full_name(), each["group"])
        colleagues.setdefault(each["group"], []).append(one)
    return Cast(
        reporters=town.reporters(),
        colleagues=colleagues,
        groups=dict(Group.objects.values_list("key", "pk")),
        suppliers={
            each["code"]: SupplierDesk(each["code"], each["address"]) for each in told["suppliers"]
        },
        users={
            name: Colleague(user.pk, user.get_full_name() or name, group_of.get(name, ""))
            for name, user in users.items()
        },
    )


def _suppliers(told: Sequence[Mapping[str, str]]) -> None:
    last = Organisation.objects.aggregate(last=Max("position"))["last"] or 0
    Organisation.objects.bulk_create(
        Organisation(
            code=each["code"],
            name=each["name"],
            role=OrganisationRole.SUPPLIER,
            position=position,
        )
        for position, each in enumerate(told, start=last + 1)
    )
    for each in told:
        setting_up.save_terms(
            code=each["code"],
            address=each["address"],
            reference_form="INC123456",
            solve_hours=SOLVE_HOURS,
        )


def _groups(told: Sequence[Mapping[str, Any]]) -> None:
    Group.objects.bulk_create(
        Group(key=each["key"], name=each["name"], line=each["line"]) for each in told
    )


def _colleagues(told: Sequence[Mapping[str, str]], at: datetime) -> None:
    """Let everybody of the desk be, and be in their group; who has no password is invited."""
    groups = {group.key: group for group in Group.objects.all()}
    for each in told:
        user = User.objects.filter(username=each["user"]).first()
        if user is None:
            wanted = accounts.Wanted((PersonRole(each["role"]),), "", each["given"], each["family"])
            user_id = accounts.add_person(name=each["user"], wanted=wanted, by=BY, at=at)
            user = User.objects.get(pk=user_id)
        groups[each["group"]].members.add(user)


def _calendars(told: Sequence[Mapping[str, Any]], at: datetime) -> None:
    for each in told:
        opening = Opening(each["opens"] * 60, each["closes"] * 60)
        week = tuple((opening,) if day < each["days"] else () for day in range(7))
        plan = Plan(FIRST_DAY, week, closes_on_holidays=each["closes_on_holidays"])
        calendars.add_calendar(
            key=each["key"], name=each["name"], document=Document((plan,)), by=BY, at=at
        )
        for service in each["services"]:
            calendars.use_calendar(
                key=each["key"], service=service, organisation="", valid_from=FIRST_DAY, at=at
            )


def _agreements(told: Sequence[Mapping[str, Any]], at: datetime) -> None:
    first = parties.members()[0].code
    for each in told:
        promised = agreements.Promised(
            priority=each["priority"],
            respond_within_seconds=int(each["respond"] * _HOUR),
            solve_within_seconds=int(each["solve"] * _HOUR),
            service=each.get("service", ""),
            organisation=first if each.get("organisation") == "first" else "",
        )
        agreements.agree(promised=promised, valid_from=FIRST_DAY, at=at)


def _blocks(told: Sequence[Mapping[str, Any]]) -> None:
    TextBlock.objects.bulk_create(
        TextBlock(
            title=each["title"],
            text=each["text"],
            changes={"status": each["status"]} if "status" in each else {},
            checklist=each.get("checklist", []),
            group_name=each["group"],
            position=position,
        )
        for position, each in enumerate(told, start=1)
    )


def _visit_places(told: Mapping[str, str]) -> None:
    """Say where places are; the first is where the cars are."""
    for name, position in told.items():
        is_start = name == next(iter(told))
        visiting.save_place(name=name, spot=visiting.read_spot(position), is_start=is_start)


def _views(told: Sequence[Mapping[str, Any]]) -> None:
    """Write the views that all of the desk share; a group is told by its number in an address."""
    groups = dict(Group.objects.values_list("key", "pk"))
    owner = User.objects.get(username="handlaggare")
    for position, each in enumerate(told, start=1):
        selection = dict(each["selection"])
        if "group" in selection:
            selection["group"] = str(groups[selection["group"]])
        SavedView.objects.create(
            title=each["title"],
            user=owner,
            is_shared=True,
            selection=selection,
            position=position,
        )
