"""The one door to things: whoever reads meets those that may be read, and no others."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from samdrift.assets.models import Device, Standing
from samdrift.plumbing import access
from samdrift.plumbing.access import Role, Viewer


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads the register, and what of it."""

    organisation: str
    """The one whose things may be read; empty for every one."""
    sees_people: bool
    """Whether it may be read who has a thing: a member's economist counts, and sees no persons."""
    keeps: bool
    roles: frozenset[Role]


def reader_for(viewer: Viewer) -> Reader | None:
    """Return how somebody reads the register, None for whoever has nothing to do with it."""
    if not access.may_read_things(viewer):
        return None
    if access.may_read_every_thing(viewer):
        return Reader(
            "", sees_people=True, keeps=access.may_keep_things(viewer), roles=viewer.roles
        )
    if not viewer.organisation_code:
        return None
    return Reader(viewer.organisation_code, sees_people=False, keeps=False, roles=viewer.roles)


def is_open_to(viewer: Viewer, *, organisation_code: str) -> bool:
    """Whether a thing of an organisation may be read by whoever has some roles."""
    reader = reader_for(viewer)
    return reader is not None and reader.organisation in ("", organisation_code)


def things(reader: Reader) -> QuerySet[Device]:
    """Return the things that may be read; those whose registering was taken back are not there."""
    every = Device.objects.exclude(state=None)
    return every.filter(organisation_id=reader.organisation) if reader.organisation else every


def standings(reader: Reader) -> QuerySet[Standing]:
    """Return how things stood, of those that were then the organisation's."""
    every = Standing.objects.all()
    return every.filter(organisation_id=reader.organisation) if reader.organisation else every


def thing(reader: Reader, tag: str) -> Device | None:
    """Return a thing by its tag, None where there is none that may be read."""
    rows = things(reader).select_related("holder", "unit", "place", "state", "organisation")
    return rows.filter(tag=tag).first()
