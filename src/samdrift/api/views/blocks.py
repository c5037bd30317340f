"""Text blocks: words that are written often, and what is done with a ticket along with them."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Path, Router
from ninja.errors import HttpError
from ninja.responses import Status as Answer
from pydantic import Field, StringConstraints

from samdrift.api.views import doors, telling
from samdrift.api.views.act_schemas import MOST_ID
from samdrift.api.views.schemas import NO_NUL, Asked, Level, Line, TicketOut, Told
from samdrift.api.views.telling import READ, WRITE, Number
from samdrift.plumbing import clock
from samdrift.servicedesk.casework import blocks, people
from samdrift.servicedesk.casework.blocks import Block, BlockText
from samdrift.servicedesk.ports import Value

router = Router(tags=["desk"], by_alias=True)

Id = Annotated[int, Path(ge=1, le=MOST_ID)]


class BlockIn(Asked):
    """What a text block is to be; `{namn}`, `{nummer}` and `{jag}` are filled in when used."""

    title: Annotated[
        str, StringConstraints(min_length=1, max_length=100, pattern=r"^[^\x00]*[^\s\x00][^\x00]*$")
    ]
    text: Annotated[str, StringConstraints(max_length=20_000, pattern=NO_NUL)] = ""
    status: Literal["", "open", "waiting"] = ""
    group_id: Annotated[int, Field(ge=1, le=MOST_ID)] | None = None
    urgency: Level | None = None
    checklist: Annotated[tuple[Line, ...], Field(max_length=50)] = ()


class BlockOut(Told):
    """A text block."""

    id: int
    title: str
    text: str
    status: str
    group_id: int | None
    urgency: int | None
    checklist: list[str]


class BlockUse(Asked):
    """Which block is used; `so_far` is what stands in the answer already, else what is kept."""

    block: Annotated[int, Field(ge=1, le=MOST_ID)]
    so_far: Annotated[str, StringConstraints(max_length=200_000, pattern=NO_NUL)] | None = None


@router.get("/blocks", response=list[BlockOut], auth=READ, summary="Text blocks")
def list_blocks(request: HttpRequest) -> list[BlockOut]:
    """Return every text block, by title."""
    doors.worker_of(request)
    return [_told(each) for each in blocks.blocks()]


@router.post("/blocks", response={201: BlockOut}, auth=WRITE, summary="Write a text block")
def write_block(request: HttpRequest, asked: BlockIn) -> Answer[BlockOut]:
    """Write a new text block."""
    doors.worker_of(request)
    return Answer(201, _told(_block(blocks.write_block(told=_wanted(asked)).pk)))


@router.put("/blocks/{block}", response=BlockOut, auth=WRITE, summary="Write it anew")
def rewrite_block(request: HttpRequest, block: Id, asked: BlockIn) -> BlockOut:
    """Word a text block otherwise."""
    doors.worker_of(request)
    _block(block)
    blocks.write_block(told=_wanted(asked), block_id=block)
    return _told(_block(block))


@router.delete("/blocks/{block}", response={204: None}, auth=WRITE, summary="Remove it")
def remove_block(request: HttpRequest, block: Id) -> Answer[None]:
    """Take a text block away; what was written with it stays."""
    doors.worker_of(request)
    _block(block)
    blocks.remove_block(block)
    return Answer(204, None)


@router.post("/tickets/{number}/blocks", response=TicketOut, auth=WRITE, summary="Use a text block")
def use_block(request: HttpRequest, number: Number, asked: BlockUse) -> TicketOut:
    """Do what a text block does with a ticket, and lay its words in the draft of one's answer."""
    actor, case = doors.worker_of(request), doors.case_of(request, number)
    blocks.use_block(
        number=case.number,
        block_id=asked.block,
        so_far=asked.so_far,
        actor=actor,
        at=clock.now(),
    )
    return telling.answered(request, number)


def _block(block_id: int) -> Block:
    found = blocks.block(block_id)
    if found is None:
        raise HttpError(404, f"Det finns inget textblock {block_id}.")
    return found


def _wanted(asked: BlockIn) -> BlockText:
    if asked.group_id is not None and asked.group_id not in {each.id for each in people.groups()}:
        raise HttpError(409, "Välj en grupp som finns kvar.")
    told = {"status": asked.status, "group_id": asked.group_id, "urgency": asked.urgency}
    changes: dict[str, Value] = {name: value for name, value in told.items() if value}
    return BlockText(asked.title, asked.text, changes, asked.checklist)


def _told(block: Block) -> BlockOut:
    changes = block.changes
    return BlockOut(
        id=block.id,
        title=block.title,
        text=block.text,
        status=str(changes.get("status") or ""),
        group_id=_number(changes.get("group_id")),
        urgency=_number(changes.get("urgency")),
        checklist=list(block.checklist),
    )


def _number(value: Value) -> int | None:
    return int(str(value)) if value else None
