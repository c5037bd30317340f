"""Letters about a booked time, with the time as calendars read it."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from samdrift.bookings.invitation import KIND, NAME, invitation
from samdrift.bookings.ports import Booked
from samdrift.bookings.words import swedish, times
from samdrift.plumbing import files
from samdrift.plumbing.mail import outbox
from samdrift.servicedesk.models import Ticket
from samdrift.servicedesk.notices import addresses, references
from samdrift.servicedesk.notices.references import Reference


def tell_booked(ticket: Ticket, told: Booked, *, at: datetime) -> None:
    """Confirm a booking."""
    _post(ticket, told, "Din tid är bokad", "Din tid är bokad.", at=at)


def tell_moved(ticket: Ticket, told: Booked, *, at: datetime) -> None:
    """Confirm that a booking is moved."""
    _post(ticket, told, "Din tid är ändrad", "Din bokade tid är ändrad. Den nya är:", at=at)


def tell_cancelled(ticket: Ticket, told: Booked, *, at: datetime) -> None:
    """Confirm that a booking is taken back."""
    _post(ticket, told, "Din tid är avbokad", "Den här tiden är avbokad:", at=at)


def tell_soon(ticket: Ticket, told: Booked, *, at: datetime) -> None:
    """Remind of a booking."""
    _post(ticket, told, "Påminnelse om din tid", "Snart är det dags för din bokade tid.", at=at)


def address_of(told: Booked) -> str:
    """Return where a booking is seen, changed and taken back."""
    return f"{settings.BASE_URL}/hjalp/boka/{told.id}/"


def _post(ticket: Ticket, told: Booked, subject: str, first: str, *, at: datetime) -> None:
    """Put a letter in the outbox, where whoever booked can be written to."""
    reached = addresses.reporter(ticket)
    if reached is None:
        return
    digest = files.keep(invitation(told, address=address_of(told), at=at))
    text = [
        first,
        "",
        f"{swedish(told.starts_at)} ({times(told.starts_at, told.ends_at)})",
        f"Så möts vi: {told.way.label}{f', {told.place}' if told.place else ''}",
        f"Med: {told.helper_name}",
        f"Gäller: {told.service}",
    ]
    if not told.is_cancelled:
        text += ["", f"Ändra eller avboka: {address_of(told)}"]
    draft = outbox.Draft(
        to=(reached.address,),
        subject=f"[{told.number}] {subject}: {swedish(told.starts_at)}",
        text="\n".join(text),
        reference=references.written(Reference(told.number)),
        attachments=((NAME, KIND, digest),),
        is_automatic=True,
    )
    outbox.post(draft, mailbox_key=reached.mailbox_key, at=at)
