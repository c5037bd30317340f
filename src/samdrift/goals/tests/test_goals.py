from __future__ import annotations

from datetime import UTC, datetime

import pytest

from samdrift.goals import queries, services, tables
from samdrift.goals.choices import Direction
from samdrift.goals.models import Goal, Target
from samdrift.kernel.figures import Figure, Origin, Unit
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Span
from samdrift.plumbing.exchange.tests import given
from samdrift.reporting import registry
from samdrift.reporting.ports import Ask
from samdrift.reporting.tests.opened import records, unlike_their_records

pytestmark = pytest.mark.django_db
HEADER = "year,main_goal,sub_goal,grade,comment\n"
GOALS = HEADER + (
    "2015,God IT-support,Effektivare ärendehantering,5,Klart\n"
    "2015,Ekonomi,Ökad avtalstrohet,,\n"
    '2015,God IT-support,Återställa driften,1,"Två rader,\nmed komma"\n'
    "2014,God IT-support,Effektivare ärendehantering,3,\n"
)


def told(year: int) -> list[tuple[str, object]]:
    rows = tables.assessment(Ask(year)).rows
    return [(row.label, row.figures[0].value) for row in rows]


def test_the_goals_of_a_year_stand_in_the_order_of_the_file_with_their_grades(tmp_path):
    given.taken_in(tmp_path, goals=GOALS)

    answer = tables.assessment(Ask(2015))

    assert told(2015) == [
        ("Effektivare ärendehantering", 5),
        ("Ökad avtalstrohet", None),
        ("Återställa driften", 1),
    ]
    assert answer.rows[1].figures[0].is_blank
    assert unlike_their_records(answer) == []
    assert told(2013) == []


def test_a_goal_that_goes_on_has_the_same_readable_key_every_year(tmp_path):
    given.taken_in(tmp_path, goals=GOALS)

    this_year = tables.assessment(Ask(2015)).rows[0].key
    last_year = tables.assessment(Ask(2014)).rows[0].key

    assert this_year == last_year
    assert this_year.startswith("effektivare-arendehantering-")


def test_goals_of_the_same_words_below_different_main_goals_are_told_apart(tmp_path):
    given.taken_in(tmp_path, goals=HEADER + "2015,A,Nöjda,2,\n2015,B,Nöjda,4,\n2015,B,!!!,3,\n")

    answer = tables.assessment(Ask(2015))

    assert told(2015) == [("Nöjda", 2), ("Nöjda", 4), ("!!!", 3)]
    assert len({row.key for row in answer.rows}) == 3
    assert not answer.rows[2].key.startswith("-")


def test_the_annual_report_is_told_the_main_goal_and_the_comment(tmp_path):
    given.taken_in(tmp_path, goals=GOALS)

    goals = queries.assessed_goals(year=2015)

    assert [(goal.main_goal, goal.sub_goal, goal.grade, goal.comment) for goal in goals] == [
        ("God IT-support", "Effektivare ärendehantering", 5, "Klart"),
        ("Ekonomi", "Ökad avtalstrohet", None, ""),
        ("God IT-support", "Återställa driften", 1, "Två rader,\nmed komma"),
    ]


def test_texts_may_be_long(tmp_path):
    long = "mål " * 40_000
    given.taken_in(tmp_path, goals=HEADER + f"2015,{long},{long},4,{long}\n")

    assert told(2015) == [(long, 4)]


def test_a_new_order_and_a_new_grade_are_taken_in_and_undone(tmp_path):
    given.taken_in(tmp_path, goals=GOALS)
    assert given.taken_in(tmp_path, goals=GOALS) == {"goals.csv": (0, 0, 4)}
    again = HEADER + (
        "2015,Ekonomi,Ökad avtalstrohet,4,Bedömt\n"
        "2015,Ekonomi,Nytt mål,2,\n"
        "2015,God IT-support,Effektivare ärendehantering,5,Klart\n"
    )
    assert given.taken_in(tmp_path, goals=again) == {"goals.csv": (1, 1, 1)}
    assert [label for label, _ in told(2015)][:2] == ["Ökad avtalstrohet", "Nytt mål"]

    given.undo()

    assert told(2015) == [
        ("Effektivare ärendehantering", 5),
        ("Ökad avtalstrohet", None),
        ("Återställa driften", 1),
    ]


def test_a_grade_outside_one_to_five_or_a_repeated_goal_is_refused(tmp_path):
    wrong = HEADER + (
        "2015,A,Ett,0,\n2015,A,Två,6,\n2015,,Tre,3,\n15,A,Fyra,3,\n2015,A,Fem,3,\n2015,A,Fem,4,\n"
    )

    assert given.refused(tmp_path, goals=wrong) == [
        ("goals.csv", 2, "grade", "0"),
        ("goals.csv", 3, "grade", "6"),
        ("goals.csv", 4, "main_goal", ""),
        ("goals.csv", 5, "year", "15"),
        ("goals.csv", 7, "sub_goal", "Fem"),
    ]
    assert not Goal.objects.exists()


def test_a_grade_opens_to_its_goal(tmp_path):
    given.taken_in(tmp_path, goals=GOALS)
    [origin] = tables.assessment(Ask(2015)).rows[0].figures[0].origins

    assert [record.cells for record in records(origin)] == [
        (2015, "God IT-support", "Effektivare ärendehantering", 5, "Klart")
    ]
    source = registry.record_source(queries.GOALS)
    assert source.describe(origin) == "Effektivare ärendehantering"


def test_a_goal_that_is_no_more_has_no_records_and_no_amount():
    origin = Origin(queries.GOALS, Span.year(2015), (("goal", "borta"),))
    source = registry.record_source(queries.GOALS)

    assert source.count(origin) == 0
    assert source.amount(origin) is None
    assert source.describe(origin) == "borta"
    assert records(origin) == []


def test_the_years_are_those_with_goals(tmp_path):
    assert queries.years() == frozenset()

    given.taken_in(tmp_path, goals=GOALS)

    assert queries.years() == frozenset({2014, 2015})


def wanted(unit, value, direction=Direction.AT_LEAST):
    return services.Wanted(unit, value, direction)


def set_target(key, told):
    at = datetime(2015, 2, 1, 12, tzinfo=UTC)
    services.set_target(year=2015, key_figure=key, wanted=told, by="eva", at=at)


def test_the_same_target_again_and_one_that_is_not_there_leave_no_history():
    set_target("tickets", wanted(Unit.COUNT, 5_000))
    set_target("tickets", wanted(Unit.COUNT, 5_000))
    services.remove_target(
        year=2015, key_figure="calls", by="eva", at=datetime(2015, 3, 1, 12, tzinfo=UTC)
    )

    assert Target.objects.count() == 1
    (told,) = queries.told_targets(year=2015, key_figure="tickets")
    assert (told.value, told.is_removal) == (5_000, False)


@pytest.mark.parametrize(
    ("told", "is_reached", "number"),
    [
        (wanted(Unit.COUNT, 5_000), {5: True, 4: False}, 5),
        (wanted(Unit.COUNT, 5_500, Direction.AT_MOST), {5: True, 6: False}, "5.5"),
        (wanted(Unit.MONEY, 700), {Money(700): True, Money(699): False}, Money(700)),
    ],
)
def test_a_target_is_a_figure_and_told_to_be_reached_or_not(told, is_reached, number):
    set_target("figure", told)
    target = queries.targets(2015)["figure"]

    def is_reached_by(value, unit=told.unit):
        return target.is_reached(Figure(value, unit, target.figure.origins))

    assert str(target.figure.value) == str(number)
    assert {value: is_reached_by(value) for value in is_reached} == is_reached
    assert is_reached_by(1, Unit.PERCENT) is None
