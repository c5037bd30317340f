"""The municipalities of the demo: their units, and those who work and study there."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from random import Random
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from samdrift.assets.life import services as assets
from samdrift.assets.ports import SYSTEM
from samdrift.directory.choices import PersonKind
from samdrift.directory.models import Person, Unit
from samdrift.directory.queries import phone_digits
from samdrift.parties import queries as parties
from samdrift.parties.queries import Party
from samdrift.project.demo_desk import equipment, texts
from samdrift.project.demo_desk.cast import Reporter

MOBILES = tuple(f"070-174 06 {number:02}" for number in range(5, 100))
LANDLINES = tuple(f"08-465 004 {number:02}" for number in range(100))
"""Numbers that nobody has: PTS keeps them for books and films, and demos."""

_KINDS = {"elev": PersonKind.PUPIL, "politik": PersonKind.ELECTED}


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who signs in, where they work, and whether they lead it."""

    username: str
    organisation_code: str
    sort: str
    leads: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    """A unit that is to be, with what kind it is."""

    unit: Unit
    kind: Mapping[str, Any]
    locality: str
    domain: str


@transaction.atomic
def people_the_town(*, rng: Random, known: Sequence[Known]) -> None:
    """Write the units and people of every member; those who sign in are among them."""
    places = [place for member in parties.members() for place in _places(member, rng)]
    Unit.objects.bulk_create(place.unit for place in places)
    people = list(_people(places, rng))
    _let_in(people, known, {place.unit.pk: place for place in places})
    Person.objects.bulk_create(people)
    leaders = {person.unit_id: person for person in people if person.key.endswith("-1")}
    for place in places:
        place.unit.manager = leaders[place.unit.pk]
    Unit.objects.bulk_update((place.unit for place in places), ["manager"])
    sorts = {place.unit.pk: place.kind["sort"] for place in places}
    things = list(equipment.devices(people, sorts, rng))
    assets.register(things, actor=SYSTEM, at=equipment.BEGUN)
    for thing in things[:1]:
        equipment.furnish(thing.told.organisation or "", rng)


def reporters() -> dict[str, tuple[Reporter, ...]]:
    """Return those of the demo who may report, by what is done where they work."""
    found: dict[str, list[Reporter]] = {}
    rows = Person.objects.filter(key__startswith="demo-").select_related("unit").order_by("key")
    computers = equipment.computers()
    for row in rows:
        assert row.unit is not None, "everybody in the demo works somewhere"
        sort = row.unit.key.split("-")[2]
        found.setdefault(sort, []).append(
            Reporter(
                person_id=row.pk,
                name=row.name,
                title=row.title,
                sort=sort,
                unit_id=row.unit.pk,
                unit_name=row.unit.name,
                organisation_code=str(row.organisation_id),
                place=row.unit.place,
                computer=computers.get(row.pk, ""),
            )
        )
    return {sort: tuple(people) for sort, people in found.items()}


def _places(member: Party, rng: Random) -> Iterator[_Place]:
    """Yield the units of a municipality, by the kinds there are."""
    told = texts.words().people
    localities = told["places"].get(member.code, [member.name])
    domain = f"{_ascii(member.name)}.example"
    number = 0
    for kind in told["units"]:
        flowers = rng.sample(told["flowers"], 2)
        houses = rng.sample(told["first_houses"], 2)
        count = len(localities) if kind["each"] == "place" else kind["each"]
        for index in range(count):
            locality = localities[index % len(localities)]
            number += 1
            name = kind["name"].format(
                ort=locality, ort_s=_genitive(locality), flower=flowers[index % 2],
                house=_genitive(houses[index % 2]),
            )  # fmt: skip
            unit = Unit(
                organisation_id=member.code,
                key=f"demo-{member.code.lower()}-{kind['sort']}-{number:02}",
                name=name,
                place=locality,
            )
            yield _Place(unit, kind, locality, domain)


def _people(places: Sequence[_Place], rng: Random) -> Iterator[Person]:
    """Yield those of every unit, who leads it first; mobiles as long as there are numbers."""
    told = texts.words().people
    mobiles, landlines = iter(MOBILES), cycle(LANDLINES)
    taken: set[str] = set()
    for place in places:
        landline = phone_digits(next(landlines))
        for number in range(1, place.kind["people"] + 1):
            name = f"{rng.choice(told['given'])} {rng.choice(told['family'])}"
            is_leader = number == 1
            yield Person(
                key=f"{place.unit.key}-{number}",
                name=name,
                words=name.casefold(),
                kind=PersonKind.EMPLOYEE if is_leader else _kind(place),
                organisation_id=place.unit.organisation_id,
                unit=place.unit,
                title=place.kind["leader"] if is_leader else rng.choice(place.kind["titles"]),
                email=_free_address(name, place.domain, taken),
                phone="" if place.kind["sort"] == "elev" and not is_leader else landline,
                mobile=phone_digits(next(mobiles, "")) if is_leader else "",
            )


def _let_in(people: Sequence[Person], known: Sequence[Known], places: Mapping[int, _Place]) -> None:
    """Let those who sign in be somebody: one who leads a unit of their kind, or works in it."""
    taken: set[str] = set()
    for one in known:
        user = User.objects.get(username=one.username)
        person = next(
            person
            for person in people
            if person.organisation_id == one.organisation_code
            and places[person.unit_id or 0].kind["sort"] == one.sort
            and person.key.endswith("-1") == one.leads
            and person.key not in taken
        )
        taken.add(person.key)
        person.user = user
        person.name = user.get_full_name()
        person.words = person.name.casefold()
        place = places[person.unit_id or 0]
        person.email = f"{_ascii(person.name, '.')}@{place.domain}"


def _kind(place: _Place) -> PersonKind:
    return _KINDS.get(place.kind["sort"], PersonKind.EMPLOYEE)


def _free_address(name: str, domain: str, taken: set[str]) -> str:
    """Return a mail address of a name that nobody else has yet."""
    stem = _ascii(name, ".")
    number, address = 1, f"{stem}@{domain}"
    while address in taken:
        number += 1
        address = f"{stem}{number}@{domain}"
    taken.add(address)
    return address


def _ascii(text: str, between: str = "-") -> str:
    """Return a text in small letters from a to z, as mail addresses have it."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("ı", "i"))
    letters = "".join(sign for sign in plain if sign.isascii())
    return between.join(letters.split())


def _genitive(name: str) -> str:
    """Return a name before what belongs to it: Horns skola, but Kisa skola."""
    return name if name.endswith((*"sxzaeiouyåäö",)) else f"{name}s"
