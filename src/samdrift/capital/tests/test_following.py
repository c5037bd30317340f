"""Investments followed: what is booked on their project, foreseen, and moved to the year after."""

from datetime import date

import pytest

from samdrift.capital import following
from samdrift.capital.choices import Plan
from samdrift.capital.errors import CannotKeep
from samdrift.capital.models import Investment, InvestmentWord
from samdrift.capital.ports import WantedWord
from samdrift.capital.services import investments
from samdrift.capital.tests.given import AT, bought, group, kronor, planned
from samdrift.ledger import projects
from samdrift.ledger import services as ledger
from samdrift.ledger.ports import LineEntry, VoucherEntry
from samdrift.ledger.tests.given import edition
from samdrift.reporting import registry

pytestmark = pytest.mark.django_db


def tell(row, progress="underway", **told):
    wanted = WantedWord(progress, **told)
    return investments.tell(investment_id=row.pk, wanted=wanted, by="anna", at=AT)


def book(*lines):
    told = tuple(
        LineEntry(account, kronor(amount), objects_text=objects)
        for account, amount, objects in lines
    )
    entry = VoucherEntry("A", "1", date(2015, 3, 4), "", told)
    ledger.post(edition=edition(), vouchers=[entry])


def test_what_is_booked_on_its_project_is_the_outcome_and_opens_to_its_postings():
    row = planned("2015", opening=100_00, budget=900_00, outcome=7_00)
    tell(row, project="P1")
    book(
        ("1210", "300.50", "6:P1"),
        ("1110", "40", "7:9 6:P1 8:2"),
        ("1210", "5", "6:P12"),
        ("1210", "6", "16:P1"),
        ("6010", "7", "6:P1"),
        ("2440", "-358.50", ""),
    )

    (told,) = following.followed(year=2015, plan=Plan.OWN)

    assert (told.granted, told.outcome, told.left) == (
        kronor(1000), kronor("340.50"), kronor("659.50"),
    )  # fmt: skip
    (origin,) = told.booked.origins
    source = registry.record_source(projects.INVESTED)
    assert (source.count(origin), source.amount(origin).money) == (2, kronor("340.50"))
    assert source.describe(origin) == "projekt P1"


def test_without_a_project_or_books_the_plan_says_what_is_spent():
    row = planned("2015", budget=900_00, outcome=7_00)
    tell(row, project="P1")
    other = planned("2015", status="Klar")

    told, plain = following.followed(year=2015, plan=Plan.OWN)

    assert (told.booked, told.outcome, told.progress_words) == (None, kronor(7), "Pågår")
    assert (plain.outcome, plain.foreseen, plain.progress_words) == (None, None, "Klar")
    assert following.followed(year=2015, plan=Plan.MEMBERS) == ()
    assert following.investment(other.pk).can_be_carried is False


def test_the_latest_foreseen_holds_and_all_that_was_told_stays():
    row = planned("2015", budget=900_00, outcome=7_00)
    tell(row, foreseen=kronor(800))
    tell(row, "done", foreseen=kronor(650), note="Billigare kabel")
    bought(group(), investment_id=row.pk)

    told = following.investment(row.pk)

    assert (told.foreseen, told.left) == (kronor(650), kronor(250))
    assert [word.foreseen_ore for word in following.words(told)] == [650_00, 800_00]
    assert told.fixed_assets == ((1, "Server"),)


def test_what_is_left_is_moved_to_the_year_after_once():
    row = planned("2015", budget=900_00, organisation=None, group="Nät")
    tell(row, foreseen=kronor(200), project="P1")

    new = investments.carry_on(investment_id=row.pk, decision="§ 7", by="anna", at=AT)

    assert (new.year, new.name, new.group, new.opening, new.budget, new.decision) == (
        2016, "Ny hall", "Nät", 700_00, None, "§ 7",
    )  # fmt: skip
    word = following.words(following.investment(row.pk))[0]
    assert (word.progress, word.foreseen_ore, word.project, word.carried_to) == (
        "postponed", 200_00, "P1", new,
    )  # fmt: skip
    with pytest.raises(CannotKeep, match="redan fört"):
        investments.carry_on(investment_id=row.pk, decision="§ 8", by="anna", at=AT)
    with pytest.raises(CannotKeep, match="inget kvar"):
        investments.carry_on(investment_id=planned("2016").pk, decision="§ 8", by="anna", at=AT)
    assert (Investment.objects.count(), InvestmentWord.objects.count()) == (3, 2)
