"""What may stand in a cell, and how what stands there is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime

from samdrift.kernel.money import Money
from samdrift.plumbing.clock import SWEDEN

EARLIEST_YEAR = 1900
LATEST_YEAR = 2100
LARGEST_KRONOR = 10**13

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_WHOLE = re.compile(r"-?\d{1,9}", re.ASCII)


class BadValue(ValueError):
    """A cell holds what it may not; the text is Swedish and says what it may hold."""


type Parse = Callable[[str], object]


def as_it_is(value: object) -> str:
    """Return a value as it stands in a package; moments in Swedish time."""
    if isinstance(value, datetime):
        return value.astimezone(SWEDEN).strftime("%Y-%m-%dT%H:%M:%S").removesuffix(":00")
    return "" if value is None else str(value)


def in_kronor(value: object) -> str:
    """Return an amount in öre as a package has it, in kronor."""
    return Money(value).kronor() if isinstance(value, int) else ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a file: its name, how its cells are read, the model field they go to.

    With `may_be_empty` an empty cell becomes `empty`; without it an empty cell is a fault.
    """

    name: str
    parse: Parse
    may_be_empty: bool = False
    empty: object = ""
    field: str = ""

    @property
    def target(self) -> str:
        """The model field the value goes to."""
        return self.field or self.name

    def shown(self, value: object) -> str:
        """Return a value as a cell would say it."""
        return in_kronor(value) if self.parse is kronor else as_it_is(value)

    def read(self, cell: str) -> object:
        """Return the value of a cell. Raises BadValue with what is allowed."""
        if cell:
            return self.parse(cell)
        if self.may_be_empty:
            return self.empty
        raise BadValue("cellen är tom, men här ska något stå.")


def text(longest: int = 200_000) -> Parse:
    """Read any text up to a length."""

    def parse(cell: str) -> str:
        if len(cell) > longest:
            raise BadValue(f"texten är {len(cell)} tecken; högst {longest} är tillåtna.")
        return cell

    return parse


def day(cell: str) -> date:
    """Read a day, `YYYY-MM-DD`, on which something was or will be."""
    return _in_time(_calendar_day(cell))


def last_day(cell: str) -> date:
    """Read the day on which something no longer holds; `9999-12-31` is how some say never."""
    found = _calendar_day(cell)
    return found if found.year > LATEST_YEAR else _in_time(found)


def _calendar_day(cell: str) -> date:
    if not _DAY.fullmatch(cell):
        raise BadValue("skriv dagen så här: 2015-12-31.")
    try:
        return date.fromisoformat(cell)
    except ValueError:
        raise BadValue("dagen finns inte i kalendern.") from None


def moment(cell: str) -> datetime:
    """Read a moment, `YYYY-MM-DDTHH:MM[:SS]`, in Swedish time where no offset is given.

    The hour that comes twice in autumn is the first of the two.
    """
    if not _MOMENT.fullmatch(cell):
        raise BadValue("skriv tidpunkten så här: 2015-12-31T13:20.")
    try:
        found = datetime.fromisoformat(cell)
    except ValueError:
        raise BadValue("tidpunkten finns inte.") from None
    _in_time(found.date())
    local = found.replace(tzinfo=SWEDEN) if found.tzinfo is None else found
    return local.astimezone(UTC)


def _in_time[Day: date](found: Day) -> Day:
    if not EARLIEST_YEAR <= found.year <= LATEST_YEAR:
        raise BadValue(f"året ska ligga mellan {EARLIEST_YEAR} och {LATEST_YEAR}.")
    return found


def year(cell: str) -> int:
    """Read a year of four digits."""
    if re.fullmatch(r"\d{4}", cell, re.ASCII) and EARLIEST_YEAR <= int(cell) <= LATEST_YEAR:
        return int(cell)
    raise BadValue(f"skriv ett år med fyra siffror, {EARLIEST_YEAR} till {LATEST_YEAR}.")


def kronor(cell: str) -> int:
    """Read an amount in kronor and return it in öre."""
    try:
        amount = Money.parse(cell)
    except ValueError:
        raise BadValue(
            "skriv beloppet i kronor utan mellanrum, med högst två decimaler: -1234,50."
        ) from None
    if abs(amount.ore) > LARGEST_KRONOR * 100:
        raise BadValue("beloppet är större än tio biljoner kronor.")
    return amount.ore


def whole_number(lowest: int, highest: int) -> Parse:
    """Read a whole number within limits."""

    def parse(cell: str) -> int:
        if _WHOLE.fullmatch(cell) and lowest <= int(cell) <= highest:
            return int(cell)
        raise BadValue(f"skriv ett heltal från {lowest} till {highest}.")

    return parse


def one_of(allowed: Collection[str], name: str = "ska vara") -> Parse:
    """Read one of a few words. The fault lists them, the first forty where they are many."""
    words = sorted(allowed)
    listed = ", ".join(words[:40]) + (f" … ({len(words)} i allt)" if len(words) > 40 else "")

    def parse(cell: str) -> str:
        if cell in allowed:
            return cell
        raise BadValue(f"{name} {listed or 'något som finns, men ingenting finns ännu'}.")

    return parse
