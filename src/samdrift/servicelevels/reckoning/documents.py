"""A calendar as canonical JSON: what an edition of it keeps, and what may stand in one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Any

from samdrift.kernel.refusals import Refusal
from samdrift.servicelevels.reckoning.hours import (
    Hours,
    LocalDay,
    Occasion,
    Opening,
    Plan,
    Week,
)
from samdrift.servicelevels.reckoning.moments import MINUTES_OF_A_DAY

FEWEST_MINUTES_A_WEEK = 60
MOST_CALENDARS_IN_MEMORY = 512


class BadCalendar(Refusal):
    """Opening hours that cannot be as was asked."""


@dataclass(frozen=True, slots=True)
class Document:
    """All that a calendar says: its plans by the day they begin, and its local days by day."""

    plans: tuple[Plan, ...]
    local_days: tuple[LocalDay, ...] = ()


def text_of(document: Document) -> str:
    """Return the document as canonical JSON: the same content is the same text."""
    told = {
        "plans": [_told_plan(plan) for plan in document.plans],
        "local_days": [
            {
                "day": local.day.isoformat(),
                "name": local.name,
                "openings": _told_openings(local.openings),
                "organisation": local.organisation,
            }
            for local in document.local_days
        ],
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def document_of(text: str) -> Document:
    """Read what `text_of` wrote."""
    told = json.loads(text)
    return Document(
        plans=tuple(_plan(each) for each in told["plans"]),
        local_days=tuple(
            LocalDay(
                day=date.fromisoformat(each["day"]),
                name=each["name"],
                openings=_openings(each["openings"]),
                organisation=each["organisation"],
            )
            for each in told["local_days"]
        ),
    )


@lru_cache(maxsize=MOST_CALENDARS_IN_MEMORY)
def hours_of(text: str, organisation: str) -> Hours:
    """Return the hours a calendar's text tells for one organisation.

    A day told for that organisation alone goes before one told for all.
    """
    document = document_of(text)
    for_all = [local for local in document.local_days if not local.organisation]
    own = [local for local in document.local_days if local.organisation == organisation != ""]
    return Hours(document.plans, (*for_all, *own))


def require_good(document: Document) -> None:
    """Raise BadCalendar where a calendar says what cannot be, or so little that nothing ends."""
    if not document.plans:
        raise BadCalendar("En kalender behöver öppettider från någon dag.")
    for earlier, later in pairwise(document.plans):
        if earlier.valid_from >= later.valid_from:
            raise BadCalendar(f"Det finns redan öppettider från {later.valid_from}.")
    for plan in document.plans:
        _require_good_plan(plan)
    seen = set()
    for local in document.local_days:
        if not local.name.strip():
            raise BadCalendar(f"Skriv vad {local.day} är för dag.")
        if (local.day, local.organisation) in seen:
            raise BadCalendar(f"{local.day} står två gånger.")
        seen.add((local.day, local.organisation))
        _require_apart(local.openings)


def _require_good_plan(plan: Plan) -> None:
    if len(plan.week) != 7:
        raise BadCalendar("En vecka har sju dagar.")
    for openings in plan.week:
        _require_apart(openings)
    open_minutes = sum(each.closes - each.opens for openings in plan.week for each in openings)
    if open_minutes < FEWEST_MINUTES_A_WEEK:
        raise BadCalendar("Ange minst en timmes öppettid i veckan.")
    if any(not 0 <= minute <= MINUTES_OF_A_DAY for _, minute in plan.half_days):
        raise BadCalendar("En halvdag stänger mellan 00.00 och 24.00.")


def _require_apart(openings: tuple[Opening, ...]) -> None:
    if any(earlier.closes > later.opens for earlier, later in pairwise(openings)):
        raise BadCalendar("Öppettiderna under en dag går in i varandra.")


def _told_plan(plan: Plan) -> dict[str, Any]:
    return {
        "valid_from": plan.valid_from.isoformat(),
        "week": [_told_openings(openings) for openings in plan.week],
        "closes_on_holidays": plan.closes_on_holidays,
        "half_days": {occasion.value: minute for occasion, minute in plan.half_days},
    }


def _told_openings(openings: tuple[Opening, ...]) -> list[list[int]]:
    return [[opening.opens, opening.closes] for opening in openings]


def _plan(told: dict[str, Any]) -> Plan:
    week: Week = tuple(_openings(openings) for openings in told["week"])
    return Plan(
        valid_from=date.fromisoformat(told["valid_from"]),
        week=week,
        closes_on_holidays=told["closes_on_holidays"],
        half_days=tuple((Occasion(key), minute) for key, minute in told["half_days"].items()),
    )


def _openings(told: list[list[int]]) -> tuple[Opening, ...]:
    return tuple(Opening(opens, closes) for opens, closes in told)
