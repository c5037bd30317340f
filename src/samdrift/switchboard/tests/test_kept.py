"""Staffing, what the front desk did, and citizens' measures: written down, refused, and told."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from samdrift.kernel.spans import Span
from samdrift.reporting.ports import Ask
from samdrift.reporting.tests.opened import unlike_their_records, values
from samdrift.servicelevels.reckoning.documents import Document
from samdrift.servicelevels.reckoning.hours import Opening, Plan
from samdrift.servicelevels.services import calendars
from samdrift.switchboard.choices import Measure, Work
from samdrift.switchboard.errors import CannotKeep
from samdrift.switchboard.models import CitizenMeasure, FrontDeskWork, StaffedTime
from samdrift.switchboard.queries import citizens as measures
from samdrift.switchboard.queries import front_desk as volumes
from samdrift.switchboard.queries import presence as planned
from samdrift.switchboard.services import citizens, front_desk, logs, presence
from samdrift.switchboard.tables import members
from samdrift.switchboard.tests.given import (
    KINDA,
    MONDAY,
    TO_KINDA,
    TO_NOBODY,
    TO_YDRE,
    YDRE,
    log,
    municipalities,
    number,
)

pytestmark = pytest.mark.django_db
HOUR = 60


@pytest.fixture(autouse=True)
def _members():
    municipalities()


PLAN = presence.Plan((1, 2), 7 * HOUR + 30, 12 * HOUR, 2, " Karin, Per ", date(2026, 1, 1))


def test_a_plan_says_how_many_are_there_by_the_hour_of_a_day_that_is_open():
    presence.plan_time(PLAN)
    presence.plan_time(replace(PLAN, weekdays=(1,), opens=8 * HOUR, closes=9 * HOUR, people=1))
    week = Span(date(2026, 3, 2), date(2026, 3, 9))

    told = planned.presence(span=week)

    assert [told.people(hour, 1) for hour in (7, 8, 9, 12)] == [1.0, 3.0, 2.0, 0.0]
    assert told.people(8) == 1.0
    assert (told.open_share(8, 1), told.open_share(6, 1), told.open_share(8, 7)) == (1.0, 0.0, 0.0)
    assert told.people(8, 7) == 0.0


def test_a_holiday_has_nobody_there_whatever_the_plan_says():
    presence.plan_time(PLAN)
    epiphany = Span.day(date(2026, 1, 6))

    assert planned.presence(span=epiphany).people(8, 2) == 0.0


def test_hours_that_have_ended_are_not_counted():
    presence.plan_time(replace(PLAN, weekdays=(1,)))
    row = StaffedTime.objects.get()
    presence.end_time(staffed_id=row.pk, on=date(2026, 3, 2))

    assert planned.presence(span=Span.day(date(2026, 3, 2))).people(8, 1) == 0.0
    assert planned.presence(span=Span.day(date(2026, 2, 23))).people(8, 1) == 2.0
    assert planned.staffed_times(on=date(2026, 3, 2)) == ()
    assert [each.who for each in planned.staffed_times(on=date(2026, 3, 1))] == ["Karin, Per"]


def test_hours_that_end_the_day_they_begin_have_never_been():
    presence.plan_time(replace(PLAN, weekdays=(1,)))

    presence.end_time(staffed_id=StaffedTime.objects.get().pk, on=PLAN.valid_from)

    assert not StaffedTime.objects.exists()
    with pytest.raises(CannotKeep, match="finns inte längre"):
        presence.end_time(staffed_id=0, on=PLAN.valid_from)


def test_a_municipality_with_hours_of_its_own_is_open_by_them():
    week = ((Opening(9 * HOUR, 12 * HOUR),),) * 5 + ((), ())
    document = Document((Plan(date(2026, 1, 1), week),))
    told = {"by": "", "at": MONDAY}
    calendars.add_calendar(key="kinda", name="Kinda", document=document, **told)
    calendars.use_calendar(
        key="kinda",
        service=planned.SERVICE,
        organisation="KIN",
        valid_from=date(2026, 1, 1),
        at=MONDAY,
    )
    monday = Span.day(date(2026, 3, 2))

    shares = {
        code: planned.presence(span=monday, organisation=code).open_share(13)
        for code in ("", "KIN", "YDR")
    }

    assert shares == {"": 1.0, "KIN": 0.0, "YDR": 1.0}


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"weekdays": ()}, "veckodag"),
        ({"weekdays": (8,)}, "veckodag"),
        ({"closes": 7 * HOUR}, "sluta efter"),
        ({"people": 0}, "hur många"),
    ],
)
def test_hours_that_cannot_be_are_refused_and_nothing_is_planned(wrong, words):
    with pytest.raises(CannotKeep, match=words):
        presence.plan_time(replace(PLAN, **wrong))

    assert not StaffedTime.objects.exists()


DONE = front_desk.Done("KIN", date(2026, 3, 2), Work.VISITS, Decimal(12))


def write(**told):
    front_desk.write_down(replace(DONE, **told), by="Karin", at=MONDAY)


def test_what_was_done_is_told_for_each_member_and_a_minus_corrects():
    write()
    write(amount=Decimal(-2), note=" fel ")
    write(organisation_code="YDR", work=Work.RECEPTION_HOURS, amount=Decimal("1.25"))
    write(day=date(2025, 12, 31))

    table = members.front_desk_volumes(Ask(2026))

    assert values(table) == {
        "KIN": (10, 0, Decimal("0.00"), Decimal("0.00")),
        "YDR": (0, 0, Decimal("1.25"), Decimal("0.00")),
        "total": (10, 0, Decimal("1.25"), Decimal("0.00")),
    }
    assert unlike_their_records(table) == []
    assert volumes.years() == {2025, 2026}
    assert [line.amount for line in volumes.latest()][1:2] == [Decimal("1.25")]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"organisation_code": "FED"}, "vilken kommun"),
        ({"day": date(2026, 3, 3)}, "har varit"),
        ({"amount": Decimal("1.5")}, "kvartar"),
        ({"amount": Decimal("1.3"), "work": Work.TELEPHONIST_HOURS}, "kvartar"),
        ({"amount": Decimal(0)}, "från 1 till"),
        ({"amount": Decimal(10_000)}, "från 1 till"),
    ],
)
def test_work_that_cannot_be_is_refused_and_nothing_is_written_down(wrong, words):
    with pytest.raises(CannotKeep, match=words):
        write(**wrong)

    assert not FrontDeskWork.objects.exists()


MEASURED = citizens.Outcome("KIN", date(2026, 2, 1), Measure.DIRECT_ANSWER, 53, " SKR ", 90)


def measure(**told):
    return citizens.write_down(replace(MEASURED, **told), by="Karin", at=MONDAY)


def test_the_latest_measurement_of_a_year_stands_beside_our_own_figures():
    number(KINDA, "KIN")
    number(YDRE, "YDR")
    logs.take_in_log(content=log(TO_KINDA, TO_YDRE, TO_NOBODY))
    measure()
    measure(measured_on=date(2026, 3, 1), value=61)
    measure(measure=Measure.EASE_INDEX, value=79)
    measure(organisation_code="YDR", measured_on=date(2025, 2, 1))

    table = members.citizens_measures(Ask(2026))

    assert values(table) == {
        "KIN": (61, None, None, 79, 100, 100),
        "YDR": (None, None, None, None, 0, 0),
    }
    assert unlike_their_records(table) == []
    assert measures.years() == {2025, 2026}
    assert len(measures.measured()) == 4


def test_the_same_measure_of_the_same_day_is_written_over_and_one_can_be_taken_away():
    measure()
    row = measure(value=54)
    assert CitizenMeasure.objects.get().value == 54

    citizens.take_away(measure_id=row.pk)

    assert not CitizenMeasure.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"organisation_code": "FED"}, "vilken kommun"),
        ({"measured_on": MONDAY.date() + timedelta(days=1)}, "har varit"),
        ({"value": 101}, "0 till 100"),
        ({"source": " "}, "kommer från"),
    ],
)
def test_a_measurement_that_cannot_be_is_refused_and_nothing_is_kept(wrong, words):
    with pytest.raises(CannotKeep, match=words):
        measure(**wrong)

    assert not CitizenMeasure.objects.exists()


def test_calls_are_told_by_whose_number_was_called_and_the_rest_as_nobodys():
    number(KINDA, "KIN")
    logs.take_in_log(content=log(TO_KINDA, TO_YDRE, TO_NOBODY))

    table = members.calls_per_member(Ask(2026))

    told = values(table)
    assert told["KIN"] == (1, 1, 0, 100, 100, 100, 100, 12)
    assert told["YDR"] == (0, 0, 0, None, None, None, None, None)
    assert told["-"] == (2, 1, 1, 50, 0, 0, 50, 90)
    assert told["whole"] == (3, 2, 1, 67, 33, 33, 67, 51)
    assert unlike_their_records(table) == []
