"""Changes: listed, read, taken from step to step, voted about, looked back on."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Path, Query, Router
from ninja.errors import HttpError
from ninja.responses import Status as Answer

from samdrift.api.choices import Scope
from samdrift.api.views import doors
from samdrift.api.views.change_schemas import (
    ChangeIn,
    ChangeTie,
    NewChangeIn,
    RewrittenChange,
    TieOut,
)
from samdrift.api.views.desk_schemas import RowId
from samdrift.api.views.doors import Bearer
from samdrift.api.views.process_schemas import (
    ChangeOut,
    ChangePageOut,
    ChangeRowOut,
    ChangeStep,
    HappeningOut,
    Review,
    Vote,
)
from samdrift.changes.choices import Kind, LinkKind, State
from samdrift.changes.ports import Actor, Ballot, NewChange, Wanted
from samdrift.changes.queries import changes as queries
from samdrift.changes.queries.changes import ChangeLine, Selection, Whole
from samdrift.changes.services import linking, moving, registering, voting
from samdrift.changes.views import readers
from samdrift.plumbing import access, clock
from samdrift.plumbing.access import viewer_of

READ, WRITE = Bearer(Scope.PROCESSES_READ), Bearer(Scope.PROCESSES_WRITE)

router = Router(tags=["changes"], by_alias=True)

Number = Annotated[str, Path(pattern=r"^C-[0-9]{1,9}$", example="C-1")]


@router.get("", response=ChangePageOut, auth=READ, summary="List changes")
def list_changes(
    request: HttpRequest,
    standing: Annotated[
        Literal["open", "to-decide", "coming", "to-review", "closed", "all"], Query()
    ] = "open",
    organisation: Annotated[str, Query(max_length=20, pattern=r"^[^\x00]*$")] = "",
    after: Annotated[str, Query(pattern=r"^[0-9]{0,9}$")] = "",
) -> ChangePageOut:
    """Return a page of changes, the newest first."""
    doors.check_reads_changes(request)
    selection = Selection(standing=standing, organisation=organisation)
    page = queries.lines(selection, after=after)
    return ChangePageOut(items=[_row(line) for line in page.lines], after=page.after)


@router.post("", response={201: ChangeOut}, auth=WRITE, summary="Register a change")
def register(request: HttpRequest, asked: NewChangeIn) -> Answer[ChangeOut]:
    """Write a change down as a draft; a standard one names its template, which decides the rest."""
    actor = _worker(request)
    template = queries.template(asked.template) if asked.template else None
    if asked.template and template is None:
        raise HttpError(409, f"Det finns ingen standardändring {asked.template}.")
    new = NewChange(Kind(asked.kind), _wanted(asked), template.id if template else None)
    change = registering.register(new=new, actor=actor, at=clock.now())
    return Answer(201, _told(change.number))


@router.put("/{number}", response=ChangeOut, auth=WRITE, summary="Write it anew")
def rewrite(request: HttpRequest, number: Number, asked: RewrittenChange) -> ChangeOut:
    """Write a draft over, whole; nothing unseen is overwritten."""
    actor = _worker(request)
    _whole(number)
    registering.rewrite(
        number=number,
        wanted=_wanted(asked),
        seen_version=asked.version,
        actor=actor,
        at=clock.now(),
    )
    return _told(number)


@router.get("/{number}", response=ChangeOut, auth=READ, summary="Read a change")
def read(request: HttpRequest, number: Number) -> ChangeOut:
    """Return a change with its plan, its decision, and what has happened."""
    doors.check_reads_changes(request)
    return _told(number)


@router.post("/{number}/steps", response=ChangeOut, auth=WRITE, summary="Take a step")
def step(request: HttpRequest, number: Number, asked: ChangeStep) -> ChangeOut:
    """Do something with a change; how it stands after follows from how it stood."""
    actor = _worker(request)
    _whole(number)
    moving.move(number=number, act=asked.act, actor=actor, at=clock.now(), text=asked.text)
    return _told(number)


@router.post("/{number}/votes", response=ChangeOut, auth=WRITE, summary="Vote")
def vote(request: HttpRequest, number: Number, asked: Vote) -> ChangeOut:
    """Vote about a change, where one is named as somebody who approves it."""
    doors.check_reads_changes(request)
    _whole(number)
    voting.vote(
        number=number,
        ballot=Ballot(asked.is_for, asked.reason),
        actor=readers.actor_of(request),
        at=clock.now(),
    )
    return _told(number)


@router.post("/{number}/review", response=ChangeOut, auth=WRITE, summary="Look back")
def review(request: HttpRequest, number: Number, asked: Review) -> ChangeOut:
    """Say whether a change went as planned, and what was learnt."""
    actor = _worker(request)
    _whole(number)
    moving.review(
        number=number,
        went_as_planned=asked.went_as_planned,
        lessons=asked.lessons,
        actor=actor,
        at=clock.now(),
    )
    return _told(number)


@router.get("/{number}/links", response=list[TieOut], auth=READ, summary="What it belongs with")
def list_ties(request: HttpRequest, number: Number) -> list[TieOut]:
    """Return the tickets and problems that a change belongs with; an unseen one has no subject."""
    doors.check_reads_changes(request)
    return _ties(request, number)


@router.post("/{number}/links", response={201: list[TieOut]}, auth=WRITE, summary="Tie to it")
def tie(request: HttpRequest, number: Number, asked: ChangeTie) -> Answer[list[TieOut]]:
    """Say that a ticket, or a problem by its number, belongs with a change; twice is once."""
    actor = _worker(request)
    _whole(number)
    linking.link(
        number=number,
        other=asked.other,
        kind=LinkKind(asked.kind),
        reader=readers.ticket_reader_of(request),
        actor=actor,
        at=clock.now(),
    )
    return Answer(201, _ties(request, number))


@router.delete("/{number}/links/{link}", response={204: None}, auth=WRITE, summary="Untie")
def untie(request: HttpRequest, number: Number, link: RowId) -> Answer[None]:
    """Take back that something belongs with a change."""
    actor = _worker(request)
    _whole(number)
    linking.unlink(number=number, link_id=link, actor=actor, at=clock.now())
    return Answer(204, None)


def _worker(request: HttpRequest) -> Actor:
    if not access.may_work_changes(viewer_of(request)):
        raise HttpError(403, "Det är för den som arbetar med ändringar.")
    return readers.actor_of(request)


def _whole(number: str) -> Whole:
    found = queries.whole(number)
    if found is None:
        raise HttpError(404, f"Det finns ingen ändring {number}.")
    return found


def _ties(request: HttpRequest, number: str) -> list[TieOut]:
    found = queries.links(_whole(number).id, reader=readers.ticket_reader_of(request))
    return [
        TieOut(id=each.id, kind=each.kind, number=each.number, subject=each.subject)
        for each in found
    ]


def _wanted(asked: ChangeIn) -> Wanted:
    told = asked.model_dump(exclude={"kind", "template", "version"})
    return Wanted(**told)


def _row(line: ChangeLine) -> ChangeRowOut:
    return ChangeRowOut(**_head(line))


def _head(line: ChangeLine | Whole) -> dict[str, Any]:
    return {
        "number": line.number,
        "title": line.title,
        "kind": line.kind,
        "state": State(line.state),
        "risk_class": line.risk_class,
        "starts_at": line.starts_at,
        "ends_at": line.ends_at,
        "responsible": line.responsible,
        "services": list(line.services),
        "organisations": list(line.organisations),
    }


def _told(number: str) -> ChangeOut:
    whole = _whole(number)
    return ChangeOut(
        **_head(whole),
        why=whole.why,
        what=whole.what,
        plan=whole.plan,
        back_out_plan=whole.back_out_plan,
        test=whole.test,
        proposer=whole.proposer,
        verdict=whole.verdict,
        decided_at=whole.decided_at,
        begun_at=whole.begun_at,
        ended_at=whole.ended_at,
        outcome=whole.outcome,
        went_as_planned=whole.went_as_planned,
        lessons=whole.lessons,
        version=whole.version,
        story=[
            HappeningOut(kind=each.kind, at=each.at, by=each.by_name, text=each.text)
            for each in queries.story(whole.id)
        ],
    )
