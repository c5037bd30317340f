"""Letters about a booked time, with the time as calendars read it."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from samdrift.bookings.invitation import KIND, NAME, invitation
from samdrift.bookings.ports import Booked
from samdrift.bookings.words import times, when
from samdrift.plumbing import files
from samdrift.plumbing.mail import outbox
from samdrift.servicedesk.models import Ticket
from samdrift.servicedesk.notices import addresses, letterheads, references
from samdrift.servicedesk.notices.references import Reference

type Words = tuple[str, str]
"""What a letter is about, and its first line, in Swedish."""


def tell_booked(ticket: Ticket, told: Booked, *, at: datetime) -> None:
    """Confirm a booking."""
    _post(ticket, told, (_("Din tid är bokad"), _("Din tid är bokad.")), at=at)


def tell_moved(ticket: Ticket, told: Booked, *, at: datetime) -> None:
    """Confirm that a booking is moved."""
    words = (_("Din tid är ändrad"), _("Din bokade tid är ändrad. Den nya är:"))
    _post(ticket, told, words, at=at)


def tell_cancelled(ticket: Ticket, told: Booked, *, at: datetime) -> None:
    """Confirm that a booking is taken back."""
    _post(ticket, told, (_("Din tid är avbokad"), _("Den här tiden är avbokad:")), at=at)


def tell_soon(ticket: Ticket, told: Booked, *, at: datetime) -> None:
    """Remind of a booking."""
    words = (_("Påminnelse om din tid"), _("Snart är det dags för din bokade tid."))
    _post(ticket, told, words, at=at)


def address_of(told: Booked) -> str:
    """Return where a booking is seen, changed and taken back."""
    return f"{settings.BASE_URL}/hjalp/boka/{told.id}/"


def _post(ticket: Ticket, told: Booked, words: Words, *, at: datetime) -> None:
    """Put a letter in the outbox, where whoever booked can be written to, in their language."""
    reached = addresses.reporter(ticket)
    if reached is None:
        return
    language = letterheads.language_of(ticket)
    name, signature = letterheads.head_of(ticket).told_in(language)
    with translation.override(language):
        subject, text = _written(told, words)
        digest = files.keep(invitation(told, address=address_of(told), at=at))
    draft = outbox.Draft(
        to=(reached.address,),
        subject=subject,
        text=text,
        reference=references.written(Reference(told.number)),
        attachments=((NAME, KIND, digest),),
        is_automatic=True,
        language=language,
        sender_name=name,
        signature=signature,
    )
    outbox.post(draft, mailbox_key=reached.mailbox_key, at=at)


def _written(told: Booked, words: Words) -> tuple[str, str]:
    """Return the subject and the text of a letter, in the language that is spoken now."""
    day = when(told.starts_at)
    way = f"{told.way.label}{f', {told.place}' if told.place else ''}"
    lines = [
        gettext(words[1]),
        "",
        f"{day} ({times(told.starts_at, told.ends_at)})",
        gettext("Så möts vi: %(way)s") % {"way": way},
        gettext("Med: %(name)s") % {"name": told.helper_name},
        gettext("Gäller: %(service)s") % {"service": told.service},
    ]
    if not told.is_cancelled:
        lines += ["", gettext("Ändra eller avboka: %(address)s") % {"address": address_of(told)}]
    return f"[{told.number}] {gettext(words[0])}: {day}", "\n".join(lines)
