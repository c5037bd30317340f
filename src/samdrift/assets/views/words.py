"""What the register says in words: what happened to a thing, amounts, days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from samdrift.assets.life.queries import REGISTER, EventLine, HoldingLine
from samdrift.assets.life.story import UNDO, WRITTEN
from samdrift.assets.stock.papers import PaperLine
from samdrift.kernel.money import Money
from samdrift.plumbing.wording import in_words
from samdrift.reporting.formats import Scale, swedish_number


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened to a thing, as its page tells it."""

    id: int
    day: date
    at: datetime
    title: str
    told: str
    note: str
    by_name: str
    stroke: str
    papers: tuple[PaperLine, ...]
    holds: bool
    """Whether it still holds; what was corrected or undone is told, struck out."""
    can_be_undone: bool
    can_be_corrected: bool


@dataclass(frozen=True, slots=True)
class HeldWords:
    """When an organisation had a thing in service."""

    organisation: str
    location: str
    start: date
    end: date | None


def story(
    lines: Sequence[EventLine],
    *,
    sees_people: bool,
    papers: Mapping[str, tuple[PaperLine, ...]],
) -> list[Happening]:
    """Return what has happened to a thing; what undid something stands with what it undid."""
    return [
        Happening(
            id=line.id,
            day=line.day,
            at=line.at,
            title=title(line),
            told=_told(line, sees_people=sees_people),
            note=line.note if sees_people else "",
            by_name=line.by_name,
            stroke=line.stroke,
            papers=papers.get(line.stroke, ()),
            holds=line.holds or line.act == UNDO,
            can_be_undone=line.is_last,
            can_be_corrected=line.holds and line.act != WRITTEN,
        )
        for line in lines
    ]


def title(line: EventLine) -> str:
    """Return what an event is called."""
    own = {
        REGISTER: _("Registrerad"),
        WRITTEN: _("Uppgifter ändrade"),
        UNDO: _("Ångrat"),
        "list": _("Enligt lista"),
    }
    told = own.get(line.act) or in_words(line.label) or line.act
    if line.corrects:
        told = _("%(title)s, rättat (stod %(day)s)") % {"title": told, "day": line.corrects}
    return told


def _told(line: EventLine, *, sees_people: bool) -> str:
    shown = {key: words for key, words in line.told.items() if words}
    if not sees_people:
        shown.pop("holder", None)
    changed = [
        f"{key}: {before or '–'} → {after or '–'}" for key, (before, after) in line.changes.items()
    ]
    return ", ".join((*shown.values(), *changed))


def holdings(lines: Sequence[HoldingLine], names: Mapping[str, str]) -> list[HeldWords]:
    """Return when who had a thing in service, by their names."""
    return [
        HeldWords(
            names.get(line.organisation, line.organisation), line.location, line.start, line.end
        )
        for line in lines
    ]


def kronor(ore: int | None) -> str:
    """Return an amount as a form begins with it."""
    return Money(ore).kronor() if ore is not None else ""


def amount(told: Money | None) -> str:
    """Return an amount as a Swede reads it, a dash where none is told."""
    return swedish_number(told, Scale.SEK) if told is not None else "–"
