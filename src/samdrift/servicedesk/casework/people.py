"""Who can be chosen to work on tickets, and what they are called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.db.models import DateField, OuterRef, Subquery, Value

from samdrift.directory.models import Person
from samdrift.reporting import memory
from samdrift.servicedesk.models import Away, Group


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody, or a group, that a ticket can be given to."""

    id: int
    name: str
    back_on: date | None = None
    """The day they are back, for somebody who is away."""


@dataclass(frozen=True, slots=True)
class Everybody:
    """The groups that take tickets, their members, and what all of them are called."""

    groups: tuple[Helper, ...]
    helpers: tuple[Helper, ...]
    group_names: dict[int, str]

    def names(self, changed: Iterable[Mapping[str, list[Any]]]) -> dict[str, dict[int, str]]:
        """Return what groups and people are called, by the field that names them in an event.

        Those who have left every group are looked up, which is seldom needed.
        """
        every = list(changed)
        called = {helper.id: helper.name for helper in self.helpers}
        if gone := _ids(every, _OF_PEOPLE) - called.keys():
            called |= {row.pk: _name(row) for row in User.objects.filter(pk__in=gone)}
        reporters: dict[int, str] = {}
        if told := _ids(every, frozenset({"requester_id"})):
            reporters = dict(Person.objects.filter(pk__in=told).values_list("pk", "name"))
        names = {"group_id": self.group_names, "requester_id": reporters}
        return names | dict.fromkeys(_OF_PEOPLE, called)


SETTLED = (Group, Group.members.through, User, Away)
"""What those who can be chosen are read from."""

_MENTION = re.compile(r"(?<![\w.])@([\w.+-]*\w)")
_OF_PEOPLE = frozenset({"assignee_id", "owner_id"})


def _ids(changed: list[Mapping[str, list[Any]]], fields: frozenset[str]) -> set[int]:
    """Return the ids that some events tell of in some fields."""
    return {
        value
        for changes in changed
        for field in fields & changes.keys()
        for value in changes[field]
        if isinstance(value, int)
    }


def groups() -> tuple[Helper, ...]:
    """Return the groups that take tickets, the first line first."""
    rows = Group.objects.filter(is_active=True).values_list("pk", "name")
    return tuple(Helper(*row) for row in rows)


def everybody(on: date | None = None) -> Everybody:
    """Return groups and their members, for a page that shows a ticket.

    Told a day, it says who is away then.
    """
    return memory.in_process(f"servicedesk.everybody {on}", SETTLED, lambda: _everybody(on))


def _everybody(on: date | None) -> Everybody:
    called: dict[int, str] = {}
    active: dict[int, str] = {}
    members: dict[int, Helper] = {}
    rows = Group.objects.annotate(back_on=_back_on(on)).values_list(
        "pk",
        "name",
        "is_active",
        "members",
        "members__is_active",
        "members__first_name",
        "members__last_name",
        "members__username",
        "back_on",
    )
    for pk, name, is_active, member, may_work, first, last, username, back in rows:
        called[pk] = name
        if is_active:
            active[pk] = name
        if is_active and may_work:
            members[member] = Helper(member, f"{first} {last}".strip() or username, back)
    by_name = sorted(members.values(), key=lambda each: (each.name.casefold(), each.id))
    return Everybody(
        tuple(Helper(*each) for each in active.items()),
        tuple(by_name),
        called,
    )


def _back_on(on: date | None) -> Subquery | Value:
    """Return the day that a group's member is back, nothing where they are not away on a day."""
    if on is None:
        return Value(None, DateField())
    away = Away.objects.filter(user=OuterRef("members"), valid_from__lte=on, valid_until__gt=on)
    return Subquery(away.order_by("-valid_until").values("valid_until")[:1])


def mentioned(text: str) -> tuple[int, ...]:
    """Return those whose user names a text mentions, `@jonas`, and who work in a group."""
    names = {name.casefold() for name in _MENTION.findall(text)}
    if not names:
        return ()
    members = Group.objects.filter(is_active=True).values("members")
    rows = User.objects.filter(pk__in=members, is_active=True).order_by("pk")
    return tuple(row.pk for row in rows if row.get_username().casefold() in names)


def _name(user: User) -> str:
    return user.get_full_name() or user.get_username()
