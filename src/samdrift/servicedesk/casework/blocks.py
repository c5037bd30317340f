"""Words that are written often, with what is done to a ticket along with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from samdrift.reporting import memory
from samdrift.servicedesk.casework import beside, changing, standing
from samdrift.servicedesk.choices import MessageKind, Status
from samdrift.servicedesk.conversation import services as conversation
from samdrift.servicedesk.errors import CannotChange
from samdrift.servicedesk.models import Draft, TextBlock, Ticket
from samdrift.servicedesk.ports import Actor, Value, Wanted

STATUS = "status"
MAY_BE_CHANGED = frozenset({"group_id", "urgency", STATUS})
MOST_BLOCKS = 200


@dataclass(frozen=True, slots=True)
class Block:
    """A text block: its words, and what it does."""

    id: int
    title: str
    text: str
    changes: dict[str, Value]
    checklist: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BlockText:
    """What a text block is to be."""

    title: str
    text: str
    changes: dict[str, Value]
    checklist: tuple[str, ...] = ()


def blocks() -> tuple[Block, ...]:
    """Return every text block, by title."""
    return memory.in_process("servicedesk.blocks", (TextBlock,), _blocks)


def _blocks() -> tuple[Block, ...]:
    return tuple(_block(row) for row in TextBlock.objects.order_by("title")[:MOST_BLOCKS])


def block(block_id: int) -> Block | None:
    """Return a text block, None where there is none."""
    row = TextBlock.objects.filter(pk=block_id).first()
    return _block(row) if row else None


@transaction.atomic
def write_block(*, told: BlockText, block_id: int | None = None) -> TextBlock:
    """Write a text block, a new one or another wording of one that there is."""
    assert told.changes.keys() <= MAY_BE_CHANGED, "only what a text block may do"

    title = " ".join(told.title.split())
    if not title or len(title) > 100:
        raise CannotChange("Skriv vad textblocket ska heta, med högst 100 tecken.")
    if not (told.text.strip() or told.changes or told.checklist):
        raise CannotChange("Skriv en text, eller välj något som ska hända med ärendet.")
    row = TextBlock.objects.filter(pk=block_id or 0).first() or TextBlock()
    if TextBlock.objects.filter(title=title).exclude(pk=row.pk or 0).exists():
        raise CannotChange(f"Det finns redan ett textblock som heter {title}.")
    row.title, row.text = title, told.text.strip()
    row.changes, row.checklist = told.changes, list(told.checklist)
    row.save()
    return row


def remove_block(block_id: int) -> None:
    """Take a text block away; what was written with it stays."""
    TextBlock.objects.filter(pk=block_id).delete()


@transaction.atomic
def use_block(
    *, number: str, block_id: int, so_far: str | None, actor: Actor, at: datetime
) -> Block:
    """Do what a text block does with a ticket, and lay its words in the draft of the answer.

    `so_far` is what stands in the answer already, None for what was last kept of it. In the words
    `{namn}` is the first name of whoever reported, `{nummer}` the ticket's and `{jag}` one's own.
    """
    assert actor.user_id is not None, "who writes has signed in"

    found = block(block_id)
    if found is None:
        raise CannotChange("Textblocket finns inte längre.")
    fields = {name: value for name, value in found.changes.items() if name != STATUS}
    if fields:
        changing.change_ticket(number=number, wanted=Wanted(fields), actor=actor, at=at)
    if status := found.changes.get(STATUS):
        standing.set_standing(number=number, status=Status(str(status)), actor=actor, at=at)
    if found.checklist:
        beside.add_to_checklist(number=number, texts=found.checklist)
    ticket = Ticket.objects.select_related("requester").get(number=number)
    if found.text:
        before = _kept(actor.user_id, ticket.pk) if so_far is None else so_far
        written = "\n\n".join(filter(None, (before.strip(), _filled(found.text, ticket, actor))))
        conversation.save_draft(
            user_id=actor.user_id,
            ticket_id=ticket.pk,
            kind=MessageKind.REPLY,
            content={"text": written},
            at=at,
        )
    return found


def _filled(text: str, ticket: Ticket, actor: Actor) -> str:
    name = ticket.requester.name.split()[0] if ticket.requester else ""
    told = {"{namn}": name, "{nummer}": ticket.number, "{jag}": actor.name}
    for sign, words in told.items():
        text = text.replace(sign, words)
    return text.replace("Hej !", "Hej!")


def _kept(user_id: int, ticket_id: int) -> str:
    draft = Draft.objects.filter(user=user_id, ticket=ticket_id, kind=MessageKind.REPLY).first()
    return str(draft.content.get("text", "")) if draft else ""


def _block(row: TextBlock) -> Block:
    return Block(row.pk, row.title, row.text, dict(row.changes), tuple(row.checklist))
