"""Files of a ticket through the door: pictures in the page, everything else to be saved."""

from __future__ import annotations

from collections.abc import Collection

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from samdrift.plumbing import clock, files
from samdrift.plumbing.files import NoSuchFile
from samdrift.servicedesk.casework import queries as casework
from samdrift.servicedesk.casework.queries import CaseFile
from samdrift.servicedesk.conversation.attachments import (
    ANYTHING,
    MOST_BYTES,
    Sent,
    picture_type,
)
from samdrift.servicedesk.history import services as history
from samdrift.servicedesk.views.readers import case_or_404, reader_of


@require_GET
def attached_file(request: HttpRequest, number: str, file_id: int) -> HttpResponse:
    """Hand out a file of a ticket to whoever may read the ticket."""
    reader = reader_of(request)
    case = case_or_404(reader, number)
    if case.is_secret:
        history.note_secrecy_reading(ticket_id=case.id, user_id=reader.user_id, at=clock.now())
    return handed_out(
        casework.attached(ticket_id=case.id, file_id=file_id, is_for_reporter=not reader.is_desk)
    )


def handed_out(found: CaseFile | None) -> HttpResponse:
    """Return a file so that the browser runs nothing of it, whatever its sender called it."""
    if found is None:
        raise Http404
    try:
        content = files.content(found.digest)
    except NoSuchFile as error:
        raise Http404 from error
    picture = picture_type(content)
    headers = {
        "Content-Disposition": content_disposition_header(not picture, found.name) or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type=picture or ANYTHING, headers=headers)


def sent_files(request: HttpRequest) -> Collection[Sent]:
    """Return the files of a form; of one that is too large, no more than tells that it is."""
    return tuple(
        Sent(each.name or "", each.read(MOST_BYTES + 1)) for each in request.FILES.getlist("files")
    )
