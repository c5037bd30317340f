"""Tickets in words: how they stand, how long is left, and what has happened to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.dates import MONTHS
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samdrift.plumbing.clock import SWEDEN
from samdrift.servicedesk.choices import UNSOLVED, Kind, Level, Status

SOON = timedelta(hours=2)

STATUS_LOOKS: dict[str, str] = {
    Status.NEW: "quiet",
    Status.OPEN: "now",
    Status.WAITING: "quiet",
    Status.SUPPLIER: "quiet",
    Status.PLANNED: "quiet",
    Status.SOLVED: "ok",
    Status.CLOSED: "ok",
    Status.MERGED: "quiet",
}
STATUS_WORDS: dict[str, Promise] = {
    Status.NEW: gettext_lazy("Nytt"),
    Status.OPEN: gettext_lazy("Pågår"),
    Status.WAITING: gettext_lazy("Väntar på svar"),
    Status.SUPPLIER: gettext_lazy("Hos leverantör"),
    Status.PLANNED: gettext_lazy("Planerat"),
    Status.SOLVED: gettext_lazy("Löst"),
    Status.CLOSED: gettext_lazy("Avslutat"),
    Status.MERGED: gettext_lazy("Sammanfört"),
}
KIND_WORDS: dict[str, Promise] = {
    Kind.INCIDENT: gettext_lazy("Incident"),
    Kind.REQUEST: gettext_lazy("Beställning"),
}
LEVEL_WORDS: dict[int, Promise] = {
    Level.HIGH: gettext_lazy("Hög"),
    Level.MEDIUM: gettext_lazy("Medel"),
    Level.LOW: gettext_lazy("Låg"),
}
CHANNEL_WORDS: dict[str, Promise] = {
    "phone": gettext_lazy("per telefon"),
    "email": gettext_lazy("per e-post"),
    "portal": gettext_lazy("via portalen"),
}
FIELD_WORDS: dict[str, Promise] = {
    "subject": gettext_lazy("Rubrik"),
    "status": gettext_lazy("Status"),
    "kind": gettext_lazy("Slag"),
    "category": gettext_lazy("Kategori"),
    "service": gettext_lazy("Tjänst"),
    "keywords": gettext_lazy("Nyckelord"),
    "is_watched": gettext_lazy("Följer"),
    "impact": gettext_lazy("Påverkan"),
    "urgency": gettext_lazy("Brådska"),
    "priority": gettext_lazy("Prioritet"),
    "group_id": gettext_lazy("Grupp"),
    "assignee_id": gettext_lazy("Handläggare"),
    "owner_id": gettext_lazy("Ansvarig"),
    "requester_id": gettext_lazy("Anmälare"),
    "organisation_id": gettext_lazy("Organisation"),
    "place": gettext_lazy("Plats"),
    "visit_on": gettext_lazy("Besök"),
    "visit_time": gettext_lazy("Besök klockan"),
    "visit_minutes": gettext_lazy("Besök, minuter"),
    "is_secret": gettext_lazy("Sekretess"),
    "wake_at": gettext_lazy("Tas upp"),
    "resolution": gettext_lazy("Lösning"),
    "rule": gettext_lazy("Fördelat av regeln"),
    "away": gettext_lazy("Borta"),
    "link": gettext_lazy("Länk"),
    "thing": gettext_lazy("Gäller"),
    "split": gettext_lazy("Delat"),
    "parent_id": gettext_lazy("Del av"),
    "merged_into_id": gettext_lazy("Sammanfört med"),
}
"""What is told of a change; the other fields follow from these."""

_WORDED: dict[str, Mapping[Any, object]] = {
    "status": STATUS_WORDS,
    "kind": KIND_WORDS,
    "impact": LEVEL_WORDS,
    "urgency": LEVEL_WORDS,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How something stands: the look of a status and its words."""

    kind: str
    words: str


def standing(status: str) -> Standing:
    """Return how a ticket stands."""
    return Standing(STATUS_LOOKS[status], str(STATUS_WORDS[status]))


def time_left(*, solve_by: datetime | None, status: str, at: datetime) -> Standing:
    """Return how long is left of what was promised, or why the clock stands still."""
    if solve_by is None or status not in UNSOLVED:
        return standing(status)
    left = solve_by - at
    words = duration(abs(left))
    if left < timedelta(0):
        return Standing("bad", _("%(time)s sen") % {"time": words})
    return Standing("warn" if left <= SOON else "quiet", words)


def duration(time: timedelta) -> str:
    """Return a time as it is said: `20 min`, `2 h 25`, `1 d 3 h`."""
    minutes = int(time.total_seconds()) // 60
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    if days:
        return f"{days} d {hours} h" if hours else f"{days} d"
    if hours:
        return f"{hours} h {minutes:02d}" if minutes else f"{hours} h"
    return f"{minutes} min"


def moment(at: datetime, *, now: datetime) -> str:
    """Return a moment as near as it is: `i dag 09.05`, `i går 15.40`, `2 mars 15.40`."""
    local, today = at.astimezone(SWEDEN), now.astimezone(SWEDEN).date()
    clock = f"{local:%H.%M}"
    near = {
        today: _("i dag %(clock)s"),
        today - timedelta(days=1): _("i går %(clock)s"),
        today + timedelta(days=1): _("i morgon %(clock)s"),
    }
    if local.date() in near:
        return near[local.date()] % {"clock": clock}
    if local.year == today.year:
        return f"{local.day} {_month(local.month)} {clock}"
    return f"{local:%Y-%m-%d} {clock}"


def _month(number: int) -> str:
    return str(MONTHS[number])


def initials(name: str) -> str:
    """Return the first letters of the first and the last name."""
    parts = name.split()
    return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper()


def changes(told: Mapping[str, list[Any]], names: Mapping[str, Mapping[int, str]]) -> str:
    """Return what an event changed, in a line; empty where it is nothing to tell."""
    parts = [
        f"{FIELD_WORDS[name]}: {field_value(name, was, names)} → {field_value(name, now, names)}"
        for name, (was, now) in told.items()
        if name in FIELD_WORDS
    ]
    return ". ".join(parts)


def field_value(name: str, told: object, names: Mapping[str, Mapping[int, str]]) -> str:
    """Return what a field says, in words."""
    if told in (None, "", False):
        return "–"
    if told is True:
        return _("ja")
    worded: Mapping[Any, object] = _WORDED.get(name) or names.get(name, {})
    return str(worded[told]) if told in worded else _moment_or_day(str(told))


def _moment_or_day(text: str) -> str:
    """Return a moment in JSON as it is read; any other text as it is."""
    try:
        told = datetime.fromisoformat(text)
    except ValueError:
        return text if len(text) <= 80 else f"{text[:79]}…"
    if len(text) == len("2015-12-31"):
        return date.isoformat(told)
    return f"{told.astimezone(SWEDEN):%Y-%m-%d %H.%M}"


def count_of_cases(number: int) -> str:
    """Return a number of tickets in words."""
    return ngettext("%(number)s ärende", "%(number)s ärenden", number) % {"number": number}
