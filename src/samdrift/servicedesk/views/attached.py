"""Files of a ticket through the door: pictures in the page, everything else to be saved."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from samdrift.plumbing import clock, sent_files
from samdrift.servicedesk.casework import queries as casework
from samdrift.servicedesk.casework.queries import CaseFile
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
    """Return a file of a ticket; what is not there, or not for whoever asks, is not found."""
    if found is None:
        raise Http404
    return sent_files.handed_out(found.name, found.digest)
