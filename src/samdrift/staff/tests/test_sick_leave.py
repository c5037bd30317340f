from __future__ import annotations

from decimal import Decimal

import pytest

from samdrift.kernel.figures import Origin
from samdrift.kernel.spans import Span
from samdrift.plumbing.exchange.tests import given
from samdrift.reporting import registry
from samdrift.reporting.ports import Ask, Table
from samdrift.reporting.tests.opened import records, unlike_their_records, values
from samdrift.staff import queries, tables
from samdrift.staff.models import Absence, StaffYear

pytestmark = pytest.mark.django_db
STAFF_HEADER = "person,sex,birth_year,year,ordinary_days\n"
ABSENCE_HEADER = "person,spell,first_day,last_day,days\n"


def staff(*rows: str) -> str:
    return STAFF_HEADER + "".join(f"{row}\n" for row in rows)


def absences(*rows: str) -> str:
    return ABSENCE_HEADER + "".join(f"{row}\n" for row in rows)


def table(year: int) -> Table:
    return tables.sick_leave(Ask(year))


def one(text: str) -> Decimal:
    return Decimal(text)


def test_groups_are_told_by_sex_and_by_the_age_reached_in_the_year(tmp_path):
    given.taken_in(
        tmp_path,
        staff_days=staff(
            "P29,K,1986,2015,200",
            "P30,M,1985,2015,220",
            "P49,K,1966,2015,180",
            "P50,M,1965,2015,210",
        ),
        absences=absences(
            "P29,A,2015-01-01,2015-01-02,1",
            "P30,A,2015-02-02,2015-02-03,2",
            "P49,A,2015-03-02,2015-03-05,4",
            "P50,A,2015-12-24,2015-12-31,8",
        ),
    )

    answer = table(2015)

    assert values(answer) == {
        "all": (15, 810, one("1.9"), None),
        "long-term": (0, 15, one("0.0"), None),
        "women": (5, 380, one("1.3"), None),
        "men": (10, 430, one("2.3"), None),
        "29-or-younger": (1, 200, one("0.5"), None),
        "30-49": (6, 400, one("1.5"), None),
        "50-or-older": (8, 210, one("3.8"), None),
    }
    assert unlike_their_records(answer) == []


def test_half_a_tenth_is_rounded_up(tmp_path):
    given.taken_in(
        tmp_path,
        staff_days=staff("P1,K,1980,2015,366", "P2,M,1980,2015,34"),
        absences=absences("P1,A,2015-01-05,2015-01-05,1"),
    )

    assert table(2015).figure("all", "percent").value == one("0.3")


def test_a_spell_of_sixty_calendar_days_is_long_and_one_of_fifty_nine_is_not(tmp_path):
    given.taken_in(
        tmp_path,
        staff_days=staff("P1,K,1980,2015,250", "P2,K,1980,2015,250", "P3,K,1980,2015,250"),
        absences=absences(
            "P1,A,2015-01-01,2015-03-01,40",
            "P2,A,2015-01-01,2015-02-28,30",
            "P3,A,2015-01-01,2015-02-10,20",
            "P3,B,2015-02-11,2015-03-01,10",
        ),
    )

    assert values(table(2015))["long-term"] == (40, 100, one("40.0"), None)


def test_leap_day_counts_among_the_sixty(tmp_path):
    given.taken_in(
        tmp_path,
        staff_days=staff("P1,K,1980,2016,250"),
        absences=absences("P1,A,2016-01-01,2016-02-29,40"),
    )

    assert values(table(2016))["long-term"] == (40, 40, one("100.0"), None)


def test_a_spell_over_the_new_year_is_long_in_both_years_by_all_its_days(tmp_path):
    given.taken_in(
        tmp_path,
        staff_days=staff("P1,K,1980,2014,250", "P1,K,1980,2015,250", "P2,K,1980,2015,250"),
        absences=absences(
            "P1,A,2014-12-01,2014-12-31,20",
            "P1,A,2015-01-01,2015-01-29,18",
            "P2,A,2015-05-04,2015-05-05,2",
        ),
    )

    answer = table(2015)

    assert values(answer)["long-term"] == (18, 20, one("90.0"), one("100.0"))
    assert values(table(2014))["long-term"] == (20, 20, one("100.0"), None)
    assert unlike_their_records(answer) == []


def test_the_same_spell_of_two_people_is_two_spells(tmp_path):
    given.taken_in(
        tmp_path,
        staff_days=staff("P1,K,1980,2015,250", "P2,K,1980,2015,250"),
        absences=absences("P1,A,2015-01-01,2015-01-10,8", "P2,A,2015-04-01,2015-04-10,6"),
    )

    assert values(table(2015))["long-term"] == (0, 14, one("0.0"), None)


def test_rows_of_a_spell_with_work_between_them_are_one_spell(tmp_path):
    given.taken_in(
        tmp_path,
        staff_days=staff("P1,K,1980,2015,250"),
        absences=absences("P1,A,2015-03-01,2015-03-01,1", "P1,A,2015-01-01,2015-01-02,2"),
    )

    assert values(table(2015))["long-term"] == (3, 3, one("100.0"), None)


def test_a_share_of_nothing_is_blank_and_no_absence_is_nil(tmp_path):
    given.taken_in(tmp_path, staff_days=staff("P1,M,1980,2015,250", "P2,K,1930,2015,0"))

    answer = table(2015)

    assert values(answer) == {
        "all": (0, 250, one("0.0"), None),
        "long-term": (0, 0, None, None),
        "women": (0, 0, None, None),
        "men": (0, 250, one("0.0"), None),
        "29-or-younger": (0, 0, None, None),
        "30-49": (0, 250, one("0.0"), None),
        "50-or-older": (0, 0, None, None),
    }
    assert answer.figure("women", "percent").is_blank
    assert answer.figure("all", "percent:previous-year").is_blank


def test_the_table_asks_as_much_however_many_work_here(tmp_path, django_assert_num_queries):
    people = [f"P{number},K,1980,2015,250" for number in range(30)]
    away = [f"P{number},A,2015-01-05,2015-01-06,2" for number in range(30)]
    given.taken_in(tmp_path, staff_days=staff(*people), absences=absences(*away))

    with django_assert_num_queries(2):
        table(2015)


def test_an_absence_needs_a_row_of_ordinary_days_that_year(tmp_path):
    given.taken_in(tmp_path, staff_days=staff("P1,K,1980,2014,250"))

    found = given.refused(
        tmp_path,
        staff_days=staff("P2,K,1980,2015,250"),
        absences=absences(
            "P1,A,2014-02-02,2014-02-02,1",
            "P1,A,2015-02-02,2015-02-02,1",
            "P2,A,2015-02-02,2015-02-02,1",
            "P3,A,2015-02-02,2015-02-02,1",
        ),
    )

    assert found == [("absences.csv", 3, "person", "P1"), ("absences.csv", 5, "person", "P3")]
    assert not Absence.objects.exists()
    assert list(StaffYear.objects.values_list("person", flat=True)) == ["P1"]


def test_an_absence_is_in_order_where_its_ordinary_days_came_in_an_earlier_package(tmp_path):
    given.taken_in(tmp_path, staff_days=staff("P1,K,1980,2015,250"))

    told = given.taken_in(tmp_path, absences=absences("P1,A,2015-02-02,2015-02-02,1"))

    assert told == {"absences.csv": (1, 0, 0)}


def test_a_faulty_row_of_ordinary_days_is_told_once(tmp_path):
    found = given.refused(
        tmp_path,
        staff_days=staff("P1,X,1980,2015,250"),
        absences=absences("P1,A,2015-02-02,2015-02-02,1"),
    )

    assert found == [("staff_days.csv", 2, "sex", "X")]
    assert not StaffYear.objects.exists()


def test_an_absence_over_the_new_year_or_backwards_is_told_at_its_last_day(tmp_path):
    found = given.refused(
        tmp_path,
        staff_days=staff("P1,K,1980,2014,250", "P1,K,1980,2015,250"),
        absences=absences(
            "P1,A,2014-12-30,2015-01-02,3",
            "P1,A,2015-02-02,2015-02-01,1",
            "P1,A,2015-01-01,2014-12-31,1",
        ),
    )

    assert found == [
        ("absences.csv", 2, "last_day", "2015-01-02"),
        ("absences.csv", 3, "last_day", "2015-02-01"),
        ("absences.csv", 4, "last_day", "2014-12-31"),
    ]
    assert not Absence.objects.exists()


def test_days_beyond_a_year_and_repeated_keys_are_refused(tmp_path):
    found = given.refused(
        tmp_path,
        staff_days=staff("P1,K,1980,2015,367", "P2,K,1980,2015,2,5", "P3,K,1980,2015,-1"),
        absences=absences(
            "P1,A,2015-02-02,2015-02-02,0.5",
            "P1,A,2015-03-02,2015-03-02,1",
            "P1,B,2015-03-02,2015-03-02,1",
        ),
    )

    assert found == [
        ("staff_days.csv", 2, "ordinary_days", "367"),
        ("staff_days.csv", 3, "", ""),
        ("staff_days.csv", 4, "ordinary_days", "-1"),
        ("absences.csv", 2, "days", "0.5"),
        ("absences.csv", 4, "first_day", "2015-03-02"),
    ]
    assert not StaffYear.objects.exists()


def test_undoing_puts_back_days_and_absences(tmp_path):
    given.taken_in(
        tmp_path,
        staff_days=staff("P1,K,1980,2015,250"),
        absences=absences("P1,A,2015-02-02,2015-02-02,1"),
    )
    before = values(table(2015))
    told = given.taken_in(
        tmp_path,
        staff_days=staff("P1,M,1960,2015,100", "P2,M,1960,2015,100"),
        absences=absences("P1,A,2015-02-02,2015-02-20,15", "P2,A,2015-02-02,2015-02-02,1"),
    )
    assert told == {"staff_days.csv": (1, 1, 0), "absences.csv": (1, 1, 0)}
    assert values(table(2015))["men"] == (16, 200, one("8.0"), None)

    given.undo()

    assert values(table(2015)) == before


def test_records_are_personal_and_never_listed_and_their_description_names_nobody(tmp_path):
    given.taken_in(
        tmp_path,
        staff_days=staff("P1,K,1980,2015,250", "P2,M,1960,2015,100"),
        absences=absences("P1,A,2015-02-02,2015-02-03,2"),
    )
    women = (("group", "women"),)
    away = Origin(queries.ABSENCES, Span.year(2015), women)
    working = Origin(queries.STAFF_DAYS, Span.year(2015), women)
    everyone = Origin(queries.STAFF_DAYS, Span.year(2015), (("group", "all"),))

    assert registry.record_source(queries.ABSENCES).is_personal
    assert registry.record_source(queries.STAFF_DAYS).is_personal
    describe = registry.Describer().describe
    assert [describe(origin) for origin in (away, working, everyone)] == ["Kvinnor", "Kvinnor", ""]
    sources = [registry.record_source(origin.question) for origin in (away, working, everyone)]
    assert [source.columns for source in sources] == [(), (), ()]
    assert [records(origin) for origin in (away, working, everyone)] == [[], [], []]
    counts = [source.count(o) for source, o in zip(sources, (away, working, everyone), strict=True)]
    assert counts == [1, 1, 2]


def test_the_years_are_those_with_ordinary_days(tmp_path):
    assert queries.years() == frozenset()

    given.taken_in(tmp_path, staff_days=staff("P1,K,1980,2012,250", "P1,K,1980,2015,250"))

    assert queries.years() == frozenset({2012, 2015})
