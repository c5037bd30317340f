"""Writing stories as tickets, all at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from operator import attrgetter

from django.db import transaction

from samdrift.plumbing import bulk
from samdrift.project.demo_desk.acts import Deed, Story
from samdrift.project.demo_desk.rows import Rows, Standards
from samdrift.project.demo_desk.telling import tell
from samdrift.servicedesk.casework.rows import FIRST_NUMBER
from samdrift.servicedesk.choices import Status
from samdrift.servicedesk.models import (
    ChecklistItem,
    Group,
    Handover,
    Message,
    Opinion,
    Ticket,
    TicketEvent,
    TicketNumber,
    TimeSpent,
    Watcher,
)
from samdrift.servicedesk.ports import SYSTEM_NAME
from samdrift.servicelevels.models import Clock
from samdrift.servicelevels.queries.agreements import priority_matrix
from samdrift.servicelevels.services import many_clocks

ROWS_AT_ONCE = 2_000


@transaction.atomic
def write_stories(stories: Sequence[Story], *, at: datetime) -> int:
    """Write stories as tickets with all that belongs to them; return how many there are.

    They get numbers in the order in which they came in.
    """
    every = sorted(_every(stories), key=attrgetter("at"))
    ids = bulk.reserve_ids(Ticket, len(every))
    numbers = _numbers(len(every))
    names = {
        id(story): name for story, name in zip(every, zip(ids, numbers, strict=True), strict=True)
    }
    rows, standards = Rows(), _standards(names)
    for story in stories:
        tell(story, rows, standards)
    many_clocks.start_many(rows.cases, by=SYSTEM_NAME, at=at)
    _copy_deadlines(rows.tickets)
    _write(rows)
    return len(rows.tickets)


def _every(stories: Sequence[Story]) -> Iterator[Story]:
    """Yield the stories, and those that are merged into them."""
    for story in stories:
        yield story
        for act in story.acts:
            if act.deed is Deed.MERGE and act.merged is not None:
                yield act.merged


def _standards(names: Mapping[int, tuple[int, str]]) -> Standards:
    lines = dict(Group.objects.values_list("pk", "line"))
    return Standards(names, next(iter(lines)), lines, priority_matrix())


def _numbers(count: int) -> list[str]:
    """Take numbers of the series, passing by those that imported tickets have."""
    series, _ = TicketNumber.objects.get_or_create(pk=1, defaults={"upcoming": FIRST_NUMBER})
    taken = set(Ticket.objects.values_list("number", flat=True))
    numbers: list[str] = []
    while len(numbers) < count:
        if str(series.upcoming) not in taken:
            numbers.append(str(series.upcoming))
        series.upcoming += 1
    series.save(update_fields=["upcoming"])
    return numbers


def _copy_deadlines(tickets: Sequence[Ticket]) -> None:
    """Copy the deadlines from the clocks to their tickets, and the open time of the closed."""
    clocks = Clock.objects.values_list("subject", "respond_by", "solve_by", "used_seconds")
    known = {subject: (respond, solve, used) for subject, respond, solve, used in clocks}
    for ticket in tickets:
        ticket.respond_by, ticket.solve_by, used = known[ticket.number]
        ticket.open_seconds = used if ticket.status == Status.CLOSED else None


def _write(rows: Rows) -> None:
    """Write all rows; events in the order in which they happened."""
    rows.tickets.sort(key=attrgetter("pk"))
    rows.messages.sort(key=attrgetter("at"))
    rows.events.sort(key=attrgetter("at"))
    Ticket.objects.bulk_create(rows.tickets, batch_size=ROWS_AT_ONCE)
    Message.objects.bulk_create(rows.messages, batch_size=ROWS_AT_ONCE)
    TicketEvent.objects.bulk_create(rows.events, batch_size=ROWS_AT_ONCE)
    ChecklistItem.objects.bulk_create(rows.checklist)
    TimeSpent.objects.bulk_create(rows.time)
    Watcher.objects.bulk_create(rows.watchers)
    Handover.objects.bulk_create(rows.handovers)
    Opinion.objects.bulk_create(rows.opinions)
