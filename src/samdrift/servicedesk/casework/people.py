"""Who can be chosen to work on tickets, and what they are called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User

from samdrift.reporting import memory
from samdrift.servicedesk.models import Group


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody, or a group, that a ticket can be given to."""

    id: int
    name: str


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
        called = {helper.id: helper.name for helper in self.helpers}
        told = {
            value
            for changes in changed
            for field in _OF_PEOPLE & changes.keys()
            for value in changes[field]
            if isinstance(value, int)
        }
        if gone := told - called.keys():
            called |= {row.pk: _name(row) for row in User.objects.filter(pk__in=gone)}
        return {"group_id": self.group_names} | dict.fromkeys(_OF_PEOPLE, called)


SETTLED = (Group, Group.members.through, User)
"""What those who can be chosen are read from."""

_MENTION = re.compile(r"(?<![\w.])@([\w.+-]*\w)")
_OF_PEOPLE = frozenset({"assignee_id", "owner_id"})


def groups() -> tuple[Helper, ...]:
    """Return the groups that take tickets, the first line first."""
    rows = Group.objects.filter(is_active=True).values_list("pk", "name")
    return tuple(Helper(*row) for row in rows)


def everybody() -> Everybody:
    """Return groups and their members, for a page that shows a ticket."""
    return memory.in_process("servicedesk.everybody", SETTLED, _everybody)


def _everybody() -> Everybody:
    called: dict[int, str] = {}
    active: dict[int, str] = {}
    members: dict[int, str] = {}
    rows = Group.objects.values_list(
        "pk",
        "name",
        "is_active",
        "members",
        "members__is_active",
        "members__first_name",
        "members__last_name",
        "members__username",
    )
    for pk, name, is_active, member, may_work, first, last, username in rows:
        called[pk] = name
        if is_active:
            active[pk] = name
        if is_active and may_work:
            members[member] = f"{first} {last}".strip() or username
    by_name = sorted(members.items(), key=lambda each: (each[1].casefold(), each[0]))
    return Everybody(
        tuple(Helper(*each) for each in active.items()),
        tuple(Helper(*each) for each in by_name),
        called,
    )


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
