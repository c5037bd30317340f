"""Kommun-Bas: what an account is, told from its leading digits.

Kommun-Bas is published by the Swedish Association of Local Authorities and Regions. It is a norm,
not a law: local accounts hang below its three digits, so an account of any length is known by them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_NUMBER: Final = re.compile(r"[1-9]\d{2,9}", re.ASCII)


class AccountKind(StrEnum):
    """What an account is in SIE 4 (`#KTYP`)."""

    ASSET = "T"
    DEBT = "S"
    COST = "K"
    INCOME = "I"


@dataclass(frozen=True, slots=True)
class AccountClass:
    """The first digit of an account, with its Swedish meaning."""

    digit: int
    name: str


@dataclass(frozen=True, slots=True)
class Chart:
    """One version of Kommun-Bas: its name, its first fiscal year, its classes and its groups."""

    version: str
    first_year: int
    classes: tuple[AccountClass, ...]
    groups: tuple[tuple[str, str], ...]

    def account_class(self, number: str | int) -> AccountClass:
        """Return the class of an account. Raises ValueError where it is no account."""
        digit = int(_checked(number)[0])
        return self.classes[digit - 1]

    def group_name(self, number: str | int) -> str:
        """Return the meaning of the longest group that leads the account, or else of its class."""
        text = _checked(number)
        known = [(prefix, name) for prefix, name in self.groups if text.startswith(prefix)]
        return max(known)[1] if known else self.account_class(text).name


_CLASSES: Final = (
    AccountClass(1, "Tillgångar"),
    AccountClass(2, "Eget kapital, avsättningar och skulder"),
    AccountClass(3, "Intäkter/inkomster"),
    AccountClass(4, "Kostnader/utgifter"),
    AccountClass(5, "Kostnader för arbetskraft"),
    AccountClass(6, "Övriga verksamhetskostnader"),
    AccountClass(7, "Övriga verksamhetskostnader"),
    AccountClass(8, "Övriga intäkter och kostnader"),
    AccountClass(9, "Intern redovisning"),
)
_GROUPS: Final = (
    ("10", "Immateriella anläggningstillgångar"),
    ("11", "Mark, byggnader och tekniska anläggningar"),
    ("12", "Maskiner och inventarier"),
    ("13", "Finansiella anläggningstillgångar"),
    ("14", "Förråd m.m."),
    ("15", "Kundfordringar"),
    ("16", "Diverse kortfristiga fordringar"),
    ("17", "Förutbetalda kostnader och upplupna intäkter"),
    ("18", "Kortfristiga placeringar"),
    ("19", "Kassa och bank"),
    ("20", "Eget kapital"),
    ("22", "Avsättningar"),
    ("23", "Långfristiga skulder"),
    ("24", "Kortfristiga låneskulder"),
    ("25", "Leverantörsskulder"),
    ("26", "Moms och särskilda punktskatter"),
    ("27", "Personalens skatter, avgifter och löneavdrag"),
    ("28", "Övriga kortfristiga skulder"),
    ("29", "Upplupna kostnader och förutbetalda intäkter"),
    ("30", "Försäljningsintäkter"),
    ("31", "Taxor och avgifter"),
    ("34", "Hyror och arrenden"),
    ("35", "Bidrag"),
    ("36", "Försäljning av verksamhet och konsulttjänster"),
    ("38", "Försäljning av anläggningstillgångar"),
    ("45", "Lämnade bidrag"),
    ("46", "Köp av huvudverksamhet"),
    ("57", "Pensionskostnader"),
    ("79", "Avskrivningar"),
    ("80", "Skatteintäkter"),
    ("82", "Generella statsbidrag och utjämning"),
    ("83", "Utjämningsavgifter"),
    ("84", "Finansiella intäkter"),
    ("85", "Finansiella kostnader"),
    ("87", "Extraordinära poster"),
    ("89", "Årets resultat"),
)
_GROUPS_19: Final = (*_GROUPS, ("59", "Aktivering av eget arbete"))
_GROUPS_20R: Final = (
    *_GROUPS_19,
    ("352", "Bidrag och gåvor från privata aktörer"),
    ("2388", "Förutbetalda offentliga investeringsbidrag"),
    ("2389", "Intäktsförda offentliga investeringsbidrag"),
    ("357", "Offentliga bidrag till investeringar"),
)

CHARTS: Final = (
    Chart("Kommun-Bas 95", 1995, _CLASSES, _GROUPS),
    Chart("Kommun-Bas 98", 1998, _CLASSES, _GROUPS),
    Chart("Kommun-Bas 02", 2002, _CLASSES, _GROUPS),
    Chart("Kommun-Bas 05", 2005, _CLASSES, _GROUPS),
    Chart("Kommun-Bas 13", 2013, _CLASSES, _GROUPS),
    Chart("Kommun-Bas 19", 2019, _CLASSES, _GROUPS_19),
    Chart("Kommun-Bas 20r", 2020, _CLASSES, _GROUPS_20R),
)
"""The versions whose differences are known; a later one has the classes and groups of the last."""

_KINDS: Final = (
    ("1", AccountKind.ASSET),
    ("2", AccountKind.DEBT),
    ("3", AccountKind.INCOME),
    ("4", AccountKind.COST),
    ("5", AccountKind.COST),
    ("6", AccountKind.COST),
    ("7", AccountKind.COST),
    ("80", AccountKind.INCOME),
    ("81", AccountKind.INCOME),
    ("82", AccountKind.INCOME),
    ("83", AccountKind.COST),
    ("84", AccountKind.INCOME),
    ("85", AccountKind.COST),
    ("86", AccountKind.COST),
    ("870", AccountKind.INCOME),
    ("871", AccountKind.INCOME),
    ("872", AccountKind.INCOME),
    ("873", AccountKind.INCOME),
    ("874", AccountKind.INCOME),
    ("87", AccountKind.COST),
    ("88", AccountKind.COST),
    ("89", AccountKind.COST),
    ("9", AccountKind.COST),
)


def chart_of(fiscal_year: int) -> Chart:
    """Return the version in force in a fiscal year. Raises ValueError before the first of 1995."""
    in_force = [chart for chart in CHARTS if chart.first_year <= fiscal_year]
    if not in_force:
        raise ValueError(f"Kommun-Bas finns från räkenskapsåret {CHARTS[0].first_year}.")
    return in_force[-1]


def account_class(number: str | int) -> AccountClass:
    """Return the class of an account; the classes are the same in every version."""
    return CHARTS[-1].account_class(number)


def account_kind(number: str | int) -> AccountKind:
    """Return whether an account is an asset, a debt, a cost or an income.

    The chart says it where a ledger file does not (`#KTYP` is optional in SIE 4).
    """
    text = _checked(number)
    known = [(prefix, kind) for prefix, kind in _KINDS if text.startswith(prefix)]
    return max(known)[1]


def _checked(number: str | int) -> str:
    """Return the account as digits. Raises ValueError where it has less than three digits."""
    text = str(number).strip()
    if _NUMBER.fullmatch(text) is None:
        raise ValueError("Ett konto har minst tre siffror och börjar inte med noll.")
    return text
