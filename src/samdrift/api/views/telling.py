"""A ticket answered after something was done with it, and what is common to every act."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace
from typing import Annotated

from django.conf import settings
from django.http import HttpRequest
from ninja import Header, Path

from samdrift.api import services
from samdrift.api.choices import Scope
from samdrift.api.views import answers, doors
from samdrift.api.views.doors import Bearer
from samdrift.api.views.schemas import FileIn, TicketOut
from samdrift.plumbing import access, clock
from samdrift.plumbing.access import viewer_of
from samdrift.plumbing.sent_files import Sent
from samdrift.servicedesk.casework import queries as casework
from samdrift.servicedesk.casework.queries import Case, Line
from samdrift.servicedesk.casework.registering import Registered
from samdrift.servicedesk.conversation.attachments import take_in
from samdrift.servicedesk.history import services as history
from samdrift.servicedesk.ports import Written

READ, WRITE = Bearer(Scope.TICKETS_READ), Bearer(Scope.TICKETS_WRITE)

Number = Annotated[str, Path(pattern=r"^[0-9]{1,12}$", example="10001")]
OnceKey = Annotated[str, Header(alias="Idempotency-Key", max_length=200, pattern=r"^[\x21-\x7e]*$")]
"""The same key again does nothing again: it is answered as it stands now."""


def answered(request: HttpRequest, number: str) -> TicketOut:
    """Return a ticket as whoever asks sees it. That a secret one is read is written down."""
    return answered_of(request, doors.case_of(request, number))


def answered_of(request: HttpRequest, case: Case) -> TicketOut:
    """Return a ticket that the door has let whoever asks see, as `answered` does."""
    return _told(request, case, conversation(request, case))


def answered_of_new(request: HttpRequest, made: Registered, *, has_files: bool) -> TicketOut:
    """Return a ticket to whoever registered it just now, as `answered` does."""
    lines = casework.conversation_of_new(made.message, has_files=has_files)
    return _told(request, casework.case_of_new(made.ticket), lines)


def _told(request: HttpRequest, case: Case, lines: tuple[Line, ...]) -> TicketOut:
    note_reading(request, case)
    address = f"{settings.BASE_URL}/api/v1/tickets/{case.number}"
    told = case if is_helper(request) else replace(case, keywords=())
    return answers.ticket(told, lines, address=address)


def note_reading(request: HttpRequest, case: Case) -> None:
    """Write down that somebody reads a ticket, or a file of one, that few may read."""
    if case.is_secret and request.user.pk is not None:
        history.note_secrecy_reading(ticket_id=case.id, user_id=request.user.pk, at=clock.now())


def conversation(request: HttpRequest, case: Case) -> tuple[Line, ...]:
    """Return the conversation that whoever asks may read."""
    return casework.conversation(ticket_id=case.id, is_for_reporter=not is_helper(request))


def is_helper(request: HttpRequest) -> bool:
    """Whether whoever asks reads what those who help tell each other: notes and keywords."""
    return access.may_read_every_ticket(viewer_of(request))


def written(text: str, sent: tuple[FileIn, ...]) -> Written:
    """Return words and files as a message is made of them, by the same rules as a form's."""
    files = [Sent(each.name, base64.b64decode(each.content)) for each in sent]
    return Written(text, attachments=take_in(files))


def once(request: HttpRequest, key: str, act: Callable[[], str]) -> tuple[str, bool]:
    """Do what was not done with this key before; return the number, and whether it was done."""
    asked = f"{request.method} {request.path}\n".encode() + request.body
    return services.do_once(
        token=doors.token_of(request), key=key, asked=asked, act=act, at=clock.now()
    )
