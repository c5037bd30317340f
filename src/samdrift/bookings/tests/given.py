"""Colleagues who can be booked, for the tests of booked times."""

from datetime import date

from samdrift.bookings import services
from samdrift.bookings.choices import Language, Way, Whom
from samdrift.bookings.ports import Wanted
from samdrift.directory import queries as directory

FROM = date(2026, 1, 1)
EVENING = 17 * 60


def hours(helper, **told):
    """Let somebody be booked on Thursdays 17 to 18, half an hour at a time."""
    plan = {
        "helper_id": helper.pk,
        "weekdays": (4,),
        "opens": EVENING,
        "closes": EVENING + 60,
        "minutes": 30,
        "whom": Whom.ALL,
        "ways": (Way.TEAMS, Way.AT_YOURS, Way.AT_DESK),
        "languages": (Language.SWEDISH, Language.ENGLISH),
        "place": "Storgatan 1",
        "valid_from": FROM,
    }
    services.plan_hours(services.Plan(**(plan | told)))


def wanted(**told):
    plain = {
        "service": "Ny läsplatta",
        "about": "Den gamla är trasig.",
        "way": Way.TEAMS,
        "place": "",
        "language": Language.SWEDISH,
    }
    return Wanted(**(plain | told))


def card(person):
    return directory.person(person.pk)
