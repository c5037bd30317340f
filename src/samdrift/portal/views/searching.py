"""One's own cases and all guides, found by words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from samdrift.knowledge import queries as knowledge
from samdrift.plumbing import clock
from samdrift.plumbing.search import queries as search
from samdrift.plumbing.search.queries import Found, Page
from samdrift.plumbing.search.snippets import Piece
from samdrift.portal.views import words
from samdrift.portal.views.requesters import for_requesters, reader_of, requester_of
from samdrift.portal.views.start import frame
from samdrift.servicedesk import finding
from samdrift.servicedesk.ports import Reader
from samdrift.servicedesk.queue import queries as queue

LONGEST = 200
LONGEST_PLACE = 300
MOST_CASES = 10
MOST_GUIDES = 5


@dataclass(frozen=True, slots=True)
class Match:
    """Something that was found: where it leads, and why it was found."""

    title: tuple[Piece, ...]
    snippet: tuple[Piece, ...]
    href: str
    number: str = ""
    told: str = ""
    kind: str = ""
    status: str = ""


@require_GET
@for_requesters
def search_page(request: HttpRequest) -> HttpResponse:
    """Show which of one's own cases, and which guides, have some words."""
    person = requester_of(request)
    typed = request.GET.get("q", "")[:LONGEST].strip()
    after = request.GET.get("efter", "")[:LONGEST_PLACE]
    is_typing = "skriver" in request.GET
    cases = Found()
    matches: list[Match] = []
    if typed:
        reader = reader_of(person)
        page = Page(MOST_CASES, after, is_typing)
        cases = search.find(typed, scope=finding.scope(reader), kinds=(finding.TICKET,), page=page)
        matches = _cases(cases, reader, clock.now())
    context = frame(person) | {
        "place": "cases",
        "typed": typed,
        "cases": matches,
        "is_any": cases.is_any,
        "next_page": f"?{urlencode({'q': typed, 'efter': cases.after})}" if cases.after else "",
        "guides": [] if after or not typed else _guides(typed, is_typing=is_typing),
    }
    return render(request, "portal/search.html", context)


def _cases(found: Found, reader: Reader, now: datetime) -> list[Match]:
    """Return cases that were found, each past the door once more."""
    items = queue.items(reader=reader, ids=[int(hit.key) for hit in found.hits])
    matches = []
    for hit in found.hits:
        if item := items.get(int(hit.key)):
            row = words.row(item, now)
            matches.append(
                Match(hit.title, hit.snippet, row.href, row.number, row.told, row.kind, row.status)
            )
    return matches


def _guides(typed: str, *, is_typing: bool) -> list[Match]:
    page = Page(MOST_GUIDES, is_typing=is_typing, is_few=True)
    return [
        Match(hit.title, hit.snippet, reverse("portal:guide", args=[card.key]))
        for card, hit in knowledge.found(typed, page=page)
    ]
