"""Whose token it is, and what they may do: the same doors as the pages have."""

from __future__ import annotations

from copy import copy
from typing import override

from django.conf import settings
from django.http import HttpRequest
from ninja.errors import HttpError
from ninja.security import HttpBearer

from samdrift.api import queries, services
from samdrift.api.choices import Scope
from samdrift.api.models import AccessToken
from samdrift.directory import queries as directory
from samdrift.directory.queries import PersonCard
from samdrift.parties import queries as parties
from samdrift.plumbing import access, clock
from samdrift.plumbing.access import Viewer, viewer_of
from samdrift.plumbing.throttle import Throttle
from samdrift.servicedesk.casework import queries as casework
from samdrift.servicedesk.casework.queries import Case
from samdrift.servicedesk.ports import Actor, Reader
from samdrift.servicedesk.views import readers

QUESTIONS = Throttle(settings.API_QUESTIONS_A_MINUTE)
"""A token's questions a minute, in each process; a system that asks for more is told to wait."""


class Bearer(HttpBearer):
    """Lets a token through that has one of some scopes, and puts its person on the request."""

    def __init__(self, *scopes: Scope) -> None:
        super().__init__()
        self.scopes = scopes

    @override
    def authenticate(self, request: HttpRequest, token: str) -> AccessToken | None:
        now = clock.now()
        found = queries.token_of(token, at=now)
        viewer = parties.viewer(found.user_id) if found else None
        if found is None or viewer is None:
            return None
        if not any(scope in found.scopes for scope in self.scopes):
            wanted = " eller ".join(scope.value for scope in self.scopes)
            raise HttpError(403, f"Åtkomstnyckeln saknar {wanted}.")
        if not QUESTIONS.lets(str(found.pk), at=now):
            raise HttpError(429, "Det har varit för många frågor. Vänta en minut.")
        services.note_use(found, at=now)
        request.user = copy(found.user)
        request.viewer = viewer  # type: ignore[attr-defined]
        return found


def token_of(request: HttpRequest) -> AccessToken:
    """Return the token that was let through."""
    token = getattr(request, "auth", None)
    assert isinstance(token, AccessToken), "the door has let a token through"
    return token


def works_tickets(request: HttpRequest) -> bool:
    """Whether whoever asks works with tickets; others see their own."""
    return access.may_work_tickets(_viewer(request))


def reader_of(request: HttpRequest) -> Reader:
    """Return how far whoever asks sees, as at the desk or as in the portal."""
    if access.may_read_tickets(_viewer(request)):
        return readers.reader_of(request)
    person = person_of(request)
    user_id = request.user.pk
    assert user_id is not None, "a token is somebody's"
    return Reader(
        user_id=user_id, person_id=person.id, unit_ids=directory.units_managed_by(person.id)
    )


def actor_of(request: HttpRequest) -> Actor:
    """Return who acts: a colleague at the desk, or a person who needs help."""
    if works_tickets(request):
        return readers.actor_of(request)
    person = person_of(request)
    return Actor(person.name, person_id=person.id)


def person_of(request: HttpRequest) -> PersonCard:
    """Return whoever asks as the directory knows them."""
    user_id = request.user.pk
    person = directory.person_of_user(user_id) if user_id else None
    if person is None:
        raise HttpError(403, "Personen finns inte i katalogen.")
    return person


def worker_of(request: HttpRequest) -> Actor:
    """Return who acts, where that is for those who work with tickets."""
    if not works_tickets(request):
        raise HttpError(403, "Det är för den som arbetar med ärenden.")
    return actor_of(request)


def leader_of(request: HttpRequest) -> Actor:
    """Return who acts, where that is for those who decide how the desk works."""
    if not access.may_run_desk(_viewer(request)):
        raise HttpError(403, "Det är för den som bestämmer hur servicedesken arbetar.")
    return readers.actor_of(request)


def desk_reader_of(request: HttpRequest) -> Reader:
    """Return who reads the tickets of every organisation; nobody else gets further."""
    if not access.may_read_every_ticket(_viewer(request)):
        raise HttpError(403, "Det är för den som läser ärenden i servicedesken.")
    return readers.reader_of(request)


def check_reads_changes(request: HttpRequest) -> None:
    """Let nobody further but those who read changes."""
    if not access.may_read_changes(_viewer(request)):
        raise HttpError(403, "Det är för den som läser ändringar.")


def check_rules_changes(request: HttpRequest) -> None:
    """Let nobody further but those who decide how changes are decided."""
    check_reads_changes(request)
    if not access.may_rule_changes(_viewer(request)):
        raise HttpError(403, "Det är för den som bestämmer hur ändringar beslutas.")


def case_of(request: HttpRequest, number: str) -> Case:
    """Return a ticket; one that is not for whoever asks is not there."""
    return _there(casework.case(reader=reader_of(request), number=number), number)


def case_and_beside_of(request: HttpRequest, number: str) -> tuple[Case, Reader]:
    """Return a ticket and whether there is anything beside it, and who reads it."""
    reader = reader_of(request)
    return _there(casework.case_and_beside(reader=reader, number=number), number), reader


def _there(found: Case | None, number: str) -> Case:
    if found is None:
        raise HttpError(404, f"Det finns inget ärende {number}.")
    return found


def own_case_of(request: HttpRequest, number: str) -> tuple[Case, Actor]:
    """Return a ticket to whoever works with tickets, or reported it, and who that is."""
    case, actor = case_of(request, number), actor_of(request)
    if actor.user_id is None and case.requester_id != actor.person_id:
        raise HttpError(403, "Det är för den som anmälde ärendet.")
    return case, actor


def _viewer(request: HttpRequest) -> Viewer:
    return viewer_of(request)
