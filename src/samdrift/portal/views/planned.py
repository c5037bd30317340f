"""Changes that the public may be told of, as the status page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from samdrift.parties import queries as parties
from samdrift.plumbing import contributions
from samdrift.plumbing.clock import SWEDEN
from samdrift.servicedesk.ports import PlannedWork, PlannedWorkSource
from samdrift.servicedesk.views.words import moment


@dataclass(frozen=True, slots=True)
class WorkCard:
    """Work that is planned or going on: what, for whom, when, and what it means."""

    title: str
    text: str
    whom: str
    when: str
    is_going: bool

    @property
    def standing(self) -> str:
        """Whether it has begun, in a word."""
        return _("Pågår") if self.is_going else _("Planerat")


def works(now: datetime) -> list[WorkCard]:
    """Return what the other apps have planned and may be told of, the next first."""
    return [card for _, card in told(now)]


def told(now: datetime) -> list[tuple[PlannedWork, WorkCard]]:
    """Return what is planned as the app that knows of it tells it, and as it is shown."""
    sources = contributions.offered(PlannedWorkSource)
    every = [work for source in sources for work in source.coming(now)]
    names = parties.names_by_code() if every else {}
    ordered = sorted(every, key=lambda each: each.starts_at)
    return [(work, _card(work, names, now)) for work in ordered]


def _card(work: PlannedWork, names: dict[str, str], now: datetime) -> WorkCard:
    ends_at = work.ends_at.astimezone(SWEDEN)
    is_same_day = ends_at.date() == work.starts_at.astimezone(SWEDEN).date()
    until = f"{ends_at:%H.%M}" if is_same_day else moment(work.ends_at, now=now)
    whom = ", ".join(names.get(code, code) for code in work.organisations) or _("Alla")
    return WorkCard(
        title=work.title,
        text=work.text,
        whom=whom,
        when=f"{moment(work.starts_at, now=now)}–{until}",
        is_going=work.starts_at <= now,
    )
