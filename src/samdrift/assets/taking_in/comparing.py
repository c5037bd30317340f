"""An operator's or a device manager's list held against the register."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from samdrift.assets.errors import CannotKeep
from samdrift.assets.models import Device
from samdrift.assets.register import door
from samdrift.assets.register.door import Reader
from samdrift.directory.queries import phone_digits
from samdrift.kernel.money import Money
from samdrift.plumbing.sheets import Row, Sheet


class ListSort(StrEnum):
    """Whose list it is."""

    CARRIER = "operator"
    INTUNE = "intune"
    CHROMEBOOKS = "chromebooks"


class Outcome(StrEnum):
    """How a line of the list and the register differ."""

    UNKNOWN = "unknown"
    NOT_LISTED = "not-listed"
    HELD_BY_NOBODY = "held-by-nobody"
    OTHER_HOLDER = "other-holder"
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class Way:
    """How a sort of lists is read: below which kinds, and what its columns may be called."""

    kinds: tuple[str, ...]
    keys: tuple[str, ...]
    holders: tuple[str, ...]
    costs: tuple[str, ...]
    plain: Callable[[str], str]
    """The one writing in which keys are compared."""


def _serial(written: str) -> str:
    return re.sub(r"[\s-]", "", written).upper()


WAYS: Mapping[ListSort, Way] = {
    ListSort.CARRIER: Way(
        ("phone.mobile",),
        ("telefonnummer", "mobilnummer", "abonnemangsnummer", "nummer", "msisdn", "phone number"),
        ("e-post", "användare", "email", "user"),
        ("kostnad", "månadskostnad", "belopp", "avgift", "pris", "amount", "cost"),
        phone_digits,
    ),
    ListSort.INTUNE: Way(
        ("computer", "tablet"),
        ("serial number", "serialnumber", "serienummer", "serial_number0"),
        ("primary user upn", "primary user email address", "user principal name", "e-post"),
        (),
        _serial,
    ),
    ListSort.CHROMEBOOKS: Way(
        ("computer", "tablet"),
        ("serialnumber", "serial number", "serienummer"),
        ("annotateduser", "most recent user", "recentusers", "user"),
        (),
        _serial,
    ),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """A line that differs: what is compared, the thing of the register, and who has it where."""

    outcome: Outcome
    key: str
    line: int | None = None
    tag: str = ""
    model: str = ""
    organisation: str = ""
    listed_holder: str = ""
    holder: str = ""
    cost_ore: int | None = None
    """What it costs by the list, where that says so."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a list came to: how many lines and things were compared, and those that differ."""

    lines: int
    things: int
    alike: int
    differences: tuple[Difference, ...]

    def of(self, outcome: Outcome) -> tuple[Difference, ...]:
        """Return those that differ in one way."""
        return tuple(each for each in self.differences if each.outcome == outcome)


def compare(reader: Reader, sheet: Sheet, sort: ListSort) -> Comparison:
    """Hold a list against the things of its kinds that are in service.

    Raises CannotKeep where no column is what the list should be compared by.
    """
    way = WAYS[sort]
    key_at = _column(sheet, way.keys)
    if key_at is None:
        raise CannotKeep(f"Ingen kolumn heter något av: {', '.join(way.keys)}.")
    holder_at, cost_at = _column(sheet, way.holders), _column(sheet, way.costs)
    things = _things(reader, sort)
    listed: set[str] = set()
    found: list[Difference] = []
    alike = 0
    for row in sheet.rows:
        key = way.plain(row.cells[key_at])
        if not key:
            continue
        thing = things.get(key)
        told = _told(row, holder_at)
        outcome = Outcome.TWICE if key in listed else _outcome(thing, told)
        listed.add(key)
        if outcome is None:
            alike += 1
        else:
            differs = _difference(outcome, row.cells[key_at], row.line, thing, told)
            found.append(replace(differs, cost_ore=_cost(row, cost_at)))
    found += [
        _difference(Outcome.NOT_LISTED, _key_of(thing, sort), None, thing, "")
        for key, thing in things.items()
        if key not in listed
    ]
    return Comparison(len(sheet.rows), len(things), alike, tuple(found))


def _column(sheet: Sheet, names: tuple[str, ...]) -> int | None:
    """Return which column is called one of some names, the first name first."""
    called = {heading.strip().casefold(): at for at, heading in reversed(
        list(enumerate(sheet.headings))
    )}  # fmt: skip
    return next((called[name] for name in names if name in called), None)


def _told(row: Row, at: int | None) -> str:
    return "" if at is None else row.cells[at].strip()


def _cost(row: Row, at: int | None) -> int | None:
    """Return the öre of what stands there, None where it is no amount."""
    written = re.sub(r"\s|kr$", "", _told(row, at).casefold())
    try:
        return Money.parse(written).ore if written else None
    except ValueError:
        return None


def _things(reader: Reader, sort: ListSort) -> dict[str, Device]:
    """Return the things that such lists tell of, by what they are compared by."""
    way = WAYS[sort]
    rows = door.things(reader).filter(state__is_in_service=True).select_related("holder")
    found: dict[str, Device] = {}
    for row in _below(rows.iterator(chunk_size=2_000), way.kinds):
        key = way.plain(_key_of(row, sort))
        if key:
            found.setdefault(key, row)
    return found


def _below(rows: Iterator[Device], kinds: tuple[str, ...]) -> Iterator[Device]:
    return (row for row in rows if any(f"{row.kind}.".startswith(f"{kind}.") for kind in kinds))


def _key_of(row: Device, sort: ListSort) -> str:
    if sort == ListSort.CARRIER:
        return str(row.values.get("number") or row.tag)
    return row.serial


def _outcome(thing: Device | None, told: str) -> Outcome | None:
    """Return how a line differs; None where it does not."""
    if thing is None:
        return Outcome.UNKNOWN
    if thing.holder is None:
        return None if thing.unit_id else Outcome.HELD_BY_NOBODY
    is_another = "@" in told and told.casefold() != thing.holder.email.casefold()
    return Outcome.OTHER_HOLDER if is_another else None


def _difference(
    outcome: Outcome, key: str, line: int | None, thing: Device | None, told: str
) -> Difference:
    if thing is None:
        return Difference(outcome, key, line, listed_holder=told)
    return Difference(
        outcome=outcome,
        key=key,
        line=line,
        tag=thing.tag,
        model=thing.model,
        organisation=str(thing.organisation_id),
        listed_holder=told,
        holder=thing.holder.name if thing.holder else "",
    )
