"""What an electronic invoice tells; a credit note's amounts are below zero."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from samdrift.kernel.money import ZERO, Money, total
from samdrift.kernel.rounding import divide_half_away

VAT_RATES = (25, 12, 6, 0)
"""The rates there are in Sweden, in percent."""


@dataclass(frozen=True, slots=True)
class Party:
    """Who sells or buys. `gln` is where it takes its electronic invoices, if not by its number."""

    name: str
    org_number: str
    street: str
    postcode: str
    town: str
    gln: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """Days of something, at a price for as many days as the month has."""

    text: str
    note: str
    first: date
    last: date
    days: int
    month_days: int
    price: Money
    vat_percent: int
    amount: Money
    """Days times price, less what is allowed."""
    allowance: Money = ZERO
    allowed_for: str = ""
    """Why less is asked for than days times price."""


@dataclass(frozen=True, slots=True)
class Subtotal:
    """What is taxed at a rate, and the tax on it, rounded once."""

    vat_percent: int
    net: Money
    vat: Money


@dataclass(frozen=True, slots=True)
class EInvoice:
    """An invoice, or a credit note, which may point to the invoice that it credits."""

    number: str
    is_credit: bool
    issued_on: date
    due_on: date
    seller: Party
    buyer: Party
    buyer_reference: str
    bankgiro: str
    ocr: str
    lines: tuple[Line, ...]
    net: Money
    vat: Money
    amount: Money
    credited: str = ""
    """The number of the invoice that is credited."""
    note: str = ""
    rounding: Money = ZERO
    """What is added, or taken off, so that the amount to pay is in whole kronor."""

    @property
    def payable(self) -> Money:
        """What is to be paid."""
        return self.amount + self.rounding

    def subtotals(self) -> tuple[Subtotal, ...]:
        """Return what is taxed at each rate, the highest first."""
        by_rate: dict[int, list[Money]] = defaultdict(list)
        for line in self.lines:
            by_rate[line.vat_percent].append(line.amount)
        sums = ((rate, total(by_rate[rate])) for rate in sorted(by_rate, reverse=True))
        return tuple(
            Subtotal(rate, net, Money(divide_half_away(net.ore * rate, 100))) for rate, net in sums
        )
