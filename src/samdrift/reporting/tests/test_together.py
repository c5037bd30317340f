"""Questions asked as one are answered as each would be alone; what is read ahead is not asked."""

from datetime import date

import pytest
from django.db import connection
from django.db.models import Count, Sum
from django.test.utils import CaptureQueriesContext

from samdrift.assets.models import Holding
from samdrift.ledger.models import VoucherLine
from samdrift.ledger.tests.given import PURCHASE, SALE, books, taken
from samdrift.parties.models import Organisation
from samdrift.plumbing.exchange.tests.given import taken_in
from samdrift.reporting import registry, together
from samdrift.reporting.ports import Ask
from samdrift.reporting.snapshot import snapshot

TODAY = date(2016, 5, 1)
ASSETS = (
    "id,kind,organisation,location,in_service,out_of_service\n1,computer.pupil,KIN,,2014-01-01,\n"
)


@pytest.fixture
def loaded(db, tmp_path):
    taken_in(tmp_path, assets=ASSETS)
    taken(tmp_path, y2015=books(SALE, PURCHASE))


def asked_of(captured, table):
    return [each["sql"] for each in captured if f'"{table}"' in each["sql"]]


def test_sums_days_and_texts_are_what_each_question_answers_alone(loaded):
    questions = {
        "sums": VoucherLine.objects.order_by()
        .values_list("account")
        .annotate(Sum("amount_ore"), Count("id")),
        "days": Holding.objects.order_by().values_list(
            "identifier", "in_service", "out_of_service"
        ),
        "none": Organisation.objects.filter(code="?").order_by().values_list("code"),
        "nothing": Organisation.objects.filter(code__in=[]).order_by().values_list("code"),
    }

    with CaptureQueriesContext(connection) as asked:
        found = together.asked(questions)

    assert len(asked) == 1
    assert {key: sorted(rows) for key, rows in found.items()} == {
        key: sorted(question) for key, question in questions.items()
    }
    assert found["days"] == (("1", date(2014, 1, 1), None),)
    assert ("3000", -10_050, 1) in found["sums"]


def test_what_nothing_can_answer_is_not_asked(loaded):
    nothing = Organisation.objects.none().values_list("code")

    with CaptureQueriesContext(connection) as asked:
        assert together.asked({}) == {}
        assert together.asked({"nothing": nothing}) == {"nothing": ()}

    assert list(asked) == []


def test_what_was_read_ahead_is_not_asked_again_within_the_snapshot(loaded):
    question = Organisation.objects.order_by().values_list("code")
    with snapshot():
        together.read_ahead({"codes": question})
        with CaptureQueriesContext(connection) as asked:
            ahead = together.rows("codes", question)
    alone = together.rows("codes", question)

    assert list(asked) == []
    assert sorted(ahead) == sorted(alone) == [("BOX",), ("FED",), ("KIN",)]


def test_a_page_of_the_whole_year_asks_for_holdings_and_postings_as_one(loaded):
    with snapshot(), CaptureQueriesContext(connection) as asked:
        registry.read_ahead(2015, "a page")
        registry.table("assets.computers", Ask(2015), today=TODAY)
        registry.table("ledger.income-statement", Ask(2015), today=TODAY)

    holdings, postings = asked_of(asked, "assets_holding"), asked_of(asked, "ledger_accountmonth")
    assert [sql for sql in holdings if "GROUP BY" in sql] == postings
    assert len(postings) == 1


def test_a_page_that_was_read_asks_ahead_for_what_has_changed_and_nothing_else(loaded):
    def read(page="a page"):
        with CaptureQueriesContext(connection) as asked, snapshot():
            registry.read_ahead(2015, page)
        return len(asked_of(asked, "ledger_accountmonth")), len(
            [sql for sql in asked_of(asked, "assets_holding") if "GROUP BY" in sql]
        )

    assert [read(), read()] == [(1, 1), (0, 0)]
    Holding.objects.update(kind="tablet")
    assert [read(), read()] == [(0, 1), (0, 0)]
    assert read("another page") == (1, 1)
