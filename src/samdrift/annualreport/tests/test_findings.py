from __future__ import annotations

from decimal import Decimal

import pytest

from samdrift.annualreport.findings import charts, gaps, measures, of_the_year, sentences
from samdrift.annualreport.findings.of_the_year import FINDINGS
from samdrift.annualreport.tests.given import GAP, Told, Value, table, tkr, told
from samdrift.kernel.figures import Unit
from samdrift.reporting.documents import ChartKind


def said(name: str, records: Told) -> str | None:
    finding = FINDINGS[name](records)
    if finding is None:
        return None
    return sentences.plain(finding).replace("\N{NO-BREAK SPACE}", " ")


def statement(table_id: str, of_year: int = 2015, /, **rows: Value | tuple[Value, ...]) -> Told:
    columns = (str(of_year), str(of_year - 1), "budget")
    wide = {
        key.replace("_", "-"): (*(row if isinstance(row, tuple) else (row,)), None, None)[:3]
        for key, row in rows.items()
    }
    made = table(f"ledger.{table_id}", columns, wide, unit=Unit.MONEY, year=of_year)
    return told(made, year=of_year)


def test_no_finding_says_anything_of_nothing():
    assert {name: said(name, told()) for name in FINDINGS} == dict.fromkeys(FINDINGS)


@pytest.mark.parametrize(
    ("budget", "text"),
    [
        (tkr(987), "Resultatet är bättre än budgeten, som var 987 tkr."),
        (tkr(4000), "Resultatet är sämre än budgeten, som var 4 000 tkr."),
        (tkr(3275), "Resultatet är detsamma som budgeten, 3 275 tkr."),
        (None, None),
    ],
)
def test_the_result_stands_to_its_budget(budget, text):
    records = statement("income-statement", result=(tkr(3275), tkr(4036), budget))

    assert said("result-and-budget", records) == text


def test_solidity_is_told_with_the_amounts_it_is_made_of():
    records = statement(
        "balance-sheet", equity=(tkr(7592), tkr(4317)), assets=(tkr(44232), tkr(48308))
    )

    assert said("solidity", records) == (
        "Eget kapital var 7 592 tkr och tillgångarna 44 232 tkr. Soliditeten, eget kapital i "
        "förhållande till tillgångarna, var 17 % (9 % 2014)."
    )


@pytest.mark.parametrize(
    ("equity", "assets", "text"),
    [
        (tkr(-10), tkr(100), "−10 %."),
        (tkr(10), tkr(0), None),
        (None, tkr(100), None),
        (tkr(10), None, None),
    ],
)
def test_solidity_may_be_below_nil_and_is_nothing_of_nothing(equity, assets, text):
    told_ = said("solidity", statement("balance-sheet", equity=equity, assets=assets))

    assert (told_ is None) is (text is None)
    assert told_ is None or text is None or told_.endswith(text)


LAW = "Underskottet ska regleras under de närmast följande tre åren, senast "
OLD = "(8 kap. 5 a § kommunallagen (1991:900))."
NEW = "(11 kap. 12 § kommunallagen (2017:725))."
MET = "Balanskravet är uppfyllt och det finns inget underskott att återställa."


@pytest.mark.parametrize(
    ("year", "amount", "text"),
    [
        (2015, tkr(3275), f"Årets balanskravsresultat är 3 275 tkr. {MET}"),
        (2015, tkr(0), f"Årets balanskravsresultat är 0 tkr. {MET}"),
        (
            2015,
            tkr(-5),
            f"Årets balanskravsresultat är −5 tkr. {LAW}2018 {OLD}",
        ),
        (
            2019,
            tkr(-5),
            f"Årets balanskravsresultat är −5 tkr. {LAW}2022 {NEW}",
        ),
        (2015, None, None),
    ],
)
def test_the_balance_requirement_is_met_or_to_be_made_up_for(year, amount, text):
    records = statement("balance-requirement", year, balance_result=amount)

    assert said("balance-requirement", records) == text


def test_a_row_that_is_called_year_is_not_taken_for_the_year():
    cell = statement("cash-flow", year=tkr(559)).cell("ledger.cash-flow", "year", "year")

    assert cell is not None
    assert (cell.address.row_key, cell.address.column_key) == ("year", "2015")


def test_cash_and_debts_are_told():
    flow = statement("cash-flow", year=tkr(559), closing=tkr(528)).tables
    sheet = statement("balance-sheet", long_term=(tkr(9193), tkr(13435))).tables
    records = told(*flow.values(), *sheet.values())

    assert said("cash", records) == (
        "Årets kassaflöde blev 559 tkr, och vid årets slut fanns 528 tkr i likvida medel."
    )
    assert said("debts", records) == (
        "De långfristiga skulderna var 9 193 tkr, mot 13 435 tkr 2014."
    )


def test_no_debts_are_no_news():
    assert said("debts", statement("balance-sheet", long_term=tkr(0))) is None


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ((tkr(4150), tkr(2117)), "Utfallet är 2 117 tkr av en budget på 4 150 tkr."),
        ((None, tkr(2117)), "Utfallet är 2 117 tkr."),
        ((tkr(4150), None), None),
    ],
)
def test_investments_stand_to_their_budget(row, text):
    made = table("investments.own", ("budget", "outcome"), {"total": row}, unit=Unit.MONEY)

    assert said("own-investments-and-budget", told(made)) == text


def test_sick_leave_is_told_by_sex_and_length():
    rows = {"women": (Decimal("5.5"),), "men": (Decimal("3.0"),), "long-term": (Decimal("18.0"),)}
    records = told(table("staff.sick-leave", ("percent",), rows, unit=Unit.PERCENT))

    assert said("sick-leave-by-sex", records) == "Bland kvinnor var den 5,5 % och bland män 3,0 %."
    assert said("long-term-sick-leave", records) == (
        "Av all sjukfrånvaro hörde 18,0 % till fall på 60 dagar eller mer."
    )


def test_no_long_spell_is_said_in_words():
    rows = {"long-term": (Decimal(0),)}
    records = told(table("staff.sick-leave", ("percent",), rows, unit=Unit.PERCENT))

    assert said("long-term-sick-leave", records) == "Ingen sjukfrånvaro varade 60 dagar eller mer."


def test_only_questions_that_were_answered_are_told():
    rows = {"courtesy": (97,), "competence": (None,), "feedback": (85,)}
    records = told(table("servicedesk.satisfaction", ("share",), rows, unit=Unit.PERCENT))

    assert said("satisfied", records) == (
        "Betyget 4 eller 5 av 5 gavs för bemötandet av 97 % och för återkopplingen av 85 % av dem "
        "som svarade."
    )


def test_goals_are_counted_by_grade_and_those_without_one_are_said():
    rows = {"a": (5,), "b": (4,), "c": (3,), "d": (2,), "e": (None,)}
    records = told(table("goals.assessment", ("grade",), rows, unit=Unit.GRADE))

    assert said("goals", records) == (
        "Av fem delmål: 2 har fått betyg 4 eller 5, 1 har fått betyg 3, 1 har fått betyg 1 eller 2 "
        "och 1 har fått inget betyg."
    )


def test_the_highest_risk_is_named():
    rows = {"a": (4,), "b": (9,)}
    records = told(table("internalcontrol.followup", ("risk",), rows, unit=Unit.GRADE))

    assert said("controls", records) == (
        "Planen för internkontroll innehöll två kontroller. Det högsta riskvärdet är 9 av högst 16."
    )


@pytest.mark.parametrize(
    ("deviation", "text"),
    [
        (tkr(938), "Nettokostnaden blev lägre än budgeten, en avvikelse på 938 tkr."),
        (tkr(-119), "Nettokostnaden blev högre än budgeten, en avvikelse på −119 tkr."),
        (tkr(0), "Nettokostnaden följde budgeten."),
        (None, None),
    ],
)
def test_a_cost_centre_stands_to_its_budget(deviation, text):
    made = table(
        "ledger.department-outcome", ("deviation",), {"net": (deviation,)}, unit=Unit.MONEY
    )
    finding = of_the_year.cost_centre(told(made), "PER")

    assert (finding and sentences.plain(finding).replace("\N{NO-BREAK SPACE}", " ")) == text


@pytest.mark.parametrize(
    ("closing", "text"),
    [
        (tkr(1226), "Tillsammans tar kostnadsställena med sig ett överskott till 2016: 1 226 tkr."),
        (tkr(-5), "Tillsammans tar kostnadsställena med sig ett underskott till 2016: −5 tkr."),
        (tkr(0), None),
        (None, None),
    ],
)
def test_what_is_carried_forward_is_a_surplus_or_a_deficit(closing, text):
    made = table("ledger.carry-forward", ("closing",), {"total": (closing,)}, unit=Unit.MONEY)

    assert said("carried-forward", told(made)) == text


def calls(*numbers: Value) -> Told:
    rows = {f"2015-{month:02d}": (count,) for month, count in enumerate(numbers, start=1)}
    return told(table("switchboard.calls-per-month", ("calls",), rows))


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ((5, 9, 2), "Växeln fick flest samtal i februari, 9, och minst i mars, 2."),
        ((5, 5), "Växeln fick lika många samtal varje månad: 5."),
        ((5, 0), None),
        ((), None),
    ],
)
def test_the_busiest_month_is_named(numbers, text):
    assert said("busiest-month", calls(*numbers)) == text


def test_months_are_drawn_by_their_names():
    chart = charts.calls(calls(5, 9, 2))

    assert chart is not None
    assert (chart.kind, chart.finding) == (
        ChartKind.LINE,
        "Växeln fick flest samtal i februari, 9, och minst i mars, 2",
    )
    assert [row.label for row in chart.table.rows] == ["jan", "feb", "mar"]


def test_a_member_without_figures_is_drawn_as_missing():
    rows = {"kinda": (5,), "ydre": (GAP,), "total": (GAP,)}
    chart = charts.computers(told(table("assets.computers", ("computer",), rows)))

    assert chart is not None
    assert chart.finding == "Flest datorer finns i Kinda: 5. Uppgift saknas för Ydre"
    assert chart.row_keys == ("kinda", "ydre")
    assert chart.table.figure("ydre", "computer").is_missing


def test_two_years_are_too_few_for_a_line():
    rows = {"2014": (50, 50), "2015": (40, 49)}
    records = told(table("servicedesk.resolution-times", ("tickets", "1h"), rows))

    assert charts.tickets(records) is None
    assert said("tickets", records) == "Antalet stängda ärenden minskade från 50 till 40."


def test_a_result_with_nothing_to_stand_beside_is_not_drawn():
    assert charts.result(statement("income-statement", result=tkr(5))) is None


def test_nil_after_nil_is_no_key_figure():
    rows = {"total": (5, 0), "previous-year": (4, 0)}
    records = told(table("assets.computers", ("computer", "tablet"), rows))

    found = list(measures.key_figures(records))

    assert [key_figure.key for key_figure in found] == ["computers"]
    assert found[0].change is not None
    assert found[0].change.value == 1


def test_missing_figures_are_those_of_the_year_and_not_the_sums_above_them():
    rows = {"kinda": (GAP, 4), "ydre": (5, GAP), "total": (GAP, GAP)}
    columns = ("phone.mobile", "phone.mobile:previous-year")

    found = list(gaps.missing_figures(told(table("assets.telephony", columns, rows))))

    assert [(gap.row_label, gap.column_label, gap.reason) for gap in found] == [
        ("Kinda", "Phone.mobile", GAP)
    ]


def test_a_sum_that_alone_is_missing_is_told():
    rows = {"bexhuset": (4,), "total": (GAP,)}

    found = list(gaps.missing_figures(told(table("assets.servers", ("server",), rows))))

    assert [gap.row_label for gap in found] == ["Total"]
