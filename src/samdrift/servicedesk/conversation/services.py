"""Adding to a conversation, and keeping what is not yet sent."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from samdrift.servicedesk.choices import Channel, MessageKind
from samdrift.servicedesk.errors import CannotWrite
from samdrift.servicedesk.history import telling
from samdrift.servicedesk.models import Attachment, Draft, Message, Ticket
from samdrift.servicedesk.ports import Actor, Written

LONGEST_TEXT = 200_000
"""Signs in a message; what a mail has beyond is in the letter that is kept."""
MOST_ATTACHMENTS = 50


def add_message(
    ticket: Ticket,
    kind: MessageKind,
    written: Written,
    *,
    actor: Actor,
    channel: Channel,
    at: datetime,
) -> Message:
    """Write a message into a ticket; the caller holds the ticket's row and the transaction.

    Raises CannotWrite where there is neither text nor a file, or more than can be kept.
    """
    _check(written)
    message = Message.objects.create(
        ticket=ticket,
        kind=kind,
        channel=channel,
        at=at,
        by_user_id=actor.user_id,
        by_person_id=actor.person_id,
        by_name=actor.name,
        text=written.text,
        quoted=written.quoted,
        html=written.html,
        letter=written.letter,
        message_id=written.message_id,
    )
    Attachment.objects.bulk_create(
        Attachment(
            message=message,
            name=each.name,
            media_type=each.media_type,
            size=each.size,
            digest=each.digest,
            content_id=each.content_id,
        )
        for each in written.attachments
    )
    if kind in telling.OF_MESSAGES:
        telling.tell(ticket, telling.OF_MESSAGES[kind], at=at)
    return message


def _check(written: Written) -> None:
    has_words = written.text.strip() or written.quoted.strip() or written.html
    if not has_words and not written.attachments:
        raise CannotWrite("Skriv något, eller lägg till en fil.")
    if len(written.text) > LONGEST_TEXT:
        raise CannotWrite(f"Texten är för lång. Skriv högst {LONGEST_TEXT} tecken, eller bifoga.")
    if len(written.attachments) > MOST_ATTACHMENTS:
        raise CannotWrite(f"Det är för många filer. Lägg till högst {MOST_ATTACHMENTS} åt gången.")


@transaction.atomic
def save_draft(
    *, user_id: int, ticket_id: int | None, kind: MessageKind, content: dict[str, Any], at: datetime
) -> Draft | None:
    """Keep what somebody has written so far; with nothing in it the draft is thrown away."""
    if not any(str(value).strip() for value in content.values()):
        discard_draft(user_id=user_id, ticket_id=ticket_id, kind=kind)
        return None
    draft = _drafts(user_id, ticket_id, kind).select_for_update().first()
    draft = draft or Draft(user_id=user_id, ticket_id=ticket_id, kind=kind)
    draft.content, draft.saved_at = content, at
    draft.save()
    return draft


def discard_draft(*, user_id: int, ticket_id: int | None, kind: MessageKind) -> None:
    """Throw a draft away, because it was sent or is not wanted."""
    _drafts(user_id, ticket_id, kind).delete()


def _drafts(user_id: int, ticket_id: int | None, kind: MessageKind) -> QuerySet[Draft]:
    return Draft.objects.filter(user=user_id, ticket=ticket_id, kind=kind)
