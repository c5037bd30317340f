"""Telling of a disturbance: begun, changed, updated, ended, and its tickets."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from samdrift.disturbances.choices import (
    ENDED,
    UNPLANNED,
    DisturbanceEventKind,
    DisturbanceState,
)
from samdrift.disturbances.errors import CannotTell
from samdrift.disturbances.models import (
    Disturbance,
    DisturbanceEvent,
    DisturbanceTicket,
    Touched,
)
from samdrift.disturbances.ports import DisturbanceText, Update
from samdrift.disturbances.services import following, rows
from samdrift.parties import queries as parties
from samdrift.servicedesk.casework import bulk, door
from samdrift.servicedesk.choices import UNSOLVED
from samdrift.servicedesk.models import Ticket
from samdrift.servicedesk.ports import Actor, Reader

LONGEST_TITLE = 150
FEWEST_MINUTES, MOST_MINUTES = 5, 24 * 60
MOST_LINKED = 1_000


@transaction.atomic
def begin(
    *,
    text: DisturbanceText,
    tickets: tuple[str, ...],
    reader: Reader,
    actor: Actor,
    at: datetime,
) -> Disturbance:
    """Tell that something does not work, or will not while work goes on that is planned."""
    _check(text, at=at)
    found = door.tickets(reader, tickets)
    state = DisturbanceState.PLANNED if text.is_planned else DisturbanceState.INVESTIGATED
    disturbance = Disturbance(state=state, is_planned=text.is_planned)
    _write(disturbance, text, at=at)
    event = rows.tell(
        disturbance,
        DisturbanceEventKind.BEGUN,
        actor=actor,
        at=at,
        text=disturbance.what,
        is_public=text.is_public,
    )
    _link(disturbance, found, actor=actor, at=at)
    following.ask_to_tell(event, at=at)
    return disturbance


@transaction.atomic
def change(
    *, disturbance_id: int, text: DisturbanceText, actor: Actor, at: datetime
) -> Disturbance:
    """Say something else of a disturbance; how it stands does not change, and nobody is mailed."""
    disturbance = rows.held_going(disturbance_id)
    _check(text, at=at)
    if text.is_planned != disturbance.is_planned:
        raise CannotTell("Planerat arbete kan inte göras om till en störning. Anmäl en ny.")
    _write(disturbance, text, at=at)
    told = f"{disturbance.title}\n{disturbance.what}"
    rows.tell(disturbance, DisturbanceEventKind.CHANGED, actor=actor, at=at, text=told)
    return disturbance


@transaction.atomic
def update(*, disturbance_id: int, told: Update, actor: Actor, at: datetime) -> DisturbanceEvent:
    """Tell how it goes; those who follow are mailed, and the next update is promised anew.

    What is told only to those who work on it keeps no promise to the public.
    """
    disturbance = rows.held_going(disturbance_id)
    text = rows.words(told.text, "Skriv hur det går.")
    if told.state is not None:
        _check_step(disturbance, told.state)
        disturbance.state = told.state
    if told.expected_until is not None:
        disturbance.expected_until = told.expected_until
    if disturbance.is_planned and disturbance.expected_until is not None:
        _check_until(disturbance.started_at, disturbance.expected_until)
    if disturbance.state in ENDED:
        _end(disturbance, at=at)
    is_public = told.is_public and disturbance.is_public
    if told.is_public:
        rows.promise(disturbance, at)
    disturbance.changed_at = at
    disturbance.save()
    event = rows.tell(
        disturbance, _kind(disturbance, told), actor=actor, at=at, text=text, is_public=is_public
    )
    following.ask_to_tell(event, at=at)
    if told.is_informing_tickets:
        _inform(disturbance, text, actor=actor, at=at)
    return event


@transaction.atomic
def link_tickets(
    *, disturbance_id: int, tickets: tuple[str, ...], reader: Reader, actor: Actor, at: datetime
) -> int:
    """Say that tickets came of a disturbance; return how many were not linked before.

    One that has ended takes them too: what was reported late counts as well.
    """
    disturbance = rows.held(disturbance_id)
    if not tickets:
        raise CannotTell("Skriv minst ett ärendenummer.")
    return _link(disturbance, door.tickets(reader, tickets), actor=actor, at=at)


@transaction.atomic
def unlink_ticket(
    *, disturbance_id: int, ticket: str, reader: Reader, actor: Actor, at: datetime
) -> None:
    """Say that a ticket did not come of the disturbance after all."""
    disturbance = rows.held(disturbance_id)
    (found,) = door.tickets(reader, (ticket,))
    gone, _ = DisturbanceTicket.objects.filter(disturbance=disturbance, ticket=found).delete()
    if not gone:
        raise CannotTell(f"Ärende {ticket} är inte länkat till störningen.")
    rows.tell(disturbance, DisturbanceEventKind.UNLINKED, actor=actor, at=at, ticket=found)


def _check(text: DisturbanceText, *, at: datetime) -> None:
    if not text.title.strip() or len(text.title) > LONGEST_TITLE:
        raise CannotTell(f"Skriv en rubrik med högst {LONGEST_TITLE} tecken.")
    rows.words(text.what, "Skriv vad som inte fungerar, så att alla förstår.")
    minutes = text.update_minutes
    if minutes is not None and not FEWEST_MINUTES <= minutes <= MOST_MINUTES:
        raise CannotTell(f"Lova en uppdatering var {FEWEST_MINUTES}:e till {MOST_MINUTES}:e minut.")
    if text.is_planned and text.expected_until is None:
        raise CannotTell("Skriv när det planerade arbetet ska vara klart.")
    if not text.is_planned and text.started_at > at:
        raise CannotTell("En störning har redan börjat. Välj planerat arbete för det som kommer.")
    if text.expected_until is not None:
        _check_until(text.started_at, text.expected_until)
    unknown = sorted(set(text.organisations) - parties.codes())
    if unknown:
        raise CannotTell(f"Det finns ingen organisation {', '.join(unknown)}.")


def _check_until(start: datetime, until: datetime) -> None:
    if until <= start:
        raise CannotTell("Det ska vara klart efter att det har börjat.")


def _check_step(disturbance: Disturbance, state: DisturbanceState) -> None:
    """Refuse a step that does not go with whether it was planned."""
    may_be = {*UNPLANNED, DisturbanceState.ENDED}
    if disturbance.is_planned:
        may_be = {DisturbanceState.PLANNED, *ENDED}
    if state not in may_be:
        raise CannotTell("Störningen kan inte stå så. Välj bland det som visas.")


def _write(disturbance: Disturbance, text: DisturbanceText, *, at: datetime) -> None:
    disturbance.title = text.title.strip()
    disturbance.what = text.what.strip()
    disturbance.services = text.services.strip()[:200]
    disturbance.started_at = text.started_at
    disturbance.expected_until = text.expected_until
    disturbance.is_public = text.is_public
    if disturbance.update_minutes != text.update_minutes:
        disturbance.update_minutes = text.update_minutes
        rows.promise(disturbance, at)
    disturbance.changed_at = at
    disturbance.save()
    wanted = set(text.organisations)
    disturbance.touched.exclude(organisation_id__in=wanted).delete()
    known = set(disturbance.touched.values_list("organisation_id", flat=True))
    Touched.objects.bulk_create(
        Touched(disturbance=disturbance, organisation_id=code) for code in sorted(wanted - known)
    )


def _end(disturbance: Disturbance, *, at: datetime) -> None:
    """Write when it ended and how long it lasted; what was called off lasted no time."""
    if disturbance.state == DisturbanceState.ENDED and at < disturbance.started_at:
        raise CannotTell("Arbetet har inte börjat. Ställ in det i stället.")
    disturbance.ended_at = at
    lasted = max(at - disturbance.started_at, at - at)
    disturbance.lasted_minutes = int(lasted.total_seconds()) // 60
    if disturbance.state == DisturbanceState.CANCELLED:
        disturbance.lasted_minutes = 0
    rows.promise(disturbance, at)


def _kind(disturbance: Disturbance, told: Update) -> DisturbanceEventKind:
    if disturbance.state == DisturbanceState.ENDED:
        return DisturbanceEventKind.ENDED
    if disturbance.state == DisturbanceState.CANCELLED:
        return DisturbanceEventKind.CANCELLED
    return DisturbanceEventKind.UPDATE if told.is_public else DisturbanceEventKind.NOTE


def _inform(disturbance: Disturbance, text: str, *, actor: Actor, at: datetime) -> None:
    """Answer the same in every linked ticket that is not solved, secret ones too."""
    waiting = DisturbanceTicket.objects.filter(
        disturbance=disturbance, ticket__status__in=UNSOLVED, ticket__is_live=True
    )
    numbers = tuple(waiting.values_list("ticket__number", flat=True))
    if not numbers:
        return
    stroke = bulk.reply_many(numbers=numbers, text=text, then=None, actor=actor, at=at)
    rows.tell(
        disturbance,
        DisturbanceEventKind.INFORMED,
        actor=actor,
        at=at,
        text=str(len(stroke.changed)),
        batch=stroke.batch,
    )


def _link(disturbance: Disturbance, tickets: list[Ticket], *, actor: Actor, at: datetime) -> int:
    known = set(disturbance.links.values_list("ticket_id", flat=True))
    added = [ticket for ticket in tickets if ticket.pk not in known]
    if len(known) + len(added) > MOST_LINKED:
        raise CannotTell(f"En störning har högst {MOST_LINKED} länkade ärenden.")
    for ticket in added:
        DisturbanceTicket.objects.create(disturbance=disturbance, ticket=ticket, linked_at=at)
        rows.tell(disturbance, DisturbanceEventKind.LINKED, actor=actor, at=at, ticket=ticket)
    return len(added)
