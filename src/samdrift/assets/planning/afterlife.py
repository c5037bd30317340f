"""What became of things that were no longer used: reused, sold and recycled, year by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from samdrift.assets import queries as assets
from samdrift.assets.models import Standing
from samdrift.assets.register import door
from samdrift.assets.register.door import Reader
from samdrift.parties import queries as parties

REUSED, SOLD, RECYCLED = "reused", "sold", "recycled"
ENDS = (REUSED, SOLD, RECYCLED)
"""What may become of a thing, the best for the earth first."""
MOST_LISTED = 500
_ERASED = "erased"


@dataclass(frozen=True, slots=True)
class End:
    """What became of a thing on a day, and how long it had been with us."""

    tag: str
    model: str
    kind: str
    organisation: str
    end: str
    day: date
    months: int | None
    """From the day it was bought; None where that is not known."""


@dataclass(frozen=True, slots=True)
class Fate:
    """How many things of a kind at an organisation came to which end in a year."""

    organisation: str
    organisation_name: str
    kind: str
    kind_label: str
    numbers: tuple[int, ...]
    """One for each of `ENDS`."""

    @property
    def number(self) -> int:
        """How many there were in all."""
        return sum(self.numbers)


@dataclass(frozen=True, slots=True)
class Report:
    """A year's afterlife of things."""

    year: int
    fates: tuple[Fate, ...]
    totals: tuple[int, ...]
    ends: tuple[End, ...]

    @property
    def number(self) -> int:
        """How many things came to an end."""
        return sum(self.totals)

    @property
    def months(self) -> int | None:
        """How many months they had served on average, of those of which it is known."""
        known = [each.months for each in self.ends if each.months is not None]
        return round(sum(known) / len(known)) if known else None


def report(reader: Reader, year: int) -> Report:
    """Return what became of things in a year, of those that may be read."""
    ends = tuple(_ends(_came(reader, year)))
    counted = Counter((each.organisation, each.kind, each.end) for each in ends)
    labels, names = assets.kind_labels(), parties.names_by_code()
    fates = tuple(
        Fate(
            code,
            names.get(code, code),
            kind,
            labels.get(kind, kind),
            tuple(counted[code, kind, end] for end in ENDS),
        )
        for code, kind in sorted({(code, kind) for code, kind, _end in counted})
    )
    totals = tuple(sum(fate.numbers[at] for fate in fates) for at in range(len(ENDS)))
    return Report(year, fates, totals, ends)


def years(reader: Reader) -> tuple[int, ...]:
    """Return the years in which anything came to an end, the latest first."""
    days = _all(reader).order_by().dates("valid_from", "year", order="DESC")
    return tuple(day.year for day in days)


def _all(reader: Reader) -> QuerySet[Standing]:
    """Return the spans that begin with an end: sold, recycled, or in stock again once erased."""
    erased = Standing.objects.filter(
        device=OuterRef("device"), state__key=_ERASED, valid_until=OuterRef("valid_from")
    )
    was_erased = Q(state__is_in_stock=True) & Exists(erased)
    return door.standings(reader).filter(Q(state__in=(SOLD, RECYCLED)) | was_erased)


def _came(reader: Reader, year: int) -> QuerySet[Standing]:
    rows = _all(reader).filter(valid_from__year=year)
    return rows.select_related("device").order_by("valid_from", "device__tag")


def _ends(rows: QuerySet[Standing]) -> Iterator[End]:
    for row in rows.iterator(chunk_size=2_000):
        device = row.device
        yield End(
            device.tag,
            device.model,
            device.kind,
            str(row.organisation_id),
            str(row.state_id) if row.state_id in (SOLD, RECYCLED) else REUSED,
            row.valid_from,
            _months(device.bought_on, row.valid_from),
        )


def _months(first: date | None, last: date) -> int | None:
    """Return how many whole months lie between two days."""
    if first is None or first > last:
        return None
    whole = (last.year - first.year) * 12 + last.month - first.month
    return whole - (last.day < first.day)
