"""Printed figures stand beside the computed: equal, explained by somebody, or differing."""

import csv
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

from samdrift.annualreport.errors import CannotExplain, CannotTakePrinted
from samdrift.annualreport.models import Explanation, PrintedFigure
from samdrift.annualreport.reconciliation import queries, services
from samdrift.annualreport.reconciliation.ports import Agreement
from samdrift.annualreport.reconciliation.printed_file import MOST_LINES, read_number
from samdrift.annualreport.tests.given import sample
from samdrift.ledger.tests.given import PURCHASE, books, ver
from samdrift.plumbing.exchange.services import import_package
from samdrift.plumbing.exchange.tests.given import folder_of
from samdrift.reporting.formats import Scale

AT = datetime(2016, 3, 21, 12, tzinfo=UTC)
HEAD = "table,row,column,printed\n"
PRINTED = Path(__file__).with_name("printed_2015.csv")
DIFFERING_IN_2016 = (
    "table;row;column;printed\n"
    "ledger.carry-forward;total;opening;\n"
    "ledger.carry-forward;total;outcome;\n"
)

SALE = ver("A", 1, "20150310", (1930, 1000), (3000, -1000))


@pytest.fixture
def year(db, tmp_path):
    """Take in a year with one sale, and return who takes it in anew with a purchase too."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    first = folder_of(tmp_path / "a", {"ledger/2015.se": books(SALE)})
    assert list(import_package(first, at=AT).faults.shown) == []

    def more():
        second = folder_of(tmp_path / "b", {"ledger/2015.se": books(SALE, PURCHASE)})
        assert list(import_package(second, at=AT).faults.shown) == []

    return more


def take_in(text, scale=Scale.SEK, *, year=2015):
    return services.take_in_printed(year=year, text=text, scale=scale, by="Eva", at=AT)


def result(printed):
    return f"{HEAD}ledger.income-statement,result,2015,{printed}\n"


def reconciled(year=2015):
    return queries.reconciled(year=year, today=AT.date())


def explain(printed_id, reason="Tryckfel."):
    return services.explain_difference(
        year=2015, printed_id=printed_id, reason=reason, by="Bo", at=AT
    )


def test_the_printed_figures_of_2015_that_do_not_come_out_all_differ(db):
    with PRINTED.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    texts = dict.fromkeys(("tkr", "SEK"), HEAD)
    for row in rows:
        printed = f'"{row["printed"]}"'
        texts[row["unit"]] += f"{row['table']},{row['row']},{row['column']},{printed}\n"

    with sample("six-municipalities-2015.zip", "six-municipalities"):
        for unit, text in texts.items():
            take_in(text, Scale(unit))
        told = reconciled()

    in_order = [row for unit in texts for row in rows if row["unit"] == unit]
    assert len(told) == 24
    assert [each.rounded for each in told] == [Decimal(row["computed"]) for row in in_order]
    assert {each.agreement for each in told} == {Agreement.DIFFERS}


def test_the_printed_figures_of_2016_that_do_not_come_out_differ(db):
    with sample("two-municipalities-2016.zip", "two-municipalities"):
        take_in(DIFFERING_IN_2016, Scale.TKR, year=2016)
        told = reconciled(2016)

    assert [each.rounded for each in told] == [Decimal(296), Decimal(930)]
    assert [each.difference for each in told] == [Decimal(-296), Decimal(-930)]


@pytest.mark.parametrize(
    ("printed", "scale", "agreement", "difference"),
    [
        ("1", Scale.TKR, Agreement.EQUAL, "0"),
        ("1000", Scale.SEK, Agreement.EQUAL, "0"),
        ("1 000,00", Scale.SEK, Agreement.EQUAL, "0"),
        ("1000.01", Scale.SEK, Agreement.DIFFERS, "0.01"),
        ("2", Scale.TKR, Agreement.DIFFERS, "1"),
        ("0,0", Scale.MKR, Agreement.EQUAL, "0"),
        ("–", Scale.TKR, Agreement.DIFFERS, "-1"),
    ],
)
def test_equal_is_equal_in_the_printed_unit(year, printed, scale, agreement, difference):
    take_in(HEAD + f'ledger.income-statement,result,2015,"{printed}"', scale)

    (told,) = reconciled()
    assert (told.agreement, told.difference) == (agreement, Decimal(difference))


def test_a_figure_printed_anew_counts_and_the_same_again_changes_nothing(year):
    take_in(result(900))
    take_in(result(900))
    assert PrintedFigure.objects.count() == 1

    take_in(result(1000))

    (told,) = reconciled()
    assert (told.printed, told.agreement) == (Decimal(1000), Agreement.EQUAL)
    assert PrintedFigure.objects.count() == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "Den första raden ska vara rubriken table,row,column,printed"),
        ("tabell,rad\n", "Den första raden ska vara rubriken"),
        (HEAD, "Det finns inga rader under rubriken"),
        (HEAD + "ledger.nothing,a,b,1", "Rad 2: Det finns ingen tabell som heter ledger.nothing"),
        (HEAD + "ledger.income-statement,a,2015,1", "Rad 2: ledger.income-statement har ingen rad"),
        (HEAD + "ledger.income-statement,~e,2015,1", "Rad 2: .* har flera rader ~e"),
        (HEAD + "ledger.income-statement,result,b,1", "Rad 2: .* har ingen kolumn b, bara 2015"),
        (result("många"), "Rad 2: många är inget tal"),
        (HEAD + "\n" + result(1)[len(HEAD) :] * 2, "result 2015 står på flera rader"),
        (HEAD + "a,b,c,1\n" * 12, "och 2 rader till"),
        (HEAD + "a,b,c,1\n" * MOST_LINES, "fler än 2000 rader"),
        (HEAD + "a,b\rc,d,1", "går inte att läsa som CSV"),
    ],
)
def test_what_is_not_understood_is_told_by_line_and_nothing_is_taken_in(year, text, told):
    take_in(result(1))

    with pytest.raises(CannotTakePrinted, match=told):
        take_in(text)

    assert PrintedFigure.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "number"),
    [("−97 731", "-97731"), ("9,0", "9.0"), ("+3", "3"), ("–", None), ("", None), ("0", "0")],
)
def test_a_number_is_read_as_it_is_printed(text, number):
    assert read_number(text) == (None if number is None else Decimal(number))


def test_a_difference_is_explained_by_somebody(year):
    take_in(result(900))
    (before,) = reconciled()

    explain(before.id, "  Tryckfel i bilagan.\r\n")

    (told,) = reconciled()
    assert told.agreement is Agreement.EXPLAINED
    assert (told.signed.reason, told.signed.signed_by) == ("Tryckfel i bilagan.", "Bo")
    assert (told.signed.signed_at, told.signed.computed) == (AT, "1000.00")


def test_an_explanation_can_be_withdrawn_and_both_are_kept(year):
    take_in(result(900))
    (before,) = reconciled()
    explain(before.id)

    services.withdraw_explanation(
        year=2015, printed_id=before.id, by="Eva", at=AT + timedelta(days=1)
    )

    (told,) = reconciled()
    assert told.agreement is Agreement.DIFFERS
    assert told.signed is None
    assert [(s.signed_by, s.is_withdrawal) for s in told.signatures] == [
        ("Bo", False),
        ("Eva", True),
    ]


def test_an_explanation_does_not_hold_for_another_figure_than_it_was_signed_for(year):
    take_in(result(900))
    (before,) = reconciled()
    explain(before.id)

    year()

    (told,) = reconciled()
    assert (told.agreement, told.is_stale) == (Agreement.DIFFERS, True)
    explain(before.id, "Ännu ett köp.")
    (told,) = reconciled()
    assert (told.agreement, told.is_stale) == (Agreement.EXPLAINED, False)


def test_there_is_nothing_to_explain_where_figures_are_equal(year):
    take_in(result(1000))
    (told,) = reconciled()

    with pytest.raises(CannotExplain, match="Talen är lika"):
        explain(told.id)

    assert Explanation.objects.count() == 0


@pytest.mark.parametrize("reason", ["  ", "x" * 2001])
def test_an_explanation_says_why(year, reason):
    take_in(result(900))
    (told,) = reconciled()

    with pytest.raises(CannotExplain, match="Skriv varför talen skiljer"):
        explain(told.id, reason)

    assert Explanation.objects.count() == 0


def test_a_difference_is_explained_once_and_withdrawn_once(year):
    take_in(result(900))
    (told,) = reconciled()
    take_back = {"year": 2015, "printed_id": told.id, "by": "Bo", "at": AT}

    with pytest.raises(CannotExplain, match="Det finns ingen förklaring att ta tillbaka"):
        services.withdraw_explanation(**take_back)
    explain(told.id)
    with pytest.raises(CannotExplain, match="Skillnaden är redan förklarad"):
        explain(told.id, "En gång till.")

    assert Explanation.objects.count() == 1


def test_a_printed_figure_that_is_taken_away_is_gone_once_and_kept_as_history(year):
    take_in(result(900))
    (told,) = reconciled()
    take_away = {"year": 2015, "printed_id": told.id, "by": "Bo", "at": AT}

    services.remove_printed(**take_away)

    assert reconciled() == ()
    assert PrintedFigure.objects.count() == 2
    with pytest.raises(CannotTakePrinted, match="Talet är redan borttaget"):
        services.remove_printed(**take_away)
    with pytest.raises(CannotExplain, match="Talet finns inte i avstämningen längre"):
        explain(told.id)
    assert PrintedFigure.objects.count() == 2


def test_a_cell_whose_table_is_no_longer_there_differs_and_is_told_without_a_figure(year):
    PrintedFigure.objects.create(
        year=2015, table_id="ledger.gone", row_key="a", column_key="b", printed="1",
        scale="tkr", told_by="Eva", told_at=AT,
    )  # fmt: skip

    (told,) = reconciled()

    assert (told.agreement, told.figure, told.difference) == (Agreement.DIFFERS, None, None)
    assert (told.table_title, told.row_label) == ("ledger.gone", "a")


def test_the_database_refuses_to_change_or_delete_what_was_signed(year):
    take_in(result(900))
    (told,) = reconciled()
    explain(told.id)

    for change in (
        lambda: PrintedFigure.objects.update(printed="1000"),
        lambda: PrintedFigure.objects.all()._raw_delete("default"),
        lambda: Explanation.objects.update(signed_by="Eva"),
        lambda: Explanation.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="a correction is a new one"), transaction.atomic():
            change()

    (told,) = reconciled()
    assert (told.printed, told.signed.signed_by) == (Decimal(900), "Bo")
