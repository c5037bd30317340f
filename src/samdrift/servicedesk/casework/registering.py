"""Taking a request for help in, whichever way it comes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from samdrift.directory.models import Person
from samdrift.parties import queries as parties
from samdrift.reporting import memory
from samdrift.servicedesk import finding
from samdrift.servicedesk.casework import away, clock, routing, rows
from samdrift.servicedesk.casework.routing import Rule
from samdrift.servicedesk.choices import Channel, EventKind, Level, MessageKind, Status
from samdrift.servicedesk.conversation import services as conversation
from samdrift.servicedesk.errors import CannotRegister
from samdrift.servicedesk.history import services as history
from samdrift.servicedesk.models import Group, Message, Ticket
from samdrift.servicedesk.notices import services as notices
from samdrift.servicedesk.ports import Actor, Report

LONGEST_SUBJECT = 200
FIRST_LINE = 1


@dataclass(frozen=True, slots=True)
class Registered:
    """A ticket that was registered just now, and what was said in it."""

    ticket: Ticket
    message: Message


def register_ticket(*, report: Report, actor: Actor, at: datetime) -> Ticket:
    """Register a request for help as `register` does, and return its ticket."""
    return register(report=report, actor=actor, at=at).ticket


@transaction.atomic
@memory.settled()
def register(*, report: Report, actor: Actor, at: datetime) -> Registered:
    """Register a request for help; its clock starts, and it goes where the rules say.

    Where nobody has chosen a group and no rule says, the first line's gets it.

    Whoever takes a call answers for the ticket from then on. Raises CannotRegister where the
    subject is missing or too long, or the organisation or the person is not known.
    """
    rule = routing.rule_for(report)
    ticket = _made(_routed(report, rule), actor=actor, at=at)
    ticket.assignee_id = _assignee(rule, at=at)
    clock.start(ticket, actor=actor, at=at)
    ticket.save(force_insert=True)
    message = conversation.add_message(
        ticket, MessageKind.REPORT, report.written, actor=actor, channel=report.channel, at=at
    )
    told = _routing_told(ticket, rule)
    history.write_event(ticket, EventKind.REGISTERED, actor=actor, at=at, changes=told)
    finding.tell_new(ticket, message, report.written, at=at)
    reply_to = report.reply_to
    kept = notices.keep_correspondence(ticket, reply_to) if reply_to is not None else None
    if report.is_receipted:
        notices.tell_registered(ticket, at=at, correspondence=kept)
    return Registered(ticket, message)


def _made(report: Report, *, actor: Actor, at: datetime) -> Ticket:
    """Return the ticket that a report makes, with the next number; it is not saved yet."""
    subject = " ".join(report.subject.split())
    _check(report, subject)
    requester, group = _requester(report.requester_id), _group(report.group_id)
    ticket = Ticket(
        number=rows.next_number(),
        organisation_id=report.organisation_code,
        channel=report.channel,
        line=group.line if group else FIRST_LINE,
        category=report.category,
        opened_at=at,
        is_live=True,
        kind=report.kind,
        status=Status.NEW,
        subject=subject,
        service=report.service,
        impact=report.impact,
        urgency=report.urgency,
        priority=clock.priority(impact=report.impact, urgency=report.urgency),
        requester=requester,
        unit_id=report.unit_id or (requester.unit_id if requester else None),
        group=group,
        owner_id=actor.user_id if _is_theirs(report) else None,
        place=report.place,
        is_secret=report.is_secret,
        follows=_followed(report.follows),
        changed_at=at,
        is_answer_awaited=True,
    )
    if requester and ticket.unit_id == requester.unit_id:
        ticket.unit = requester.unit
    return ticket


def _is_theirs(report: Report) -> bool:
    """Whether whoever registers a ticket answers for it: they took the call, or else lose sight."""
    return report.channel == Channel.PHONE or report.is_secret


def _routed(report: Report, rule: Rule | None) -> Report:
    """Return a report as a rule has it: its group, and more haste, never less."""
    if rule is None:
        return replace(report, group_id=report.group_id or report.otherwise_group_id)
    return replace(
        report,
        group_id=rule.group_id or report.otherwise_group_id,
        impact=Level(min(report.impact, rule.impact or report.impact)),
        urgency=Level(min(report.urgency, rule.urgency or report.urgency)),
    )


def _assignee(rule: Rule | None, *, at: datetime) -> int | None:
    """Return who a rule gives a ticket to; somebody who is away is not given any."""
    if rule is None or rule.assignee_id is None or away.back_on(rule.assignee_id, at=at):
        return None
    return rule.assignee_id


def _routing_told(ticket: Ticket, rule: Rule | None) -> dict[str, tuple[object, object]]:
    """Return what the history tells of the rule that a ticket went by."""
    if rule is None:
        return {}
    told: dict[str, tuple[object, object]] = {"rule": (None, rule.title)}
    for name in ("group_id", "assignee_id", "impact", "urgency"):
        if getattr(rule, name) is not None and getattr(ticket, name) is not None:
            told[name] = (None, getattr(ticket, name))
    return told


def _check(report: Report, subject: str) -> None:
    if not subject:
        raise CannotRegister("Skriv med några ord vad det gäller.")
    if len(subject) > LONGEST_SUBJECT:
        raise CannotRegister(f"Rubriken är för lång. Skriv högst {LONGEST_SUBJECT} tecken.")
    if report.organisation_code not in parties.codes():
        raise CannotRegister("Välj vilken organisation det gäller.")


def _group(group_id: int | None) -> Group | None:
    """Return the group that is named, else the first line's first; None where there is none."""
    takers = memory.in_process("servicedesk.takers", (Group,), _takers)
    if group_id is None:
        return next((each for each in takers if each.line == FIRST_LINE), None)
    found = next((each for each in takers if each.pk == group_id), None)
    if found is None:
        raise CannotRegister("Välj en grupp som finns kvar.")
    return found


def _takers() -> tuple[Group, ...]:
    return tuple(Group.objects.filter(is_active=True))


def _requester(person_id: int | None) -> Person | None:
    """Return whoever asks for help, as the ticket and what is told of it have them."""
    if person_id is None:
        return None
    found = Person.objects.select_related("unit").filter(pk=person_id).first()
    if found is None:
        raise CannotRegister("Välj vem det gäller bland de som finns, eller lämna det tomt.")
    return found


def _followed(number: str) -> Ticket | None:
    if not number:
        return None
    found = Ticket.objects.filter(number=number).first()
    if found is None:
        raise CannotRegister(f"Det finns inget ärende {number} att gå vidare från.")
    return found
