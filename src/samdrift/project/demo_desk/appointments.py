"""Times that can be booked at the demo's desk, and some that are."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.contrib.auth.models import User

from samdrift.bookings import queries, services
from samdrift.bookings.choices import Language, Way, Whom
from samdrift.bookings.ports import Wanted
from samdrift.directory import queries as directory
from samdrift.directory.choices import PersonKind
from samdrift.directory.models import Person

FIRST_DAY = date(2020, 1, 1)
_BY_WIRE = (Way.TEAMS, Way.PHONE)
_BOTH = (Language.SWEDISH, Language.ENGLISH)
_HOURS = (
    ("handlaggare", (2, 4), 17 * 60, 19 * 60, 30, Whom.ELECTED, (*_BY_WIRE, Way.AT_DESK)),
    ("handlaggare", (1, 3), 10 * 60, 12 * 60, 30, Whom.ALL, _BY_WIRE),
    ("tekniker", (3, 5), 13 * 60, 16 * 60, 60, Whom.ALL, (Way.AT_YOURS, Way.AT_DESK)),
)  # fmt: skip
_BOOKED = (
    (PersonKind.ELECTED, "Inför nämndmötet", Way.TEAMS, ""),
    (PersonKind.ELECTED, "Ny läsplatta", Way.AT_DESK, ""),
    (PersonKind.EMPLOYEE, "Skärm och docka på nya kontoret", Way.AT_YOURS, "Kommunhuset, plan 2"),
    (PersonKind.EMPLOYEE, "Delad kalender i gruppen", Way.TEAMS, ""),
)


def furnish(*, at: datetime) -> None:
    """Let colleagues be booked, and have some book them."""
    for username, weekdays, opens, closes, minutes, whom, ways in _HOURS:
        helper = User.objects.get(username=username)
        services.plan_hours(
            services.Plan(
                helper.pk, weekdays, opens, closes, minutes, whom, ways, _BOTH,
                "IT-kontoret, Storgatan 1", FIRST_DAY,
            )
        )  # fmt: skip
    for place, (kind, service, way, where) in enumerate(_BOOKED):
        people = Person.objects.filter(kind=kind, is_active=True).order_by("-user_id", "pk")
        chosen = people[place : place + 1].first() if place else people.first()
        person = directory.person(chosen.pk) if chosen else None
        if person is None:
            continue
        free = queries.free_slots(person=person, at=at + timedelta(hours=20))
        slot = next((each for each in free if way in each.ways), None)
        if slot is not None:
            wanted = Wanted(service, "", way, where, Language.SWEDISH)
            services.book(person=person, key=slot.key, wanted=wanted, at=at)
