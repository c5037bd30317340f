"""Fetches and their differences in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from samdrift.directorysync.choices import TONES, Sort, What
from samdrift.directorysync.queries import DifferenceLine, FetchLine
from samdrift.plumbing.clock import SWEDEN
from samdrift.plumbing.jobs.queries import Standing

FIELDS: Mapping[str, Promise] = {
    "name": _l("Namn"),
    "organisation": _l("Organisation"),
    "kind": _l("Är"),
    "unit": _l("Enhet"),
    "parent": _l("Del av"),
    "manager": _l("Ansvarig"),
    "title": _l("Titel"),
    "email": _l("E-post"),
    "phone": _l("Telefon"),
    "mobile": _l("Mobil"),
    "owner": _l("Ägare"),
    "ends_on": _l("Upphör"),
    "tag": _l("Konto"),
}


@dataclass(frozen=True, slots=True)
class Coming:
    """How far a fetch has come, in words."""

    words: str
    percent: int


@dataclass(frozen=True, slots=True)
class Row:
    """One sort of entries in the table of a fetch: how many there are, and how many differ how."""

    sort: Sort
    read: int
    cells: tuple[tuple[What, int], ...]


def moment(at: datetime) -> str:
    """Return a moment as it is read."""
    return f"{at.astimezone(SWEDEN):%Y-%m-%d %H.%M}"


def status(fetch: FetchLine) -> tuple[str, str]:
    """Return the tone and the words of how a fetch stands."""
    return TONES[fetch.state], str(fetch.state.label)


def coming(standing: Standing) -> Coming:
    """Return how far a fetch has come."""
    if standing.is_to_stop:
        return Coming(_("Avbryts …"), standing.percent)
    done = standing.beat.done
    if not done:
        return Coming(_("Väntar på sin tur. Du kan stänga sidan."), 0)
    told = {"number": f"{done:,}".replace(",", "\N{NO-BREAK SPACE}")}
    return Coming(_("%(number)s poster lästa. Du kan stänga sidan.") % told, standing.percent)


def changes(line: DifferenceLine) -> list[tuple[str, str, str]]:
    """Return what changes of an entry: each field by its name, with what it said and says."""
    return [(str(FIELDS.get(key, key)), before, after) for key, before, after in line.changes]


def columns(fetch: FetchLine) -> tuple[What, ...]:
    """Return the ways in which anything differs."""
    found = {what for told in fetch.counts.values() for what in told}
    return tuple(what for what in What if what in found)


def rows(fetch: FetchLine) -> tuple[Row, ...]:
    """Return the table of a fetch: a row for each sort that was read or differs."""
    wanted = columns(fetch)
    return tuple(
        Row(
            sort,
            fetch.read.get(sort, 0),
            tuple((what, fetch.counts.get(sort, {}).get(what, 0)) for what in wanted),
        )
        for sort in Sort
        if sort in fetch.read or sort in fetch.counts
    )
