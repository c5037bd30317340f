"""What a field of a thing says: read as it is written, kept as JSON, and shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from samdrift.assets.choices import FieldSort
from samdrift.assets.kinds.queries import Field
from samdrift.assets.models import Device
from samdrift.directory import queries as directory
from samdrift.directory.models import Person
from samdrift.kernel.money import Money
from samdrift.parties import queries as parties

LONGEST = 500
LARGEST = 10**15
_YES = frozenset(("ja", "j", "yes", "y", "1", "x", "true", "sant"))
_NO = frozenset(("nej", "n", "no", "0", "false", "falskt"))


class BadValue(Exception):
    """What is written cannot be what a field holds; the text says what may be written."""


@dataclass(frozen=True, slots=True)
class Known:
    """Whom and what fields may point at, looked up before many are read."""

    people: Callable[[str], int | None]
    organisations: Mapping[str, str]
    """The code of every organisation, by its code and by its name in small letters."""
    devices: Callable[[str], bool]


def known() -> Known:
    """Return who and what there is, each asked for as it is met."""
    return Known(_person, organisations(), lambda tag: Device.objects.filter(tag=tag).exists())


def organisations() -> dict[str, str]:
    """Return the code of every organisation, by its code and its name in small letters."""
    every = parties.names_by_code()
    return {code.casefold(): code for code in every} | {
        name.casefold(): code for code, name in every.items()
    }


def _person(written: str) -> int | None:
    found = directory.people_found(written, limit=2)
    exact = [
        each
        for each in found
        if written.casefold() in (each.email.casefold(), each.name.casefold())
    ]
    one = exact if len(exact) == 1 else found
    return one[0].id if len(one) == 1 else None


def read(field: Field, written: str, known: Known) -> object:
    """Return what is written as it is kept, None where nothing is. Raises BadValue."""
    told = written.strip()
    if not told:
        if field.is_required:
            raise BadValue("måste fyllas i.")
        return None
    if len(told) > LONGEST:
        raise BadValue(f"är längre än {LONGEST} tecken.")
    return _READ[FieldSort(field.sort)](field, told, known)


def _text(_field: Field, told: str, _known: Known) -> object:
    return told


def _number(_field: Field, told: str, _known: Known) -> object:
    digits = told.replace("\u00a0", "").replace(" ", "").replace("−", "-")
    if not digits.removeprefix("-").isdecimal() or not digits.isascii() or len(digits) > 15:
        raise BadValue("ska vara ett heltal.")
    return int(digits)


def _money(_field: Field, told: str, _known: Known) -> object:
    digits = told.casefold().removesuffix("kr").replace("\u00a0", "").replace(" ", "")
    try:
        amount = Money.parse(digits.replace("−", "-"))
    except ValueError as error:
        raise BadValue("ska vara ett belopp i kronor, som 1 234,50.") from error
    if abs(amount.ore) > LARGEST:
        raise BadValue("är för stort.")
    return amount.ore


def _date(_field: Field, told: str, _known: Known) -> object:
    try:
        return date.fromisoformat(told[:10] if told.endswith("00:00:00") else told).isoformat()
    except ValueError as error:
        raise BadValue("ska vara ett datum, som 2026-03-31.") from error


def _choice(field: Field, told: str, _known: Known) -> object:
    by_word = {choice.casefold(): choice for choice in field.choices}
    if told.casefold() not in by_word:
        raise BadValue(f"ska vara något av: {', '.join(field.choices)}.")
    return by_word[told.casefold()]


def _yes_no(_field: Field, told: str, _known: Known) -> object:
    if told.casefold() not in _YES | _NO:
        raise BadValue("ska vara ja eller nej.")
    return told.casefold() in _YES


def _person_id(_field: Field, told: str, known: Known) -> object:
    found = known.people(told)
    if found is None:
        raise BadValue("ska vara en persons e-postadress, eller ett namn som bara en har.")
    return found


def _organisation(_field: Field, told: str, known: Known) -> object:
    found = known.organisations.get(told.casefold())
    if found is None:
        raise BadValue("ska vara en organisations kod eller namn.")
    return found


def _device(_field: Field, told: str, known: Known) -> object:
    if not known.devices(told.upper()):
        raise BadValue("ska vara märkningen på en inventarie i registret.")
    return told.upper()


_READ: dict[FieldSort, Callable[[Field, str, Known], object]] = {
    FieldSort.TEXT: _text,
    FieldSort.NUMBER: _number,
    FieldSort.MONEY: _money,
    FieldSort.DATE: _date,
    FieldSort.CHOICE: _choice,
    FieldSort.YES_NO: _yes_no,
    FieldSort.PERSON: _person_id,
    FieldSort.ORGANISATION: _organisation,
    FieldSort.DEVICE: _device,
}


def shown(field: Field, kept: object, people: Mapping[int, str]) -> str:
    """Return what a field says, as it is written."""
    if kept is None or kept == "":
        return ""
    match field.sort:
        case FieldSort.YES_NO:
            told = "ja" if kept else "nej"
        case FieldSort.MONEY:
            told = Money(int(str(kept))).kronor()
        case FieldSort.PERSON:
            told = people.get(int(str(kept)), "")
        case _:
            told = str(kept)
    return told


def people_in(fields: Sequence[Field], told: Sequence[Mapping[str, Any]]) -> dict[int, str]:
    """Return the names of those whom the fields of some things point at."""
    keys = [field.key for field in fields if field.sort == FieldSort.PERSON]
    ids = {values[key] for values in told for key in keys if isinstance(values.get(key), int)}
    return dict(Person.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}
