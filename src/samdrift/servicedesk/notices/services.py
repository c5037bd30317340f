"""Putting letters about a ticket in the outbox, within whatever they tell of."""

from __future__ import annotations

import logging
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime

from django.contrib.auth.models import User
from django.utils import translation

from samdrift.directory.choices import Language
from samdrift.plumbing.mail import outbox
from samdrift.plumbing.mail.errors import CannotPost
from samdrift.plumbing.mail.models import Mailbox, OutgoingLetter
from samdrift.servicedesk.choices import Channel, MessageKind
from samdrift.servicedesk.conversation import services as conversation
from samdrift.servicedesk.models import Correspondence, Handover, Message, Ticket
from samdrift.servicedesk.notices import addresses, letterheads, references, words
from samdrift.servicedesk.notices.references import Reference, Whom
from samdrift.servicedesk.ports import SYSTEM, ReplyTo, Written

MOST_EARLIER = 10
WATCHED = "Du får det här eftersom du följer ärendet."
MENTIONED = "Du får det här eftersom du är omnämnd."
IN_CHARGE = "Du får det här eftersom du ansvarar för ärendet."

_FROM_REPORTER = (MessageKind.REPORT, MessageKind.ANSWER)
_log = logging.getLogger(__name__)


def keep_correspondence(ticket: Ticket, reply_to: ReplyTo) -> Correspondence:
    """Remember where whoever reported by mail is answered."""
    mailbox = Mailbox.objects.get(key=reply_to.mailbox_key)
    return Correspondence.objects.create(
        ticket=ticket,
        mailbox=mailbox,
        address=reply_to.address,
        person_id=ticket.requester_id,
    )


def tell_registered(ticket: Ticket, *, at: datetime, correspondence: Correspondence | None) -> None:
    """Tell whoever reported that it has come in, and when somebody sees to it.

    Who did not report by mail, and has nowhere to be answered, is written to by the directory.
    """
    reached = addresses.corresponding(ticket, correspondence)
    if reached is not None:
        with _in_their_language(ticket):
            draft = _draft(ticket, reached.address, words.receipt(ticket, at=at))
        draft = _signed(replace(draft, is_automatic=True), ticket)
        _post(ticket, draft, reached.mailbox_key, at=at)


def tell_reply(ticket: Ticket, message: Message, *, at: datetime) -> None:
    """Send an answer to whoever reported; one that solves asks what they think of it."""
    reached = addresses.reporter(ticket)
    if reached is not None:
        earlier = _earlier(ticket)
        quoted = next((each for each in earlier if each.kind in _FROM_REPORTER), None)
        with _in_their_language(ticket):
            text = words.reply(ticket, message, quoted=quoted)
            draft = _draft(ticket, reached.address, text, message=message, earlier=earlier)
        letter = _post(ticket, _signed(draft, ticket), reached.mailbox_key, at=at)
        if letter is not None:
            message.message_id = letter.message_id[:255]
            message.save(update_fields=["message_id"])
    _tell_colleagues(ticket, message, addresses.watchers(ticket), WATCHED, at=at)


def tell_solved(ticket: Ticket, *, by_name: str, at: datetime) -> None:
    """Tell whoever reported that it is solved, and ask what they think of it."""
    reached = addresses.reporter(ticket)
    if reached is not None:
        with _in_their_language(ticket):
            text = words.solved(ticket, by_name=by_name)
            draft = _draft(ticket, reached.address, text, earlier=_earlier(ticket))
        _post(ticket, _signed(draft, ticket), reached.mailbox_key, at=at)


def tell_answer(ticket: Ticket, message: Message, *, at: datetime) -> None:
    """Tell those who follow a ticket of what its reporter wrote; their answer goes to them."""
    _tell_colleagues(ticket, message, addresses.watchers(ticket), WATCHED, whom=Whom.HELPER, at=at)


def tell_note(ticket: Ticket, message: Message, *, at: datetime) -> None:
    """Tell those who follow a ticket, and those it calls by name, of a note."""
    called = addresses.mentioned(message.text)
    _tell_colleagues(ticket, message, called, MENTIONED, at=at)
    others = {pk: user for pk, user in addresses.watchers(ticket).items() if pk not in called}
    _tell_colleagues(ticket, message, others, WATCHED, at=at)


def tell_in_charge(ticket: Ticket, message: Message, *, at: datetime) -> None:
    """Tell whoever answers for a ticket of what they did not write and must see to."""
    _tell_colleagues(ticket, message, addresses.in_charge(ticket), IN_CHARGE, at=at)


def tell_supplier(ticket: Ticket, told: Handover, *, at: datetime) -> None:
    """Ask a supplier to solve a ticket, with what was reported and its files."""
    key = addresses.mailbox_key(ticket) if told.address else ""
    if not key:
        return
    first = ticket.messages.filter(kind=MessageKind.REPORT).first()
    reference = Reference(ticket.number, Whom.SUPPLIER, told.pk)
    with translation.override(Language.SWEDISH):
        text = words.handover(ticket, told, reported=first.text if first else "")
        draft = _draft(ticket, told.address, text, reference=reference, message=first)
    _post(ticket, draft, key, at=at)


def _tell_colleagues(
    ticket: Ticket,
    message: Message,
    whom_by_id: dict[int, User],
    why: str,
    *,
    at: datetime,
    whom: Whom = Whom.COLLEAGUE,
) -> None:
    told = {pk: user for pk, user in whom_by_id.items() if pk != message.by_user_id}
    key = addresses.mailbox_key(ticket) if told else ""
    if not key:
        return
    text = words.news(ticket, message, why=why)
    for user in told.values():
        reference = Reference(ticket.number, whom, user.pk)
        with translation.override(Language.SWEDISH):
            draft = _draft(ticket, user.email, text, reference=reference)
        _post(ticket, replace(draft, is_automatic=True), key, at=at)


def _in_their_language(ticket: Ticket) -> AbstractContextManager[None]:
    return translation.override(letterheads.language_of(ticket))


def _signed(draft: outbox.Draft, ticket: Ticket) -> outbox.Draft:
    """Return a letter to whoever reported as those of their organisation are written to."""
    language = letterheads.language_of(ticket)
    name, signature = letterheads.head_of(ticket).told_in(language)
    return replace(draft, language=language, sender_name=name, signature=signature)


def _draft(
    ticket: Ticket,
    address: str,
    text: str,
    *,
    reference: Reference | None = None,
    message: Message | None = None,
    earlier: list[Message] | None = None,
) -> outbox.Draft:
    ids = [each.message_id for each in earlier or () if each.message_id]
    files = message.attachments.all() if message is not None and not ticket.is_secret else ()
    return outbox.Draft(
        to=(address,),
        subject=words.subject(ticket),
        text=text,
        reference=references.written(reference or Reference(ticket.number)),
        in_reply_to=ids[0] if ids else "",
        references=tuple(reversed(ids)),
        attachments=tuple((each.name, each.media_type, each.digest) for each in files),
    )


def _earlier(ticket: Ticket) -> list[Message]:
    """Return what was said to and by whoever reported, the last first."""
    said = ticket.messages.filter(kind__in=(*_FROM_REPORTER, MessageKind.REPLY))
    return list(said.order_by("-at", "-id")[:MOST_EARLIER])


def _post(
    ticket: Ticket, draft: outbox.Draft, mailbox_key: str, *, at: datetime
) -> OutgoingLetter | None:
    """Put a letter in the outbox. One that cannot be sent is told in the ticket; nothing stops."""
    try:
        return outbox.post(draft, mailbox_key=mailbox_key, at=at)
    except CannotPost as refusal:
        _log.warning("No letter about ticket %s: %s", ticket.number, refusal)
        told = Written(f"Inget brev är skickat. {refusal}")
        conversation.add_message(
            ticket, MessageKind.NOTE, told, actor=SYSTEM, channel=Channel.EMAIL, at=at
        )
        return None
