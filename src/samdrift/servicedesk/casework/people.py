"""Who can be chosen to work on tickets, and what they are called."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User

from samdrift.servicedesk.models import Group


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody, or a group, that a ticket can be given to."""

    id: int
    name: str


def groups() -> tuple[Helper, ...]:
    """Return the groups that take tickets, the first line first."""
    rows = Group.objects.filter(is_active=True).values_list("pk", "name")
    return tuple(Helper(*row) for row in rows)


def helpers() -> tuple[Helper, ...]:
    """Return those who are members of any group, by name."""
    ids = Group.objects.filter(is_active=True).values("members")
    rows = User.objects.filter(pk__in=ids, is_active=True).order_by("first_name", "username")
    return tuple(Helper(row.pk, row.get_full_name() or row.get_username()) for row in rows)


def names() -> dict[str, dict[int, str]]:
    """Return what groups and people are called, by the field that names them in an event."""
    every = {row.pk: row.get_full_name() or row.get_username() for row in User.objects.all()}
    called = dict(Group.objects.values_list("pk", "name"))
    return {"group_id": called, "assignee_id": every, "owner_id": every}
