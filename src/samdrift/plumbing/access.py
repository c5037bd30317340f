"""The door: what somebody who has signed in may open. Every page and export asks here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person is here to do; the words are those of parties.PersonRole."""

    MANAGER = "manager"
    CONTROLLER = "controller"
    ECONOMIST = "economist"
    ELECTED = "elected"


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who reads: their role, and the organisation they belong to where they belong to one."""

    role: Role
    organisation_code: str = ""

    @property
    def sees_every_record(self) -> bool:
        """Whether all records may be opened, whichever organisation they tell of."""
        return self.role in (Role.MANAGER, Role.CONTROLLER)

    @property
    def may_approve(self) -> bool:
        """Whether the year may be reconciled, reviewed and adopted; everybody else reads."""
        return self.role in (Role.MANAGER, Role.CONTROLLER)


def may_open_records(viewer: Viewer, *, is_personal: bool, organisation_code: str | None) -> bool:
    """Whether a list of records may be opened.

    What tells of single persons is for the manager and the controller. An elected member opens
    what tells of no person; a member's economist what is that member's own, or nobody's.
    """
    if viewer.sees_every_record:
        return True
    if is_personal:
        return False
    if viewer.role is Role.ELECTED or not organisation_code:
        return True
    return organisation_code == viewer.organisation_code


def may_import(viewer: Viewer) -> bool:
    """Whether packages may be taken in and undone: that is for the manager and the controller."""
    return viewer.role in (Role.MANAGER, Role.CONTROLLER)


def may_write_report(viewer: Viewer) -> bool:
    """Whether the report's text may be written; everybody else reads it, and its versions."""
    return viewer.role in (Role.MANAGER, Role.CONTROLLER)


class NoViewer(Exception):
    """A view was reached without passing the door: a fault of ours, never of the reader."""


def viewer_of(request: object) -> Viewer:
    """Return who reads, as the door put it on the request. Raises NoViewer where it did not."""
    viewer = getattr(request, "viewer", None)
    if not isinstance(viewer, Viewer):
        raise NoViewer
    return viewer
