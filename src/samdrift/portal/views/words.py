"""One's own cases in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from samdrift.plumbing.clock import SWEDEN
from samdrift.servicedesk.choices import Status
from samdrift.servicedesk.queue.ports import Item


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One of one's own cases in a list."""

    number: str
    subject: str
    href: str
    told: str
    kind: str
    status: str


def row(item: Item, now: datetime) -> CaseRow:
    """Return a case as its reporter reads it."""
    kind, status = standing(item.status, is_answered=_is_answered(item))
    return CaseRow(
        number=item.number,
        subject=item.subject,
        href=reverse("portal:case", args=[item.number]),
        told=_told(item, now),
        kind=kind,
        status=status,
    )


def standing(status: str, *, is_answered: bool = False) -> tuple[str, str]:
    """Return how a case stands: the look of a status, and its words for whoever waits."""
    if is_answered and status in (Status.OPEN, Status.WAITING):
        return ("now", _("Nytt svar"))
    return {
        Status.NEW: ("quiet", _("Mottaget")),
        Status.OPEN: ("now", _("Pågår")),
        Status.WAITING: ("now", _("Väntar på ditt svar")),
        Status.SUPPLIER: ("now", _("Pågår")),
        Status.PLANNED: ("quiet", _("Planerat")),
        Status.SOLVED: ("ok", _("Löst")),
        Status.CLOSED: ("ok", _("Avslutat")),
        Status.MERGED: ("quiet", _("Sammanfört")),
    }[Status(status)]


def moment(at: datetime, *, now: datetime) -> str:
    """Return a moment as it is said: `i dag 09.05`, `i går 15.40`, `2 mars 09.05`."""
    local, today = at.astimezone(SWEDEN), now.astimezone(SWEDEN).date()
    clock = f"{local:%H.%M}"
    if local.date() == today:
        return _("i dag %(clock)s") % {"clock": clock}
    if local.date() == today - timedelta(days=1):
        return _("i går %(clock)s") % {"clock": clock}
    if local.date() == today + timedelta(days=1):
        return _("i morgon %(clock)s") % {"clock": clock}
    year = "" if local.year == today.year else f" {local.year}"
    return f"{local.day} {MONTHS[local.month]}{year} {clock}"


def _is_answered(item: Item) -> bool:
    """Whether the desk wrote last, so that there is something to read."""
    return item.is_replied and not item.is_answer_awaited


def _told(item: Item, now: datetime) -> str:
    when = moment(item.changed_at or item.opened_at, now=now)
    if item.status == Status.SOLVED:
        return _("Löst %(when)s. Blev det bra?") % {"when": when}
    if _is_answered(item):
        return _("Svar %(when)s. Läs svaret.") % {"when": when}
    return _("Anmält %(when)s") % {"when": moment(item.opened_at, now=now)}
