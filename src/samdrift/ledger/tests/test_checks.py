"""What must hold in a year's books, and what is told where it does not."""

import pytest

from samdrift.ledger import checks
from samdrift.ledger.models import AccountMonth
from samdrift.ledger.tests.given import books, taken, ver

pytestmark = pytest.mark.django_db

SHEET = (
    "ledger.balance-sheet,assets,Tillgångar,1000-1999,closing,1\n"
    "ledger.balance-sheet,result,Årets resultat,3000-8999,movement,-1\n"
    "ledger.balance-sheet,equity,Eget kapital,2000-2999,closing,-1\n"
    "ledger.balance-sheet,total,Summa,equity result,sum,1\n"
    "ledger.income-statement,sales,Intäkter,3000-3999,movement,-1\n"
    "ledger.income-statement,result,Årets resultat,3000-8999,movement,-1\n"
    "ledger.cash-flow,opening,In,1930,opening,1\n"
    "ledger.cash-flow,year,Året,1930,movement,1\n"
    "ledger.cash-flow,closing,Ut,1930,closing,1\n"
    "ledger.note-revenue,a,Intäkter,3000-3999,movement,-1\n"
    "ledger.note-revenue,a2,Inget,,movement,1\n"
    "ledger.note-revenue,total,Summa,a a2 a3,sum,1\n"
    "ledger.note-revenue,a3,Inget,a2,sum,1\n"
    "ledger.note-revenue,last,Summa,total,sum,1\n"
    "ledger.note-odd,total,Fast,5,constant,1\n"
)
SALE = ver("A", 1, "20150310", (1930, "100.50"), (3000, "-100.50"))
RIGHT = "#IB 0 1930 10\n#UB 0 1930 110.50\n#IB 0 2010 -10\n#UB 0 2010 -10\n#RES 0 3000 -100.50\n"


def told(year=2015):
    return {result.title: result.faults for result in checks.year_checks(year)}


def test_a_year_without_books_has_no_checks():
    assert checks.year_checks(2015) == ()


def test_books_that_are_right_hold(tmp_path):
    taken(tmp_path, layout=SHEET, y2015=books(RIGHT, SALE))

    assert told() == {
        "Kontona går ihop": (),
        "Summorna är radernas": (),
        "Balansräkningen balanserar": (),
        "Resultatet är detsamma": (),
        "Kassaflödet ger kassan": (),
        "Noterna är räkningarnas": (),
    }


def test_what_differs_is_told_with_both_amounts(tmp_path):
    wrong = RIGHT.replace("#UB 0 1930 110.50", "#UB 0 1930 111.50")
    taken(tmp_path, layout=SHEET, y2015=books(wrong, SALE))

    found = {title: faults for title, faults in told().items() if faults}

    plain = {
        title: [fault.replace("\xa0", " ") for fault in faults] for title, faults in found.items()
    }
    assert plain == {
        "Kontona går ihop": ["konto 1930: 110,50 kr mot 111,50 kr, skillnad −1 kr"],
        "Balansräkningen balanserar": [
            "Tillgångar mot eget kapital och skulder: 111,50 kr mot 110,50 kr, skillnad 1 kr"
        ],
        "Kassaflödet ger kassan": [
            "likvida medel vid årets slut: 110,50 kr mot 111,50 kr, skillnad −1 kr"
        ],
    }


def test_a_note_that_differs_from_its_statement_is_told(tmp_path):
    layout = SHEET.replace(
        "note-revenue,a2,Inget,,movement,1", "note-revenue,a2,Extra,3000,movement,-1"
    )
    taken(tmp_path, layout=layout, y2015=books(RIGHT, SALE))

    (fault,) = told()["Noterna är räkningarnas"]
    assert fault.startswith("Verksamhetens intäkter mot Intäkter: 301")


def test_sums_that_are_not_their_lines_are_told(tmp_path):
    taken(tmp_path, layout=SHEET, y2015=books(RIGHT, SALE))
    AccountMonth.objects.filter(account="1930").update(debit_ore=1)

    assert len(told()["Summorna är radernas"]) == 1


def test_openings_follow_from_the_year_before(tmp_path):
    next_year = books(
        "#IB 0 1930 110.50\n#UB 0 1930 110.50\n#IB 0 2010 -10\n#UB 0 2010 -10\n", year=2016
    )
    taken(tmp_path, layout=SHEET, y2015=books(RIGHT, SALE), y2016=next_year)
    assert told(2016)["Ingående balans är fjolårets utgående"] == ()

    moved = books(
        "#IB 0 1930 110.50\n#IB 0 2010 -110.50\n#UB 0 1930 110.5\n#UB 0 2010 -110.5\n", year=2016
    )
    taken(tmp_path, y2016=moved)
    result = next(r for r in checks.year_checks(2016) if "fjolårets" in r.title)
    assert result.is_right
    assert result.found.replace("\xa0", " ").startswith("Fjolårets resultat, 100,50 kr")

    taken(tmp_path, y2016=books("#IB 0 1930 5\n#UB 0 1930 5\n", year=2016))
    assert len(told(2016)["Ingående balans är fjolårets utgående"]) == 2


def test_a_layout_without_the_rows_has_no_check_of_them(tmp_path):
    taken(tmp_path, layout="ledger.note-x,a,A,1930,closing,1\n", y2015=books(RIGHT, SALE))

    assert sorted(told()) == ["Kontona går ihop", "Summorna är radernas"]


ASSETS = (
    "ledger.income-statement,depreciation,Avskrivningar,7900-7999,movement,-1\n"
    "ledger.note-machines,opening-depreciation,Ingående,1219,opening,1\n"
    "ledger.note-machines,depreciation,Årets,1219,movement,1\n"
)
WRITTEN_OFF = ver("A", 2, "20151231", (7920, "80.00"), (1219, "-80.00"))
SOLD = ver("A", 3, "20151231", (1219, "30.00"), (3000, "-30.00"))
TIES = "Tillgångsnoterna är avskrivningarna"


def depreciation(tmp_path, layout, *vouchers):
    chart = "".join(f'#KONTO {account} ""\n' for account in (1210, 1219, 7920, 7930))
    taken(tmp_path, layout=layout, y2015=books(chart, *vouchers))
    (found,) = (result for result in checks.year_checks(2015) if result.title == TIES)
    return found.found.replace("\xa0", " "), [each.replace("\xa0", " ") for each in found.faults]


def test_the_notes_of_assets_write_off_what_the_income_statement_does(tmp_path):
    assert depreciation(tmp_path, ASSETS, WRITTEN_OFF, SOLD) == (
        "1 noter om tillgångar skriver av 80 kr. På det sålda är 30 kr återfört.",
        [],
    )


def test_a_depreciation_that_no_note_of_assets_tells_of_is_told(tmp_path):
    elsewhere = ver("A", 3, "20151231", (7930, "5.00"), (1930, "-5.00"))

    _, faults = depreciation(tmp_path, ASSETS, WRITTEN_OFF, elsewhere)

    (fault,) = faults
    assert fault.endswith("avskrivningar: 80 kr mot 85 kr, skillnad −5 kr")


def test_what_is_written_off_on_the_asset_itself_may_have_a_row_of_its_own(tmp_path):
    layout = ASSETS + "ledger.note-depreciation,other,Direkt,7930,movement,-1\n"
    direct = ver("A", 3, "20151231", (7930, "5.00"), (1210, "-5.00"))

    found, faults = depreciation(tmp_path, layout, WRITTEN_OFF, direct)
    assert (found, faults) == (
        "1 noter om tillgångar skriver av 80 kr. 5 kr är avskrivet direkt.",
        [],
    )
    too_much = ver("A", 4, "20151231", (1930, "9.00"), (1219, "-9.00"))
    _, faults = depreciation(tmp_path, layout, WRITTEN_OFF, direct, too_much)
    assert faults == [
        "Noterna om tillgångar mot resultaträkningens avskrivningar: 89 kr mot 85 kr, skillnad 4 kr"
    ]
