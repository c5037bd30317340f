"""The agenda of the change board: what is to be decided, and what is to be looked back on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from samdrift.changes.queries import agenda
from samdrift.changes.queries import changes as queries
from samdrift.changes.views import words
from samdrift.changes.views.readers import reader_of
from samdrift.parties import queries as parties
from samdrift.plumbing import clock


@require_GET
def board_page(request: HttpRequest) -> HttpResponse:
    """Show what the board is to decide on, in full, to be printed and gone through in order."""
    reader_of(request)
    names = parties.names_by_code()
    context = {
        "place": "changes.list",
        "now": clock.now(),
        "items": [
            (words.line(item.line, names), item, request.user.pk in item.awaits)
            for item in agenda.items()
        ],
        "to_assess": [words.line(each, names) for each in queries.to_assess()],
        "to_review": [words.line(each, names) for each in queries.to_review()],
    }
    return render(request, "changes/board.html", context)
