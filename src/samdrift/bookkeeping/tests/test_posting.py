"""Vouchers are booked in order and balanced, in months that are open, and never changed."""

import io
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from samdrift.bookkeeping import queries, services
from samdrift.bookkeeping.errors import CannotLock, CannotPost
from samdrift.bookkeeping.models import BookedVoucher, PeriodStep
from samdrift.bookkeeping.tests.given import AT, MARCH, begun, posted, wanted
from samdrift.kernel.money import Money
from samdrift.ledger import chain, keeping
from samdrift.ledger import queries as ledger
from samdrift.ledger.keeping import CannotKeepBooks
from samdrift.ledger.models import AccountBalance, LedgerEdition, Voucher
from samdrift.ledger.sie_export import write_books
from samdrift.ledger.tests.given import PURCHASE, SALE, books, take, taken, ver
from samdrift.plumbing.exchange import services as exchange
from samdrift.plumbing.exchange.tests.given import whole_state

CLOSED = "#UB 0 1930 40.50\n#UB 0 2010 -40.50\n"
OBJECT = "#DIM 1 x\n#OBJEKT 1 IT IT\n"


@pytest.fixture
def kept(db, tmp_path):
    """Books of 2015 taken in, and those of 2016 kept here."""
    taken(tmp_path, y2015=books(OBJECT, CLOSED, SALE, PURCHASE))
    return begun()


def balances(year=2016):
    rows = AccountBalance.objects.filter(edition__year=year, edition__is_current=True)
    return dict(rows.filter(cost_centre="").values_list("account", "closing_ore"))


def lock(month=3, *, is_locked=True, because="Stängt"):
    told = {"year": 2016, "month": month, "is_locked": is_locked, "because": because}
    return services.set_lock(**told, by="eva", at=AT)


def test_a_year_kept_here_begins_with_what_the_year_before_closed_with(kept):
    assert kept.is_kept_here
    assert balances() == {"1930": 40_50, "2010": -40_50}
    assert ledger.cost_centres(2016) == (("IT", "IT"),)


def test_a_voucher_is_booked_with_the_next_number_and_stands_in_every_sum(kept):
    posted(("4000@IT", 50_00), ("1930", -50_00))
    second = posted(("1930", 70_00), ("3000", -70_00), text="Såld tjänst")

    told = queries.voucher(second)
    assert (told.name, told.day, told.posted_by, told.posted_at) == ("S 2", MARCH, "eva", AT)
    assert ledger.trial_balance(year=2016) == {
        "1930": Money(20_00),
        "3000": Money(-70_00),
        "4000": Money(50_00),
    }
    assert balances() == {"1930": 60_50, "2010": -40_50}


def test_what_is_posted_leaves_as_sie_with_what_was_taken_in(kept):
    posted(("4000@IT", 50_00), ("1930", -50_00))
    written = io.BytesIO()

    write_books(written, year=2016, made_on=AT.date())

    told = written.getvalue().decode("cp437")
    assert '#VER "S" "1" 20160310 "Hyra mars" 20160401 "eva"' in told
    assert "#UB 0 1930 -9.50" in told


@pytest.mark.parametrize(
    ("voucher", "reason"),
    [
        (wanted(("4000", 50_00), ("1930", -49_00)), "skiljer 1.00 kr"),
        (wanted(("4000", 50_00)), "mellan 2 och"),
        (wanted(("4711", 50_00), ("1930", -50_00)), "Kontot 4711 finns inte"),
        (wanted(("4000@HR", 50_00), ("1930", -50_00)), "Kostnadsstället HR"),
        (wanted(("4000", 0), ("1930", 0)), "ett belopp"),
        (wanted(text=" "), "vad verifikationen gäller"),
        (wanted(series="a b"), "En serie skrivs"),
        (wanted(day=date(2016, 2, 29)), "2016-02 är låst"),
    ],
)
def test_what_may_not_be_booked_is_refused_and_takes_no_number(kept, voucher, reason):
    lock(2)
    before = whole_state()

    with pytest.raises(CannotPost, match=reason):
        services.post(voucher, by="eva", at=AT)

    assert whole_state() == before


def test_books_that_are_taken_in_are_not_posted_into_nor_locked(kept):
    with pytest.raises(CannotKeepBooks, match="2015 förs inte här"):
        posted(day=date(2015, 3, 1))
    with pytest.raises(CannotKeepBooks, match="2016 förs redan här"):
        begun()
    with pytest.raises(CannotKeepBooks, match="bokföringen för 2019"):
        begun(2020)


def test_books_can_be_gone_on_with_where_they_were_taken_in_and_are_then_taken_in_no_more(
    db, tmp_path
):
    taken(tmp_path, y2015=books(SALE, PURCHASE))
    begun(2015)
    posted(day=date(2015, 12, 31), series="A")
    before = whole_state()

    assert queries.posted(2015)[0][0].name == "A 3"
    outcome = take(tmp_path, y2015=books(SALE))
    assert "årets bokföring förs här" in str(outcome.faults.shown[0])
    with pytest.raises(exchange.CannotUndo, match="förs nu här"):
        exchange.undo_last_import(at=AT)
    assert whole_state() == before


def test_a_month_is_locked_and_opened_for_a_reason_which_is_kept(kept):
    lock()
    with pytest.raises(CannotPost, match="2016-03 är låst"):
        posted()
    with pytest.raises(CannotLock, match="redan så"):
        lock()
    with pytest.raises(CannotLock, match="varför"):
        lock(is_locked=False, because=" ")

    lock(is_locked=False, because="Sen faktura")
    posted()

    assert [(row.month, row.is_locked) for row in queries.periods(2016)][2] == (3, False)
    steps = PeriodStep.objects.values_list("is_locked", "because", "made_by")
    assert list(steps) == [(True, "Stängt", "eva"), (False, "Sen faktura", "eva")]
    assert queries.periods(2016)[2].vouchers == 1


def test_a_voucher_is_corrected_once_by_its_counter_voucher(kept):
    wrong = posted(("4000@IT", 50_00), ("1930", -50_00))
    told = {"day": MARCH, "by": "eva", "at": AT, "series": "S"}

    counter, name = services.correct(wrong, because="Fel belopp", **told)

    assert name == "S 2"
    assert [line.amount.ore for line in queries.voucher(counter).lines] == [-50_00, 50_00]
    assert queries.voucher(counter).corrects == (wrong, "S 1")
    assert queries.voucher(wrong).corrected_by == (counter, "S 2")
    assert ledger.trial_balance(year=2016) == {"1930": Money(0), "4000": Money(0)}
    with pytest.raises(CannotPost, match="är rättad"):
        services.correct(wrong, because="Igen", **told)
    with pytest.raises(CannotPost, match="varför"):
        services.correct(counter, because=" ", **told)
    with pytest.raises(CannotPost, match="samma räkenskapsår"):
        services.correct(counter, because="x", **(told | {"day": date(2017, 1, 1)}))


def test_what_is_proposed_is_booked_once(kept):
    posted(source="capital:ANL20160300")

    with pytest.raises(CannotPost, match="redan bokfört"):
        posted(source="capital:ANL20160300")

    assert queries.booked(["capital:ANL20160300", "x"]).keys() == {"capital:ANL20160300"}
    assert BookedVoucher.objects.count() == 1


@pytest.mark.parametrize(
    "table", ["ledger_voucher", "ledger_voucherline", "bookkeeping_bookedvoucher"]
)
def test_what_is_posted_is_not_changed_even_in_sql(kept, table):
    posted()

    for statement in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):  # noqa: S608  Our own names.
        with (
            pytest.raises(DatabaseError, match="never changed or deleted"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_opening_balances_are_brought_again_when_the_year_before_has_moved(db, tmp_path):
    taken(tmp_path, y2014=books(year=2014))
    begun(2015)
    begun(2016)
    posted()
    posted(("1930", 90_00), ("3000", -90_00), day=date(2015, 5, 5))

    assert keeping.bring_openings(year=2016) == 1
    assert keeping.bring_openings(year=2016) == 0
    assert balances() == {"1930": 40_00}


CHANGES = [
    ("ledger_voucher", "text = 'Hyra'"),
    ("ledger_voucher", "registered_by = 'mallory'"),
    ("ledger_voucher", "link = 'z' || substr(link, 2)"),
    ("ledger_voucherline", "amount_ore = amount_ore + 1"),
]


@pytest.mark.parametrize(("table", "change"), CHANGES)
def test_one_changed_byte_is_found_where_it_stands(kept, table, change):
    for _time in range(3):
        posted()
    assert chain.broken(LedgerEdition.objects.get(pk=kept.pk)) == (3, ())
    second = Voucher.objects.get(edition=kept, number="2")
    column = "id" if table == "ledger_voucher" else "voucher_id"

    _tamper(table, f"UPDATE {table} SET {change} WHERE {column} = {second.pk}")  # noqa: S608  Our own names.

    found = chain.SEAL.look()
    assert found.count == 5
    assert found.broken == ("2016: verifikation S 2",)


def test_a_voucher_that_is_taken_away_is_found(kept):
    posted()
    last = posted()
    _tamper("ledger_voucherline", f"DELETE FROM ledger_voucherline WHERE voucher_id = {last}")  # noqa: S608  Our own names.
    assert chain.SEAL.look().broken == ("2016: verifikation S 2",)

    for table in ("bookkeeping_bookedvoucher", "ledger_voucher"):
        column = "id" if table == "ledger_voucher" else "voucher_id"
        _tamper(table, f"DELETE FROM {table} WHERE {column} = {last}")  # noqa: S608  Our own names.

    assert chain.SEAL.look().broken == ("2016: det sista som bokfördes",)


def _tamper(table, statement):
    """Do what only somebody who has taken the walls away can."""
    with connection.cursor() as cursor:
        for act in ("update", "delete"):
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            for wall in ("refuses", "keeps"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_{wall}_{act}{on}")
        cursor.execute(statement)


def test_a_series_that_was_taken_in_goes_on_after_its_greatest_number(db, tmp_path):
    taken(tmp_path, y2015=books(SALE, ver("A", 11, "20150311", (1930, 1), (3000, -1))))
    begun(2015)

    assert queries.voucher(posted(series="A", day=date(2015, 4, 1))).name == "A 12"
