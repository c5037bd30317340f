"""Which of the five types a SIE file is, told by what it holds."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from samdrift.sweden.sie.records import (
    ClosingBalance,
    OpeningBalance,
    PeriodBalance,
    PeriodBudget,
    Record,
    Result,
    SieType,
)


class SieKind(StrEnum):
    """The types of SIE 4."""

    YEAR_BALANCES = "1"
    PERIOD_BALANCES = "2"
    OBJECT_BALANCES = "3"
    EXPORT = "4E"
    IMPORT = "4I"


_BALANCES = (OpeningBalance, ClosingBalance, Result, PeriodBalance, PeriodBudget)
_DECLARED = {
    1: SieKind.YEAR_BALANCES,
    2: SieKind.PERIOD_BALANCES,
    3: SieKind.OBJECT_BALANCES,
}


class KindDetector:
    """Looks at records as they pass by."""

    def __init__(self) -> None:
        self._declared = 1
        self._has_balances = False

    def add(self, record: Record) -> None:
        """Look at a record."""
        if isinstance(record, SieType):
            self._declared = record.number
        elif isinstance(record, _BALANCES):
            self._has_balances = True

    @property
    def kind(self) -> SieKind:
        """The type so far: 1 where nothing was said, and 4 is for export when it holds balances."""
        exported = SieKind.EXPORT if self._has_balances else SieKind.IMPORT
        return _DECLARED.get(self._declared, exported)


def detect_type(records: Iterable[Record]) -> SieKind:
    """Return the type of a file by its records."""
    detector = KindDetector()
    for record in records:
        detector.add(record)
    return detector.kind
