"""People: found, what is good to know of them, what they have; and the things tickets concern."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Router
from ninja.errors import HttpError
from ninja.responses import Status as Answer
from pydantic import Field, StringConstraints

from samdrift.api.choices import Scope
from samdrift.api.views import doors
from samdrift.api.views.desk_schemas import RowId
from samdrift.api.views.doors import Bearer
from samdrift.api.views.schemas import Asked, Moment, PersonOut, Told
from samdrift.api.views.telling import READ, WRITE, Number
from samdrift.assets.devices import queries as devices
from samdrift.assets.devices import services as handing
from samdrift.assets.devices.queries import DeviceCard
from samdrift.assets.ports import Actor as Keeper
from samdrift.directory import queries as directory
from samdrift.directory.choices import Language
from samdrift.directory.queries import PersonCard
from samdrift.directory.services import tell_language
from samdrift.plumbing import clock
from samdrift.plumbing.access import viewer_of
from samdrift.servicedesk.casework import callers, concerning

router = Router(tags=["persons"], by_alias=True)

MOST_FOUND = 100
PEOPLE = Bearer(Scope.PERSONS_READ)
_TAG = r"^[^\x00/]*[^\s\x00/][^\x00/]*$"

Tag = Annotated[str, Path(min_length=1, max_length=100, pattern=_TAG, example="KIN-1")]


class TagIn(Asked):
    """A thing of the register, by its tag."""

    tag: Annotated[
        str,
        StringConstraints(min_length=1, max_length=100, pattern=_TAG),
        Field(examples=["KIN-1"]),
    ]


class PersonNoteIn(Asked):
    """What is good to know before somebody is helped."""

    text: Annotated[
        str,
        StringConstraints(min_length=1, max_length=500, pattern=r"^[^\x00]*[^\s\x00][^\x00]*$"),
        Field(examples=["Når bäst på förmiddagen."]),
    ]


class LanguageIn(Asked):
    """The language that somebody is written to in."""

    language: Language


class ThingOut(Told):
    """A thing of the register, in a few words."""

    tag: str
    words: str
    organisation: str


class ConcernedOut(ThingOut):
    """A thing beside a ticket: one that it concerns, or one that its reporter has."""

    is_concerned: bool


class PersonNoteOut(Told):
    """What is good to know, and who said so."""

    id: int
    text: str
    at: Moment
    by: str


class PersonWhole(PersonOut):
    """Somebody as the desk knows them: the language they are written to in, and what they have."""

    language: Language
    notes: list[PersonNoteOut]
    things: list[ThingOut]


@router.get("/persons", response=list[PersonOut], auth=PEOPLE, summary="Find people")
def find_people(
    request: HttpRequest,
    words: Annotated[str, Query(min_length=2, max_length=200, pattern=r"^[^\x00]*$")],
    limit: Annotated[int, Query(ge=1, le=MOST_FOUND)] = 20,
) -> list[PersonOut]:
    """Return people by parts of their names, by address or by phone number."""
    doors.worker_of(request)
    return [PersonOut(**_told(each)) for each in directory.people_found(words, limit=limit)]


@router.get("/persons/{person}", response=PersonWhole, auth=PEOPLE, summary="Read a person")
def read_person(request: HttpRequest, person: RowId) -> PersonWhole:
    """Return somebody as the desk knows them."""
    doors.worker_of(request)
    return _whole(person)


@router.post(
    "/persons/{person}/notes", response={201: PersonWhole}, auth=WRITE, summary="Note something"
)
def write_note(request: HttpRequest, person: RowId, asked: PersonNoteIn) -> Answer[PersonWhole]:
    """Write down what is good to know before somebody is helped."""
    actor = doors.worker_of(request)
    found = _person(person)
    callers.write_note(person_id=found.id, text=asked.text, actor=actor, at=clock.now())
    return Answer(201, _whole(person))


@router.delete(
    "/persons/{person}/notes/{note}", response={204: None}, auth=WRITE, summary="Forget it"
)
def forget_note(request: HttpRequest, person: RowId, note: RowId) -> Answer[None]:
    """Take away what holds no longer."""
    doors.worker_of(request)
    callers.forget_note(person_id=_person(person).id, note_id=note)
    return Answer(204, None)


@router.put(
    "/persons/{person}/language", response=PersonWhole, auth=WRITE, summary="Say which language"
)
def set_language(request: HttpRequest, person: RowId, asked: LanguageIn) -> PersonWhole:
    """Say in which language somebody is written to from now."""
    doors.worker_of(request)
    tell_language(person_id=_person(person).id, language=asked.language)
    return _whole(person)


@router.post(
    "/persons/{person}/things", response={201: PersonWhole}, auth=WRITE, summary="Hand out"
)
def hand_out(request: HttpRequest, person: RowId, asked: TagIn) -> Answer[PersonWhole]:
    """Say that somebody has a thing from today on, whoever had it before."""
    keeper, found = _keeper(request), _person(person)
    handing.hand_out(tag=asked.tag, person_id=found.id, actor=keeper, at=clock.now())
    return Answer(201, _whole(person))


@router.delete(
    "/persons/{person}/things/{tag}", response={204: None}, auth=WRITE, summary="Take it back"
)
def take_back(request: HttpRequest, person: RowId, tag: Tag) -> Answer[None]:
    """Say that somebody does not have a thing any longer."""
    keeper, found = _keeper(request), _person(person)
    handing.take_back(tag=tag, person_id=found.id, actor=keeper, at=clock.now())
    return Answer(204, None)


@router.get(
    "/tickets/{number}/things",
    response=list[ConcernedOut],
    auth=READ,
    tags=["desk"],
    summary="Things beside a ticket",
)
def list_things(request: HttpRequest, number: Number) -> list[ConcernedOut]:
    """Return the things that a ticket concerns, then what else its reporter has."""
    doors.worker_of(request)
    return _beside(request, number)


@router.post(
    "/tickets/{number}/things",
    response={201: list[ConcernedOut]},
    auth=WRITE,
    tags=["desk"],
    summary="It concerns a thing",
)
def concern(request: HttpRequest, number: Number, asked: TagIn) -> Answer[list[ConcernedOut]]:
    """Say that a ticket concerns a thing; twice is once."""
    actor = doors.worker_of(request)
    case = doors.case_of(request, number)
    concerning.concern(number=case.number, tag=asked.tag, actor=actor, at=clock.now())
    return Answer(201, _beside(request, number))


@router.delete(
    "/tickets/{number}/things/{tag}",
    response={204: None},
    auth=WRITE,
    tags=["desk"],
    summary="It does not",
)
def leave(request: HttpRequest, number: Number, tag: Tag) -> Answer[None]:
    """Take back that a ticket concerns a thing."""
    actor = doors.worker_of(request)
    case = doors.case_of(request, number)
    concerning.leave(number=case.number, tag=tag, actor=actor, at=clock.now())
    return Answer(204, None)


def _beside(request: HttpRequest, number: str) -> list[ConcernedOut]:
    case = doors.case_of(request, number)
    found = concerning.beside(ticket_id=case.id, person_id=case.requester_id)
    return [ConcernedOut(**_thing(each.device), is_concerned=each.is_concerned) for each in found]


def _person(person_id: int) -> PersonCard:
    found = directory.person(person_id)
    if found is None:
        raise HttpError(404, f"Det finns ingen person {person_id}.")
    return found


def _whole(person_id: int) -> PersonWhole:
    found = _person(person_id)
    return PersonWhole(
        **_told(found),
        language=Language(found.language),
        notes=[
            PersonNoteOut(id=each.id, text=each.text, at=each.at, by=each.by_name)
            for each in callers.notes(person_id)
        ],
        things=[ThingOut(**_thing(each)) for each in devices.devices_of(person_id)],
    )


def _told(each: PersonCard) -> dict[str, Any]:
    return {
        "id": each.id,
        "name": each.name,
        "title": each.title,
        "email": each.email,
        "phone": each.phone,
        "mobile": each.mobile,
        "unit": each.unit_name,
        "organisation": each.organisation_code,
    }


def _thing(card: DeviceCard) -> dict[str, str]:
    return {"tag": card.tag, "words": card.words, "organisation": card.organisation_code}


def _keeper(request: HttpRequest) -> Keeper:
    """Return who hands out and takes back, as the register of things tells of them."""
    actor = doors.worker_of(request)
    return Keeper(actor.name, actor.user_id, viewer_of(request).roles)
