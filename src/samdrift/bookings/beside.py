"""What is known of a booked time beside its ticket."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.bookings import queries
from samdrift.bookings.choices import Way
from samdrift.bookings.words import times, when
from samdrift.reporting.together import Rows
from samdrift.servicedesk.ports import BesideSource, Lead, Reader


def _about(rows: Rows, _number: str, _reader: Reader) -> tuple[Lead, ...]:
    """Return the time that a ticket is booked for."""
    return tuple(
        Lead(
            when(starts_at),
            reverse("bookings:list"),
            ", ".join(
                (
                    _("Avbokad") if cancelled_at else times(starts_at, ends_at),
                    str(Way(way).label),
                    f"{first} {last}".strip() or username,
                )
            ),
        )
        for starts_at, ends_at, way, cancelled_at, first, last, username in rows
    )


OFFERS = (BesideSource("bookings.beside", _about, queries.of_ticket),)
