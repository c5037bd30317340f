"""A ticket's clock, told what happens to the ticket, and its deadlines copied for the lists."""

from __future__ import annotations

from datetime import datetime

from samdrift.servicedesk.choices import PAUSED, UNSOLVED, Status
from samdrift.servicedesk.models import Ticket
from samdrift.servicedesk.ports import Actor
from samdrift.servicelevels.choices import PauseReason
from samdrift.servicelevels.models import Clock
from samdrift.servicelevels.queries import agreements
from samdrift.servicelevels.services import clocks

_REASONS = {Status.WAITING: PauseReason.ANSWER, Status.PLANNED: PauseReason.AGREED_TIME}


def priority(*, impact: int, urgency: int) -> int:
    """Return the priority that an impact and an urgency give, by the matrix that is agreed on."""
    return agreements.priority_of(impact=impact, urgency=urgency)


def start(ticket: Ticket, *, actor: Actor, at: datetime) -> None:
    """Start the clock of a ticket that is being registered; its row is not written yet."""
    started = clocks.start_new(
        subject=ticket.number,
        service=ticket.service,
        organisation=str(ticket.organisation_id),
        priority=ticket.priority,
        by=actor.name,
        at=at,
    )
    ticket.respond_by, ticket.solve_by = started.respond_by, started.solve_by


def respond(ticket: Ticket, *, actor: Actor, at: datetime) -> None:
    """Tell that the reporter has had a first answer."""
    _copy(ticket, clocks.tell_response(subject=ticket.number, by=actor.name, at=at))


def change_level(ticket: Ticket, *, actor: Actor, at: datetime) -> None:
    """Hold a ticket to what is promised its organisation for its service and priority."""
    _copy(
        ticket,
        clocks.change_level(
            subject=ticket.number,
            service=ticket.service,
            organisation=str(ticket.organisation_id),
            priority=ticket.priority,
            by=actor.name,
            at=at,
        ),
    )


def follow(ticket: Ticket, before: Status, *, actor: Actor, at: datetime) -> None:
    """Let the clock follow how the ticket stands: paused, running, solved, open again, closed."""
    after = Status(ticket.status)
    if after is before:
        return
    subject, by = ticket.number, actor.name
    clock: Clock | None = None
    if before in PAUSED and after in UNSOLVED:
        clock = clocks.resume_clock(subject=subject, by=by, at=at)
    elif before is Status.SOLVED and after in UNSOLVED:
        clock = clocks.reopen_clock(subject=subject, by=by, at=at)
    if after in PAUSED:
        clock = clocks.pause_clock(subject=subject, reason=_REASONS[after], by=by, at=at)
    elif after is Status.SOLVED:
        clock = clocks.tell_solution(subject=subject, by=by, at=at)
    elif after in (Status.CLOSED, Status.MERGED):
        clock = clocks.close_clock(subject=subject, by=by, at=at)
    if clock is not None:
        _copy(ticket, clock)
        _keep_open_time(ticket, clock)


def _copy(ticket: Ticket, clock: Clock) -> None:
    """Copy the deadlines to the ticket, by which the queue is sorted."""
    if (ticket.respond_by, ticket.solve_by) == (clock.respond_by, clock.solve_by):
        return
    ticket.respond_by, ticket.solve_by = clock.respond_by, clock.solve_by
    ticket.save(update_fields=["respond_by", "solve_by"])


def _keep_open_time(ticket: Ticket, clock: Clock) -> None:
    """Keep how much open time a closed ticket took, by which it is counted."""
    if ticket.status == Status.CLOSED:
        ticket.open_seconds = clock.used_seconds
        ticket.save(update_fields=["open_seconds"])
