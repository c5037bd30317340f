"""People, found."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router

from samdrift.api.choices import Scope
from samdrift.api.views import doors
from samdrift.api.views.doors import Bearer
from samdrift.api.views.schemas import PersonOut
from samdrift.directory import queries as directory

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
