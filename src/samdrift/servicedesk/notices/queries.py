"""What somebody who follows a link from a letter is shown of their ticket."""

from __future__ import annotations

from dataclasses import dataclass

from samdrift.servicedesk.choices import Status
from samdrift.servicedesk.models import Opinion, Ticket
from samdrift.servicedesk.ports import Actor

UNKNOWN = "Anmälaren"
"""What a reporter is called whom the directory does not know."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A ticket that its reporter is asked about. A secret one shows its number alone."""

    number: str
    subject: str
    is_solved: bool
    is_over: bool
    score: int
    comment: str
    reporter: Actor


def asked(number: str) -> Asked | None:
    """Return what is asked about a ticket, None where it is not there."""
    row = Ticket.objects.select_related("requester").filter(number=number, is_live=True).first()
    if row is None:
        return None
    told = Opinion.objects.filter(ticket=row).first()
    person = row.requester
    return Asked(
        number=row.number,
        subject="" if row.is_secret else row.subject,
        is_solved=row.status == Status.SOLVED,
        is_over=row.status == Status.CLOSED,
        score=told.score if told else 0,
        comment=told.comment if told else "",
        reporter=Actor(person.name, person_id=person.pk) if person else Actor(UNKNOWN),
    )
