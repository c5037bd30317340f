"""The door to tickets: which of them somebody may see, asked in one place."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from samdrift.servicedesk.models import Ticket
from samdrift.servicedesk.ports import Reader


def visible(reader: Reader) -> QuerySet[Ticket]:
    """Return the tickets that somebody may see; a secret one only who works on it or reported."""
    return Ticket.objects.filter(_may_see(reader))


def ticket(reader: Reader, number: str) -> Ticket | None:
    """Return one ticket, None where there is none or it is not for them: they cannot tell which."""
    return visible(reader).filter(number=number).first()


def _may_see(reader: Reader) -> Q:
    own = Q(pk__in=())
    if reader.person_id is not None:
        own |= Q(requester=reader.person_id)
    if reader.is_desk:
        own |= Q(assignee=reader.user_id) | Q(owner=reader.user_id)
    if reader.sees_secret and reader.is_desk:
        return Q()
    open_to_reader = Q(pk__in=())
    if reader.is_desk:
        open_to_reader |= Q(is_secret=False)
    if reader.organisation_code:
        open_to_reader |= Q(organisation=reader.organisation_code, is_secret=False)
    if reader.unit_ids:
        open_to_reader |= Q(unit__in=reader.unit_ids, is_secret=False)
    return own | open_to_reader
