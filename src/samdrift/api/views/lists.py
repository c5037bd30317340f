"""Many tickets at one stroke, the lists one comes back to, and whom tickets are given to."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Router
from ninja.errors import HttpError
from ninja.responses import Status as Answer

from samdrift.api.views import answers, doors
from samdrift.api.views.act_schemas import (
    MOST_ID,
    HelperOut,
    HelpersOut,
    ManyChanges,
    ManyReplies,
    NewView,
    Refused,
    StrokeOut,
    ViewOut,
)
from samdrift.api.views.telling import READ, WRITE
from samdrift.plumbing import access, clock
from samdrift.plumbing.access import viewer_of
from samdrift.servicedesk import keywords
from samdrift.servicedesk.casework import bulk, people
from samdrift.servicedesk.casework.bulk import Stroke, Together
from samdrift.servicedesk.casework.keywords import tidied
from samdrift.servicedesk.choices import Status
from samdrift.servicedesk.models import SavedView
from samdrift.servicedesk.ports import Reader, Value
from samdrift.servicedesk.queue import queries as queue
from samdrift.servicedesk.queue import services

router = Router(tags=["desk"], by_alias=True)

_FIELDS = {"group_id", "assignee_id", "urgency", "category"}


@router.get("/helpers", response=HelpersOut, auth=READ, summary="Whom tickets are given to")
def helpers(request: HttpRequest) -> HelpersOut:
    """Return the groups that take tickets, and the colleagues who work in them."""
    doors.worker_of(request)
    every = people.everybody()
    return HelpersOut(
        groups=[HelperOut(id=each.id, name=each.name) for each in every.groups],
        helpers=[HelperOut(id=each.id, name=each.name) for each in every.helpers],
    )


@router.get("/keywords", response=list[str], auth=READ, summary="Keywords")
def known_keywords(request: HttpRequest) -> list[str]:
    """Return the keywords that tickets have been given, in order."""
    doors.worker_of(request)
    return list(keywords.offered())


@router.post("/strokes/changes", response=StrokeOut, auth=WRITE, summary="Change many")
def change_many(request: HttpRequest, asked: ManyChanges) -> StrokeOut:
    """Change many tickets the same way; one that cannot be changed does not stop the rest."""
    actor = doors.worker_of(request)
    fields: dict[str, Value] = asked.model_dump(include=_FIELDS, exclude_none=True)
    then = Status(asked.then) if asked.then else None
    stroke = bulk.change_many(
        numbers=_seen(request, asked.numbers),
        wanted=Together(
            fields,
            then,
            is_watched=asked.is_watched,
            added=tidied(asked.added_keywords),
            dropped=tidied(asked.dropped_keywords),
        ),
        actor=actor,
        at=clock.now(),
    )
    return _told(stroke)


@router.post("/strokes/replies", response=StrokeOut, auth=WRITE, summary="Reply to many")
def reply_many(request: HttpRequest, asked: ManyReplies) -> StrokeOut:
    """Answer the same in many tickets; undoing sets back how they stand, and takes back nothing."""
    actor = doors.worker_of(request)
    stroke = bulk.reply_many(
        numbers=_seen(request, asked.numbers),
        text=asked.text,
        then=Status(asked.then) if asked.then else None,
        actor=actor,
        at=clock.now(),
    )
    return _told(stroke)


@router.post("/strokes/{batch}/undoing", response=StrokeOut, auth=WRITE, summary="Undo")
def undo(
    request: HttpRequest,
    batch: Annotated[str, Path(pattern="^[0-9a-f]{32}$", example="0" * 32)],
) -> StrokeOut:
    """Set back what one stroke changed, where nobody has changed it since."""
    actor = doors.worker_of(request)
    return _told(bulk.undo_stroke(batch=batch, actor=actor, at=clock.now()))


@router.get("/views", response=list[ViewOut], auth=READ, summary="Saved views")
def views(request: HttpRequest) -> list[ViewOut]:
    """Return the lists that whoever asks has saved, and those that colleagues share."""
    reader = _desk_reader(request)
    return [_view(each, reader) for each in queue.saved_views(reader.user_id)]


@router.put("/views", response=ViewOut, auth=WRITE, summary="Save a view")
def save_view(request: HttpRequest, asked: NewView) -> ViewOut:
    """Save a list under a name; the same name again says something else from now on."""
    reader = _desk_reader(request)
    saved = services.save_view(
        user_id=reader.user_id,
        title=asked.title,
        selection=answers.selection(asked),
        is_shared=asked.is_shared,
    )
    return _view(saved, reader)


@router.delete("/views/{view}", response={204: None}, auth=WRITE, summary="Forget a view")
def forget_view(request: HttpRequest, view: Annotated[int, Path(ge=1, le=MOST_ID)]) -> Answer[None]:
    """Throw away a view of one's own."""
    services.forget_view(user_id=_desk_reader(request).user_id, view_id=view)
    return Answer(204, None)


def _desk_reader(request: HttpRequest) -> Reader:
    if not access.may_read_tickets(viewer_of(request)):
        raise HttpError(403, "Det är för den som läser ärenden i servicedesken.")
    return doors.reader_of(request)


def _seen(request: HttpRequest, numbers: tuple[str, ...]) -> tuple[str, ...]:
    return queue.visible_numbers(reader=doors.reader_of(request), numbers=numbers)


def _told(stroke: Stroke) -> StrokeOut:
    refused = [Refused(number=number, why=why) for number, why in stroke.refused]
    return StrokeOut(batch=stroke.batch, changed=list(stroke.changed), refused=refused)


def _view(row: SavedView, reader: Reader) -> ViewOut:
    is_own = row.user_id == reader.user_id
    query = {str(key): str(value) for key, value in row.selection.items()}
    return ViewOut(id=row.pk, title=row.title, is_own=is_own, is_shared=row.is_shared, query=query)
