"""Telling a story as rows, in memory: what the service desk's own acts would have written.

A test holds a sample of it against the same stories told through those acts, row by row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from samdrift.project.demo_desk.acts import Act, Deed, Story
from samdrift.project.demo_desk.rows import Rows, Standards, kept, plain
from samdrift.servicedesk.casework.standing import REOPEN_DAYS
from samdrift.servicedesk.choices import (
    PAUSED,
    UNSOLVED,
    Channel,
    EventKind,
    MessageKind,
    Status,
)
from samdrift.servicedesk.models import (
    ChecklistItem,
    Handover,
    Message,
    Opinion,
    Ticket,
    TicketEvent,
    TimeSpent,
    Watcher,
)
from samdrift.servicedesk.ports import Actor
from samdrift.servicelevels.choices import PauseReason
from samdrift.servicelevels.reckoning.events import EventKind as ClockKind
from samdrift.servicelevels.reckoning.events import Happening
from samdrift.servicelevels.services.many_clocks import PastCase

_REASONS = {Status.WAITING: PauseReason.ANSWER, Status.PLANNED: PauseReason.AGREED_TIME}


def tell(story: Story, rows: Rows, standards: Standards) -> None:
    """Put the rows of a story, and of those that are merged into it, last among the rows."""
    _Telling(story, rows, standards).tell()


class _Telling:
    """One ticket while its story is told."""

    def __init__(self, story: Story, rows: Rows, standards: Standards) -> None:
        self._story = story
        self._rows = rows
        self._standards = standards
        self._clock: list[Happening] = []
        self._clock_names: list[str] = []
        self._handover: Handover | None = None
        self._checklist: list[ChecklistItem] = []
        self.messages: list[Message] = []
        self.ticket = self._registered()

    def tell(self) -> None:
        """Tell all of it."""
        for act in self._story.acts:
            _TOLD[act.deed](self, act)
        self.finish()

    def finish(self) -> None:
        """Put the ticket itself and its clock among the rows."""
        ticket, report = self.ticket, self._story.report
        self._rows.tickets.append(ticket)
        self._rows.messages.extend(self.messages)
        self._rows.cases.append(
            PastCase(
                subject=ticket.number,
                service=report.service,
                organisation=report.organisation_code,
                priority=ticket.priority,
                started_at=self._story.at,
                happened=tuple(self._clock),
                told_by=(self._story.by.name, *self._clock_names),
            )
        )

    def _registered(self) -> Ticket:
        story, report = self._story, self._story.report
        ticket_id, number = self._standards.names[id(story)]
        group_id = report.group_id or self._standards.first_group_id
        ticket = Ticket(
            pk=ticket_id,
            number=number,
            organisation_id=report.organisation_code,
            channel=report.channel,
            line=self._standards.lines[group_id],
            category=report.category,
            opened_at=story.at.astimezone(UTC),
            is_live=True,
            kind=report.kind,
            status=Status.NEW,
            subject=report.subject,
            service=report.service,
            impact=report.impact,
            urgency=report.urgency,
            priority=self._standards.priorities[report.impact, report.urgency],
            requester_id=report.requester_id,
            unit_id=report.unit_id,
            group_id=group_id,
            owner_id=story.by.user_id if report.channel == Channel.PHONE else None,
            place=report.place,
            is_secret=report.is_secret,
            changed_at=story.at.astimezone(UTC),
            is_answer_awaited=True,
        )
        self.ticket = ticket
        self._say(MessageKind.REPORT, report.written.text, story.by, report.channel, story.at)
        self._happened(EventKind.REGISTERED, story.by, story.at, {})
        return ticket

    def take(self, act: Act) -> None:
        """Somebody begins with it; a new ticket is theirs to answer for."""
        after: dict[str, Any] = {"assignee_id": act.row_id}
        if self.ticket.status == Status.NEW:
            after["status"] = Status.OPEN
            if self.ticket.owner_id is None:
                after["owner_id"] = act.row_id
        self._save(after, act)

    def send_on(self, act: Act) -> None:
        """Another group gets it, and nobody in it yet."""
        line = self._standards.lines[act.row_id]
        self._save({"group_id": act.row_id, "line": line, "assignee_id": None}, act)

    def reply(self, act: Act) -> None:
        """The reporter is answered; the first answer is the response."""
        self._say(MessageKind.REPLY, act.text, act.by, act.channel, act.at)
        after: dict[str, Any] = {"is_answer_awaited": False} | self._begun(act.by)
        if self.ticket.responded_at is None:
            after["responded_at"] = act.at
        if act.then is Status.SOLVED:
            after |= _solved(act)
        elif act.then is not None:
            after["status"] = act.then
        self._move(after, act, EventKind.MESSAGE)

    def note(self, act: Act) -> None:
        """Something is noted among those who help."""
        self._say(MessageKind.NOTE, act.text, act.by, Channel.PORTAL, act.at)
        self._save({}, act, EventKind.MESSAGE)

    def answer(self, act: Act) -> None:
        """The reporter writes."""
        self._say(MessageKind.ANSWER, act.text, act.by, act.channel, act.at)
        after: dict[str, Any] = {"is_answer_awaited": True}
        if self.ticket.status == Status.SOLVED:
            after |= self._opened_again()
        elif self.ticket.status == Status.WAITING:
            after["status"] = Status.OPEN
        self._move(after, act, EventKind.MESSAGE)

    def plan(self, act: Act) -> None:
        """It is put by until a moment."""
        self._move({"status": Status.PLANNED, "wake_at": act.moment}, act)

    def wake(self, act: Act) -> None:
        """The moment has come."""
        self._move({"status": Status.OPEN, "wake_at": None}, act)

    def visit(self, act: Act) -> None:
        """Somebody is to come."""
        self._save({"visit_on": act.day, "place": act.text}, act)

    def hand_over(self, act: Act) -> None:
        """A supplier gets it, with their own number."""
        self._handover = Handover(
            ticket_id=self.ticket.pk,
            supplier_id=act.supplier,
            address=act.text,
            reference=act.reference,
            promised_by=act.moment,
            valid_from=act.at,
        )
        self._rows.handovers.append(self._handover)
        self._move({"status": Status.SUPPLIER}, act, EventKind.HANDED_OVER)

    def take_back(self, act: Act) -> None:
        """The supplier is done with it."""
        assert self._handover is not None, "what is taken back was handed over"
        self._handover.valid_until = act.at
        self._move({"status": Status.OPEN}, act, EventKind.HANDED_BACK)

    def solve(self, act: Act) -> None:
        """It is solved without a message."""
        after = self._begun(act.by) | _solved(act)
        if self.ticket.responded_at is None:
            after["responded_at"] = act.at
        self._move(after, act)

    def verify(self, act: Act) -> None:
        """It is seen to be solved, and closed as of then."""
        solved_at = self.ticket.solved_at
        assert solved_at is not None, "what is verified is solved"
        took = solved_at - self.ticket.opened_at
        after = {
            "status": Status.CLOSED,
            "closed_at": solved_at,
            "elapsed_seconds": took.days * 86_400 + took.seconds,
            "reopen_until": None,
        }
        self._move(after, act)

    def reopen(self, act: Act) -> None:
        """It was not solved after all."""
        self._say(MessageKind.ANSWER, act.text, act.by, Channel.PORTAL, act.at)
        self._move(self._opened_again() | {"is_answer_awaited": True}, act)

    def rate(self, act: Act) -> None:
        """Whoever was helped says what they thought of it."""
        self._rows.opinions.append(
            Opinion(ticket_id=self.ticket.pk, score=act.number, comment=act.text, at=act.at)
        )

    def merge(self, act: Act) -> None:
        """Another ticket of the same thing goes on in this one."""
        assert act.merged is not None, "a merge has what is merged"
        gone = _Telling(act.merged, self._rows, self._standards)
        for message in gone.messages:
            message.ticket_id = self.ticket.pk
        self.messages.extend(gone.messages)
        gone.messages = []
        after = {"status": Status.MERGED, "merged_into_id": self.ticket.pk}
        gone._move(after, act, EventKind.MERGED)
        gone.finish()
        awaited = self.ticket.is_answer_awaited or gone.ticket.is_answer_awaited
        self._save({"is_answer_awaited": awaited}, act, EventKind.MERGED)

    def list_points(self, act: Act) -> None:
        """What is to be done is listed."""
        first = len(self._checklist)
        points = [
            ChecklistItem(ticket_id=self.ticket.pk, text=text, position=position)
            for position, text in enumerate(act.texts, start=first)
        ]
        self._checklist.extend(points)
        self._rows.checklist.extend(points)

    def tick(self, act: Act) -> None:
        """A point is done."""
        point = self._checklist[act.number]
        point.done_at, point.done_by_id = act.at, act.by.user_id

    def spend(self, act: Act) -> None:
        """Minutes of work are told."""
        assert act.by.user_id is not None, "who tells of time is of the desk"
        self._rows.time.append(
            TimeSpent(
                ticket_id=self.ticket.pk,
                user_id=act.by.user_id,
                minutes=act.number,
                note=act.text,
                on=act.at.date(),
            )
        )

    def watch(self, act: Act) -> None:
        """Somebody wants to be told of it."""
        self._rows.watchers.append(Watcher(ticket_id=self.ticket.pk, user_id=act.row_id))

    def _begun(self, actor: Actor) -> dict[str, Any]:
        if self.ticket.status != Status.NEW or actor.user_id is None:
            return {}
        begun: dict[str, Any] = {"status": Status.OPEN}
        for name in ("assignee_id", "owner_id"):
            if getattr(self.ticket, name) is None:
                begun[name] = actor.user_id
        return begun

    def _opened_again(self) -> dict[str, Any]:
        return {
            "status": Status.OPEN,
            "solved_at": None,
            "resolution": "",
            "reopen_until": None,
            "reopened_count": self.ticket.reopened_count + 1,
        }

    def _say(
        self, kind: MessageKind, text: str, actor: Actor, channel: Channel, at: datetime
    ) -> None:
        self.messages.append(
            Message(
                ticket_id=self.ticket.pk,
                kind=kind,
                channel=channel,
                at=at,
                by_user_id=actor.user_id,
                by_person_id=actor.person_id,
                by_name=actor.name,
                text=text,
            )
        )

    def _move(
        self, after: Mapping[str, Any], act: Act, kind: EventKind = EventKind.CHANGED
    ) -> None:
        """Write how the ticket stands now, and let its clock follow."""
        before = Status(self.ticket.status)
        was_answered = self.ticket.responded_at is not None
        self._save(after, act, kind)
        if not was_answered and self.ticket.responded_at is not None:
            self._tick_clock(ClockKind.RESPONDED, act)
        self._follow(before, Status(self.ticket.status), act)

    def _follow(self, before: Status, after: Status, act: Act) -> None:
        if after is before:
            return
        if before in PAUSED and after in UNSOLVED:
            self._tick_clock(ClockKind.RESUMED, act)
        elif before is Status.SOLVED and after in UNSOLVED:
            self._tick_clock(ClockKind.REOPENED, act)
        if after in PAUSED:
            self._tick_clock(ClockKind.PAUSED, act, _REASONS[after])
        elif after is Status.SOLVED:
            self._tick_clock(ClockKind.SOLVED, act)
        elif after in (Status.CLOSED, Status.MERGED):
            self._tick_clock(ClockKind.CLOSED, act)

    def _tick_clock(self, kind: ClockKind, act: Act, reason: str = "") -> None:
        self._clock.append(Happening(kind, act.at, reason))
        self._clock_names.append(act.by.name)

    def _save(
        self, after: Mapping[str, Any], act: Act, kind: EventKind = EventKind.CHANGED
    ) -> None:
        ticket = self.ticket
        changes = {
            name: [plain(getattr(ticket, name)), plain(value)]
            for name, value in after.items()
            if getattr(ticket, name) != value
        }
        for name in changes:
            setattr(ticket, name, kept(after[name]))
        if changes or kind is not EventKind.CHANGED:
            ticket.changed_at = act.at.astimezone(UTC)
            ticket.version += 1
            self._happened(kind, act.by, act.at, changes)

    def _happened(
        self, kind: EventKind, actor: Actor, at: datetime, changes: Mapping[str, Any]
    ) -> None:
        self._rows.events.append(
            TicketEvent(
                ticket_id=self.ticket.pk,
                kind=kind,
                at=at,
                by_user_id=actor.user_id,
                by_name=actor.name,
                changes=dict(changes),
            )
        )


def _solved(act: Act) -> dict[str, Any]:
    return {
        "status": Status.SOLVED,
        "solved_at": act.at,
        "resolution": act.text,
        "reopen_until": act.at + timedelta(days=REOPEN_DAYS),
        "wake_at": None,
        "is_answer_awaited": False,
    }


_TOLD: dict[Deed, Callable[[_Telling, Act], None]] = {
    Deed.TAKE: _Telling.take,
    Deed.SEND_ON: _Telling.send_on,
    Deed.REPLY: _Telling.reply,
    Deed.NOTE: _Telling.note,
    Deed.ANSWER: _Telling.answer,
    Deed.PLAN: _Telling.plan,
    Deed.WAKE: _Telling.wake,
    Deed.VISIT: _Telling.visit,
    Deed.HAND_OVER: _Telling.hand_over,
    Deed.TAKE_BACK: _Telling.take_back,
    Deed.SOLVE: _Telling.solve,
    Deed.VERIFY: _Telling.verify,
    Deed.REOPEN: _Telling.reopen,
    Deed.RATE: _Telling.rate,
    Deed.MERGE: _Telling.merge,
    Deed.CHECKLIST: _Telling.list_points,
    Deed.TICK: _Telling.tick,
    Deed.SPEND: _Telling.spend,
    Deed.WATCH: _Telling.watch,
}
