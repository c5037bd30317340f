"""The switchboard of the demo: fourteen months of calls, who is there, and what is kept around."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from django.contrib.auth.models import User

from samdrift.directory.models import Person
from samdrift.parties import queries as parties
from samdrift.plumbing import files
from samdrift.plumbing.clock import SWEDEN
from samdrift.servicelevels.reckoning.documents import Document
from samdrift.servicelevels.reckoning.hours import Opening, Plan, closed_days
from samdrift.servicelevels.reckoning.moments import moment_of
from samdrift.servicelevels.services import calendars
from samdrift.switchboard import call_log
from samdrift.switchboard.choices import CallEvent, CameBy, LogState, Measure, Work
from samdrift.switchboard.models import (
    Call,
    CalledNumber,
    CallLog,
    CitizenMeasure,
    FrontDeskWork,
    StaffedTime,
)
from samdrift.switchboard.queries.presence import SERVICE
from samdrift.switchboard.services import live
from samdrift.switchboard.services.live import Told

DAYS = 425
"""Fourteen months, as the desk's tickets."""
CALLS_A_DAY = 64
FIRST_DAY = date(2020, 1, 1)
BY = "demo"
EXTENSIONS = {"handlaggare": "1001", "tekniker": "1002"}

_OPENS, _CLOSES = 7 * 60 + 30, 16 * 60 + 30
_OF_WEEKDAY = (1.35, 1.05, 1.0, 0.95, 0.75)
_OF_MONTH = {7: 0.5, 8: 1.2, 12: 0.85, 1: 1.15}
_OF_HOUR = {7: 5, 8: 18, 9: 20, 10: 15, 11: 11, 12: 8, 13: 13, 14: 10, 15: 8, 16: 5, 17: 2}
_THERE = {7: 2, 8: 2, 9: 3, 10: 3, 11: 3, 12: 1, 13: 2, 14: 2, 15: 2, 16: 1, 17: 0}
"""How many are there, by the hour; it decides how long one waits, and who gives up."""
_SHIFTS = ((_OPENS, 12 * 60, 2, "Karin, Per"), (9 * 60, 12 * 60, 1, "Lena"),
           (12 * 60, 13 * 60, 1, "Lena"), (13 * 60, 16 * 60, 2, "Karin, Per"),
           (16 * 60, _CLOSES, 1, "Per"))  # fmt: skip
_MEASURED = ((Measure.DIRECT_ANSWER, 53, 12), (Measure.COURTESY, 82, 6),
             (Measure.COURTESY_INDEX, 84, 4), (Measure.EASE_INDEX, 77, 5))  # fmt: skip
_DONE = ((Work.VISITS, 9, 22), (Work.TASKS, 3, 9), (Work.RECEPTION_HOURS, 8, 20),
         (Work.TELEPHONIST_HOURS, 10, 26))  # fmt: skip
_MADE_UP = "Påhittat värde i demon"


def furnish(*, at: datetime, rng: Random) -> None:
    """Write numbers, calls, staffing, measures, what the front desk did, and a call going on."""
    today = at.astimezone(SWEDEN).date()
    numbers = _numbers()
    _hours(at)
    Call.objects.bulk_create(_calls(today, at, numbers, rng), batch_size=2_000)
    _logs(at, rng)
    codes = [member.code for member in parties.members()]
    _measures(codes, at, rng)
    _front_desk(codes, today, at, rng)
    _going_on(at, numbers)


def _numbers() -> dict[str, str]:
    """Give each member a number of its own; return them with whose they are."""
    rows = [
        CalledNumber(
            number=f"46010{place:02d}1900",
            organisation_id=member.code,
            purpose="Växel",
            valid_from=FIRST_DAY,
        )
        for place, member in enumerate(parties.members(), start=41)
    ]
    CalledNumber.objects.bulk_create(rows)
    return {row.number: str(row.organisation_id) for row in rows}


def _hours(at: datetime) -> None:
    opening = (Opening(_OPENS, _CLOSES),)
    plan = Plan(FIRST_DAY, (opening,) * 5 + ((), ()))
    calendars.add_calendar(
        key="vaxel", name="Växel 07.30–16.30", document=Document((plan,)), by=BY, at=at
    )
    calendars.use_calendar(
        key="vaxel", service=SERVICE, organisation="", valid_from=FIRST_DAY, at=at
    )
    StaffedTime.objects.bulk_create(
        StaffedTime(
            weekday=weekday, opens=opens, closes=closes, people=people, who=who,
            valid_from=FIRST_DAY,
        )
        for weekday in range(1, 6)
        for opens, closes, people, who in _SHIFTS
    )  # fmt: skip


def _calls(today: date, at: datetime, numbers: dict[str, str], rng: Random) -> Iterator[Call]:
    hours, weights = list(_OF_HOUR), list(_OF_HOUR.values())
    called = list(numbers)
    shares = [len(called) - place for place in range(len(called))]
    for back in range(DAYS, -1, -1):
        day = today - timedelta(days=back)
        for number in range(_count(day, rng)):
            (hour,) = rng.choices(hours, weights)
            started = moment_of(day, hour * 60) + timedelta(seconds=rng.randrange(3600))
            if started >= at:
                continue
            (whom,) = rng.choices(called, shares)
            yield _call(f"{day:%y%m%d}-{number:03d}", started, (whom, numbers[whom]), hour, rng)


def _count(day: date, rng: Random) -> int:
    if day.weekday() > 4 or day in closed_days(day.year):
        return rng.randrange(3)
    wanted = CALLS_A_DAY * _OF_WEEKDAY[day.weekday()] * _OF_MONTH.get(day.month, 1.0)
    return round(wanted * rng.uniform(0.85, 1.15))


def _call(name: str, started: datetime, to: tuple[str, str], hour: int, rng: Random) -> Call:
    there = _THERE[hour] if started.weekday() < 5 else 0
    load = _OF_HOUR[hour] / (6 * there) if there else 0.0
    wait = round(min(rng.expovariate(1 / (6 + 22 * load)), 400)) if there else 0
    is_lost = not there or wait > rng.uniform(45, 260)
    answered = None if is_lost else started + timedelta(seconds=wait)
    ended = (answered or started + timedelta(seconds=wait or rng.randrange(5, 40))) + (
        timedelta() if is_lost else timedelta(seconds=round(rng.lognormvariate(4.3, 0.7)))
    )
    return Call(
        identifier=f"V{name}",
        started_at=started,
        answered_at=answered,
        ended_at=ended,
        called=to[0],
        organisation_id=to[1],
        **call_log.derived(started, answered),
    )


def _logs(at: datetime, rng: Random) -> None:
    """Write that logs have come each morning, and that one of them was faulty."""
    for back in range(6, 0, -1):
        day = at - timedelta(days=back)
        CallLog.objects.create(
            name=f"samtal-{day:%Y-%m-%d}.csv",
            digest=f"{rng.getrandbits(256):064x}",
            size=rng.randrange(4_000, 9_000),
            came_by=CameBy.FOLDER,
            came_at=day + timedelta(days=1) - timedelta(hours=2),
            state=LogState.TAKEN_IN,
            new=rng.randrange(45, 95),
        )
    wrong = b"id;started;answered;ended;called\nV1;2026-13-01 08:00;;2026-13-01 08:01;0104119 00\n"
    try:
        call_log.read(wrong)
    except call_log.BadLog as fault:
        CallLog.objects.create(
            name="samtal-prov.csv",
            digest=files.keep(wrong),
            size=len(wrong),
            came_by=CameBy.FOLDER,
            came_at=at - timedelta(days=3),
            state=LogState.FAULTY,
            problem=str(fault),
        )


def _measures(codes: list[str], at: datetime, rng: Random) -> None:
    CitizenMeasure.objects.bulk_create(
        CitizenMeasure(
            organisation_id=code,
            measured_on=date(at.year - 1, 11, 15),
            measure=measure,
            value=min(100, max(0, round(rng.gauss(mean, spread)))),
            asked=90,
            source=_MADE_UP,
            noted_by=BY,
            noted_at=at,
        )
        for code in codes
        for measure, mean, spread in _MEASURED
    )


def _front_desk(codes: list[str], today: date, at: datetime, rng: Random) -> None:
    fridays = [today - timedelta(days=today.weekday() + 3 + 7 * back) for back in range(12, -1, -1)]
    FrontDeskWork.objects.bulk_create(
        FrontDeskWork(
            organisation_id=code,
            day=day,
            work=work,
            amount=rng.randrange(least, most) * (4 if work.value.endswith("hours") else 1),
            noted_by="Karin Ask",
            noted_at=at,
        )
        for day in fridays
        for code in codes
        for work, least, most in _DONE
    )


def _going_on(at: datetime, numbers: dict[str, str]) -> None:
    """Let somebody who is known ring at the agent of the demo, who can take the call."""
    for username, extension in EXTENSIONS.items():
        user = User.objects.filter(username=username).first()
        if user is not None:
            live.set_extension(user_id=user.pk, number=extension)
    known = Person.objects.exclude(mobile="").filter(is_active=True).order_by("pk").first()
    live.tell(
        Told(
            identifier="demo-ringer",
            event=CallEvent.RINGING,
            at=at - timedelta(seconds=4),
            extension=EXTENSIONS["handlaggare"],
            caller=f"+{known.mobile}" if known else "",
            called=f"+{next(iter(numbers))}",
        ),
        at=at,
    )
