"""Who visits the portal: somebody who has signed in and is known as a person."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samdrift.directory import queries as directory
from samdrift.directory.queries import PersonCard
from samdrift.mandates import queries as mandates
from samdrift.plumbing import clock
from samdrift.plumbing.access import for_all_who_sign_in
from samdrift.servicedesk.ports import Actor, Reader

type Page = Callable[..., HttpResponse]


def for_requesters(page: Page) -> Page:
    """Let whoever has signed in reach a page, if they are a person in the directory."""

    @for_all_who_sign_in
    @wraps(page)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        assert request.user.pk is not None, "who comes here has signed in"
        person = directory.person_of_user(request.user.pk)
        if person is None:
            return render(request, "portal/unknown.html", status=403)
        request.requester = person  # type: ignore[attr-defined]
        return page(request, *args, **kwargs)

    return guarded


def requester_of(request: HttpRequest) -> PersonCard:
    """Return who visits, as the door put it on the request."""
    person = getattr(request, "requester", None)
    assert isinstance(person, PersonCard), "the page is for requesters"
    return person


def reader_of(person: PersonCard) -> Reader:
    """Return how far a requester sees: their own tickets, and those of units they answer for."""
    assert person.user_id is not None, "who visits has signed in"
    return Reader(
        user_id=person.user_id,
        person_id=person.id,
        unit_ids=mandates.units_answered_for(
            user_id=person.user_id, person_id=person.id, at=clock.now()
        ),
    )


def actor_of(person: PersonCard) -> Actor:
    """Return who acts, by the name that the desk sees."""
    return Actor(person.name, person_id=person.id)
