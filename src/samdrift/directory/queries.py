"""Who works where, and how they are reached."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Lower

from samdrift.directory.choices import Language, PersonKind
from samdrift.directory.models import Person, Unit
from samdrift.directory.ports import LeaverSource
from samdrift.plumbing import contributions


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody who has left: whose they were, since when gone, and whether they are needed yet."""

    id: int
    name: str
    organisation_code: str
    left_on: date
    is_needed: bool


@dataclass(frozen=True, slots=True)
class PersonCard:
    """Somebody who may need help, as the desk sees them beside a ticket."""

    id: int
    name: str
    kind: str
    title: str
    email: str
    phone: str
    mobile: str
    unit_id: int | None
    unit_name: str
    organisation_code: str
    organisation_name: str
    user_id: int | None
    language: str = Language.SWEDISH

    @property
    def phones(self) -> tuple[tuple[str, str], ...]:
        """Return their numbers, the mobile first: as they are called, and as they are read."""
        numbers = (number for number in (self.mobile, self.phone) if number)
        return tuple((f"+{number}", phone_words(number)) for number in numbers)


MOST_FOUND = 20
_FIELDS = tuple(field.name for field in fields(PersonCard))
_COLUMNS = {
    "unit_name": "unit__name",
    "organisation_code": "organisation_id",
    "organisation_name": "organisation__name",
}
_CARD = tuple(_COLUMNS.get(name, name) for name in _FIELDS)
_SHORT_AREAS = re.compile(r"01[013689]|02[0136]|03[1356]|04[0246]|054|06[03]|07[02369]|090")
"""Area codes of three digits; 08 has two and every other four."""


def person(person_id: int) -> PersonCard | None:
    """Return somebody by their id, None where there is no such person."""
    row = _people().filter(pk=person_id).first()
    return _card(row) if row else None


def people(ids: Collection[int]) -> tuple[PersonCard, ...]:
    """Return those of some ids who are there, by name."""
    return tuple(_card(row) for row in _people().filter(pk__in=ids)) if ids else ()


def heads() -> dict[str, int]:
    """Return how many people each organisation has today, by its code."""
    rows = Person.objects.filter(is_active=True, kind=PersonKind.EMPLOYEE).order_by()
    counted = rows.values_list("organisation_id").annotate(count=Count("id"))
    return {str(code): count for code, count in counted}


def user_ids(person_ids: Collection[int]) -> tuple[int, ...]:
    """Return the users by which some people sign in, those who do."""
    rows = Person.objects.filter(pk__in=person_ids).exclude(user=None)
    return tuple(rows.values_list("user", flat=True))


def person_of_user(user_id: int) -> PersonCard | None:
    """Return who a signed-in user is among those who may need help; None where they are not."""
    row = _people().filter(user=user_id).first()
    return _card(row) if row else None


def person_by_email(address: str) -> PersonCard | None:
    """Return who has a mail address; None where nobody or more than one has it."""
    if not address:
        return None
    found = _people().alias(address=Lower("email")).filter(address=address.casefold())
    rows = list(found.filter(is_active=True)[:2])
    return _card(rows[0]) if len(rows) == 1 else None


def ids_by_email(addresses: Collection[str]) -> dict[str, int]:
    """Return who has each of some mail addresses, in small letters; not those that two have."""
    wanted = {address.casefold() for address in addresses}
    rows = Person.objects.annotate(address=Lower("email")).filter(
        address__in=wanted, is_active=True
    )
    found: dict[str, int] = {}
    shared: set[str] = set()
    for address, pk in rows.values_list("address", "pk"):
        if found.setdefault(address, pk) != pk:
            shared.add(address)
    return {address: pk for address, pk in found.items() if address not in shared}


@dataclass(frozen=True, slots=True)
class Vouched:
    """Somebody whom their organisation may vouch for, and who they sign in as, if they do."""

    id: int
    name: str
    user_id: int | None


def to_vouch_for(*, organisation: str, email: str = "", key: str = "") -> Vouched | None:
    """Return who in an organisation has a mail address or a key.

    None where nobody has, or more than one.
    """
    assert email or key, "who nobody asks for is nobody"
    found = Person.objects.filter(organisation__code=organisation, is_active=True)
    if key:
        found = found.filter(key=key)
    if email:
        found = found.alias(address=Lower("email")).filter(address=email.casefold())
    rows = list(found.order_by("pk").values_list("pk", "name", "user")[:2])
    return Vouched(*rows[0]) if len(rows) == 1 else None


def has_left(user_id: int) -> bool:
    """Whether whoever signs in as a user is not there any more."""
    return Person.objects.filter(user=user_id, is_active=False).exists()


def manager_of(unit_id: int) -> PersonCard | None:
    """Return who answers for a unit; None where nobody is said to."""
    row = _people().filter(pk__in=Unit.objects.filter(pk=unit_id).values("manager")).first()
    return _card(row) if row else None


def people_found(words: str, *, limit: int = MOST_FOUND) -> tuple[PersonCard, ...]:
    """Return those whom words point out: by parts of the name, by mail, or by phone number.

    A number may be written in any way: `070-174 06 35` and `+46701740635` are the same.
    """
    typed = words.strip()
    if len(typed) < 2:
        return ()
    number = phone_digits(typed)
    if number and re.fullmatch(r"[\d\s+()/-]+", typed):
        wanted = Q(phone__startswith=number) | Q(mobile__startswith=number)
        wanted |= Q(phone__endswith=number) | Q(mobile__endswith=number)
    elif "@" in typed:
        wanted = Q(email__istartswith=typed)
    else:
        wanted = Q()
        for part in typed.casefold().split():
            wanted &= Q(words__startswith=part) | Q(words__contains=f" {part}")
    rows = _people().filter(wanted, is_active=True).order_by("name", "pk")
    return tuple(_card(row) for row in rows[:limit])


def ids_with_name(word: str) -> tuple[int, ...]:
    """Return everybody in whose name a word stands."""
    rows = Person.objects.filter(words__contains=word.casefold()).order_by()
    return tuple(rows.values_list("pk", flat=True))


def people_by_id(ids: Collection[int]) -> tuple[PersonCard, ...]:
    """Return people by their ids, those who are still there."""
    return tuple(_card(row) for row in _people().filter(pk__in=ids, is_active=True))


def who_left_before(day: date) -> tuple[int, ...]:
    """Return who left before a day, still has a name, and is not needed by anything any more."""
    return tuple(each.id for each in leavers_before(day) if not each.is_needed)


def leavers_before(day: date) -> tuple[Leaver, ...]:
    """Return who left before a day and still has a name, and whether anything needs it yet."""
    rows = Person.objects.filter(is_active=False, left_on__lt=day, forgotten_at=None)
    found = list(rows.order_by("pk"))
    ids = tuple(row.pk for row in found)
    needed: set[int] = set()
    for source in contributions.offered(LeaverSource):
        needed |= source.needs(ids)
    return tuple(
        Leaver(row.pk, row.name, str(row.organisation_id), row.left_on, row.pk in needed)
        for row in found
        if row.left_on is not None
    )


def units_by_id(ids: Collection[int]) -> dict[int, str]:
    """Return where units are and whose, by their ids."""
    rows = Unit.objects.filter(pk__in=ids).values_list("pk", "place", "organisation__name")
    return {pk: ", ".join(filter(None, about)) for pk, *about in rows}


def units_named(name: str, *, organisation_code: str) -> tuple[int, ...]:
    """Return the units of an organisation that are called something, whatever the letters' case."""
    rows = Unit.objects.filter(organisation_id=organisation_code, name__iexact=name.strip())
    return tuple(rows.values_list("pk", flat=True))


def cost_centres(organisation_code: str) -> tuple[tuple[int, str, str], ...]:
    """Return the id, name and cost centre of an organisation's units, by name."""
    rows = Unit.objects.filter(organisation_id=organisation_code).order_by("name", "pk")
    return tuple(rows.values_list("pk", "name", "cost_centre"))


def unit_places() -> frozenset[str]:
    """Return where units are, as it is written."""
    rows = Unit.objects.exclude(place="").order_by().values_list("place", flat=True)
    return frozenset(rows.distinct())


def units_managed_by(person_id: int) -> tuple[int, ...]:
    """Return the units that somebody is the manager of, and those below them."""
    return units_below(set(Unit.objects.filter(manager=person_id).values_list("pk", flat=True)))


def units_below(ids: Collection[int]) -> tuple[int, ...]:
    """Return some units and all below them."""
    found = level = set(ids)
    while level:
        level = set(Unit.objects.filter(parent__in=level).values_list("pk", flat=True)) - found
        found = found | level
    return tuple(sorted(found))


def units_above(unit_id: int) -> tuple[int, ...]:
    """Return a unit and all that it is a part of, the nearest first."""
    found: list[int] = []
    at: int | None = unit_id
    while at is not None and at not in found:
        found.append(at)
        at = Unit.objects.filter(pk=at).values_list("parent", flat=True).first()
    return tuple(found)


def managers_of(unit_ids: Collection[int]) -> tuple[int, ...]:
    """Return the ids by which the managers of some units sign in, those who do."""
    rows = Person.objects.filter(pk__in=Unit.objects.filter(pk__in=unit_ids).values("manager"))
    return tuple(rows.filter(user__isnull=False).order_by("pk").values_list("user", flat=True))


def phone_digits(written: str) -> str:
    """Return a phone number as digits with the country's: `070-174 06 35` is `46701740635`.

    A short number, of the exchange itself, stays as it is.
    """
    digits = re.sub(r"\D", "", written.replace("(0)", ""))
    if written.strip().startswith("+"):
        return digits
    if digits.startswith("00"):
        return digits[2:]
    return f"46{digits[1:]}" if digits.startswith("0") else digits


def phone_words(digits: str) -> str:
    """Return a phone number as it is written in Sweden: `070-174 06 35`; any other as it is."""
    if not digits.startswith("46") or len(digits) < 9:
        return f"+{digits}" if len(digits) > 9 else digits
    local = f"0{digits[2:]}"
    size = 2 if local.startswith("08") else 3 if _SHORT_AREAS.match(local) else 4
    return f"{local[:size]}-{_in_groups(local[size:])}"


def _in_groups(number: str) -> str:
    """Return the digits after an area code in twos, or in threes first where they are odd."""
    sizes = {5: (3, 2), 6: (2, 2, 2), 7: (3, 2, 2), 8: (3, 3, 2)}.get(len(number), (len(number),))
    parts, start = [], 0
    for size in sizes:
        parts.append(number[start : start + size])
        start += size
    return " ".join(parts)


def _people() -> QuerySet[Person, Any]:
    return Person.objects.values_list(*_CARD)


def _card(row: tuple[Any, ...]) -> PersonCard:
    told = dict(zip(_FIELDS, row, strict=True))
    return PersonCard(**told | {"unit_name": told["unit_name"] or ""})
