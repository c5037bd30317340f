"""Tickets and guides, found by their words."""

from __future__ import annotations

from typing import Annotated, Literal

from django.core import signing
from django.http import HttpRequest
from ninja import Query, Router

from samdrift.api.choices import Scope
from samdrift.api.views import doors
from samdrift.api.views.doors import Bearer
from samdrift.api.views.schemas import Match, MatchPage
from samdrift.knowledge import finding as guides
from samdrift.knowledge import queries as knowledge
from samdrift.plumbing.search import ports as labels
from samdrift.plumbing.search import queries as search
from samdrift.plumbing.search.queries import Found, Hit, Page
from samdrift.plumbing.search.snippets import Piece
from samdrift.servicedesk import finding
from samdrift.servicedesk.queue import queries as queue

MOST_IN_A_PAGE = 50

router = Router(tags=["search"], by_alias=True)

_SALT = "samdrift.api.search"


@router.get(
    "/search",
    response=MatchPage,
    auth=Bearer(Scope.TICKETS_READ, Scope.GUIDES_READ),
    summary="Find tickets and guides",
)
def find(
    request: HttpRequest,
    words: Annotated[str, Query(min_length=1, max_length=200, pattern=r"^[^\x00]*$")],
    limit: Annotated[int, Query(ge=1, le=MOST_IN_A_PAGE)] = 20,
    after: Annotated[str, Query(max_length=500, pattern=r"^[^\x00]*$")] = "",
) -> MatchPage:
    """Return what has the words, best first: what the token's scopes open and its person may read.

    Words are found in all their forms and inside compounds. `"in a row"` is a phrase, `-word` is
    not wanted. The text of a secret ticket is read with the ticket alone.
    """
    scopes = doors.token_of(request).scopes
    grants: frozenset[str] = frozenset()
    sees_inside, kinds = False, []
    if Scope.TICKETS_READ in scopes:
        reader = doors.reader_of(request)
        grants |= finding.grants(reader)
        sees_inside, kinds = reader.is_desk, [finding.TICKET]
    if Scope.GUIDES_READ in scopes:
        grants |= {guides.EVERY if doors.works_tickets(request) else guides.PUBLIC}
        kinds.append(guides.GUIDE)
    scope = labels.Scope((grants,), sees_inside=sees_inside)
    found = search.find(words, scope=scope, kinds=tuple(kinds), page=Page(limit, _place(after)))
    return MatchPage(
        items=_matches(request, found),
        count=found.count,
        is_count_capped=found.is_count_capped,
        has_some_words=found.is_any,
        after=signing.Signer(salt=_SALT).sign(found.after) if found.after else "",
    )


def _matches(request: HttpRequest, found: Found) -> list[Match]:
    """Return what was found, each past its door once more."""
    told = {kind: [int(hit.key) for hit in found.hits if hit.kind == kind] for kind in _KINDS}
    tickets, cards = {}, {}
    if told[finding.TICKET]:
        tickets = queue.items(reader=doors.reader_of(request), ids=told[finding.TICKET])
    if told[guides.GUIDE]:
        cards = knowledge.guides_by_id(told[guides.GUIDE])
    matches = []
    for hit in found.hits:
        if hit.kind == finding.TICKET and (item := tickets.get(int(hit.key))):
            matches.append(_match(hit, "ticket", item.number, is_sealed=item.is_secret))
        elif hit.kind == guides.GUIDE and (card := cards.get(int(hit.key))):
            matches.append(_match(hit, "guide", card.key, is_sealed=False))
    return matches


_KINDS = (finding.TICKET, guides.GUIDE)


def _match(hit: Hit, kind: Literal["ticket", "guide"], key: str, *, is_sealed: bool) -> Match:
    snippet = "" if is_sealed else _plain(hit.snippet)
    return Match(kind=kind, key=key, title=_plain(hit.title), snippet=snippet)


def _plain(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in pieces)


def _place(after: str) -> str:
    """Return the place that a page told; what is no such place is the first."""
    try:
        return signing.Signer(salt=_SALT).unsign(after) if after else ""
    except signing.BadSignature:
        return ""
