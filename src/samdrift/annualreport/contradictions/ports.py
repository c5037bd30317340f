"""What a printed report says, figure by figure, and what is told of figures that disagree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

SCALES = {"kr": 1, "tkr": 1_000, "mkr": 1_000_000}
TEXT = "Text"
"""Begins the place of what is said in prose."""


class Kind(StrEnum):
    """In which way printed figures disagree."""

    SUM = "summa"
    SHARE = "andel"
    TIE = "samband"
    SIGN = "tecken"
    ROUNDING = "avrundning"
    OPENING = "ingående"
    TEXT = "text mot tabell"
    SIZE = "ord om storlek"
    STATE = "ord om läge"
    PERIOD = "period"
    UNIT = "enhet"
    BASIS = "olika grund"
    LATE = "ännu inte betalt"
    MATURITY = "förfaller inom ett år"
    MISSING = "saknas"
    GONE = "rad borta"
    REFERENCE = "hänvisning"
    ORDER = "ordning"
    REPEATED = "samma två år"
    OUTLIER = "avviker"
    AVERAGE = "medelvärde"


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure as it stands in a report; no value is one that is blank or told in words.

    `subject` is a path, of which a part stands below its whole: `assets/fixed/technical`.
    """

    place: str
    label: str
    subject: str
    measure: str
    period: str
    text: str
    value: Decimal | None
    unit: str
    remark: str = ""

    @property
    def key(self) -> Key:
        """What it tells of, wherever it is printed."""
        return self.subject, self.measure, self.period

    @property
    def year(self) -> int:
        """The year its period begins in."""
        return int(self.period[:4])

    @property
    def is_known(self) -> bool:
        """Whether it is a number, and not blank or told in words."""
        return self.value is not None

    @property
    def is_in_text(self) -> bool:
        """Whether it stands in prose."""
        return self.place.startswith(TEXT)

    @property
    def amount(self) -> Decimal:
        """The value in single units: kronor where it is money. Nil where there is none."""
        return (self.value or Decimal(0)) * SCALES.get(self.unit, 1)

    @property
    def step(self) -> Decimal:
        """The least difference that its print can show."""
        exponent = self.value.as_tuple().exponent if self.value is not None else 0
        decimals = -exponent if isinstance(exponent, int) else 0
        return Decimal(1).scaleb(-decimals) * SCALES.get(self.unit, 1)

    @property
    def is_money(self) -> bool:
        """Whether it is printed in kronor, thousands or millions of them."""
        return self.unit in SCALES


type Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """That a printed figure disagrees: of what kind, where it stands, and why it cannot be.

    `beside` holds the figures that it was held against, with the sign that each counts by.
    """

    kind: Kind
    printed: Printed
    should_be: str
    because: str
    beside: tuple[tuple[int, Printed], ...] = ()


class Report:
    """A printed report, in the order it is printed, and found by what its figures tell of.

    Of what is printed twice a table comes before prose: text is held against tables.
    """

    def __init__(self, printed: Iterable[Printed]) -> None:
        self.printed = tuple(printed)
        self.by_key: dict[Key, list[Printed]] = defaultdict(list)
        self.by_table: dict[tuple[str, str, str], list[Printed]] = defaultdict(list)
        for each in self.printed:
            self.by_key[each.key].append(each)
            self.by_table[each.place, each.measure, each.period].append(each)
        for prints in self.by_key.values():
            prints.sort(key=lambda each: each.is_in_text)

    def first(self, subject: str, measure: str, period: str, place: str = "") -> Printed | None:
        """Return a known print of a figure: of a place, else of a table, else of prose."""
        prints = self.by_key.get((subject, measure, period), ())
        found = [each for each in prints if each.is_known]
        return next((each for each in found if each.place == place), found[0] if found else None)

    def last_year(self, printed: Printed) -> Printed | None:
        """Return the same figure a year before, None where it is not printed."""
        before = f"{printed.year - 1}{printed.period[4:]}"
        return self.first(printed.subject, printed.measure, before)
