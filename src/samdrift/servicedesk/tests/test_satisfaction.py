from __future__ import annotations

import pytest

from samdrift.kernel.figures import Origin
from samdrift.kernel.spans import Span
from samdrift.plumbing.exchange.tests import given
from samdrift.reporting import registry
from samdrift.reporting.ports import Ask
from samdrift.reporting.tests.opened import records, unlike_their_records, values
from samdrift.servicedesk import queries, tables
from samdrift.servicedesk.models import SurveyAnswer

pytestmark = pytest.mark.django_db
HEADER = "id,answered_on,question,score\n"
ANSWERS = HEADER + (
    "E1,2014-12-31,courtesy,5\n"
    "E2,2015-01-01,courtesy,4\n"
    "E3,2015-06-01,courtesy,3\n"
    "E4,2015-12-31,courtesy,5\n"
    "E5,2015-12-31,competence,1\n"
    "E6,2016-01-01,feedback,5\n"
)


def test_scores_of_four_and_five_are_satisfied(tmp_path):
    given.taken_in(tmp_path, surveys=ANSWERS)

    answer = tables.satisfaction(Ask(2015))

    assert values(answer) == {"courtesy": (3, 67), "competence": (1, 0), "feedback": (0, None)}
    assert answer.figure("feedback", "share").is_blank
    assert [row.label for row in answer.rows] == ["Bemötande", "Kompetens", "Återkoppling"]
    assert unlike_their_records(answer) == []


def test_a_year_without_answers_still_has_its_three_rows(tmp_path):
    given.taken_in(tmp_path, surveys=ANSWERS)

    assert values(tables.satisfaction(Ask(2013))) == {
        "courtesy": (0, None),
        "competence": (0, None),
        "feedback": (0, None),
    }


def test_a_changed_answer_counts_as_it_now_stands_and_undoing_puts_it_back(tmp_path):
    given.taken_in(tmp_path, surveys=ANSWERS)
    changed = ANSWERS.replace("E3,2015-06-01,courtesy,3", "E3,2015-06-01,courtesy,4")

    assert given.taken_in(tmp_path, surveys=changed) == {"surveys.csv": (0, 1, 5)}
    assert values(tables.satisfaction(Ask(2015)))["courtesy"] == (3, 100)

    given.undo()

    assert values(tables.satisfaction(Ask(2015)))["courtesy"] == (3, 67)


def test_a_score_outside_one_to_five_is_refused_and_nothing_is_taken_in(tmp_path):
    wrong = HEADER + "E1,2015-01-01,courtesy,0\nE2,2015-02-29,speed,6\nE3,2015-01-01,feedback,\n"

    assert given.refused(tmp_path, surveys=wrong) == [
        ("surveys.csv", 2, "score", "0"),
        ("surveys.csv", 3, "answered_on", "2015-02-29"),
        ("surveys.csv", 3, "question", "speed"),
        ("surveys.csv", 3, "score", "6"),
        ("surveys.csv", 4, "score", ""),
    ]
    assert not SurveyAnswer.objects.exists()


def test_the_list_behind_a_share_holds_the_satisfied_only(tmp_path):
    given.taken_in(tmp_path, surveys=ANSWERS)
    everyone = Origin(queries.ANSWERS, Span.year(2015), (("question", "courtesy"),))
    satisfied = Origin(
        queries.ANSWERS, Span.year(2015), (("question", "courtesy"), ("satisfied", "yes"))
    )

    assert [record.key for record in records(everyone)] == ["E2", "E3", "E4"]
    assert [record.key for record in records(satisfied)] == ["E2", "E4"]
    describe = registry.Describer().describe
    assert (describe(everyone), describe(satisfied)) == ("Bemötande", "Bemötande, betyg 4 eller 5")


def test_answers_give_years_too_and_can_be_listed_without_an_end(tmp_path):
    given.taken_in(tmp_path, surveys=ANSWERS)
    onwards = Origin(queries.ANSWERS, Span(Span.year(2016).start), (("question", "feedback"),))

    assert queries.years() == frozenset({2014, 2015, 2016})
    assert [record.key for record in records(onwards)] == ["E6"]
