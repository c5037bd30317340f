"""The standard layouts, held against any balanced ledger of Kommun-Bas."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.sweden.layouts import LayoutLine, standard_layout
from samdrift.sweden.tests.statement import (
    ACCOUNT_MEASURES,
    LAYOUTS,
    Ledger,
    lines_of,
    rows,
    times_taken,
)

EVERY_ACCOUNT = [
    account for digits in (3, 4, 5) for account in range(10 ** (digits - 1), 9 * 10 ** (digits - 1))
]

amounts = st.integers(-(10**9), 10**9)
accounts = st.one_of(
    st.integers(100, 899),
    st.integers(1000, 8999),
    st.integers(10000, 89999),
    st.integers(100000, 899999),
    st.sampled_from([1119, 1118, 1170, 1210, 1219, 1280, 1920, 2010, 2388, 2389, 2480, 3830]),
    st.sampled_from([7810, 7910, 8430, 8910, 8990, 2089, 1270, 1279, 1310, 1330, 2210, 2280]),
)
balance_accounts = accounts.filter(lambda account: str(account)[0] in "12")


@st.composite
def balanced_ledgers(draw):
    """Opening balances that sum to nothing and vouchers that each do."""
    opened = draw(st.dictionaries(balance_accounts, amounts, max_size=8))
    opening = {**opened, 2011: opened.get(2011, 0) - sum(opened.values())}
    postings = []
    for _ in range(draw(st.integers(0, 6))):
        voucher = draw(st.lists(st.tuples(accounts, amounts), min_size=1, max_size=5))
        balancing = (draw(accounts), -sum(amount for _, amount in voucher))
        postings += [*voucher, balancing]
    return Ledger(opening, tuple(postings))


def class_of(account: int) -> int:
    return int(str(account)[:1])


def is_booked_result(account: int) -> bool:
    return str(account).startswith("89")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_account_lands_exactly_once_in_balance_sheet_or_income_statement(layout):
    income = times_taken(
        line
        for line in lines_of(layout, "ledger.income-statement")
        if line.measure in ACCOUNT_MEASURES
    )
    balance = times_taken(
        line
        for line in lines_of(layout, "ledger.balance-sheet")
        if line.measure in ACCOUNT_MEASURES and line.row != "result"
    )

    wrong = [account for account in EVERY_ACCOUNT if income[account] + balance[account] != 1]

    assert wrong == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_result_in_the_balance_sheet_takes_in_what_the_income_statement_does(layout):
    income = times_taken(
        line
        for line in lines_of(layout, "ledger.income-statement")
        if line.measure in ACCOUNT_MEASURES
    )
    result = times_taken(
        line for line in lines_of(layout, "ledger.balance-sheet") if line.row == "result"
    )

    assert income == result
    assert set(income.values()) == {1}
    assert {class_of(account) for account in income} == {3, 4, 5, 6, 7, 8}
    assert not any(is_booked_result(account) for account in income)


@pytest.mark.parametrize("layout", LAYOUTS)
@given(ledger=balanced_ledgers())
def test_balance_sheet_balances_for_any_balanced_ledger(layout, ledger):
    sheet = rows(layout, "ledger.balance-sheet", ledger)
    income = rows(layout, "ledger.income-statement", ledger)

    assert sheet["assets"] == sheet["total"]
    assert sheet["result"] == income["result"]


@pytest.mark.parametrize("layout", LAYOUTS)
@given(ledger=balanced_ledgers())
def test_cash_flow_is_the_change_in_cash_for_any_balanced_ledger(layout, ledger):
    flow = rows(layout, "ledger.cash-flow", ledger)
    sheet = rows(layout, "ledger.balance-sheet", ledger)

    assert flow["year"] == flow["closing"] - flow["opening"]
    assert flow["closing"] == sheet["cash"] + sheet["short-term-investments"]


def cash_flow_shares(layout: tuple[LayoutLine, ...], account: int) -> tuple[int, int]:
    """Return what a debit and a credit of 1 on an account give the year's cash flow."""
    both = (Ledger({}, ((account, 1),)), Ledger({}, ((account, -1),)))
    debit, credit = (rows(layout, "ledger.cash-flow", ledger)["year"] for ledger in both)
    return debit, credit


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_change_but_that_of_cash_is_told_once_in_the_cash_flow(layout):
    told = (*range(100, 900), *range(1000, 9000, 7), *range(1008, 1300, 10))

    wrong = [
        account
        for account in told
        if cash_flow_shares(layout, account)
        != ((0, 0) if str(account)[:2] in {"18", "19"} else (-1, 1))
    ]

    assert wrong == []


TIES = [
    ("note-revenue", "total", "income-statement", "revenue"),
    ("note-operating-costs", "total", "income-statement", "costs"),
    ("note-depreciation", "total", "income-statement", "depreciation"),
    ("note-financial-income", "total", "income-statement", "financial-income"),
    ("note-financial-costs", "total", "income-statement", "financial-costs"),
    ("note-intangible", "closing", "balance-sheet", "intangible"),
    ("note-technical-plant", "closing", "balance-sheet", "technical"),
    ("note-equipment", "closing", "balance-sheet", "equipment"),
    ("note-other-tangible", "closing", "balance-sheet", "other-tangible"),
    ("note-financial-assets", "closing", "balance-sheet", "financial"),
    ("note-receivables", "total", "balance-sheet", "receivables"),
    ("note-prepaid", "total", "note-receivables", "prepaid"),
    ("note-other-receivables", "total", "note-receivables", "other"),
    ("note-cash", "total", "cash-flow", "closing"),
    ("note-equity", "closing", "balance-sheet", "equity"),
    ("note-provisions", "pensions-closing", "balance-sheet", "pensions"),
    ("note-provisions", "total", "balance-sheet", "provisions"),
    ("note-loans", "total", "balance-sheet", "long-term"),
    ("note-current-liabilities", "total", "balance-sheet", "short-term"),
    ("balance-requirement", "result", "income-statement", "result"),
]


@pytest.mark.parametrize("layout", LAYOUTS)
@given(ledger=balanced_ledgers())
def test_notes_add_up_to_the_rows_they_explain(layout, ledger):
    for note, row, statement, explained in TIES:
        if lines_of(layout, f"ledger.{note}"):
            assert (
                rows(layout, f"ledger.{note}", ledger)[row]
                == rows(layout, f"ledger.{statement}", ledger)[explained]
            ), note


@pytest.mark.parametrize("layout", LAYOUTS)
@given(ledger=balanced_ledgers())
def test_net_cost_of_departments_is_the_result_with_the_sign_of_a_cost(layout, ledger):
    result = rows(layout, "ledger.income-statement", ledger)["result"]

    assert rows(layout, "ledger.department-outcome", ledger)["net"] == -result
    assert rows(layout, "ledger.carry-forward", ledger)["net"] == -result


YEAR_OF_A_SMALL_FEDERATION = Ledger(
    {1210: 100_000, 1219: -40_000, 1920: 90_000, 2010: -70_000, 2350: -80_000},
    (
        *((1920, 500_000), (3510, -500_000)),
        *((5010, 300_000), (1920, -300_000)),
        *((7920, 20_000), (1219, -20_000)),
        *((1210, 60_000), (1920, -60_000)),
        *((1210, -30_000), (1219, 25_000), (1920, 8_000), (3830, -3_000)),
        *((2350, 20_000), (1920, -20_000)),
        *((8510, 4_000), (1920, -4_000)),
    ),
)
RESULT_IS_BOOKED = ((8990, 179_000), (2089, -179_000))


@pytest.mark.parametrize("closing_voucher", [(), RESULT_IS_BOOKED])
def test_result_is_shown_once_whether_booked_to_equity_or_not(closing_voucher):
    layout = standard_layout(legal_form="kommunalförbund", fiscal_year=2024)
    ledger = Ledger(
        YEAR_OF_A_SMALL_FEDERATION.opening,
        (*YEAR_OF_A_SMALL_FEDERATION.postings, *closing_voucher),
    )

    sheet = rows(layout, "ledger.balance-sheet", ledger)

    assert (sheet["result"], sheet["other-equity"], sheet["equity"]) == (179_000, 70_000, 249_000)
    assert (sheet["equipment"], sheet["cash"], sheet["assets"]) == (95_000, 214_000, 309_000)
    assert (sheet["long-term"], sheet["total"]) == (60_000, 309_000)


@pytest.mark.parametrize("closing_voucher", [(), RESULT_IS_BOOKED])
def test_a_sale_is_shown_at_its_price_and_its_gain_not_in_operations(closing_voucher):
    layout = standard_layout(legal_form="kommunalförbund", fiscal_year=2024)
    ledger = Ledger(
        YEAR_OF_A_SMALL_FEDERATION.opening,
        (*YEAR_OF_A_SMALL_FEDERATION.postings, *closing_voucher),
    )

    flow = rows(layout, "ledger.cash-flow", ledger)

    assert {row: value for row, value in flow.items() if value} == {
        "result": 179_000,
        "depreciation": 20_000,
        "other": -3_000,
        "funds": 196_000,
        "operating": 196_000,
        "purchases": -60_000,
        "sales": 8_000,
        "investing": -52_000,
        "repayments": -20_000,
        "financing": -20_000,
        "year": 124_000,
        "opening": 90_000,
        "closing": 214_000,
    }


def test_assets_are_rolled_forward_with_the_depreciation_reversed_at_a_sale():
    layout = standard_layout(legal_form="kommunalförbund", fiscal_year=2024)

    note = rows(layout, "ledger.note-equipment", YEAR_OF_A_SMALL_FEDERATION)

    assert {row: value for row, value in note.items() if value} == {
        "opening-cost": 100_000,
        "purchases": 60_000,
        "disposals": -30_000,
        "closing-cost": 130_000,
        "opening-depreciation": -40_000,
        "reversed-depreciation": 25_000,
        "depreciation": -20_000,
        "closing-depreciation": -35_000,
        "closing": 95_000,
    }


def test_gains_are_taken_out_of_the_balance_requirement():
    layout = standard_layout(legal_form="kommunalförbund", fiscal_year=2024)

    requirement = rows(layout, "ledger.balance-requirement", YEAR_OF_A_SMALL_FEDERATION)

    assert requirement["result"] == 179_000
    assert requirement["gains"] == -3_000
    assert requirement["balance-result"] == requirement["carried"] == 176_000


def test_capital_cost_charged_by_the_host_is_cash_for_a_board_without_assets():
    layout = standard_layout(legal_form="gemensam nämnd", fiscal_year=2016)
    ledger = Ledger({1920: 50_000, 2010: -50_000}, ((7910, 18_243), (1920, -18_243)))

    flow = rows(layout, "ledger.cash-flow", ledger)

    assert (flow["depreciation"], flow["operating"], flow["sales"]) == (0, -18_243, 0)
    assert flow["year"] == -18_243


def test_a_loan_that_falls_due_next_year_moves_without_touching_cash():
    layout = standard_layout(legal_form="kommunalförbund", fiscal_year=2024)
    ledger = Ledger({}, ((2350, 10_000), (2480, -10_000)))

    flow = rows(layout, "ledger.cash-flow", ledger)

    assert (flow["repayments"], flow["short-term-loans"]) == (-10_000, 10_000)
    assert (flow["financing"], flow["year"]) == (0, 0)


def test_finished_works_become_an_asset_without_a_sale():
    layout = standard_layout(legal_form="kommunalförbund", fiscal_year=2015)
    ledger = Ledger({1280: 22_400}, ((1210, 22_400), (1280, -22_400)))

    flow = rows(layout, "ledger.cash-flow", ledger)

    assert (flow["purchases"], flow["projects"], flow["sales"]) == (-22_400, 22_400, 0)
    assert flow["investing"] == 0


def test_extraordinary_items_are_two_rows_under_krl_and_one_under_lkbr():
    ledger = Ledger({}, ((8710, -500), (8760, 200), (1920, 300)))
    krl = standard_layout(legal_form="kommunalförbund", fiscal_year=2018)
    lkbr = standard_layout(legal_form="kommunalförbund", fiscal_year=2019)

    old = rows(krl, "ledger.income-statement", ledger)
    new = rows(lkbr, "ledger.income-statement", ledger)

    assert (old["extraordinary-income"], old["extraordinary-costs"]) == (500, -200)
    assert (new["extraordinary"], new["result"]) == (300, 300)
