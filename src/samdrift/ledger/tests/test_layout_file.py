"""What layout.csv may say, and what the rows then are."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samdrift.kernel.money import Money
from samdrift.kernel.spans import Span
from samdrift.ledger import queries, tables
from samdrift.ledger.layouts import arranged, layouts
from samdrift.ledger.models import LayoutLine
from samdrift.ledger.statements import Evaluation
from samdrift.ledger.tests.given import PURCHASE, SALE, books, take, taken, ver
from samdrift.plumbing.exchange.tests.given import reported_state, undo, whole_state
from samdrift.reporting.ports import Ask

pytestmark = pytest.mark.django_db
TABLE = "ledger.note-x"


def wrong(tmp_path, layout, **ledgers):
    """Take in a layout that is wrong; prove that nothing changed. Return where and what."""
    before = whole_state()
    outcome = take(tmp_path, layout=layout, **ledgers)
    assert whole_state() == before
    return [(f.line, f.column, f.value) for f in outcome.faults.shown]


def figures(tmp_path, *lines, year=2015, ledger=None):
    """Return a table's rows: the year, the year before."""
    layout = "".join(f"{TABLE},{line}\n" for line in lines)
    ledgers = {} if ledger == "" else {"y2015": ledger or books(OPENING, SALE, PURCHASE)}
    taken(tmp_path, layout=layout, **ledgers)
    table = tables.statement(TABLE, Ask(year))
    return {
        row.key: tuple(None if f.value is None else Decimal(f.money.kronor()) for f in row.figures)
        for row in table.rows
    }


OPENING = (
    "#IB 0 1930 10\n#UB 0 1930 50.50\n#PBUDGET 0 201501 4000 {} 70\n#PBUDGET 0 201502 4000 {} 5\n"
)


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("a,A,1930,closing,1", "50.50"),
        ("a,A,1930,opening,1", "10.00"),
        ("a,A,1930,movement,1", "40.50"),
        ("a,A,1930,debit,1", "100.50"),
        ("a,A,1930,credit,1", "-60.00"),
        ("a,A,1930,credit,-1", "60.00"),
        ("a,A,4000,budget,1", "75.00"),
        ("a,A,4000-4999,budget,-1", "-75.00"),
        ("a,A,1900-1999 3000,movement,1", "-60.00"),
        ("a,A,1930 1900-1999,movement,1", "40.50"),
        ("a,A,5000-5999,movement,1", "0.00"),
        ("a,A,,movement,1", "0.00"),
        ('a,A,"5000000,25",constant,1', "5000000.25"),
        ("a,A,5000000.25,constant,-1", "-5000000.25"),
        ("a,A,,constant,1", "0.00"),
        ("a,A,,sum,1", "0.00"),
    ],
)
def test_a_row_takes_what_its_measure_says(tmp_path, line, value):
    assert figures(tmp_path, line)["a"][0] == Decimal(value)


def test_a_blank_row_is_blank_and_a_sum_of_blanks_is_nil(tmp_path):
    found = figures(tmp_path, "a,A,,blank,1", "b,B,a,sum,1", "c,C,,blank,-1")

    assert found == {"a": (None, None), "b": (Decimal("0.00"), None), "c": (None, None)}


def test_lines_of_the_same_row_are_added_where_the_first_stands(tmp_path):
    found = figures(
        tmp_path, "a,A,1930,debit,1", "b,B,a,sum,1", "a,Other,4000,movement,-1", "a,A,5,constant,1"
    )

    assert found["a"] == found["b"] == (Decimal("45.50"), None)
    assert list(found) == ["a", "b"]
    assert tables.statement(TABLE, Ask(2015)).row("a").label == "A"


def test_a_sum_names_rows_that_come_after_it_and_turns_its_sign(tmp_path):
    found = figures(tmp_path, "s,S,t a,sum,-1", "t,T,a a,sum,1", "a,A,1930,closing,1")

    assert found["s"][0] == Decimal("-151.50")


def test_a_long_chain_of_sums_is_reckoned(tmp_path):
    chain = [f"r{n},R,r{n + 1},sum,1" for n in range(2_000)]

    assert figures(tmp_path, *chain, "r2000,R,1930,closing,1")["r0"][0] == Decimal("50.50")


def test_a_year_without_books_is_blank(tmp_path):
    found = figures(tmp_path, "a,A,1930,closing,1", "s,S,a,sum,1", "c,C,5,constant,1", year=2016)

    assert found == {
        "a": (None, Decimal("50.50")),
        "s": (None, Decimal("50.50")),
        "c": (None, Decimal("5.00")),
    }


def test_a_layout_without_any_books_is_taken_in(tmp_path):
    assert figures(tmp_path, "a,A,1930,closing,1", ledger="") == {"a": (None, None)}


@pytest.mark.parametrize(
    ("lines", "faults"),
    [
        (["a,A,9999,closing,1"], [(2, "accounts", "9999")]),
        (["a,A,1930 9998 9999,closing,1"], [(2, "accounts", "1930 9998 9999")]),
        (["a,A,9000-9999,closing,1"], []),
        (["a,A,1999-1000,closing,1"], [(2, "accounts", "1999-1000")]),
        (["a,A,1-2-3,closing,1"], [(2, "accounts", "1-2-3")]),
        (["a,A,19x,closing,1"], [(2, "accounts", "19x")]),
        (["a,A,-1930,closing,1"], [(2, "accounts", "-1930")]),
        (["a,A,1_930,closing,1"], [(2, "accounts", "1_930")]),
        (["a,A,١٩٣٠,closing,1"], [(2, "accounts", "١٩٣٠")]),
        (['a,A,"1930,4000",closing,1'], [(2, "accounts", "1930,4000")]),
        (["a,A,5 kr,constant,1"], [(2, "accounts", "5 kr")]),
        (["a,A,b,sum,1"], [(2, "accounts", "b")]),
        (["a,A,a,sum,1"], [(2, "accounts", "a")]),
        (
            ["a,A,b,sum,1", "b,B,c,sum,1", "c,C,a,sum,1", "d,D,a,sum,1"],
            [(2, "accounts", "b"), (3, "accounts", "c"), (4, "accounts", "a")],
        ),
        (["a,A,1930,saldo,1"], [(2, "measure", "saldo")]),
        (["a,A,1930,closing,2"], [(2, "sign", "2")]),
        (["a,A,1930,closing,-"], [(2, "sign", "-")]),
        (["a,,1930,closing,1"], [(2, "label", "")]),
        (["a b,A,1930,closing,1"], [(2, "row", "a b")]),
        ([",A,1930,closing,1"], [(2, "row", "")]),
        (["a,A,1930,closing"], [(2, "", "")]),
        (["a,A,1930,saldo,1", "s,S,a,sum,1"], [(2, "measure", "saldo")]),
        (["a,A\0,9999,closing,1"], [(2, "label", "A\0")]),
    ],
)
def test_what_is_wrong_is_told_where_it_stands(tmp_path, lines, faults):
    layout = "".join(f"{TABLE},{line}\n" for line in lines)
    if not faults:
        taken(tmp_path, layout=layout, y2015=books(SALE))
        return

    assert wrong(tmp_path, layout, y2015=books(SALE)) == faults


@pytest.mark.parametrize(
    "table",
    ["note-x", "ledger.", "Ledger.x", "ledger.x y", "ledger.å", "assets.x", "ledger." + "x" * 100],
)
def test_a_table_is_one_of_the_ledgers(tmp_path, table):
    assert wrong(tmp_path, f"{table},a,A,,blank,1\n") == [(2, "table", table)]


def test_a_sum_reaches_no_other_table(tmp_path):
    layout = "ledger.x,a,A,,blank,1\nledger.y,b,B,a,sum,1\n"

    assert wrong(tmp_path, layout) == [(3, "accounts", "a")]


@pytest.mark.parametrize("absent", ["opening", "net"])
def test_carry_forward_has_its_rows(tmp_path, absent):
    row = {"opening": "net", "net": "opening"}[absent]

    assert wrong(tmp_path, f"ledger.carry-forward,{row},N,,blank,1\n") == [(2, "row", "")]


def test_more_lines_than_any_layout_has_are_refused(tmp_path):
    layout = "".join(f"{TABLE},r{n},R,,blank,1\n" for n in range(5_001))

    assert wrong(tmp_path, layout) == [(5_002, "", "")]


def test_circles_are_found_among_many_sums(tmp_path):
    chain = "".join(f"{TABLE},r{n},R,r{n + 1},sum,1\n" for n in range(1_000))
    circle = f"{TABLE},r1000,R,r999,sum,1\n"

    assert wrong(tmp_path, chain + circle) == [
        (1_001, "accounts", "r1000"),
        (1_002, "accounts", "r999"),
    ]


def test_a_table_is_replaced_as_a_whole_and_the_others_left_alone(tmp_path):
    taken(tmp_path, layout="ledger.x,a,A,,blank,1\nledger.x,b,B,,blank,1\nledger.y,c,C,,blank,1\n")
    before = reported_state()

    changed = "ledger.x,b,Ny,,blank,1\nledger.x,d,D,,blank,1\nledger.x,a,A,,blank,1\n"
    summary = taken(tmp_path, layout=changed)["layout.csv"]

    assert (summary.new, summary.changed, summary.unchanged) == (1, 1, 1)
    known = layouts(2015)
    assert [row.key for row in known["ledger.x"]] == ["b", "d", "a"]
    assert [row.key for row in known["ledger.y"]] == ["c"]
    undo()
    assert reported_state() == before
    undo()
    assert not LayoutLine.objects.exists()
    assert "ledger.balance-sheet" in layouts(2015)


def test_the_same_layout_again_is_unchanged(tmp_path):
    layout = "ledger.x,a,A,,blank,1\nledger.x,a,A,,blank,1\n"
    taken(tmp_path, layout=layout)
    before = reported_state()

    assert taken(tmp_path, layout=layout)["layout.csv"].unchanged == 2
    assert reported_state() == before


def test_a_wrong_layout_is_counted_row_by_row_all_the_same(tmp_path):
    right = f"{TABLE},a,A,,blank,1\n{TABLE},b,B,,blank,1\n{TABLE},c,C,,blank,1\n"
    taken(tmp_path, layout=right)
    wrong = (
        f"{TABLE},a,A,,blank,1\n{TABLE},b,Annat,,blank,1\n{TABLE},d,D,,blank,1\n"
        f"{TABLE},e,E,x,sum,7\n{TABLE},f,F\n{TABLE},g,G\0,,blank,1\n{TABLE},h,H,h,sum,1\n"
    )
    before = whole_state()

    outcome = take(tmp_path, layout=wrong)

    told = {each.file: each for each in outcome.summaries}["layout.csv"]
    assert (told.new, told.changed, told.unchanged, told.wrong) == (1, 1, 1, 4)
    assert whole_state() == before


def test_a_layout_in_a_package_that_is_wrong_elsewhere_is_counted(tmp_path):
    outcome = take(tmp_path, layout=f"{TABLE},a,A,,blank,1\n", y2015=books(rar=""))

    told = {each.file: each for each in outcome.summaries}["layout.csv"]
    assert (told.new, told.changed, told.unchanged, told.wrong) == (1, 0, 0, 0)
    assert not LayoutLine.objects.exists()


def test_an_account_only_of_books_that_are_withdrawn_is_unknown(tmp_path):
    taken(tmp_path, y2015=books('#KONTO 7777 "x"\n'))
    taken(tmp_path, y2015=books(SALE))

    assert wrong(tmp_path, f"{TABLE},a,A,7777,closing,1\n") == [(2, "accounts", "7777")]


# The budget, and cost centres

DEPARTMENT = (
    "ledger.department-outcome,cost,C,4000-4999,movement,1\n"
    "ledger.department-outcome,none,N,,blank,1\n"
    "ledger.department-outcome,net,N,cost none,sum,1\n"
    "ledger.carry-forward,opening,O,2010,opening,-1\n"
    "ledger.carry-forward,net,N,4000-4999,movement,1\n"
    "ledger.income-statement,cost,C,4000-4999,movement,-1\n"
    "ledger.income-statement,net,N,cost,sum,1\n"
)


def shown(table):
    return {
        row.key: [None if f.value is None else f.money.kronor() for f in row.figures]
        for row in table.rows
    }


def test_a_cost_centre_is_set_against_its_budget(tmp_path):
    ledger = books(
        '#OBJEKT 1 IT "It"\n#OBJEKT 1 EK ""\n#OIB 0 2010 {1 IT} -5\n#IB 0 2010 -5\n#UB 0 2010 -5\n',
        "#PBUDGET 0 201501 4000 {1 IT} 70\n",
        PURCHASE,
        ver("A", 3, "20150101", ("4000@EK", 4), (1930, -4)),
    )
    taken(tmp_path, layout=DEPARTMENT, y2015=ledger)

    outcome = tables.department_outcome(Ask(2015, "IT"))
    whole = tables.department_outcome(Ask(2015))
    carried = tables.carry_forward(Ask(2015))
    income = tables.statement("ledger.income-statement", Ask(2015))

    assert shown(outcome) == {
        "cost": [None, "70.00", "60.00", "10.00"],
        "none": [None] * 4,
        "net": [None, "70.00", "60.00", "10.00"],
    }
    assert shown(whole)["net"] == [None, "70.00", "64.00", "6.00"]
    assert shown(carried) == {
        "IT": ["5.00", "10.00", "15.00"],
        "EK": ["0.00", "-4.00", "-4.00"],
        "total": ["5.00", "6.00", "11.00"],
    }
    assert [row.label for row in carried.rows] == ["It", "EK", "Totalt"]
    assert shown(income)["net"] == ["-64.00", None, "-70.00"]
    assert whole.explains.startswith("Hela organisationen.")
    assert outcome.explains.startswith("It.")


def test_where_the_budget_is_not_by_object_a_cost_centre_has_none(tmp_path):
    ledger = books('#OBJEKT 1 IT "It"\n#PBUDGET 0 201501 4000 {} 70\n', PURCHASE)
    taken(tmp_path, layout=DEPARTMENT, y2015=ledger)

    assert shown(tables.department_outcome(Ask(2015, "IT"))) == {
        "cost": [None, None, "60.00", None],
        "none": [None] * 4,
        "net": [None, None, "60.00", None],
    }
    assert shown(tables.carry_forward(Ask(2015))) == {
        "IT": ["0.00", None, None],
        "total": ["0.00", None, None],
    }
    assert shown(tables.statement("ledger.income-statement", Ask(2015)))["cost"] == [
        "-60.00",
        None,
        "-70.00",
    ]


def test_an_unknown_cost_centre_or_table_is_refused(tmp_path):
    taken(tmp_path, layout=DEPARTMENT, y2015=books('#OBJEKT 1 IT "It"\n', SALE))

    with pytest.raises(tables.CannotAnswer, match="inget kostnadsställe XX, bara IT"):
        tables.department_outcome(Ask(2015, "XX"))
    with pytest.raises(tables.CannotAnswer, match="finns inte i uppställningarna"):
        tables.statement("ledger.balance-sheet", Ask(2015))


def test_nothing_is_carried_where_there_are_no_cost_centres(tmp_path):
    taken(tmp_path, layout=DEPARTMENT, y2015=books(SALE))

    assert shown(tables.carry_forward(Ask(2015))) == {"total": ["0.00"] * 3}
    assert shown(tables.carry_forward(Ask(2014))) == {"total": [None] * 3}


# A reference of ten lines


def reference(rows, book, key):
    """Reckon a row by the contract's words, slowly."""
    found = []
    for accounts, measure, sign in rows[key]:
        if measure == "blank":
            continue
        if measure == "sum":
            parts = [reference(rows, book, name) for name in accounts.split()]
            found.append(sign * sum(part or 0 for part in parts))
        elif measure == "constant":
            found.append(sign * int(accounts) * 100)
        else:
            low, high = accounts.split("-")
            within = (s for number, s in book.items() if int(low) <= int(number) <= int(high))
            found.append(sign * sum(getattr(sums, measure) for sums in within))
    return sum(found) if found else None


LEAF = st.tuples(
    st.sampled_from(["1000-1999", "2000-3999", "4000-4000", "1-9999"]),
    st.sampled_from(["closing", "opening", "debit", "credit", "budget"]),
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_layout_is_reckoned_as_the_contract_says(data):
    rows = {}
    for at in range(data.draw(st.integers(1, 8))):
        lines = []
        for _ in range(data.draw(st.integers(1, 3))):
            sign = data.draw(st.sampled_from([1, -1]))
            kind = data.draw(st.sampled_from(["leaf", "sum", "constant", "blank"]))
            if kind == "leaf":
                lines.append((*data.draw(LEAF), sign))
            elif kind == "sum":
                named = (
                    data.draw(st.lists(st.sampled_from(sorted(rows)), max_size=3)) if rows else []
                )
                lines.append((" ".join(named), "sum", sign))
            else:
                lines.append(("7" if kind == "constant" else "", kind, sign))
        rows[f"r{at}"] = lines
    accounts = data.draw(
        st.dictionaries(
            st.sampled_from(["1930", "2010", "3000", "4000", "8999"]),
            st.builds(
                queries.AccountSums,
                debit=st.integers(0, 10**6),
                credit=st.integers(-(10**6), 0),
                opening=st.integers(-(10**6), 10**6),
                closing=st.integers(-(10**6), 10**6),
                budget=st.integers(-(10**6), 10**6),
            ),
        )
    )

    told = [(TABLE, key, key, *line) for key, lines in reversed(rows.items()) for line in lines]
    book = queries.Book(Span.year(2015), "", has_budget=True, accounts=accounts)
    column = Evaluation(TABLE, arranged(told)[TABLE], book, span=Span.year(2015), budget=False)

    for key in rows:
        value = reference(rows, accounts, key)
        assert column.figure(key).value == (None if value is None else Money(value))
