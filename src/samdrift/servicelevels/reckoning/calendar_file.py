"""A calendar as a file that people write: TOML, with hours as `07:00-17:00`."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from samdrift.servicelevels.reckoning.documents import BadCalendar, Document, require_good
from samdrift.servicelevels.reckoning.hours import LocalDay, Occasion, Opening, Plan
from samdrift.servicelevels.reckoning.moments import MINUTES_OF_A_DAY

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_HOURS = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
_BARE = re.compile(r"(?<![\d:])(\d{1,2})(?![\d:])")
"""An hour without its minutes."""
_OF_FILE = frozenset({"key", "name", "plan", "day"})
_OF_PLAN = frozenset({"from", "open_on_holidays", "half_days", *DAYS})
_OF_DAY = frozenset({"day", "name", "open", "organisation"})


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """A calendar: its key, what it is called, and all that it says."""

    key: str
    name: str
    document: Document


def read(text: str) -> CalendarFile:
    """Return the calendar that a file tells. Raises BadCalendar, which says where it is wrong."""
    try:
        told = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # Also of numbers and nests beyond measure.
        raise BadCalendar(f"Filen går inte att läsa: {error}.") from error
    _require_known(told, _OF_FILE, "filen")
    plans = tuple(_plan(each) for each in _tables(told, "plan"))
    days = tuple(_local_day(each) for each in _tables(told, "day"))
    document = Document(
        tuple(sorted(plans, key=lambda plan: plan.valid_from)),
        tuple(sorted(days, key=lambda each: (each.day, each.organisation))),
    )
    require_good(document)
    return CalendarFile(_words(told, "key"), _words(told, "name"), document)


def written(told: CalendarFile) -> str:
    """Return a calendar as a file, which is read as the same calendar."""
    lines = [f"key = {_quoted(told.key)}", f"name = {_quoted(told.name)}"]
    for plan in told.document.plans:
        lines += ["", "[[plan]]", f"from = {plan.valid_from.isoformat()}"]
        lines += [
            f"{name} = {_listed(openings)}"
            for name, openings in zip(DAYS, plan.week, strict=True)
            if openings
        ]
        if not plan.closes_on_holidays:
            lines.append("open_on_holidays = true")
        if plan.half_days:
            half = (f"{occasion.value} = {_quoted(_clock(at))}" for occasion, at in plan.half_days)
            lines.append(f"half_days = {{ {', '.join(half)} }}")
    for local in told.document.local_days:
        lines += ["", "[[day]]", f"day = {local.day.isoformat()}", f"name = {_quoted(local.name)}"]
        lines.append(f"open = {_listed(local.openings)}")
        if local.organisation:
            lines.append(f"organisation = {_quoted(local.organisation)}")
    return "\n".join(lines) + "\n"


def _plan(told: Mapping[str, Any]) -> Plan:
    _require_known(told, _OF_PLAN, "[[plan]]")
    half_days = told.get("half_days", {})
    unknown = sorted(set(half_days) - set(Occasion)) if isinstance(half_days, dict) else ["?"]
    if unknown:
        raise BadCalendar(
            f"half_days: {unknown[0]} är ingen halvdag. Det finns {', '.join(Occasion)}."
        )
    return Plan(
        valid_from=_day(told, "from"),
        week=tuple(_openings(told.get(name, []), name) for name in DAYS),
        closes_on_holidays=not told.get("open_on_holidays", False),
        half_days=tuple(
            (occasion, _minute(half_days[occasion.value], f"half_days: {occasion.value}"))
            for occasion in Occasion
            if occasion.value in half_days
        ),
    )


def _local_day(told: Mapping[str, Any]) -> LocalDay:
    _require_known(told, _OF_DAY, "[[day]]")
    return LocalDay(
        day=_day(told, "day"),
        name=_words(told, "name"),
        openings=_openings(told.get("open", []), "open"),
        organisation=_words(told, "organisation") if "organisation" in told else "",
    )


def _tables(told: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = told.get(name, [])
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise BadCalendar(f"Skriv {name} som [[{name}]].")
    return found


def _require_known(told: Mapping[str, Any], known: frozenset[str], where: str) -> None:
    if unknown := sorted(told.keys() - known):
        raise BadCalendar(
            f"{unknown[0]} hör inte hemma i {where}. Där kan stå {', '.join(sorted(known))}."
        )


def _words(told: Mapping[str, Any], name: str) -> str:
    found = told.get(name)
    if not isinstance(found, str) or not found.strip() or not found.isprintable():
        raise BadCalendar(f"Skriv {name} som ord inom citattecken.")
    return found.strip()


def _day(told: Mapping[str, Any], name: str) -> date:
    found = told.get(name)
    if type(found) is not date:
        raise BadCalendar(f"Skriv {name} som en dag: {name} = 2026-03-02.")
    return found


def openings(written: str, name: str) -> tuple[Opening, ...]:
    """Return hours as people write them: `7-12, 13.00–17.00`. Raises BadCalendar, by the name."""
    told = [each.strip() for each in written.replace("–", "-").replace(".", ":").split(",")]
    return _openings([_BARE.sub(r"\1:00", each) for each in told if each], name)


def hours_in_words(openings: tuple[Opening, ...]) -> str:
    """Return hours as `openings` reads them."""
    return ", ".join(f"{_clock(each.opens)}-{_clock(each.closes)}" for each in openings)


def _openings(told: object, name: str) -> tuple[Opening, ...]:
    if not isinstance(told, list):
        raise BadCalendar(f'Skriv {name} som en lista: {name} = ["07:00-17:00"].')
    return tuple(sorted(_opening(each, name) for each in told))


def _opening(told: object, name: str) -> Opening:
    found = _HOURS.fullmatch(told.strip()) if isinstance(told, str) else None
    if found is None:
        raise BadCalendar(f"{name}: skriv tiden så här: 07:00-17:00.")
    opens, closes = _of_day(found[1], found[2]), _of_day(found[3], found[4])
    if opens is None or closes is None or opens >= closes:
        raise BadCalendar(f"{name}: {told} öppnar inte före den stänger, mellan 00:00 och 24:00.")
    return Opening(opens, closes)


def _minute(told: object, name: str) -> int:
    found = _CLOCK.fullmatch(told.strip()) if isinstance(told, str) else None
    minute = _of_day(found[1], found[2]) if found else None
    if minute is None:
        raise BadCalendar(f"{name}: skriv när det stänger så här: 12:00.")
    return minute


def _of_day(hours: str, minutes: str) -> int | None:
    """Return the minute of the day, None where there is no such."""
    minute = int(hours) * 60 + int(minutes)
    return minute if int(minutes) < 60 and minute <= MINUTES_OF_A_DAY else None


def _listed(openings: tuple[Opening, ...]) -> str:
    hours = (_quoted(f"{_clock(each.opens)}-{_clock(each.closes)}") for each in openings)
    return f"[{', '.join(hours)}]"


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _quoted(text: str) -> str:
    """Return words as TOML has them: its strings are escaped as those of JSON."""
    return json.dumps(text, ensure_ascii=False)
