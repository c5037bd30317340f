"""Writing down what receptionists and telephonists did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from samdrift.parties import queries as parties
from samdrift.switchboard.choices import Work
from samdrift.switchboard.errors import CannotKeep
from samdrift.switchboard.models import FrontDeskWork
from samdrift.switchboard.queries.front_desk import IN_HOURS, QUARTERS

MOST = 9_999
_LONGEST_NOTE = 200


@dataclass(frozen=True, slots=True)
class Done:
    """How much of a work was done for an organisation on a day; hours in quarters."""

    organisation_code: str
    day: date
    work: Work
    amount: Decimal
    note: str = ""


def write_down(done: Done, *, by: str, at: datetime) -> FrontDeskWork:
    """Write work down; a mistake is written down again with minus. Raises CannotKeep."""
    if done.organisation_code not in {party.code for party in parties.members()}:
        raise CannotKeep("Välj vilken kommun det gjordes för.")
    if done.day > at.date():
        raise CannotKeep("Välj en dag som har varit.")
    kept = done.amount * QUARTERS if done.work in IN_HOURS else done.amount
    if kept != int(kept):
        raise CannotKeep("Skriv timmar i kvartar, till exempel 1,25, och annat i hela tal.")
    if not 0 < abs(done.amount) <= MOST:
        raise CannotKeep(f"Skriv ett antal från 1 till {MOST}, med minus för att rätta.")
    return FrontDeskWork.objects.create(
        organisation_id=done.organisation_code,
        day=done.day,
        work=done.work,
        amount=int(kept),
        note=done.note.strip()[:_LONGEST_NOTE],
        noted_by=by,
        noted_at=at,
    )
