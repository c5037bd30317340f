"""Telling what happens to clocks: one event, and the clock with it, in one transaction."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Exists

from samdrift.parties.models import Organisation
from samdrift.reporting import memory
from samdrift.servicelevels.choices import PauseReason, Priority
from samdrift.servicelevels.errors import CannotTell
from samdrift.servicelevels.models import Clock, ClockEvent
from samdrift.servicelevels.queries import agreements as levels
from samdrift.servicelevels.queries import calendars
from samdrift.servicelevels.queries.clocks import columns_of, happenings
from samdrift.servicelevels.reckoning.events import (
    EventKind,
    Happening,
    Reckoning,
    State,
    reckon,
)
from samdrift.servicelevels.reckoning.moments import universal
from samdrift.servicelevels.services.calendars import lay_out_standards

LONGEST_NAME = 150
"""So much of a name is written with what happened: one who writes from outside may have any."""
_REFUSED = {
    EventKind.PAUSED: "Klockan är redan pausad, eller så är ärendet löst.",
    EventKind.RESUMED: "Klockan är inte pausad.",
    EventKind.RESPONDED: "Ärendet är redan besvarat.",
    EventKind.SOLVED: "Ärendet är redan löst.",
    EventKind.REOPENED: "Ärendet är inte löst.",
    EventKind.LEVEL_CHANGED: "Ärendet är löst. Öppna det igen innan du ändrar prioritet.",
}


@transaction.atomic
def start_clock(
    *, subject: str, service: str, organisation: str, priority: int, by: str, at: datetime
) -> Clock:
    """Start the clock of a case by the level that holds at the moment it came in."""
    assert subject, "a clock is of a case"
    assert priority in Priority.values, "the caller offers the priorities there are"
    going = Exists(Clock.objects.filter(subject=subject))
    asked = Organisation.objects.filter(code=organisation).annotate(is_going=going)
    is_going = asked.values_list("is_going", flat=True).first()
    if is_going is None:
        raise CannotTell(f"Det finns ingen organisation med koden {organisation}.")
    if is_going:
        raise CannotTell(f"Klockan för {subject} går redan.")

    return start_new(
        subject=subject,
        service=service,
        organisation=organisation,
        priority=priority,
        by=by,
        at=at,
    )


def start_new(
    *, subject: str, service: str, organisation: str, priority: int, by: str, at: datetime
) -> Clock:
    """Start the clock of a case that was made just now, in the transaction that made it.

    Its organisation is there, as the caller has seen.
    """
    level = levels.level_for(service=service, organisation=organisation, priority=priority, at=at)
    if level is None:
        lay_out_standards(at=at)
        with memory.settled(anew=True):  # What is settled is so since just now.
            level = _level(service, organisation, priority, at)
    started = Happening(
        EventKind.STARTED, universal(at), terms=level.terms, timetable=level.timetable
    )
    standing = reckon((started,))
    clock = Clock.objects.create(
        subject=subject, organisation_id=organisation, event_count=1, **columns_of(standing)
    )
    event_of(clock.pk, 1, started, (None, standing), by=by).save(force_insert=True)
    return clock


def pause_clock(*, subject: str, reason: str, by: str, at: datetime) -> Clock:
    """Stop the time while something is waited for."""
    assert reason in PauseReason.values, "the caller offers the reasons there are"
    return _tell(subject, Happening(EventKind.PAUSED, universal(at), reason), by)


def resume_clock(*, subject: str, by: str, at: datetime) -> Clock:
    """Let the time go on after a pause."""
    return _tell(subject, Happening(EventKind.RESUMED, universal(at)), by)


def tell_response(*, subject: str, by: str, at: datetime) -> Clock:
    """Tell that the case has been answered for the first time."""
    return _tell(subject, Happening(EventKind.RESPONDED, universal(at)), by)


def tell_solution(*, subject: str, by: str, at: datetime) -> Clock:
    """Tell that the case is solved; one that nobody has answered is answered by that."""
    return _tell(subject, Happening(EventKind.SOLVED, universal(at)), by)


def reopen_clock(*, subject: str, by: str, at: datetime) -> Clock:
    """Let the time of a solved case go on; what passed since it was solved does not count."""
    return _tell(subject, Happening(EventKind.REOPENED, universal(at)), by)


def close_clock(*, subject: str, by: str, at: datetime) -> Clock:
    """Close a case for good: its result is frozen.

    One that is closed unsolved is neither met nor missed, unless too much time was used by then.
    """
    return _tell(subject, Happening(EventKind.CLOSED, universal(at)), by)


@transaction.atomic
def change_level(
    *, subject: str, service: str, organisation: str, priority: int, by: str, at: datetime
) -> Clock:
    """Hold a case to the level of another service, organisation or priority, as agreed now."""
    assert priority in Priority.values, "the caller offers the priorities there are"
    clock = _locked(subject)
    level = _level(service, organisation, priority, at)
    clock.organisation_id = organisation
    changed = Happening(
        EventKind.LEVEL_CHANGED, universal(at), terms=level.terms, timetable=level.timetable
    )
    return append(clock, changed, by=by)


def recalculate(clock: Clock, *, calendar: int, at: datetime) -> Clock:
    """Let the newest edition of a calendar count for an open clock, locked by the caller."""
    timetable = calendars.timetable(calendar, clock.organisation_id)
    moment = max(universal(at), universal(clock.last_at))
    changed = Happening(EventKind.CALENDAR_CHANGED, moment, timetable=timetable)
    return append(clock, changed, by="")


def append(clock: Clock, happening: Happening, *, by: str) -> Clock:
    """Write what happens to a clock, locked by the caller, and how it stands then."""
    told = happenings(clock)
    before = reckon(told)
    if before.state is State.CLOSED:
        raise CannotTell(f"{clock.subject} är stängt. Anmäl ett nytt ärende.")
    if not before.takes(happening.kind):
        raise CannotTell(f"{clock.subject}: {_REFUSED[happening.kind]}")
    if happening.at < before.last_at:
        raise CannotTell(f"{clock.subject}: något senare har redan hänt i ärendet.")

    after = reckon((*told, happening))
    clock.event_count += 1
    for column, value in columns_of(after).items():
        setattr(clock, column, value)
    event_of(clock.pk, clock.event_count, happening, (before, after), by=by).save(force_insert=True)
    clock.save(update_fields=[*_names(after), "organisation", "event_count"])
    return clock


def event_of(
    clock_id: int,
    number: int,
    happening: Happening,
    standings: tuple[Reckoning | None, Reckoning],
    *,
    by: str,
) -> ClockEvent:
    """Return the row that tells what happened, with the deadlines before and after."""
    before, after = standings
    terms, timetable = happening.terms, happening.timetable
    return ClockEvent(
        clock_id=clock_id,
        number=number,
        kind=happening.kind.value,
        at=happening.at,
        by=by[:LONGEST_NAME],
        reason=happening.reason,
        service=terms.service if terms else "",
        priority=terms.priority if terms else None,
        respond_within_seconds=terms.respond_within if terms else None,
        solve_within_seconds=terms.solve_within if terms else None,
        edition_id=timetable.edition if timetable else None,
        respond_by_before=before.respond_by if before else None,
        respond_by_after=after.respond_by,
        solve_by_before=before.solve_by if before else None,
        solve_by_after=after.solve_by,
    )


@transaction.atomic
def _tell(subject: str, happening: Happening, by: str) -> Clock:
    return append(_locked(subject), happening, by=by)


def _locked(subject: str) -> Clock:
    clock = Clock.objects.select_for_update().filter(subject=subject).first()
    if clock is None:
        raise CannotTell(f"Det går ingen klocka för {subject}.")
    return clock


def _level(service: str, organisation: str, priority: int, at: datetime) -> levels.Level:
    level = levels.level_for(service=service, organisation=organisation, priority=priority, at=at)
    if level is None:
        raise CannotTell(f"Ingen servicenivå är avtalad för {service or 'tjänsten'}, P{priority}.")
    return level


def _names(standing: Reckoning) -> list[str]:
    return [name.removesuffix("_id") for name in columns_of(standing)]
