"""Calendars and agreements are written as states over time, and tell who counts by what."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from samdrift.servicelevels import standards
from samdrift.servicelevels.errors import BadAgreement
from samdrift.servicelevels.models import (
    Agreement,
    Calendar,
    CalendarEdition,
    CalendarUse,
    PriorityCell,
)
from samdrift.servicelevels.queries import agreements, calendars
from samdrift.servicelevels.reckoning.documents import BadCalendar, Document
from samdrift.servicelevels.reckoning.events import Terms
from samdrift.servicelevels.reckoning.hours import LocalDay
from samdrift.servicelevels.services import agreements as agreeing
from samdrift.servicelevels.services import calendars as services
from samdrift.servicelevels.services.agreements import Promised
from samdrift.servicelevels.tests.given import (
    HOUR,
    at,
    document,
    opening,
    organisations,
    plan,
    weekdays,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2015, 5, 1, 12, tzinfo=UTC)
FROM = date(2015, 6, 1)
SHORT = document(weekdays("09:00-12:00"))


def add(key="short", told=SHORT):
    return services.add_calendar(key=key, name=f"Kalender {key}", document=told, by="Eva", at=NOW)


def use(key, service="", organisation="", valid_from=FROM):
    return services.use_calendar(
        key=key, service=service, organisation=organisation, valid_from=valid_from, at=NOW
    )


def opens(service="", organisation="KIN", moment="2015-06-06 12:00"):
    return calendars.next_opening(service=service, organisation=organisation, at=at(moment))


def test_before_anything_is_told_the_standard_calendar_counts():
    assert opens() == at("2015-06-08 07:00")
    assert calendars.calendars() == ()


def test_the_standards_are_laid_out_once_and_can_be_changed():
    services.lay_out_standards(at=NOW)
    agreeing.give_priority(impact=1, urgency=3, priority=3, at=NOW)
    services.lay_out_standards(at=NOW)

    assert [(each.key, each.is_default) for each in calendars.calendars()] == [
        ("always", False),
        ("weekdays", True),
    ]
    assert agreements.priority_matrix() == {**standards.MATRIX, (1, 3): 3}
    assert agreements.priority_of(impact=1, urgency=3) == 3
    assert len(agreements.agreements(on=date(2015, 1, 1))) == 5
    assert PriorityCell.objects.count() == 9


def test_what_is_there_of_the_standards_is_left_as_it_is():
    always = Calendar.objects.create(key="always", name="Jour")
    CalendarEdition.objects.create(calendar=always, number=1, document="{}", written_at=NOW)

    services.lay_out_standards(at=NOW)

    assert [(each.key, each.name) for each in calendars.calendars()] == [
        ("always", "Jour"),
        ("weekdays", "Vardagar 07–17"),
    ]
    assert CalendarEdition.objects.count() == 2


def test_the_matrix_is_that_of_itil_before_anything_is_told():
    assert agreements.priority_matrix() == {
        (1, 1): 1, (1, 2): 2, (1, 3): 3,
        (2, 1): 2, (2, 2): 3, (2, 3): 4,
        (3, 1): 3, (3, 2): 4, (3, 3): 5,
    }  # fmt: skip


def test_the_calendar_of_a_service_goes_before_that_of_an_organisation_and_the_default():
    organisations("KIN", "BOX")
    for key, hour in (("all", "06"), ("kinda", "07"), ("network", "08"), ("both", "09")):
        add(key, document(weekdays(f"{hour}:00-17:00")))
    use("all")
    use("kinda", organisation="KIN")
    use("network", service="network")
    use("both", service="network", organisation="KIN")

    assert opens("mail", "BOX") == at("2015-06-08 06:00")
    assert opens("mail", "KIN") == at("2015-06-08 07:00")
    assert opens("network", "BOX") == at("2015-06-08 08:00")
    assert opens("network", "KIN") == at("2015-06-08 09:00")
    assert opens("network", "KIN", "2015-05-30 12:00") == at("2015-06-01 07:00")


def test_a_new_use_ends_the_one_before_it():
    add()
    use("always")
    use("short", valid_from=date(2015, 7, 1))

    assert [(each.calendar.key, each.valid_from, each.valid_until) for each in
            CalendarUse.objects.order_by("valid_from")] == [
        ("always", FROM, date(2015, 7, 1)),
        ("short", date(2015, 7, 1), None),
    ]  # fmt: skip
    assert opens(moment="2015-06-06 12:00") is None
    assert opens(moment="2015-07-04 12:00") == at("2015-07-06 09:00")


@pytest.mark.parametrize(
    ("key", "organisation", "valid_from", "words"),
    [
        ("unknown", "", FROM, "ingen kalender som heter unknown"),
        ("short", "NIX", FROM, "ingen organisation med koden NIX"),
        ("short", "", date(2015, 5, 31), "gäller redan från den dagen eller senare"),
        ("short", "", FROM, "gäller redan från den dagen eller senare"),
    ],
)
def test_a_use_that_cannot_be_is_refused_and_changes_nothing(key, organisation, valid_from, words):
    add()
    use("always")

    with pytest.raises(BadCalendar, match=words):
        use(key, organisation=organisation, valid_from=valid_from)

    assert CalendarUse.objects.values_list("valid_from", "valid_until").get() == (FROM, None)


def test_what_a_calendar_says_is_kept_edition_by_edition():
    add()
    services.change_plan(
        key="short", plan=plan(weekdays("10:00-12:00"), valid_from=FROM), by="Bo", at=NOW
    )
    services.tell_local_day(
        key="short", local_day=LocalDay(date(2015, 6, 5), "Klämdag"), by="Bo", at=NOW
    )

    told = calendars.editions("short")

    assert [(each.number, each.written_by) for each in told] == [(3, "Bo"), (2, "Bo"), (1, "Eva")]
    assert [len(each.document.plans) for each in told] == [2, 2, 1]
    assert calendars.hours_on("short", day=date(2015, 5, 29)).openings == (opening("09:00-12:00"),)
    assert calendars.hours_on("short", day=date(2015, 6, 1)).openings == (opening("10:00-12:00"),)
    assert calendars.hours_on("short", day=date(2015, 6, 5)).why == "Klämdag"
    assert calendars.hours_on("unknown", day=FROM) is None


def test_a_plan_and_a_local_day_told_again_replace_what_was_told():
    add()
    for end in ("11:00", "12:00"):
        services.change_plan(
            key="short", plan=plan(weekdays(f"10:00-{end}"), valid_from=FROM), by="", at=NOW
        )
        services.tell_local_day(
            key="short",
            local_day=LocalDay(date(2015, 6, 5), "Kort dag", (opening(f"08:00-{end}"),)),
            by="",
            at=NOW,
        )

    newest = calendars.editions("short")[0].document
    assert [each.valid_from for each in newest.plans] == [date(2000, 1, 1), FROM]
    assert newest.local_days == (LocalDay(date(2015, 6, 5), "Kort dag", (opening("08:00-12:00"),)),)


def test_the_same_again_is_no_new_edition():
    add()

    services.write_calendar(key="short", document=SHORT, by="Bo", at=NOW)

    assert len(calendars.editions("short")) == 1


@pytest.mark.parametrize(
    ("key", "name", "told", "words"),
    [
        ("weekdays", "Vardagar", SHORT, "redan en kalender som heter weekdays"),
        ("", "Vardagar", SHORT, "nyckel"),
        ("new", " ", SHORT, "namn"),
        ("två ord", "Ny", SHORT, "en kort kod"),
        ("new", "Ny", Document(()), "behöver öppettider"),
        (
            "new",
            "Ny",
            document(weekdays("09:00-12:00"), local_days=[LocalDay(FROM, "A", (), "NIX")]),
            "koden NIX",
        ),
    ],
)
def test_a_calendar_that_cannot_be_is_refused_and_nothing_is_written(key, name, told, words):
    services.lay_out_standards(at=NOW)

    with pytest.raises(BadCalendar, match=words):
        services.add_calendar(key=key, name=name, document=told, by="Eva", at=NOW)

    assert CalendarEdition.objects.count() == 2
    assert Calendar.objects.count() == 2


def test_the_database_refuses_to_change_or_delete_what_a_calendar_said():
    add()

    for act in (
        lambda: CalendarEdition.objects.update(number=9),
        lambda: CalendarEdition.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()

    assert sorted(CalendarEdition.objects.values_list("number", flat=True)) == [1, 1, 1]


def test_there_is_one_default_calendar():
    services.lay_out_standards(at=NOW)

    with pytest.raises(IntegrityError), transaction.atomic():
        Calendar.objects.create(key="other", name="Annan", is_default=True)


def agree(valid_from=FROM, **told):
    told = {"priority": 3, "respond_within_seconds": HOUR, "solve_within_seconds": 8 * HOUR} | told
    return agreeing.agree(promised=Promised(**told), valid_from=valid_from, at=NOW)


def level(service="network", organisation="KIN", moment="2015-06-06 12:00"):
    return agreements.level_for(
        service=service, organisation=organisation, priority=3, at=at(moment)
    )


def test_the_level_that_names_most_holds():
    organisations("KIN", "BOX")
    agree(solve_within_seconds=7 * HOUR)
    agree(solve_within_seconds=6 * HOUR, organisation="KIN")
    agree(solve_within_seconds=5 * HOUR, service="network")
    agree(solve_within_seconds=4 * HOUR, service="network", organisation="KIN", calendar="always")

    def promised(*asked):
        return level(*asked).terms.solve_within // HOUR

    assert [promised("mail", "BOX"), promised("mail", "KIN")] == [7, 6]
    assert [promised("network", "BOX"), promised("network", "KIN")] == [5, 4]
    assert promised("network", "KIN", "2015-05-31 12:00") == 20
    assert level().terms == Terms("network", 3, HOUR, 4 * HOUR)
    assert level().timetable.calendar == Calendar.objects.get(key="always").pk
    assert level("mail").timetable.calendar == Calendar.objects.get(key="weekdays").pk


def test_a_new_agreement_ends_the_one_before_it():
    agree(service="network")
    agree(service="network", valid_from=date(2015, 7, 1), solve_within_seconds=2 * HOUR)

    (before,) = (e for e in agreements.agreements(on=FROM) if e.service)
    (after,) = (e for e in agreements.agreements(on=date(2015, 7, 1)) if e.service)
    assert (before.valid_until, before.solve_within_seconds) == (date(2015, 7, 1), 8 * HOUR)
    assert (after.valid_until, after.solve_within_seconds) == (None, 2 * HOUR)


def test_without_an_agreement_there_is_no_level():
    assert level() is None


def test_without_a_calendar_there_is_no_level():
    Agreement.objects.create(
        priority=3,
        respond_within_seconds=1,
        solve_within_seconds=1,
        valid_from=FROM,
    )

    assert level() is None


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"priority": 6}, "P1 till P5"),
        ({"respond_within_seconds": 0}, "Första svar"),
        ({"respond_within_seconds": 9 * HOUR}, "Första svar"),
        ({"solve_within_seconds": 2_001 * HOUR}, "2 000 timmar"),
        ({"service": "x" * 101}, "högst 100 tecken"),
        ({"organisation": "NIX"}, "koden NIX"),
        ({"calendar": "unknown"}, "ingen kalender som heter unknown"),
        ({"valid_from": FROM}, "redan från den dagen eller senare"),
        ({"valid_from": date(2015, 5, 31)}, "redan från den dagen eller senare"),
    ],
)
def test_an_agreement_that_cannot_be_is_refused_and_changes_nothing(told, words):
    agree()
    before = list(Agreement.objects.values())

    with pytest.raises(BadAgreement, match=words):
        agree(**({"valid_from": date(2015, 8, 1)} | told))

    assert list(Agreement.objects.values()) == before


def test_what_is_agreed_names_itself():
    used = CalendarUse(calendar=Calendar(key="dagtid", name="Dagtid"), valid_from=date(2015, 1, 1))
    given = PriorityCell(impact=1, urgency=3, priority=3)
    agreed = Agreement(service="Telefoni", priority=2, valid_from=date(2015, 1, 1))

    assert str(used) == f"{used.calendar} för alla tjänster från 2015-01-01"
    assert str(given) == "Hög påverkan, Låg brådska: P3"
    assert str(agreed) == "P2 Telefoni från 2015-01-01"
