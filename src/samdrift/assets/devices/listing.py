"""A list of devices, as the tool that keeps computers writes it, read row by row."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from samdrift.kernel.refusals import Refusal

NAMES = {
    "tag": ("tag", "märkning", "stöldmärkning", "inventarienummer"),
    "organisation": ("organisation", "kommun"),
    "name": ("name", "datornamn", "namn"),
    "serial": ("serial", "serienummer"),
    "model": ("model", "modell"),
    "kind": ("kind", "slag"),
    "email": ("email", "e-post", "användare"),
}
"""What the columns may be called, in any case of letters; the first two must be there."""
_MUST = ("tag", "organisation")
_LONGEST = 100


class BadList(Refusal):
    """The list cannot be read; the text says which lines, and why."""


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """A device as a list tells of it, and the line it stands on."""

    line: int
    tag: str
    organisation_code: str
    name: str = ""
    serial: str = ""
    model: str = ""
    kind: str = ""
    holder_email: str = ""


def read(content: bytes) -> tuple[DeviceRow, ...]:
    """Return the devices of a list. Raises BadList, which tells of every line that is wrong."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadList("Spara filen som CSV i UTF-8.") from error
    sign = ";" if ";" in text.partition("\n")[0] else ","
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=sign))
    if not lines:
        raise BadList("Filen är tom. Den första raden ska namnge kolumnerna.")
    places = _places(lines[0])
    told = [(n, cells) for n, cells in enumerate(lines[1:], start=2) if any(map(str.strip, cells))]
    rows = [_row(number, cells, places) for number, cells in told]
    _check(rows)
    return tuple(rows)


def _places(cells: list[str]) -> dict[str, int]:
    names = [cell.strip().casefold() for cell in cells]
    places = {
        field: names.index(called)
        for field, spellings in NAMES.items()
        for called in spellings
        if called in names
    }
    missing = [NAMES[field][1] for field in _MUST if field not in places]
    if missing:
        raise BadList(f"Kolumner saknas: {', '.join(missing)}.")
    return places


def _row(number: int, cells: list[str], places: dict[str, int]) -> DeviceRow:
    def cell(field: str) -> str:
        place = places.get(field)
        return cells[place].strip() if place is not None and place < len(cells) else ""

    return DeviceRow(
        line=number,
        tag=cell("tag").upper(),
        organisation_code=cell("organisation"),
        name=cell("name").upper(),
        serial=cell("serial").upper(),
        model=cell("model"),
        kind=cell("kind"),
        holder_email=cell("email"),
    )


def _check(rows: list[DeviceRow]) -> None:
    faults: list[str] = []
    seen: set[str] = set()
    for row in rows:
        if not row.tag:
            faults.append(f"Rad {row.line}: märkningen saknas.")
        elif row.tag in seen:
            faults.append(f"Rad {row.line}: {row.tag} står två gånger.")
        elif max(len(row.tag), len(row.name), len(row.serial), len(row.kind)) > _LONGEST:
            faults.append(f"Rad {row.line}: en uppgift är längre än {_LONGEST} tecken.")
        elif len(row.model) > 200:
            faults.append(f"Rad {row.line}: modellen är längre än 200 tecken.")
        seen.add(row.tag)
    if faults:
        raise BadList("\n".join(("Inget är inläst.", *faults[:20])))
