"""The things of the demo: what everybody in the town works with, what lies in stock, what runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import product
from random import Random

from samdrift.assets.life import services
from samdrift.assets.loans import services as loans
from samdrift.assets.models import Device
from samdrift.assets.planning import leases
from samdrift.assets.ports import SYSTEM, NewThing, Told
from samdrift.assets.relations import services as relations
from samdrift.assets.stock import places
from samdrift.directory.models import Person
from samdrift.plumbing.clock import SWEDEN

_STAFF = ("HP EliteBook 840 G9", "Lenovo ThinkPad L14", "Dell Latitude 5440")
_PUPIL = ("Lenovo 500e Chromebook", "Acer TravelMate B3")
_PHONES = ("Samsung Galaxy A54", "iPhone SE", "iPhone 13")
_TABLETS = ("iPad 9", "Samsung Galaxy Tab A9")
_OF_STAFF, _OF_PUPILS = "computer.staff.laptop", "computer.pupil"
_WITH_TABLETS = frozenset({"vard", "politik"})
_SIGNS = "0123456789ABCDEFGHJKLMNPRSTVWXYZ"
_FIRST_NUMBER = 30_101
_FIRST_SPARE = 39_001
_FIRST_DAY = date(2024, 1, 8)
BEGUN = datetime(2024, 1, 8, 8, tzinfo=SWEDEN)
"""When the demo's register was begun."""
_DAYS = 600
_AGE = 1_300
"""So many days old things were at most when the register was begun."""
_WARRANTY = timedelta(days=3 * 365)


def devices(people: Sequence[Person], sorts: Mapping[int, str], rng: Random) -> Iterator[NewThing]:
    """Yield a computer for everybody, a phone for whoever has a number, tablets where they go."""
    numbers: dict[str, int] = {}
    for person in people:
        sort = sorts.get(person.unit_id or 0, "")
        kind, models = (_OF_PUPILS, _PUPIL) if sort == "elev" else (_OF_STAFF, _STAFF)
        yield _device(person, numbers, rng, kind, models)
        if person.mobile:
            yield _device(person, numbers, rng, "phone.handset", _PHONES)
        if sort in _WITH_TABLETS and rng.random() < 0.4:
            yield _device(person, numbers, rng, "tablet", _TABLETS)


def computers() -> dict[int, str]:
    """Return what stands on the computer of everybody who has one."""
    rows = Device.objects.filter(kind__in=(_OF_STAFF, _OF_PUPILS), holder__isnull=False)
    return {holder: tag for holder, tag in rows.values_list("holder", "tag") if holder}


def furnish(code: str, rng: Random) -> None:
    """Put spare computers on a shelf that runs short, and have servers that systems lean on."""
    shelf = places.add_place("IT-förrådet")
    places.set_level(place_id=shelf.pk, kind="computer.staff", least=12)
    spare = [_spare(code, number, shelf.pk, rng) for number in range(10)]
    running = [_running(code, *told) for told in _RUNS]
    services.register([*spare, *running], actor=SYSTEM, at=BEGUN)
    for tag, other, kind in _LEANS:
        relations.relate(tag=tag, other=other, kind=kind, actor=SYSTEM, on=_FIRST_DAY)


_RUNS = (
    ("VÄRD-1", "server.physical", "Dell PowerEdge R750"),
    ("APP-01", "server.virtual", "Ubuntu 24.04"),
    ("DB-01", "server.virtual", "PostgreSQL"),
    ("EKONOMI", "system", "Ekonomisystemet"),
    ("SKOLA", "system", "Skolplattformen"),
)
_LEANS = (
    ("APP-01", "VÄRD-1", "runs-on"),
    ("DB-01", "VÄRD-1", "runs-on"),
    ("EKONOMI", "APP-01", "runs-on"),
    ("EKONOMI", "DB-01", "needs"),
    ("SKOLA", "DB-01", "needs"),
)


_POOL = (
    ("LÅN-1", _OF_STAFF, "HP EliteBook 840 G9"),
    ("LÅN-2", _OF_STAFF, "HP EliteBook 840 G9"),
    ("LÅN-3", "tablet", "iPad 9"),
    ("LÅN-4", "tablet", "Samsung Galaxy Tab A9"),
    ("LÅN-5", "phone.handset", "iPhone SE"),
)
_LOANS = (
    ("LÅN-1", 0, 3, "Kurs i Linköping"),
    ("LÅN-1", 6, 8, ""),
    ("LÅN-2", 1, 1, "Den egna är på reparation"),
    ("LÅN-3", 2, 4, "Valnämnden"),
    ("LÅN-4", 0, 10, "Utställning på biblioteket"),
)
"""What is lent: from and to so many days from today, and what for."""


def lend(code: str, *, at: datetime) -> None:
    """Have a pool of things to lend, some of them booked; and half the spare ones leased."""
    shelf = places.add_place("Lånedisken")
    rows = [_lendable(code, *told, shelf.pk) for told in _POOL]
    services.register(rows, actor=SYSTEM, at=BEGUN)
    for row in rows:
        loans.put_in_pool(tag=row.tag, is_for_loan=True)
    today = at.astimezone(SWEDEN).date()
    borrowers = Person.objects.filter(organisation_id=code, is_active=True, kind="employee")
    for person_id, (tag, first, last, note) in zip(
        borrowers.order_by("pk").values_list("pk", flat=True)[10:], _LOANS, strict=False
    ):
        days = today + timedelta(days=first), today + timedelta(days=last)
        loans.book(loans.Wanted(tag, person_id, *days, note), actor=SYSTEM, at=at)
    lease = leases.add(
        leases.Wanted(
            number="LA-2024-07",
            supplier="Leasingbolaget",
            organisation=code,
            starts_on=_FIRST_DAY,
            ends_on=today + timedelta(days=120),
            monthly_ore=1_450_00,
            buy_out_ore=9_800_00,
        )
    )
    tags = [f"{code}-{_FIRST_SPARE + number}" for number in range(5)]
    leases.put_under(lease_id=lease.pk, tags=tags)


_ENDS = {"reuse": 3, "sell": 4, "recycle": 6}
"""What becomes of things that are taken back, and how many."""
_FIRST_RETIRED = 20_101


def retire(codes: Sequence[str], *, at: datetime) -> None:
    """Have old computers taken back this year and last, erased, and come to an end."""
    shelf, number = places.add_place("Återbruket"), _FIRST_RETIRED
    for code, months_ago in product(codes, (3, 13)):
        day = at.astimezone(SWEDEN).date() - timedelta(days=months_ago * 30)
        for act, count in _ENDS.items():
            tags = [f"{code}-{number + each}" for each in range(count)]
            number += count
            services.register([_returned(code, tag, day) for tag in tags], actor=SYSTEM, at=BEGUN)
            erased = Told(day, note=f"Intyg {day:%Y}-{number}")
            done = Told(day + timedelta(days=7), place_id=shelf.pk, note="Hämtat och kvitterat")
            services.take_step(tags=tags, act="erase", told=erased, actor=SYSTEM, at=at)
            services.take_step(tags=tags, act=act, told=done, actor=SYSTEM, at=at)


def _returned(code: str, tag: str, day: date) -> NewThing:
    age = timedelta(days=1_200 + Random(tag).randrange(500))  # noqa: S311  Not a secret.
    return NewThing(
        tag=tag,
        kind=_OF_STAFF,
        state="returned",
        told=Told(day - timedelta(days=30), organisation=code),
        model="HP EliteBook 840 G5",
        bought_on=day - age,
        is_counted=False,
    )


def _lendable(code: str, tag: str, kind: str, model: str, place_id: int) -> NewThing:
    told = Told(_FIRST_DAY, organisation=code, place_id=place_id)
    return NewThing(tag=tag, kind=kind, state="stock", told=told, model=model, is_counted=False)


def _spare(code: str, number: int, place_id: int, rng: Random) -> NewThing:
    return NewThing(
        tag=f"{code}-{_FIRST_SPARE + number}",
        kind=_OF_STAFF,
        state="stock" if number % 3 else "configured",
        told=Told(_FIRST_DAY, organisation=code, place_id=place_id),
        serial="".join(rng.choices(_SIGNS, k=10)),
        model=_STAFF[0],
        values={"use": "Personal"},
        is_counted=False,
    )


def _running(code: str, tag: str, kind: str, model: str) -> NewThing:
    told = Told(_FIRST_DAY, organisation=code)
    return NewThing(tag=tag, kind=kind, state="active", told=told, model=model, is_counted=False)


def _device(
    person: Person, numbers: dict[str, int], rng: Random, kind: str, models: Sequence[str]
) -> NewThing:
    code = str(person.organisation_id)
    number = numbers.get(code, _FIRST_NUMBER)
    numbers[code] = number + 1
    tag = f"{code}-{number}"
    is_computer = kind.startswith("computer.")
    serial, model = "".join(rng.choices(_SIGNS, k=10)), rng.choice(models)
    since = _FIRST_DAY + timedelta(days=rng.randrange(_DAYS))
    bought = since - timedelta(days=Random(tag).randrange(_AGE))  # noqa: S311  Not a secret.
    return NewThing(
        tag=tag,
        kind=kind,
        state="held",
        told=Told(since, organisation=code, holder_id=person.pk, unit_id=person.unit_id),
        name=tag if is_computer else "",
        serial=serial,
        model=model,
        bought_on=bought,
        warranty_until=bought + _WARRANTY,
        is_counted=False,
    )
