"""The devices of the demo: what everybody in the town works with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random

from samdrift.assets.models import Device
from samdrift.directory.models import Person

_STAFF = ("HP EliteBook 840 G9", "Lenovo ThinkPad L14", "Dell Latitude 5440")
_PUPIL = ("Lenovo 500e Chromebook", "Acer TravelMate B3")
_PHONES = ("Samsung Galaxy A54", "iPhone SE", "iPhone 13")
_TABLETS = ("iPad 9", "Samsung Galaxy Tab A9")
_OF_STAFF, _OF_PUPILS = "computer.staff.laptop", "computer.pupil"
_WITH_TABLETS = frozenset({"vard", "politik"})
_SIGNS = "0123456789ABCDEFGHJKLMNPRSTVWXYZ"
_FIRST_NUMBER = 30_101
_FIRST_DAY = date(2024, 1, 8)
_DAYS = 600


def devices(people: Sequence[Person], sorts: Mapping[int, str], rng: Random) -> Iterator[Device]:
    """Yield a computer for everybody, a phone for whoever has a number, tablets where they go."""
    numbers: dict[str, int] = {}
    for person in people:
        sort = sorts.get(person.unit_id or 0, "")
        kind, models = (_OF_PUPILS, _PUPIL) if sort == "elev" else (_OF_STAFF, _STAFF)
        yield _device(person, numbers, rng, kind, models)
        if person.mobile:
            yield _device(person, numbers, rng, "phone.mobile", _PHONES)
        if sort in _WITH_TABLETS and rng.random() < 0.4:
            yield _device(person, numbers, rng, "tablet", _TABLETS)


def computers() -> dict[int, str]:
    """Return what stands on the computer of everybody who has one."""
    rows = Device.objects.filter(kind__in=(_OF_STAFF, _OF_PUPILS), holder__isnull=False)
    return {holder: tag for holder, tag in rows.values_list("holder", "tag") if holder}


def _device(
    person: Person, numbers: dict[str, int], rng: Random, kind: str, models: Sequence[str]
) -> Device:
    code = str(person.organisation_id)
    number = numbers.get(code, _FIRST_NUMBER)
    numbers[code] = number + 1
    tag = f"{code}-{number}"
    is_computer = kind.startswith("computer.")
    return Device(
        tag=tag,
        name=tag if is_computer else "",
        serial="".join(rng.choices(_SIGNS, k=10)),
        model=rng.choice(models),
        kind=kind,
        organisation_id=code,
        holder=person,
        held_since=_FIRST_DAY + timedelta(days=rng.randrange(_DAYS)),
    )
