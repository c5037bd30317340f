"""Rows that most pages ask for are read together, and held until one of them changes."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samdrift.annualreport.models import Adoption, Edition
from samdrift.assets.models import AssetKind, Gap
from samdrift.capital.models import Investment
from samdrift.goals.models import Goal
from samdrift.parties.models import HomeOrganisation, Organisation
from samdrift.plumbing import contributions
from samdrift.plumbing.exchange.tests.given import taken_in
from samdrift.reporting import few, memory
from samdrift.reporting.few import FewRows
from samdrift.reporting.snapshot import snapshot

MOMENT = datetime(2016, 2, 1, 12, 30, tzinfo=UTC)
GROUPS = FewRows("assets.groups", AssetKind, ("key", "is_group"), ("position", "key"))
PARTIES = FewRows("parties.codes", Organisation, ("code", "name"), ("position", "id"))


@pytest.fixture
def loaded(db, tmp_path):
    taken_in(tmp_path, goals="year,main_goal,sub_goal,grade,comment\n2015,A,B,,\n2014,A,B,4,Ja\n")
    memory.forget_in_process()


def offered(key):
    return next(each for each in contributions.offered(FewRows) if each.key == key)


def told(key):
    with snapshot():
        return few.rows(offered(key))


def test_rows_come_in_the_order_they_are_told_in(loaded):
    Organisation.objects.filter(code="KIN").update(position=99)

    with snapshot():
        found = few.rows(PARTIES)

    by_position = Organisation.objects.order_by("position", "id").values_list("code", "name")
    assert found == tuple(by_position)
    assert found[-1][0] == "KIN"


def test_days_moments_truth_and_nothing_are_what_they_were(loaded):
    edition = Edition.objects.create(
        year=2015, number=1, document="{}", digest="d", reviewed_by="a", reviewed_at=MOMENT
    )
    Adoption.objects.create(
        edition=edition, decided_on=date(2016, 4, 1), paragraph="1", adopted_by="a",
        adopted_at=MOMENT,
    )  # fmt: skip
    Gap.objects.create(kind="phone", organisation_id="KIN", reason="å", valid_from=date(2015, 1, 1))

    assert told("annualreport.editions") == ((edition.pk, 2015, 1, "d", "a", MOMENT),)
    assert told("annualreport.adoptions") == ((edition.pk, date(2016, 4, 1), "1", "a", MOMENT),)
    assert told("assets.gaps") == (("phone", "KIN", "å", date(2015, 1, 1), None),)
    with snapshot():
        truth = dict(few.rows(GROUPS))
    assert truth == dict(AssetKind.objects.values_list("key", "is_group"))
    assert {type(each) for each in truth.values()} == {bool}


def test_a_model_without_rows_has_none(loaded):
    assert not Investment.objects.exists()
    assert told("capital.lines") == ()


def test_what_is_told_together_is_what_each_is_alone(loaded):
    wrong, known = {}, tuple(contributions.offered(FewRows))
    for each in known:
        rows = each.model.objects.filter(each.where).order_by(*each.order)
        alone = tuple(rows.values_list(*each.fields))
        if not told(each.key) == few.rows(each) == alone:
            wrong[each.key] = alone

    assert len(known) > 10
    assert wrong == {}


def test_all_are_read_by_one_question_and_then_held(loaded):
    with snapshot(), CaptureQueriesContext(connection) as asked:
        for each in contributions.offered(FewRows):
            few.rows(each)
    assert [each["sql"].count("question_0") for each in asked if "question_0" in each["sql"]] == [2]

    with snapshot(), CaptureQueriesContext(connection) as asked_again:
        for each in contributions.offered(FewRows):
            few.rows(each)
    assert [each["sql"] for each in asked_again if "question_0" in each["sql"]] == []


def test_only_what_has_changed_is_read_again(loaded):
    told("goals.goals")
    Goal.objects.filter(year=2015).update(grade=5)

    with CaptureQueriesContext(connection) as asked:
        found = told("goals.goals")

    assert [row[:1] + row[4:5] for row in found] == [(2014, 4), (2015, 5)]
    (question,) = [each["sql"] for each in asked if "question_0" in each["sql"]]
    assert "goals_goal" in question
    assert HomeOrganisation._meta.db_table not in question


def test_outside_a_snapshot_only_what_is_wanted_is_asked_for(loaded):
    with CaptureQueriesContext(connection) as asked:
        few.rows(offered("parties.home"))

    (question,) = [each["sql"] for each in asked]
    assert "question_1" not in question


def test_what_is_let_go_while_a_page_is_made_is_asked_for_again(loaded):
    told("parties.home")
    Goal.objects.all().delete()

    with snapshot():
        assert few.rows(offered("goals.goals")) == ()
        memory.forget_in_process()
        found = few.rows(offered("parties.home"))

    assert found == tuple(HomeOrganisation.objects.values_list("name", "org_number", "legal_form"))
