from __future__ import annotations

from decimal import Decimal

import pytest

from samdrift.kernel.figures import Figure, Origin, Unit, missing
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Span
from samdrift.reporting import recount as module
from samdrift.reporting import registry
from samdrift.reporting.recount import Verdict, recount
from samdrift.reporting.selections import RecordSource
from samdrift.reporting.views import proof


def origin(name, count=2, question="books.lines"):
    return Origin(question, Span.year(2015), (("account", name),), count)


@pytest.fixture
def books(monkeypatch):
    """Let each account have two lines and the kronor of its name; `books.cases` only counts."""

    def source(question):
        def amount(asked):
            if question == "books.cases":
                return None
            return Figure(Money(int(dict(asked.scope)["account"]) * 100), Unit.MONEY, (asked,))

        return RecordSource(
            key=question,
            title="Rader",
            describe=lambda _: "",
            recount=lambda asked: 3 if dict(asked.scope)["account"] == "three" else 2,
            readd=amount,
        )

    monkeypatch.setattr(registry, "record_source", source)


def money(kronor, *origins):
    return Figure(Money(kronor * 100), Unit.MONEY, origins)


def cases(value, *names, unit=Unit.COUNT):
    return Figure(value, unit, tuple(origin(name, question="books.cases") for name in names))


@pytest.mark.parametrize(
    ("figure", "verdict"),
    [
        (money(30, origin("10"), origin("20")), Verdict.AGREES),
        (money(-30, origin("10"), origin("20")), Verdict.AGREES_REVERSED),
        (money(31, origin("10"), origin("20")), Verdict.DIFFERS),
        (money(10, origin("10", count=5)), Verdict.OTHER_RECORDS),
        (cases(4, "a", "b"), Verdict.AGREES),
        (cases(5, "a"), Verdict.DIFFERS),
        (cases(5, "a", "b"), Verdict.SAME_RECORDS),
        (cases(100, "a", "b", unit=Unit.PERCENT), Verdict.AGREES_AS_SHARE),
        (cases(Decimal("100.0"), "a", "b", unit=Unit.PERCENT), Verdict.AGREES_AS_SHARE),
        (cases(99, "a", "b", unit=Unit.PERCENT), Verdict.SAME_RECORDS),
        (cases(Decimal(5), "a", unit=Unit.GRADE), Verdict.SAME_RECORDS),
    ],
)
def test_a_figure_is_held_against_its_records(books, figure, verdict):
    assert recount(figure).verdict is verdict


def test_a_difference_agrees_when_one_kind_is_deducted(books):
    planned = Origin("books.lines", Span.year(2015), (("account", "50"), ("measure", "budget")), 2)
    real = Origin("books.lines", Span.year(2015), (("account", "20"), ("measure", "real")), 2)

    assert recount(money(30, planned, real)).verdict is Verdict.AGREES_SIGNED


def test_a_sum_agrees_where_a_statement_turns_some_accounts_only(books):
    kronor = (("10", 1), ("20", -1), ("40", 1), ("80", -1), ("160", 1), ("320", -1), ("640", 1))
    origins = tuple(origin(name) for name, _ in kronor)
    wanted = sum(int(name) * sign for name, sign in kronor)

    assert recount(money(wanted, *origins)).verdict is Verdict.AGREES_SIGNED
    assert recount(money(wanted + 1, *origins)).verdict is Verdict.DIFFERS


def test_a_sum_agrees_where_one_of_several_parts_is_both_added_and_taken_away(books):
    names = ("10", "21", "40", "85", "160")
    whole = money(10 - 40 + 85 + 160, *map(origin, names))
    few = money(10 + 40, *map(origin, names[:3]))

    assert recount(whole).verdict is Verdict.AGREES_SIGNED
    assert recount(few).verdict is Verdict.DIFFERS


def test_too_many_origins_are_not_asked_at_once(books, monkeypatch):
    monkeypatch.setattr(module, "MOST_RECOUNTED", 1)

    assert recount(cases(4, "a", "b")).verdict is Verdict.NOT_ASKED


def test_what_differs_is_told_with_both_amounts(books):
    figure = money(31, origin("10"), origin("20"))

    told = proof.words(figure, recount(figure))

    assert told.status == "Skiljer"
    assert told.sentence.replace("\xa0", " ") == "Talet är 31 kr, posterna ger 30 kr."


def test_records_that_have_come_since_are_told(books):
    figure = money(10, origin("10", count=5))

    told = proof.words(figure, recount(figure))

    assert told.sentence.replace("\xa0", " ") == "Talet gjordes av 5 poster. Nu finns 2 poster."


def test_a_missing_figure_tells_its_reason(books):
    figure = missing("har inte lämnat uppgift", Unit.COUNT, (origin("10"),))

    assert proof.words(figure, recount(figure)) == proof.Proof(
        "bad", "Saknas", "Har inte lämnat uppgift"
    )
