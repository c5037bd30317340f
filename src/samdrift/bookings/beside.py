"""What is known of a booked time beside its ticket."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.bookings import queries
from samdrift.bookings.words import times, when
from samdrift.servicedesk.ports import BesideSource, Lead, Reader


def _about(ticket_id: int, _number: str, _reader: Reader) -> tuple[Lead, ...]:
    """Return the time that a ticket is booked for."""
    told = queries.of_ticket(ticket_id)
    if told is None:
        return ()
    state = _("Avbokad") if told.is_cancelled else f"{times(told.starts_at, told.ends_at)}"
    detail = ", ".join((state, str(told.way.label), told.helper_name))
    return (Lead(when(told.starts_at), reverse("bookings:list"), detail),)


OFFERS = (BesideSource("bookings.beside", _about),)
