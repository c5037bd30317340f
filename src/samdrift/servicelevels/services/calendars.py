"""Writing what calendars say, and which of them counts where."""

from __future__ import annotations

import re
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from samdrift.parties import queries as parties
from samdrift.plumbing.jobs import services as jobs
from samdrift.servicelevels import standards
from samdrift.servicelevels.models import (
    Agreement,
    Calendar,
    CalendarEdition,
    CalendarUse,
    PriorityCell,
)
from samdrift.servicelevels.reckoning.documents import (
    BadCalendar,
    Document,
    document_of,
    require_good,
    text_of,
)
from samdrift.servicelevels.reckoning.hours import LocalDay, Plan

_KEY = re.compile(r"[A-Za-z0-9_-]+")
RECALCULATE = "servicelevels.recalculate"
LONGEST_NAME = 120


@transaction.atomic
def lay_out_standards(*, at: datetime) -> None:
    """Write the calendars, the matrix and the levels that hold until somebody says otherwise.

    Where there is a default calendar already, nothing is written.
    """
    if Calendar.objects.filter(is_default=True).exists():
        return
    for standard in standards.CALENDARS:
        # Two who are first at once both come here; one of them finds what the other wrote.
        calendar, is_new = Calendar.objects.get_or_create(
            key=standard.key, defaults={"name": standard.name, "is_default": standard.is_default}
        )
        if is_new:
            _write_edition(calendar, 1, standard.document, by="", at=at)
    for (impact, urgency), priority in standards.MATRIX.items():
        PriorityCell.objects.get_or_create(
            impact=impact, urgency=urgency, defaults={"priority": priority}
        )
    for priority, (respond_within, solve_within) in standards.LEVELS.items():
        Agreement.objects.get_or_create(
            service="",
            organisation=None,
            priority=priority,
            valid_from=standards.FROM,
            defaults={
                "respond_within_seconds": respond_within,
                "solve_within_seconds": solve_within,
            },
        )


@transaction.atomic
def add_calendar(*, key: str, name: str, document: Document, by: str, at: datetime) -> Calendar:
    """Add a calendar that says what the document says. Raises BadCalendar where it cannot be."""
    lay_out_standards(at=at)
    if not key.strip() or len(key) > 60 or not name.strip() or len(name) > LONGEST_NAME:
        raise BadCalendar("Kalendern ska ha en nyckel på högst 60 tecken och ett namn på 120.")
    if not _KEY.fullmatch(key):
        raise BadCalendar("Skriv en kort kod med bokstäver, siffror och bindestreck.")
    if Calendar.objects.filter(key=key).exists():
        raise BadCalendar(f"Det finns redan en kalender som heter {key}.")
    require_good(document)
    _require_known(document)

    calendar = Calendar.objects.create(key=key, name=name)
    _write_edition(calendar, 1, document, by=by, at=at)
    return calendar


@transaction.atomic
def write_calendar(
    *, key: str, document: Document, by: str, at: datetime, name: str = ""
) -> CalendarEdition:
    """Write all that a calendar says anew, as its next edition, and have open clocks recalculated.

    What says the same as before is no new edition. A name, where one is told, is its own from now.
    """
    calendar, newest = _newest(key)
    _rename(calendar, name.strip())
    if newest.document == text_of(document):
        return newest
    require_good(document)
    _require_known(document)

    edition = _write_edition(calendar, newest.number + 1, document, by=by, at=at)
    jobs.ask(
        key=f"{RECALCULATE}.{edition.pk}",
        kind=RECALCULATE,
        told={"calendar": calendar.pk},
        asked_by=by,
        at=at,
    )
    return edition


@transaction.atomic
def change_plan(*, key: str, plan: Plan, by: str, at: datetime) -> CalendarEdition:
    """Let a calendar follow a plan from its day on; one that begins the same day is replaced."""
    document = document_of(_newest(key)[1].document)
    others = (each for each in document.plans if each.valid_from != plan.valid_from)
    plans = tuple(sorted((*others, plan), key=lambda each: each.valid_from))
    return write_calendar(key=key, document=Document(plans, document.local_days), by=by, at=at)


@transaction.atomic
def tell_local_day(*, key: str, local_day: LocalDay, by: str, at: datetime) -> CalendarEdition:
    """Tell of a day that is unlike the plan; what was told of it before is replaced."""
    document = document_of(_newest(key)[1].document)
    whose = (local_day.day, local_day.organisation)
    others = (each for each in document.local_days if (each.day, each.organisation) != whose)
    days = tuple(sorted((*others, local_day), key=lambda each: (each.day, each.organisation)))
    return write_calendar(key=key, document=Document(document.plans, days), by=by, at=at)


@transaction.atomic
def use_calendar(
    *, key: str, service: str, organisation: str, valid_from: date, at: datetime
) -> CalendarUse:
    """Let a calendar count for a service and an organisation from a day; empty stands for all.

    The use before it ends that day. Clocks that are going keep theirs, until their level changes.
    """
    lay_out_standards(at=at)
    calendar, _ = _newest(key)
    require_organisation(organisation)
    same = CalendarUse.objects.filter(whose(service, organisation))
    if same.filter(valid_from__gte=valid_from).exists():
        raise BadCalendar("En annan kalender gäller redan från den dagen eller senare.")
    same.filter(valid_until__isnull=True).update(valid_until=valid_from)
    return CalendarUse.objects.create(
        calendar=calendar,
        service=service,
        organisation_id=organisation or None,
        valid_from=valid_from,
    )


def whose(service: str, organisation: str) -> Q:
    """Return what finds rows of exactly this service and organisation; empty stands for all."""
    if organisation:
        return Q(service=service, organisation=organisation)
    return Q(service=service, organisation__isnull=True)


def require_organisation(code: str) -> None:
    """Raise BadCalendar where an organisation is named and not known."""
    if code and code not in parties.codes():
        raise BadCalendar(f"Det finns ingen organisation med koden {code}.")


def _rename(calendar: Calendar, name: str) -> None:
    if len(name) > LONGEST_NAME:
        raise BadCalendar(f"Kalenderns namn kan ha högst {LONGEST_NAME} tecken.")
    if name and name != calendar.name:
        calendar.name = name
        calendar.save(update_fields=["name"])


def _require_known(document: Document) -> None:
    for local in document.local_days:
        require_organisation(local.organisation)


def _newest(key: str) -> tuple[Calendar, CalendarEdition]:
    """Return a calendar, locked, and its newest edition."""
    calendar = Calendar.objects.select_for_update().filter(key=key).first()
    if calendar is None:
        raise BadCalendar(f"Det finns ingen kalender som heter {key}.")
    newest = calendar.editions.order_by("-number").first()
    assert newest is not None, "a calendar has an edition"
    return calendar, newest


def _write_edition(
    calendar: Calendar, number: int, document: Document, *, by: str, at: datetime
) -> CalendarEdition:
    return CalendarEdition.objects.create(
        calendar=calendar,
        number=number,
        document=text_of(document),
        written_by=by,
        written_at=at,
    )
