from __future__ import annotations

from datetime import date

import pytest

from samdrift.capital import queries, tables
from samdrift.capital.models import Investment
from samdrift.kernel.figures import Origin
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Span
from samdrift.plumbing.exchange.tests import given
from samdrift.reporting import registry
from samdrift.reporting.ports import Ask, CannotAnswer, RowKind, Table
from samdrift.reporting.tests.opened import records, unlike_their_records, values

pytestmark = pytest.mark.django_db
TODAY = date(2016, 5, 1)
HEADER = "id,plan,group,name,organisation,year,opening,budget,outcome,status,decision\n"
BLANK = (None, None, None, None)


def investments(*rows: str) -> str:
    return HEADER + "".join(f"{row}\n" for row in rows)


def table(plan: str, year: int = 2015) -> Table:
    [source] = tables.OFFERS
    [spec] = [spec for spec in source.specs() if spec.id == f"investments.{plan}"]
    return spec.build(Ask(year))


def kronor(answer: Table) -> dict[str, tuple[str | None, ...]]:
    return {
        key: tuple(amount.kronor() if isinstance(amount, Money) else None for amount in row)
        for key, row in values(answer).items()
    }


def test_deviation_is_budget_less_outcome_and_blank_unless_both_are_stated(tmp_path):
    given.taken_in(
        tmp_path,
        investments=investments(
            "E1,own,,Reservkraft,,2015,,150000,0,Förskjuten,",
            'E2,own,,Svets,,2015,"10,5",75000.00,310000,Klar,2015-10-01 § 31',
            "E3,own,,Buss,KIN,2015,,,-265000.25,,",
            "E4,own,,Backup,,2015,,800000,,,",
            "E5,own,,Kompressor,,2015,,,,,",
        ),
    )

    answer = table("own")

    assert kronor(answer) == {
        "E1": (None, "150000.00", "0.00", "150000.00"),
        "E2": ("10.50", "75000.00", "310000.00", "-235000.00"),
        "E3": (None, None, "-265000.25", None),
        "E4": (None, "800000.00", None, None),
        "E5": BLANK,
        "total": ("10.50", "1025000.00", "44999.75", "980000.25"),
    }
    assert [row.note for row in answer.rows] == ["Förskjuten", "Klar", "", "", "", ""]
    assert [column.key for column in answer.columns] == [
        "opening", "budget", "outcome", "deviation",
    ]  # fmt: skip
    assert unlike_their_records(answer) == []


def test_a_groups_sum_follows_its_last_row_and_takes_in_the_groups_own_budget(tmp_path):
    given.taken_in(
        tmp_path,
        investments=investments(
            "M1,members,Hemtjänst,Lås Kinda,KIN,2015,100,,40,Klar,",
            "M2,members,Nät,Etapp 1,,2015,,500,,,",
            "M3,members,Hemtjänst,Lås Boxholm,BOX,2015,,,20,Pågår,",
            "M4,members,,E-tjänster,,2015,,7,7,,",
            "M5,members,Hemtjänst,,,2015,,300,,,",
        ),
    )

    answer = table("members")

    assert kronor(answer) == {
        "M1": ("100.00", None, "40.00", None),
        "M2": (None, "500.00", None, None),
        "group:Nät": (None, "500.00", None, None),
        "M3": (None, None, "20.00", None),
        "group:Hemtjänst": ("100.00", "300.00", "60.00", "240.00"),
        "M4": (None, "7.00", "7.00", "0.00"),
        "total": ("100.00", "807.00", "67.00", "740.00"),
    }
    assert list(values(answer)) == [
        "M1", "M2", "group:Nät", "M3", "group:Hemtjänst", "M4", "total",
    ]  # fmt: skip
    assert answer.row("group:Hemtjänst").kind is RowKind.GROUP
    assert answer.row("group:Hemtjänst").label == "Summa Hemtjänst"
    assert answer.row("total").kind is RowKind.SUM
    assert unlike_their_records(answer) == []


def test_the_investments_of_chosen_members_are_theirs_alone(tmp_path):
    given.taken_in(
        tmp_path,
        investments=investments(
            "M1,members,Hemtjänst,Lås Kinda,KIN,2015,100,,40,Klar,",
            "M2,members,Hemtjänst,Lås Boxholm,BOX,2015,,,20,Pågår,",
            "M3,members,,Nät,BOX,2015,,9,7,,",
            "M4,members,Hemtjänst,,,2015,,300,,,",
        ),
    )

    kinda = registry.table("investments.members", Ask(2015, members=("KIN",)), today=TODAY)
    both = registry.table("investments.members", Ask(2015, members=("BOX", "KIN")), today=TODAY)

    assert kronor(kinda) == {
        "M1": ("100.00", None, "40.00", None),
        "group:Hemtjänst": ("100.00", None, "40.00", None),
        "total": ("100.00", None, "40.00", None),
    }
    assert kronor(both) == {
        "M1": ("100.00", None, "40.00", None),
        "M2": (None, None, "20.00", None),
        "group:Hemtjänst": ("100.00", None, "60.00", None),
        "M3": (None, "9.00", "7.00", "2.00"),
        "total": ("100.00", "9.00", "67.00", "-58.00"),
    }
    assert both.row("total").label == "Totalt av de valda"
    assert unlike_their_records(kinda) == []
    assert unlike_their_records(both) == []


def test_own_investments_are_not_told_by_member(tmp_path):
    given.taken_in(tmp_path, investments=investments("E1,own,,Buss,KIN,2015,,,1,,"))

    with pytest.raises(CannotAnswer, match="delas inte upp på medlemmar"):
        registry.table("investments.own", Ask(2015, members=("KIN",)), today=TODAY)


def test_a_group_with_nothing_but_its_own_budget_is_its_sum_alone(tmp_path):
    given.taken_in(
        tmp_path,
        investments=investments(
            "M1,members,Nät,,,2015,,500,,,",
            "M2,members,,,,2015,,1,,,",
        ),
    )

    answer = table("members")

    assert list(values(answer)) == ["group:Nät", "M2", "total"]
    assert answer.row("M2").label == "M2"


def test_a_sum_of_blanks_is_blank_and_a_year_without_investments_has_only_that(tmp_path):
    given.taken_in(tmp_path, investments=investments("E1,own,,Buss,,2015,,,,,"))

    assert values(table("own")) == {"E1": BLANK, "total": BLANK}
    assert values(table("own", 2014)) == {"total": BLANK}
    assert values(table("members")) == {"total": BLANK}
    assert all(figure.is_blank for figure in table("own", 2014).row("total").figures)


def test_amounts_add_up_to_the_last_ore(tmp_path):
    rows = (f"E{number},own,G,N{number},,2015,,9999999999999.99,0.01,," for number in range(20))
    given.taken_in(tmp_path, investments=investments(*rows))

    assert kronor(table("own"))["group:G"] == (
        None, "199999999999999.80", "0.20", "199999999999999.60",
    )  # fmt: skip


def test_the_table_asks_one_question_however_many_investments(tmp_path, django_assert_num_queries):
    rows = (f"E{number},own,G{number % 7},N,,2015,,1,1,," for number in range(50))
    given.taken_in(tmp_path, investments=investments(*rows))

    with django_assert_num_queries(1):
        table("own")


def test_amounts_years_plans_and_organisations_that_cannot_be_are_refused(tmp_path):
    wrong = investments(
        "E1,rent,,A,,2015,,,,,",
        "E2,own,,A,XXX,2015,,,,,",
        'E3,own,,A,,2015,"1 000",1.234,abc,,',
        "E4,own,,A,,,,,,,",
        ",own,,A,,2015,,,,,",
        "E6,own,,A,,2015,,,,,",
        "E6,own,,A,,2015,,,,,",
    )

    assert given.refused(tmp_path, investments=wrong) == [
        ("investments.csv", 2, "plan", "rent"),
        ("investments.csv", 3, "organisation", "XXX"),
        ("investments.csv", 4, "opening", "1 000"),
        ("investments.csv", 4, "budget", "1.234"),
        ("investments.csv", 4, "outcome", "abc"),
        ("investments.csv", 5, "year", ""),
        ("investments.csv", 6, "id", ""),
        ("investments.csv", 8, "id", "E6"),
    ]
    assert not Investment.objects.exists()


def test_an_amount_that_is_no_longer_stated_is_blank_until_it_is_undone(tmp_path):
    first = investments("E1,own,,Buss,KIN,2015,,5,6,Pågår,", "E2,own,,Svets,,2015,,1,1,,")
    given.taken_in(tmp_path, investments=first)
    assert given.taken_in(tmp_path, investments=first) == {"investments.csv": (0, 0, 2)}
    again = investments("E0,own,,Ny,,2015,,1,,,", "E1,own,,Buss,,2015,,5,,Klar,")
    assert given.taken_in(tmp_path, investments=again) == {"investments.csv": (1, 1, 0)}
    assert kronor(table("own"))["E1"] == (None, "5.00", None, None)

    given.undo()

    assert kronor(table("own")) == {
        "E1": (None, "5.00", "6.00", "-1.00"),
        "E2": (None, "1.00", "1.00", "0.00"),
        "total": (None, "6.00", "7.00", "-1.00"),
    }


def test_an_amount_opens_to_its_lines_in_the_order_of_the_plan(tmp_path):
    given.taken_in(
        tmp_path,
        investments=investments(
            "M9,members,Nät,Etapp 1,KIN,2015,,500,,Klar,§ 3",
            "M1,members,Nät,,,2015,,100,,,",
            "M5,members,,E-tjänst,,2015,,1,,,",
        ),
    )
    answer = table("members")

    def behind(row: str) -> Origin:
        [origin] = answer.figure(row, "budget").origins
        return origin

    assert [record.key for record in records(behind("group:Nät"), size=1)] == ["M9", "M1"]
    assert [record.key for record in records(behind("total"))] == ["M9", "M1", "M5"]
    assert [record.cells for record in records(behind("M9"))] == [
        ("M9", "Etapp 1", "Nät", "Kinda", None, Money(50_000), None, "Klar", "§ 3")
    ]
    describe = registry.Describer().describe
    assert [describe(behind(row)) for row in ("M9", "group:Nät", "total")] == [
        "Medlemmarnas investeringar, Etapp 1",
        "Medlemmarnas investeringar, Nät",
        "Medlemmarnas investeringar",
    ]


def test_an_investment_that_is_no_more_has_no_records_and_a_blank_amount():
    scope = (("plan", "own"), ("investment", "borta"), ("amount", "budget"))
    origin = Origin(queries.INVESTMENTS, Span.year(2015), scope)
    source = registry.record_source(queries.INVESTMENTS)

    amount = source.amount(origin)

    assert (source.count(origin), records(origin)) == (0, [])
    assert amount is not None
    assert amount.is_blank
    assert source.describe(origin) == "Egna investeringar, borta"


def test_the_years_are_those_with_investments(tmp_path):
    assert queries.years() == frozenset()

    given.taken_in(
        tmp_path, investments=investments("E1,own,,A,,2013,,,,,", "M1,members,,A,,2015,,,,,")
    )

    assert queries.years() == frozenset({2013, 2015})
