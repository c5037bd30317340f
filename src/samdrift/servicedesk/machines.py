"""What machines, things, people and tickets know of each other."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from samdrift.assets.ports import CaseLine, CasesOfThing
from samdrift.directory.ports import LeaverSource
from samdrift.inventory.ports import Case, CaseSource
from samdrift.inventory.queries import machines
from samdrift.plumbing.access import Viewer
from samdrift.servicedesk.casework import concerning, door
from samdrift.servicedesk.choices import UNSOLVED, Status
from samdrift.servicedesk.models import Ticket
from samdrift.servicedesk.ports import Lead, PersonSource, Reader
from samdrift.servicedesk.queue import queries as queue
from samdrift.servicedesk.queue.ports import Selection, View

_MOST_CASES = 5
_MOST_OF_A_THING = 20


def _cases(person_id: int, viewer: Viewer, user_id: int) -> tuple[Case, ...]:
    """Return the open tickets of whoever has a machine, of those the viewer may read."""
    reader = door.reader_for(viewer, user_id)
    if reader is None:
        return ()
    selection = Selection(view=View.ALL, requester_id=person_id)
    page = queue.tickets(reader=reader, selection=selection, limit=_MOST_CASES)
    return tuple(
        Case(
            f"{item.number} {item.subject}",
            reverse("servicedesk:case", args=[item.number]),
            _(str(Status(item.status).label)),
        )
        for item in page.items
    )


def _of_thing(device_id: int, viewer: Viewer, user_id: int) -> tuple[CaseLine, ...]:
    """Return the tickets that concern a thing, of those the viewer may read."""
    reader = door.reader_for(viewer, user_id)
    if reader is None:
        return ()
    return tuple(
        CaseLine(
            f"{each.number} {each.subject}",
            reverse("servicedesk:case", args=[each.number]),
            _(str(Status(each.status).label)),
            each.opened_at,
        )
        for each in concerning.cases_of(device_id=device_id, reader=reader, most=_MOST_OF_A_THING)
    )


def _of_person(person_id: int, reader: Reader, _at: datetime) -> tuple[Lead, ...]:
    """Return what the machines that somebody has tell of themselves, to those of the desk."""
    return _leads(person_id) if reader.is_desk else ()


def _leads(person_id: int) -> tuple[Lead, ...]:
    return tuple(
        Lead(row.name, reverse("inventory:machine", args=[row.id]), row.system or _("Maskin"))
        for row in machines.held_by(person_id)
    )


def _asks_still(person_ids: tuple[int, ...]) -> frozenset[int]:
    """Return those of some who have left that have tickets which are not solved."""
    found = Ticket.objects.filter(requester__in=person_ids, is_live=True, status__in=UNSOLVED)
    return frozenset(found.order_by().values_list("requester", flat=True))


OFFERS = (
    LeaverSource("servicedesk.leavers", _asks_still, lambda _ids: None),
    CaseSource("servicedesk.cases-of-machines", _cases),
    CasesOfThing("servicedesk.cases-of-things", _of_thing),
    PersonSource("servicedesk.machines-of-person", _l("Maskiner"), _of_person),
)
