"""Tickets as they are answered."""

from __future__ import annotations

from collections.abc import Sequence

from samdrift.api.views.act_schemas import Narrowed
from samdrift.api.views.schemas import FileOut, MessageOut, TicketOut, TicketRow
from samdrift.servicedesk.casework.queries import Case, Line
from samdrift.servicedesk.choices import Channel, Kind, MessageKind, Status
from samdrift.servicedesk.queue.ports import Item, Selection


def row(item: Item, *, is_for_helper: bool) -> TicketRow:
    """Return a ticket in a list; its keywords are for those who help."""
    return TicketRow(
        number=item.number,
        subject=item.subject,
        status=Status(item.status),
        priority=item.priority,
        organisation=item.organisation_code,
        requester=item.requester,
        group=item.group,
        assignee=item.assignee,
        is_secret=item.is_secret,
        keywords=list(item.keywords) if is_for_helper else [],
        is_answer_awaited=item.is_answer_awaited,
        opened_at=item.opened_at,
        solve_by=item.solve_by,
        solved_at=item.solved_at,
        closed_at=item.closed_at,
    )


def selection(narrowed: Narrowed) -> Selection:
    """Return the selection that a list is asked for."""
    return Selection(
        view=narrowed.view,
        group_id=narrowed.group,
        assignee_id=narrowed.assignee,
        organisation_code=narrowed.organisation,
        priority=narrowed.priority,
        kind=narrowed.kind,
        service=narrowed.service,
        keyword=" ".join(narrowed.keyword.lower().split()),
        is_answer_awaited=narrowed.awaited,
    )


def ticket(case: Case, lines: Sequence[Line], *, address: str) -> TicketOut:
    """Return a ticket with its conversation; files are numbered in the order they came."""
    files = [each for line in lines for each in line.files]
    places = {each.id: place for place, each in enumerate(files, start=1)}
    return TicketOut(
        number=case.number,
        subject=case.subject,
        kind=Kind(case.kind),
        status=Status(case.status),
        channel=Channel(case.channel),
        category=case.category,
        service=case.service,
        impact=case.impact,
        urgency=case.urgency,
        priority=case.priority,
        organisation=case.organisation_code,
        group=case.group_name,
        group_id=case.group_id,
        assignee=case.assignee_name,
        assignee_id=case.assignee_id,
        owner=case.owner_name,
        owner_id=case.owner_id,
        place=case.place,
        is_secret=case.is_secret,
        keywords=list(case.keywords),
        follows=case.follows,
        merged_into=case.merged_into,
        opened_at=case.opened_at,
        respond_by=case.respond_by,
        responded_at=case.responded_at,
        solve_by=case.solve_by,
        solved_at=case.solved_at,
        closed_at=case.closed_at,
        reopen_until=case.reopen_until,
        resolution=case.resolution,
        version=case.version,
        conversation=[_message(line, places, address) for line in lines],
    )


def _message(line: Line, places: dict[int, int], address: str) -> MessageOut:
    return MessageOut(
        id=line.id,
        kind=MessageKind(line.kind),
        at=line.at,
        by=line.by_name,
        channel=line.channel,
        text=line.text,
        quoted=line.quoted,
        files=[
            FileOut(
                name=each.name,
                media_type=each.media_type,
                size=each.size,
                href=f"{address}/files/{places[each.id]}",
            )
            for each in line.files
        ],
    )
