"""What the ledger takes in of a SIE file, and what is told of one that is wrong."""

import pytest

from samdrift.ledger import queries
from samdrift.ledger.choices import BudgetBasis
from samdrift.ledger.models import LedgerEdition, Voucher, VoucherLine
from samdrift.ledger.tests.given import HEAD, PURCHASE, SALE, books, take, taken, ver
from samdrift.plumbing.exchange import services as exchange
from samdrift.plumbing.exchange.tests.given import (
    AT,
    faults_of,
    folder_of,
    reported_state,
    undo,
    whole_state,
    zip_of,
)

pytestmark = pytest.mark.django_db
FILE = "ledger/2015.se"


def told(tmp_path, *parts, **given):
    """Take in books that are wrong; prove that nothing changed. Return where and what."""
    before = whole_state()
    outcome = take(tmp_path, y2015=books(*parts, **given))
    assert whole_state() == before
    assert {fault.file for fault in outcome.faults.shown} <= {FILE}
    return [(fault.line, fault.column, fault.value) for fault in outcome.faults.shown]


def amounts(measure, year=2015, centre=""):
    found = queries.book(year=year, cost_centre=centre)
    measured = {number: sums.measure(measure)[0] for number, sums in found.accounts.items()}
    return {number: ore for number, ore in measured.items() if ore}


def test_vouchers_balances_and_budget_are_taken_in(tmp_path):
    summary = taken(
        tmp_path,
        y2015=books(
            '#OBJEKT 1 IT "It"\n',
            "#IB 0 1930 10\n#UB 0 1930 50.5\n#IB -1 1930 7\n#UB -1 1930 10\n",
            "#RES 0 3000 -100.5\n#RES 0 4000 60\n",
            "#OIB 0 1930 {1 IT} 4\n#OUB 0 1930 {1 IT} 5\n#OIB 0 1930 {6 P} 4\n",
            "#PBUDGET 0 201501 4000 {1 IT} 70\n#PBUDGET -1 201401 4000 {} 80\n",
            SALE,
            PURCHASE,
        ),
    )

    assert (summary[FILE].new, summary[FILE].notices) == (2, [])
    assert amounts("movement") == {"1930": 4050, "3000": -10050, "4000": 6000}
    assert amounts("opening") == {"1930": 1000}
    assert amounts("closing") == {"1930": 5050}
    assert amounts("budget") == {"4000": 7000}
    assert amounts("movement", centre="IT") == {"4000": 6000}
    assert amounts("closing", centre="IT") == {"1930": 500}
    assert LedgerEdition.objects.get().budget_basis == BudgetBasis.BY_OBJECT
    assert queries.cost_centres(2015) == (("IT", "It"),)


def test_closing_is_what_ub_says_and_nothing_else(tmp_path):
    summary = taken(tmp_path, y2015=books("#IB 0 1930 10\n", SALE))

    assert amounts("closing") == {}
    assert summary[FILE].notices == [
        (
            f"{FILE}: konto 1930: ingående balans och verifikationer ger 110.50 kr mot 0.00 kr i "
            "utgående balans."
        )
    ]


def test_books_that_do_not_add_up_are_taken_in_and_told_account_by_account(tmp_path):
    summary = taken(
        tmp_path,
        y2015=books("#IB 0 1930 10\n#UB 0 1930 11\n#UB 0 2010 -1\n#RES 0 3000 -1\n", SALE),
    )

    assert summary[FILE].new == 1
    assert [notice.split(":")[1].strip() for notice in summary[FILE].notices] == [
        "konto 1930",
        "konto 2010",
        "konto 3000",
    ]


@pytest.mark.parametrize(
    ("parts", "faults"),
    [
        ((ver("B", 7, "20150101", (1930, 1), (3000, -2)),), [(14, "#VER", "B 7")]),
        ((ver("A", 1, "20150101", (1930, 1), (9999, -1)),), [(17, "#TRANS", "9999")]),
        (
            (SALE, "#UB 0 7777 1\n#IB 0 7778 1\n#RES 0 7779 1\n"),
            [(19, "#UB", "7777"), (20, "#IB", "7778"), (21, "#RES", "7779")],
        ),
        (("#PBUDGET 0 201501 7777 {} 1\n",), [(14, "#PBUDGET", "7777")]),
        ((SALE, ver("A", 1, "20150501", (1930, 1), (3000, -1))), [(19, "#VER", "A 1")]),
        ((ver("A", 1, "20141231", (1930, 1), (3000, -1)),), [(14, "#VER", "A 1")]),
        ((ver("A", 1, "20160101", (1930, 1), (3000, -1)),), [(14, "#VER", "A 1")]),
        (
            ("#PBUDGET 0 201501 4000 {1 IT} 1\n#PBUDGET 0 201501 5000 {} 1\n",),
            [(15, "#PBUDGET", "5000")],
        ),
        (
            ("#PBUDGET 0 201401 4000 {} 1\n#PBUDGET 0 000001 4000 {} 1\n",),
            [(14, "#PBUDGET", "2014-01"), (15, "#PBUDGET", "0000-01")],
        ),
        (("#RAR 0 20150101 20151231\n",), [(14, "#RAR", "2015")]),
        ((f"#KONTO {'1' * 11} x\n",), [(14, "#KONTO", "1" * 11)]),
        ((f"#OBJEKT 1 {'K' * 51} x\n",), [(14, "#OBJEKT", "K" * 51)]),
        (
            (ver("A", 1, "20150101", (f"1930@{'K' * 51}", 1), (3000, -1)),),
            [(16, "#TRANS", "K" * 51)],
        ),
        (
            (ver("S" * 51, "9" * 51, "20150101", (1930, 1), (3000, -1)),),
            [(14, "#VER", "S" * 51), (14, "#VER", "9" * 51)],
        ),
        (("#UB 0 1930 999999999999999\n",), [(14, "#UB", "999999999999999.00")]),
        (
            (ver("A", 1, "20150101", (1930, 999999999999999), (3000, -999999999999999)),),
            [(16, "#TRANS", "999999999999999.00"), (17, "#TRANS", "-999999999999999.00")],
        ),
        (("#UB 0 1930 9999999999999\n" * 4_700,), [(4625, "#UB", "9999999999999.00")]),
    ],
)
def test_what_is_wrong_is_told_where_it_stands(tmp_path, parts, faults):
    assert told(tmp_path, *parts) == faults


@pytest.mark.parametrize(
    ("rar", "faults"),
    [
        ("", [(0, "#RAR", "")]),
        ("#RAR -1 20140101 20141231\n", [(0, "#RAR", "")]),
        ("#RAR 0 20150101 20151231\n#RAR 0 20150101 20151231\n", [(6, "#RAR", "2015")]),
        ("#RAR 0 20150701 20160630\n", [(5, "#RAR", "2015-07-01 2016-06-30")]),
        ("#RAR 0 20150101\n", [(5, "#RAR", "2015-01-01 ")]),
        ("#RAR 0 20150101 20150230\n", [(5, "#RAR", "20150230"), (0, "#RAR", "")]),
        ("#RAR 0 99990101 99991231\n", [(5, "#RAR", "9999")]),
        ("#RAR 0 00010101 00011231\n", [(5, "#RAR", "1")]),
    ],
)
def test_the_fiscal_year_is_one_calendar_year(tmp_path, rar, faults):
    assert told(tmp_path, SALE, rar=rar) == faults


def test_a_year_told_after_the_vouchers_is_too_late_and_hides_nothing(tmp_path):
    wrong = ver("A", 2, "20150101", (9999, 1), (1930, -1))
    faults = told(tmp_path, SALE, wrong, "#RAR 0 20150101 20151231\n", rar="")

    assert faults == [(0, "#RAR", ""), (20, "#TRANS", "9999")]


def test_another_type_than_four_is_told(tmp_path):
    head = HEAD.replace("#SIETYP 4", "#SIETYP 3")

    assert told(tmp_path, SALE, head=head) == [(3, "#SIETYP", "3")]


@pytest.mark.parametrize("cut", [10, 25, 40])
def test_a_file_cut_off_is_told(tmp_path, cut):
    before = whole_state()
    outcome = take(tmp_path, y2015=books(SALE, PURCHASE)[:-cut])

    assert outcome.faults
    assert whole_state() == before


def test_a_file_cut_off_inside_a_zip_is_told(tmp_path):
    many = "".join(ver("A", n, "20150101", (1930, n), (3000, -n)) for n in range(1, 20_000))
    path = zip_of(tmp_path, {FILE: books(many)})
    raw = bytearray(path.read_bytes())
    at = raw.index(b"2015.se") + 60_000
    raw[at : at + 40] = bytes(40)
    path.write_bytes(raw)

    assert (FILE, 0, "", "") in faults_of(path)
    assert not Voucher.objects.exists()


def test_what_is_no_sie_file_is_one_fault(tmp_path):
    path = folder_of(tmp_path, {FILE: b"\x89PNG\r\n" + b"\0\1" * 5_000})

    assert len(faults_of(path)) <= 2


def test_a_line_without_end_is_told(tmp_path):
    assert (14, "", "") in told(tmp_path, "#UB 0 1930 " + "9" * 2_000_000 + "\n")


@pytest.mark.parametrize("encoding", ["cp437", "latin-1", "utf-8", "cp1252"])
@pytest.mark.parametrize("code_page", ["PC8", "UTF-8"])
def test_letters_are_read_whatever_the_file_says_of_itself(tmp_path, encoding, code_page):
    head = HEAD.replace("PC8", code_page)
    text = books(ver("A", 1, "20150101", (1930, 1), (3000, -1), text="Åäö på Ön"), head=head)

    exchange.import_package(folder_of(tmp_path, {FILE: text.encode(encoding)}), at=AT)

    assert Voucher.objects.get().text == "Åäö på Ön"


def test_postings_added_afterwards_are_counted_once(tmp_path):
    twins = (
        "#VER A 1 20150101\n{\n#TRANS 1930 {} 10\n#RTRANS 3000 {} -10\n#TRANS 3000 {} -10\n"
        "#BTRANS 4000 {} 99\n}\n"
    )

    taken(tmp_path, y2015=books(twins))

    assert VoucherLine.objects.count() == 2
    assert amounts("movement") == {"1930": 1000, "3000": -1000}


def test_cost_centres_nobody_listed_come_after_those_that_are(tmp_path):
    line = ver("A", 1, "20150101", ("1930@ZZ", 1), ("3000@AA", -1))

    taken(tmp_path, y2015=books('#OBJEKT 1 MM "M"\n#OBJEKT 6 P "Projekt"\n', line))

    assert queries.cost_centres(2015) == (("MM", "M"), ("ZZ", ""), ("AA", ""))


def test_other_dimensions_are_kept_beside_the_cost_centre(tmp_path):
    taken(tmp_path, y2015=books("#VER A 1 20150101\n{\n#TRANS 1930 {1 IT 6 P1} 0\n}\n"))

    line = VoucherLine.objects.get()
    assert (line.cost_centre, line.objects_text, str(line)) == ("IT", "6:P1", "1930 0")


def test_two_files_of_one_year_are_told_at_the_second(tmp_path):
    before = whole_state()
    outcome = take(tmp_path, y2015=books(SALE), y2015b=books(PURCHASE))

    assert [(f.file, f.line, f.column, f.value) for f in outcome.faults.shown] == [
        ("ledger/2015b.se", 0, "#RAR", "2015")
    ]
    assert whole_state() == before


def test_two_files_of_one_year_are_told_also_when_both_are_known(tmp_path):
    taken(tmp_path, y2015=books(SALE))

    outcome = take(tmp_path, y2015=books(SALE), y2015b=books(SALE))

    assert [(f.file, f.column) for f in outcome.faults.shown] == [("ledger/2015b.se", "#RAR")]


def test_changed_books_replace_the_earlier_and_undo_brings_them_back(tmp_path):
    taken(tmp_path, y2015=books(SALE, PURCHASE))
    before = reported_state()
    other = ver("A", 2, "20150420", ("4000@IT", 61), (1930, -61))
    third = ver("A", 3, "20150421", ("4000@IT", 1), (1930, -1))

    summary = taken(tmp_path, y2015=books(SALE, other, third, '#OBJEKT 1 IT "It"\n'))[FILE]

    assert (summary.new, summary.changed, summary.unchanged) == (1, 1, 1)
    assert f"{FILE}: konton, kostnadsställen, saldon eller budget har ändrats." in summary.notices
    assert amounts("movement")["4000"] == 6200
    undo()
    assert reported_state() == before
    assert amounts("movement")["4000"] == 6000


def test_the_same_books_exported_another_day_are_unchanged_vouchers(tmp_path):
    taken(tmp_path, y2015=books(SALE, PURCHASE))

    again = books(SALE, PURCHASE, head=HEAD.replace("20160101", "20160202"))
    summary = taken(tmp_path, y2015=again)[FILE]

    assert (summary.new, summary.changed, summary.unchanged) == (0, 0, 2)
    assert not [notice for notice in summary.notices if "ändrats" in notice]


def test_vouchers_without_numbers_are_known_again_by_what_they_tell(tmp_path):
    one, two = (ver('""', '""', "20150101", (1930, n), (3000, -n)) for n in (1, 2))
    three = ver('""', '""', "20150101", (1930, 3), (3000, -3))
    taken(tmp_path, y2015=books(one, two))

    summary = taken(tmp_path, y2015=books(one, three))[FILE]

    assert (summary.new, summary.changed, summary.unchanged) == (1, 0, 1)


def test_books_taken_in_after_an_undo_are_taken_in_anew(tmp_path):
    taken(tmp_path, y2015=books(SALE))
    undo()
    assert queries.years() == frozenset()

    assert taken(tmp_path, y2015=books(SALE))[FILE].new == 1
    assert queries.years() == {2015}


def test_books_without_vouchers_are_told_when_they_do_not_add_up(tmp_path):
    summary = taken(tmp_path, y2015=books("#IB 0 1930 5\n#UB 0 1930 6\n"))

    assert summary[FILE].notices == [
        (
            f"{FILE}: konto 1930: ingående balans och verifikationer ger 5.00 kr mot 6.00 kr i "
            "utgående balans."
        )
    ]


def test_books_without_vouchers_are_books(tmp_path):
    summary = taken(tmp_path, y2015=books("#IB 0 1930 5\n#UB 0 1930 5\n"))

    assert summary[FILE].new == 0
    assert queries.years() == {2015}


def test_faults_of_another_file_are_told_beside_those_of_the_books(tmp_path):
    outcome = exchange.import_package(
        folder_of(
            tmp_path,
            {
                "organisations.csv": "code,name,role\nA,,member\n",
                FILE: books(ver("A", 1, "20150101", (1930, 1), (9999, -2))),
            },
        ),
        at=AT,
    )

    assert [(f.file, f.column) for f in outcome.faults.shown] == [
        ("organisations.csv", "name"),
        (FILE, "#VER"),
        (FILE, "#TRANS"),
    ]
