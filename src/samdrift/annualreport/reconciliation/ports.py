"""What is told of printed figures held against the records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from samdrift.kernel.figures import Figure
from samdrift.reporting.formats import Scale
from samdrift.reporting.ports import FigureAddress


class Agreement(StrEnum):
    """How a printed figure stands to the records."""

    EQUAL = "equal"
    EXPLAINED = "explained"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A line of a printed report, read and understood; no number is a nil left unprinted."""

    table_id: str
    cost_centre: str
    row_key: str
    column_key: str
    printed: Decimal | None


@dataclass(frozen=True, slots=True)
class Signature:
    """Why a difference is right, or that this was withdrawn; `computed` is what was explained."""

    reason: str
    is_withdrawal: bool
    signed_by: str
    signed_at: datetime
    computed: str


@dataclass(frozen=True, slots=True)
class Reconciled:
    """A printed figure beside what the records give.

    `rounded` is the computed figure as it would have been printed, to just as many decimals; both
    are None where nothing is known. `is_stale` says that the records have moved on since somebody
    signed.
    """

    id: int
    address: FigureAddress
    table_title: str
    row_label: str
    column_label: str
    printed: Decimal | None
    scale: Scale | None
    figure: Figure | None
    rounded: Decimal | None
    agreement: Agreement
    told_by: str
    told_at: datetime
    signatures: tuple[Signature, ...] = ()
    is_stale: bool = False

    @property
    def difference(self) -> Decimal | None:
        """The printed figure less the computed one, in the printed unit."""
        if self.rounded is None:
            return None
        return (self.printed or Decimal(0)) - self.rounded

    @property
    def signed(self) -> Signature | None:
        """The explanation that holds, None where there is none."""
        last = self.signatures[-1] if self.signatures else None
        return None if last is None or last.is_withdrawal else last
