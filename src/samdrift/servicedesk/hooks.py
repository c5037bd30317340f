"""Which tickets the owner of a subscription may be told of: those that they may open."""

from __future__ import annotations

from samdrift.directory import queries as directory
from samdrift.parties import queries as parties
from samdrift.plumbing import access
from samdrift.plumbing.hooks.ports import HookTopic, Sight
from samdrift.servicedesk.casework import door
from samdrift.servicedesk.history import telling
from samdrift.servicedesk.ports import Reader


def sight(user_id: int, reference: str) -> Sight:
    """Return how much of a ticket somebody may be told; of a secret one never more than that."""
    reader = _reader(user_id)
    ticket = door.ticket(reader, reference.partition(":")[2]) if reader else None
    if ticket is None:
        return Sight.NOTHING
    return Sight.NUMBER if ticket.is_secret or ticket.wiped_at else Sight.WHOLE


def _reader(user_id: int) -> Reader | None:
    viewer, person = parties.viewer(user_id), directory.person_of_user(user_id)
    if viewer is None:
        return None
    is_desk = access.may_read_every_ticket(viewer)
    reads_own_organisation = access.may_read_tickets(viewer) and not is_desk
    return Reader(
        user_id=user_id,
        person_id=person.id if person else None,
        is_desk=is_desk,
        organisation_code=viewer.organisation_code if reads_own_organisation else "",
        unit_ids=directory.units_managed_by(person.id) if person else (),
        sees_secret=access.may_read_secret_tickets(viewer),
    )


OFFERS = (HookTopic("servicedesk.tickets", telling.EVENTS, sight),)
