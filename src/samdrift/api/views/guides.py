"""Guides: listed, read, answered, and written."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Router
from ninja.errors import HttpError
from ninja.responses import Status as Answer

from samdrift.api.choices import Scope
from samdrift.api.views import doors
from samdrift.api.views.doors import Bearer
from samdrift.api.views.process_schemas import GuideAnswer, GuideStanding, NewGuide
from samdrift.api.views.schemas import GuideOut, GuideRow
from samdrift.knowledge import queries as knowledge
from samdrift.knowledge import services
from samdrift.knowledge.services import GuideText
from samdrift.plumbing import clock

READ, WRITE = Bearer(Scope.GUIDES_READ), Bearer(Scope.GUIDES_WRITE)

router = Router(tags=["guides"], by_alias=True)

Key = Annotated[str, Path(pattern=r"^[a-z0-9-]{1,100}$", example="byt-losenord")]


@router.get(
    "",
    response=list[GuideRow],
    auth=READ,
    summary="List guides",
)
def list_guides(request: HttpRequest) -> list[GuideRow]:
    """Return the guides that the token's person may read, by title."""
    cards = knowledge.guides(is_desk=doors.works_tickets(request))
    return [GuideRow(key=card.key, title=card.title) for card in cards]


@router.get(
    "/{key}",
    response=GuideOut,
    auth=READ,
    summary="Read a guide",
)
def read_guide(
    request: HttpRequest,
    key: Key,
) -> GuideOut:
    """Return a guide in Markdown."""
    page = knowledge.guide(key=key, is_desk=doors.works_tickets(request))
    if page is None:
        raise HttpError(404, f"Det finns ingen guide som heter {key}.")
    return GuideOut(key=page.key, title=page.title, body=page.body)


@router.post("/{key}/answers", response={204: None}, auth=WRITE, summary="Answer of a guide")
def answer(request: HttpRequest, key: Key, asked: GuideAnswer) -> Answer[None]:
    """Say whether a guide solved one's problem."""
    services.keep_answer(
        key=key,
        has_helped=asked.has_helped,
        organisation_code=doors.person_of(request).organisation_code,
        is_before_report=asked.is_before_report,
        at=clock.now(),
    )
    return Answer(204, None)


@router.post("", response={201: GuideOut}, auth=WRITE, summary="Begin a guide")
def begin(request: HttpRequest, asked: NewGuide) -> Answer[GuideOut]:
    """Begin a guide as a draft; `fromTicket` is the ticket whose solution it tells."""
    actor = doors.worker_of(request)
    if asked.from_ticket:
        doors.case_of(request, asked.from_ticket)
    guide = services.begin_guide(text=_text(asked), by=actor.name, at=clock.now())
    return Answer(201, _told(guide.key))


@router.put("/{key}", response=GuideOut, auth=WRITE, summary="Rewrite a guide")
def rewrite(request: HttpRequest, key: Key, asked: NewGuide) -> GuideOut:
    """Say something else in a guide; what it said before is kept."""
    actor = doors.worker_of(request)
    services.rewrite_guide(key=key, text=_text(asked), by=actor.name, at=clock.now())
    return _told(key)


@router.put("/{key}/state", response=GuideOut, auth=WRITE, summary="Publish, take in")
def set_state(request: HttpRequest, key: Key, asked: GuideStanding) -> GuideOut:
    """Publish a guide, take it in again, or put it back among the drafts."""
    actor = doors.worker_of(request)
    services.set_guide_state(key=key, state=asked.state, by=actor.name, at=clock.now())
    return _told(key)


def _text(asked: NewGuide) -> GuideText:
    return GuideText(
        asked.title,
        asked.body,
        asked.words,
        audience=asked.audience,
        from_ticket=asked.from_ticket,
    )


def _told(key: str) -> GuideOut:
    page = knowledge.guide(key=key, is_desk=True)
    assert page is not None, "it has just been written"
    return GuideOut(key=page.key, title=page.title, body=page.body)
