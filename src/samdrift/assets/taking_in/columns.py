"""What the columns of a list tell of: as was said before, else as they are called."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence

from samdrift.assets.kinds.queries import Field
from samdrift.assets.models import ColumnMap

OF_KIND = "f_"
NAMES: dict[str, tuple[str, ...]] = {
    "tag": ("märkning", "stöldmärkning", "inventarienummer", "tag", "asset tag", "id"),
    "serial": ("serienummer", "serienr", "serial", "serial number", "s/n"),
    "model": ("modell", "model"),
    "name": ("namn i nätet", "datornamn", "namn", "name", "device name", "hostname"),
    "kind": ("slag", "kind", "typ"),
    "organisation": ("organisation", "kommun"),
    "holder": ("användare", "e-post", "vem", "email", "e-mail", "user", "primary user upn"),
    "location": ("plats", "plats eller rum", "rum", "location"),
    "state": ("läge", "status", "state"),
    "bought_on": ("köpt", "inköpsdatum", "purchase date"),
    "warranty_until": ("garanti till", "garanti", "warranty"),
    "cost_ore": ("inköpspris i kronor", "inköpspris", "pris", "cost"),
}
"""What every thing tells, and what its column may be called, the Swedish word first."""


def targets(fields: Sequence[Field]) -> dict[str, str]:
    """Return what a column may tell of, and what that is called."""
    every = {key: names[0].capitalize() for key, names in NAMES.items()}
    return every | {f"{OF_KIND}{field.key}": field.label for field in fields}


def guessed(headings: Sequence[str], fields: Sequence[Field]) -> dict[str, str]:
    """Return what the columns tell of: as they were read before, else as they are called."""
    allowed = targets(fields)
    known = ColumnMap.objects.filter(headings=digest(headings)).first()
    if known is not None:
        return {heading: target for heading, target in known.columns.items() if target in allowed}
    called = {name: key for key, names in NAMES.items() for name in names}
    called |= {_plain(field.label): f"{OF_KIND}{field.key}" for field in fields}
    found: dict[str, str] = {}
    for heading in headings:
        target = called.get(_plain(heading), "")
        if target and target not in found.values():
            found[heading] = target
    return found


def remember(headings: Sequence[str], columns: Mapping[str, str]) -> None:
    """Keep how the columns of such a list are read, for the next one."""
    ColumnMap.objects.update_or_create(
        headings=digest(headings), defaults={"columns": dict(columns)}
    )


def digest(headings: Sequence[str]) -> str:
    """Return what tells lists with the same headings, in the same order."""
    return hashlib.sha256("\x1f".join(map(_plain, headings)).encode()).hexdigest()


def _plain(written: str) -> str:
    return re.sub(r"\s+", " ", written.strip().casefold())
