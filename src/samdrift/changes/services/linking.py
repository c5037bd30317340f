"""Saying which tickets and problems a change belongs with."""

from __future__ import annotations

import re
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from samdrift.changes.choices import EventKind, LinkKind
from samdrift.changes.errors import CannotSave
from samdrift.changes.models import ChangeLink
from samdrift.changes.ports import Actor
from samdrift.changes.services import rows
from samdrift.servicedesk.casework import door
from samdrift.servicedesk.ports import Reader

_PROBLEM = re.compile(r"[PK]-?\d{1,9}", re.IGNORECASE)


@transaction.atomic
def link(
    *, number: str, other: str, kind: LinkKind, reader: Reader, actor: Actor, at: datetime
) -> ChangeLink:
    """Say that a ticket, or a problem by its number, belongs with a change; twice is once.

    Raises CannotSave where there is no such ticket, or whoever links it may not see it.
    """
    change = rows.held(number)
    written = other.strip().lstrip("#")
    if _PROBLEM.fullmatch(written):
        told, is_new = ChangeLink.objects.get_or_create(
            change=change, kind=kind, problem=written.upper(), ticket=None
        )
    else:
        ticket = door.ticket(reader, written) if written else None
        if ticket is None:
            raise CannotSave(_("Det finns inget ärende %(number)s.") % {"number": written})
        told, is_new = ChangeLink.objects.get_or_create(
            change=change, kind=kind, ticket=ticket, problem=""
        )
    if is_new:
        changes = {"link": ("", f"{kind} {written}")}
        rows.write_event(change, EventKind.LINKED, actor=actor, at=at, changes=changes)
    return told


@transaction.atomic
def unlink(*, number: str, link_id: int, actor: Actor, at: datetime) -> None:
    """Take back that something belongs with a change."""
    change = rows.held(number)
    found = ChangeLink.objects.select_related("ticket").filter(change=change, pk=link_id).first()
    if found is None:
        raise CannotSave(_("Länken är redan borta."))
    told = found.problem or (found.ticket.number if found.ticket else "")
    changes = {"link": (f"{found.kind} {told}", "")}
    found.delete()
    rows.write_event(change, EventKind.LINKED, actor=actor, at=at, changes=changes)
