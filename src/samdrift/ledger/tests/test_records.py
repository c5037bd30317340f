"""From an amount to its accounts, its postings and its vouchers, each held against the figure."""

import pytest

from samdrift.kernel.figures import Origin
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Span
from samdrift.ledger import queries, records, tables
from samdrift.ledger.models import Voucher
from samdrift.ledger.tests.given import PURCHASE, SALE, books, taken, ver
from samdrift.plumbing.exchange.tests.given import undo
from samdrift.reporting.ports import Ask
from samdrift.reporting.selections import Sort

pytestmark = pytest.mark.django_db
SOURCES = {source.key: source for source in records.OFFERS}
LAYOUT = (
    "ledger.note-x,m,M,1900-1999 4000,movement,1\nledger.note-x,d,D,1930,debit,1\n"
    "ledger.note-x,k,K,1930,credit,1\nledger.note-x,c,C,1930,closing,1\nledger.note-x,f,F,5,constant,1\n"
)


@pytest.fixture
def table(tmp_path):
    third = ver("A", 3, "20150501", ("4000@IT", 1), ("1930@IT", -1), text="Tredje")
    taken(
        tmp_path,
        layout=LAYOUT,
        y2015=books("#IB 0 1930 1\n#UB 0 1930 40.50\n", SALE, PURCHASE, third),
    )
    return tables.statement("ledger.note-x", Ask(2015))


@pytest.mark.parametrize("row", ["m", "d", "k", "c"])
def test_an_origin_counts_and_adds_up_to_its_figure(table, row):
    figure = table.figure(row, "2015")
    (origin,) = figure.origins
    source = SOURCES[origin.question]

    assert source.count(origin) == figure.record_count
    assert source.amount(origin).value == figure.value
    page = source.page(origin, "", 50)
    assert sum(record.cells[3].ore for record in page.records) == figure.money.ore


def test_three_steps_lead_from_a_figure_to_a_voucher(table):
    (origin,) = table.figure("m", "2015").origins
    accounts = SOURCES[queries.ACCOUNTS].page(origin, "", 1)
    assert accounts.records[0].cells[:3] == ("1930", "Konto 1930", 3)
    more = SOURCES[queries.ACCOUNTS].page(origin, accounts.next_key, 1)
    assert (more.records[0].key, more.next_key) == ("4000", "")

    opened = accounts.records[0].opens
    lines = SOURCES[queries.LINES].page(opened, "", 2)
    assert [record.cells[1] for record in lines.records] == ["A 1", "A 2"]
    rest = SOURCES[queries.LINES].page(opened, lines.next_key, 2)
    assert [(r.cells[3], r.cells[4], r.cells[5]) for r in rest.records] == [
        ("IT", "Tredje", Money(-100))
    ]
    assert SOURCES[queries.LINES].describe(opened) == "konto 1930, bokfört under året 2015"

    voucher = rest.records[0].opens
    source = SOURCES[queries.VOUCHER]
    assert source.describe(voucher) == "verifikation A 3, 2015-05-01: Tredje"
    assert (source.count(voucher), source.amount(voucher).value) == (1, Money(0))
    first = source.page(voucher, "", 1)
    assert first.records[0].cells == ("4000", "Konto 4000", "IT", "", Money(100))
    assert source.page(voucher, first.next_key, 1).next_key == ""


def test_lines_are_sorted_by_their_own_text_or_their_vouchers(tmp_path):
    said = ver("A", 1, "20150501", (4000, 1), (1930, -1), text="Bok")
    rows = '#TRANS 4000 {} 2 "" "Ask"\n#TRANS 4000 {} 3\n#TRANS 1930 {} -5\n'
    own = f'#VER A 2 20150502 "Öl"\n{{\n{rows}}}\n'
    taken(tmp_path, y2015=books("#UB 0 1930 -6\n", said, own))
    (origin,) = queries.book(year=2015).figure("4000", "movement").origins
    (account,) = SOURCES[queries.ACCOUNTS].page(origin, "", 9).records

    lines = SOURCES[queries.LINES].select(account.opens)
    first = lines.page(Sort("text"), "", 2)
    rest = lines.page(Sort("text"), first.next_key, 2)

    told = [(each.cells[4], each.cells[5]) for each in (*first.records, *rest.records)]
    assert told == [("Ask", Money(200)), ("Bok", Money(100)), ("Öl", Money(300))]
    assert [
        each.cells[4] for each in lines.page(Sort("text", is_descending=True), "", 1).records
    ] == ["Öl"]


def test_a_cost_centres_amount_leads_to_its_lines(table):
    found = queries.book(year=2015, cost_centre="IT").figure("4000", "movement")
    (origin,) = found.origins

    assert (found.value, SOURCES[origin.question].count(origin)) == (Money(6_100), 2)
    assert SOURCES[origin.question].describe(origin).endswith("kostnadsställe IT")


def test_what_no_account_holds_leads_to_the_layout(table):
    (origin,) = table.figure("f", "2015").origins
    source = SOURCES[queries.LAYOUT]

    assert source.count(origin) == 1
    assert source.page(origin, "", 9).records[0].cells == ("Fast belopp", "5", 1, Money(500))
    assert source.amount(origin).value == table.figure("f", "2015").value == Money(500)
    assert source.describe(origin) == "X, raden f: beloppet står i uppställningen"


def test_a_year_leads_to_its_books(table):
    source = SOURCES[queries.YEARS]
    (gone,) = table.figure("m", "2014").origins
    here = Origin(queries.YEARS, Span.year(2015))

    assert (source.count(gone), source.page(gone, "", 9).records) == (0, ())
    assert (source.count(here), source.page(here, "", 9).records[0].cells[0]) == (1, 2015)
    assert source.describe(here) == "bokföringen för 2015"


def test_books_that_are_withdrawn_are_not_opened(table):
    (origin,) = table.figure("m", "2015").origins
    voucher = Origin(
        queries.VOUCHER, Span.year(2015), (("voucher", str(Voucher.objects.first().pk)),)
    )
    assert SOURCES[queries.VOUCHER].count(voucher) == 1

    undo()

    assert SOURCES[queries.ACCOUNTS].page(origin, "", 9).records == ()
    assert SOURCES[queries.ACCOUNTS].count(origin) == 0
    closing = Origin(
        queries.ACCOUNTS, Span.year(2015), (("accounts", "1930"), ("measure", "closing"))
    )
    assert SOURCES[queries.ACCOUNTS].count(closing) == 0
    assert SOURCES[queries.ACCOUNTS].amount(closing) is None
    assert SOURCES[queries.VOUCHER].count(voucher) == 0
    assert SOURCES[queries.VOUCHER].describe(voucher) == "verifikationen finns inte"
    odd = Origin(queries.VOUCHER, Span.year(2015), (("voucher", "x"),))
    assert SOURCES[queries.VOUCHER].page(odd, "", 9).records == ()
    assert records.whole_year_accounts(2015, "1930", "closing") == closing


@pytest.mark.parametrize("rows", [1, 60])
def test_a_statement_asks_as_much_however_long_it_is(tmp_path, rows, django_assert_max_num_queries):
    layout = "".join(f"ledger.x,r{n},R,1930,closing,1\n" for n in range(rows))
    taken(tmp_path, layout=layout, y2015=books(*[SALE], "#UB 0 1930 1\n"))

    with django_assert_max_num_queries(14):
        tables.statement("ledger.x", Ask(2015))
