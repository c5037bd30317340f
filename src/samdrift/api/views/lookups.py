"""People and guides, found."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Query, Router
from ninja.errors import HttpError

from samdrift.api.choices import Scope
from samdrift.api.views import doors
from samdrift.api.views.doors import Bearer
from samdrift.api.views.schemas import GuideOut, GuideRow, PersonOut
from samdrift.directory import queries as directory
from samdrift.knowledge import queries as knowledge

router = Router(by_alias=True)

MOST_FOUND = 100


@router.get(
    "/persons",
    response=list[PersonOut],
    auth=Bearer(Scope.PERSONS_READ),
    tags=["persons"],
    summary="Find people",
)
def find_people(
    request: HttpRequest,
    words: Annotated[str, Query(min_length=2, max_length=200, pattern=r"^[^\x00]*$")],
    limit: Annotated[int, Query(ge=1, le=MOST_FOUND)] = 20,
) -> list[PersonOut]:
    """Return people by parts of their names, by address or by phone number."""
    doors.worker_of(request)
    return [
        PersonOut(
            name=each.name,
            title=each.title,
            email=each.email,
            phone=each.phone,
            mobile=each.mobile,
            unit=each.unit_name,
            organisation=each.organisation_code,
        )
        for each in directory.people_found(words, limit=limit)
    ]


@router.get(
    "/guides",
    response=list[GuideRow],
    auth=Bearer(Scope.GUIDES_READ),
    tags=["guides"],
    summary="List guides",
)
def list_guides(request: HttpRequest) -> list[GuideRow]:
    """Return the guides that the token's person may read, by title."""
    cards = knowledge.guides(is_desk=doors.works_tickets(request))
    return [GuideRow(key=card.key, title=card.title) for card in cards]


@router.get(
    "/guides/{key}",
    response=GuideOut,
    auth=Bearer(Scope.GUIDES_READ),
    tags=["guides"],
    summary="Read a guide",
)
def read_guide(
    request: HttpRequest,
    key: Annotated[str, Path(pattern=r"^[a-z0-9-]{1,100}$", example="byt-losenord")],
) -> GuideOut:
    """Return a guide in Markdown."""
    page = knowledge.guide(key=key, is_desk=doors.works_tickets(request))
    if page is None:
        raise HttpError(404, f"Det finns ingen guide som heter {key}.")
    return GuideOut(key=page.key, title=page.title, body=page.body)
