"""The door to tickets: which of them somebody may see, asked in one place."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from samdrift.directory import queries as directory
from samdrift.plumbing import access
from samdrift.plumbing.access import Viewer
from samdrift.servicedesk.errors import NoSuchTicket
from samdrift.servicedesk.models import Ticket
from samdrift.servicedesk.ports import Reader


def reader_for(viewer: Viewer, user_id: int) -> Reader | None:
    """Return how far somebody at the desk sees, None for who has nothing to do with tickets."""
    if not access.may_read_tickets(viewer):
        return None
    is_desk = access.may_read_every_ticket(viewer)
    sees_secret = access.may_read_secret_tickets(viewer)
    sees_all = is_desk and sees_secret  # Also what they have reported themselves.
    person = None if sees_all else directory.person_of_user(user_id)
    return Reader(
        user_id=user_id,
        person_id=person.id if person else None,
        is_desk=is_desk,
        organisation_code="" if is_desk else viewer.organisation_code,
        sees_secret=sees_secret,
    )


def is_open_to(viewer: Viewer, *, organisation_code: str, is_secret: bool) -> bool:
    """Whether a ticket is open to whoever has some roles, though they have nothing to do with it.

    What `visible` answers of a reader without a person and without units.
    """
    if not access.may_read_tickets(viewer):
        return False
    if access.may_read_every_ticket(viewer):
        return not is_secret or access.may_read_secret_tickets(viewer)
    return (
        not is_secret and bool(organisation_code) and viewer.organisation_code == organisation_code
    )


def visible(reader: Reader) -> QuerySet[Ticket]:
    """Return the tickets that somebody may see; a secret one only who works on it or reported."""
    return Ticket.objects.filter(_may_see(reader))


def has_visible_ticket(reader: Reader) -> Exists:
    """Return what holds of a row whose `ticket` somebody may see; asked row by row, by its key."""
    return Exists(visible(reader).filter(pk=OuterRef("ticket")))


def ticket(reader: Reader, number: str) -> Ticket | None:
    """Return one ticket, None where there is none or it is not for them: they cannot tell which."""
    return visible(reader).filter(number=number).first()


def tickets(reader: Reader, numbers: Iterable[str]) -> list[Ticket]:
    """Return the live tickets of some numbers, each once; refuse where one is not for the reader.

    A ticket that is not for them is as if it were not there.
    """
    wanted = tuple(dict.fromkeys(numbers))
    found = list(visible(reader).filter(number__in=wanted, is_live=True).order_by("id"))
    if absent := sorted(set(wanted) - {each.number for each in found}):
        raise NoSuchTicket(f"Det finns inget ärende {', '.join(absent)}.")
    return found


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
