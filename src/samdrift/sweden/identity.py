"""Numbers that identify people and legal persons in Sweden.

A personal identity number is laid down in the population registration act (1991:481) 18 §, a
coordination number in the act 2022:1697, an organisation number in the act 1974:174. A refusal does
not repeat the digits, nor does the text of a value that belongs to a person: both end up in logs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final, Self, override

from samdrift.kernel.refusals import Refusal

_PERSON: Final = re.compile(r"(\d{2})?(\d{2})(\d{2})(\d{2})([-+]?)(\d{4})", re.ASCII)
_ORGANISATION: Final = re.compile(r"(?:16|SE)?(\d{6})-?(\d{4})(01)?", re.ASCII)
_DASHES: Final = str.maketrans({"‐": "-", "‑": "-", "–": "-", "−": "-", "\u00a0": None, " ": None})
_COORDINATION_DAYS: Final = 60


class InvalidIdentityNumber(Refusal):
    """What was written is no such number; the text says why, without the digits."""


class LegalSex(StrEnum):
    """The legal sex, as the ninth of ten digits tells it: even for women, odd for men."""

    WOMAN = "K"
    MAN = "M"


def luhn_digit(digits: str) -> int:
    """Return the check digit that makes the digits and itself add up by modulus 10 (Luhn)."""
    doubled = (int(digit) * (2 - index % 2) for index, digit in enumerate(reversed(digits)))
    return -sum(product // 10 + product % 10 for product in doubled) % 10


@dataclass(frozen=True, slots=True, order=True)
class _PersonNumber:
    """Twelve digits: birth year, month and day, three of birth number, and a check digit."""

    digits: str = field(repr=False)

    @property
    def birth_date(self) -> date:
        """The day of birth."""
        return date(int(self.digits[:4]), int(self.digits[4:6]), int(self.digits[6:8]))

    @property
    def legal_sex(self) -> LegalSex:
        """The legal sex the number tells."""
        return LegalSex.MAN if int(self.digits[10]) % 2 else LegalSex.WOMAN

    @property
    def long(self) -> str:
        """Twelve digits with a hyphen: `YYYYMMDD-NNNN`."""
        return f"{self.digits[:8]}-{self.digits[8:]}"

    def short(self, *, on: date) -> str:
        """Return ten digits as the law writes them on a day.

        The hyphen becomes a plus from the year in which the person turns a hundred.
        """
        sign = "+" if on.year - int(self.digits[:4]) >= 100 else "-"
        return f"{self.digits[2:8]}{sign}{self.digits[8:]}"


@dataclass(frozen=True, slots=True, order=True)
class PersonalIdentityNumber(_PersonNumber):
    """A personnummer: whoever is in the population register has one."""

    @classmethod
    def parse(cls, text: str, *, on: date) -> Self:
        """Read ten or twelve digits with a hyphen, a plus, a blank or nothing between.

        The century of ten digits is the last in which the person can have been born by the day;
        with a plus, the last that makes them a hundred that year. Raises InvalidIdentityNumber.
        """
        return cls(_person_digits(text, on=on, name="Personnumret", days_added=0))


@dataclass(frozen=True, slots=True, order=True)
class CoordinationNumber(_PersonNumber):
    """A samordningsnummer: for whoever is not registered; sixty is added to the day of birth."""

    @property
    @override
    def birth_date(self) -> date:
        """The day of birth, without the sixty."""
        day = int(self.digits[6:8]) - _COORDINATION_DAYS
        return date(int(self.digits[:4]), int(self.digits[4:6]), day)

    @classmethod
    def parse(cls, text: str, *, on: date) -> Self:
        """Read it as a personal identity number is read. Raises InvalidIdentityNumber."""
        added = _COORDINATION_DAYS
        return cls(_person_digits(text, on=on, name="Samordningsnumret", days_added=added))


def parse_person(text: str, *, on: date) -> PersonalIdentityNumber | CoordinationNumber:
    """Read a personal identity number, or a coordination number where the day says it is one.

    Raises InvalidIdentityNumber.
    """
    match = _PERSON.fullmatch(text.translate(_DASHES))
    if match is not None and int(match[4]) > _COORDINATION_DAYS:
        return CoordinationNumber.parse(text, on=on)
    return PersonalIdentityNumber.parse(text, on=on)


@dataclass(frozen=True, slots=True, order=True)
class OrganisationNumber:
    """An organisationsnummer: ten digits, of which the third is at least two."""

    digits: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `NNNNNN-NNNN`, with or without hyphen, with the prefix 16, or as a VAT number.

        Raises InvalidIdentityNumber, also for the personal number of a sole trader.
        """
        match = _ORGANISATION.fullmatch(text.translate(_DASHES).upper())
        is_vat_number = text.lstrip()[:2].upper() == "SE"
        if match is None or bool(match[3]) is not is_vat_number:
            raise InvalidIdentityNumber("Organisationsnumret ska ha tio siffror: NNNNNN-NNNN.")
        digits = match[1] + match[2]
        if digits[2] < "2" or digits[0] == "0":
            raise InvalidIdentityNumber(
                "Organisationsnumret tillhör ingen juridisk person. "
                "En enskild firma har innehavarens personnummer."
            )
        _check_luhn(digits, name="Organisationsnumret")
        return cls(digits)

    @override
    def __str__(self) -> str:
        """Return it as it is written: `NNNNNN-NNNN`."""
        return f"{self.digits[:6]}-{self.digits[6:]}"

    @property
    def vat_number(self) -> str:
        """The VAT registration number: SE, the ten digits and 01."""
        return f"SE{self.digits}01"

    @property
    def is_public_body(self) -> bool:
        """Whether it is of the state, a region, a municipality, a federation or a parish."""
        return self.digits[0] == "2"


def _person_digits(text: str, *, on: date, name: str, days_added: int) -> str:
    """Return twelve digits that are checked. Raises InvalidIdentityNumber."""
    match = _PERSON.fullmatch(text.translate(_DASHES))
    if match is None:
        raise InvalidIdentityNumber(f"{name} ska ha tio eller tolv siffror: ÅÅMMDD-NNNN.")
    century, year, month, day, sign, last = match.groups()
    if century and sign == "+" and on.year - int(century + year) < 100:
        raise InvalidIdentityNumber(f"{name} har plustecken men födelseåret är för sent för det.")

    newest = int(century + year) if century else _newest_year(int(year), sign=sign, on=on)
    oldest = newest if century else newest - 100
    for birth_year in (newest, oldest):
        born = _day(birth_year, int(month), int(day) - days_added)
        if born is not None and born <= on:
            _check_luhn(year + month + day + last, name=name)
            return f"{birth_year:04d}{month}{day}{last}"
    raise InvalidIdentityNumber(f"{name} har ett födelsedatum som inte finns eller inte har varit.")


def _newest_year(year: int, *, sign: str, on: date) -> int:
    """Return the last year with these two digits, a hundred years back where there is a plus."""
    last = on.year - (100 if sign == "+" else 0)
    return last - (last - year) % 100


def _day(year: int, month: int, day: int) -> date | None:
    """Return the day, where there is one."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _check_luhn(digits: str, *, name: str) -> None:
    """Raise InvalidIdentityNumber where the check digit is another."""
    if luhn_digit(digits[:-1]) != int(digits[-1]):
        raise InvalidIdentityNumber(f"{name} har fel kontrollsiffra. Kontrollera siffrorna.")
