"""What other apps offer so that what they have can be charged for, and what billing is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from samdrift.kernel.money import Money
from samdrift.kernel.spans import Month, Span

FIXED = "billing.fixed"
"""What the charges of fixed amounts are said to be of."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in its own house an organisation has something: which unit, on which cost centre."""

    unit: str = ""
    cost_centre: str = ""

    def filled(self, other: Place) -> Place:
        """Return the same place, with what it does not tell as another tells it."""
        return Place(self.unit or other.unit, self.cost_centre or other.cost_centre)


NOWHERE = Place()
"""Where what does not say it is."""


@dataclass(frozen=True, slots=True)
class Had:
    """A thing that an organisation had, of which kind, from when to when.

    `place` is where it was last in the span that was asked about, as far as that is known; `count`
    how many of one it is.
    """

    kind: str
    identifier: str
    span: Span
    place: Place = NOWHERE
    count: int = 1


@dataclass(frozen=True, slots=True)
class ChargeSource:
    """What an app has that can be charged for by the day.

    `had` is asked of an organisation's code and a span, and tells each thing that it had on some
    day of it; the days may begin before and end after. `kinds` tells the words of each kind; a kind
    lies below another where its key goes on with a dot. `options` tells the kinds that are an
    option by themselves, charged as it unless they are metered otherwise.
    """

    key: str
    label: str
    kinds: Callable[[], Mapping[str, str]]
    had: Callable[[str, Span], Iterator[Had]]
    options: Callable[[], Mapping[str, int]] = dict


@dataclass(frozen=True, slots=True)
class AskDoor:
    """Where somebody asks about what they pay: the address of words that they begin with."""

    key: str
    address: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class MemberDoor:
    """Where else a member goes from what it pays: in words, and by its code."""

    key: str
    words: str | Promise
    address: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some days of a month of one thing, at one price."""

    source: str
    identifier: str
    option_id: int
    price: Money


@dataclass(frozen=True, slots=True)
class LineKey:
    """What pieces have in common on a line: whose days, of what, at what price, more or less."""

    of_month: date
    option_id: int
    price: Money
    is_less: bool


@dataclass(frozen=True, slots=True)
class PayerDetails:
    """Who an organisation is where it is invoiced."""

    org_number: str
    street: str
    postcode: str
    town: str
    reference: str
    gln: str = ""
    counterpart: str = ""


@dataclass(frozen=True, slots=True)
class PayeeDetails:
    """Where those who are invoiced pay."""

    bankgiro: str
    street: str
    postcode: str
    town: str


@dataclass(frozen=True, slots=True)
class AccountDetails:
    """On which accounts, and in which series, invoices are booked."""

    receivable: str
    vat: str
    series: str
    rounding: str = ""


@dataclass(frozen=True, slots=True)
class CodingDetails:
    """How the income of a service is booked."""

    account: str
    cost_centre: str = ""
    activity: str = ""
    project: str = ""


@dataclass(frozen=True, slots=True)
class Paid:
    """Money that came in, or went back, as the bank told of it."""

    reference: str
    paid_on: date
    ocr: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Effect:
    """What a conversion is for an organisation in a year."""

    organisation: str
    grant: Money
    lowered: Money
    service: Money

    @property
    def change(self) -> Money:
        """What it pays more, or less below zero."""
        return self.service - self.lowered


@dataclass(frozen=True, slots=True)
class WantedFixed:
    """An amount over some months, for one organisation or several."""

    option_id: int
    amounts: Mapping[str, Money]
    first: Month
    months: int
    decision: str


@dataclass(frozen=True, slots=True)
class WantedInterest:
    """On which invoices interest is charged, as which option, by which decision."""

    numbers: tuple[int, ...]
    option_id: int
    decision: str


@dataclass(frozen=True, slots=True)
class WantedConversion:
    """From which grant to which service, from which month, by which decision."""

    grant_id: int
    service_id: int
    since: Month
    decision: str = ""
