"""Books that come again: only what is another is taken in, told voucher by voucher, and undone."""

import io
from datetime import date

import pytest
from django.db import DatabaseError, transaction

from samdrift.ledger import chain, queries, sie_again
from samdrift.ledger.models import (
    Account,
    AccountBalance,
    AccountMonth,
    CostCentre,
    LedgerEdition,
    Voucher,
    VoucherChange,
    VoucherLine,
)
from samdrift.ledger.sie_export import write_books
from samdrift.ledger.tests.given import books, take, taken, ver
from samdrift.plumbing.exchange import services as exchange
from samdrift.plumbing.exchange.tests.given import AT, folder_of
from samdrift.sweden.sie.sieve import TooLongToSieve, pieces

pytestmark = pytest.mark.django_db

MANY = tuple(
    ver("A", number, f"2015{number:02d}10", (f"4000@K{number % 3}", number), (1930, -number))
    for number in range(1, 13)
)
UB = "#UB 0 1930 -78\n"
ACCOUNT = '#KONTO 6000 "Nytt"\n'
AGAIN = books(
    ACCOUNT,
    *MANY[:3],
    ver("A", 4, "20150411", ("4000@K1", 5), (1930, -5), text="Rättad"),
    *MANY[5:],
    ver("A", 13, "20151210", ("6000@NY", 7), (1930, -7)),
    "#UB 0 1930 -81\n",
)
"""A 4 says something else, A 5 is gone, A 13 is new."""
FIRST = books(*MANY, UB)


def summary(found):
    return (found.new, found.changed, found.unchanged, found.wrong)


def told():
    """Return the year's books, whatever rows they lie in."""
    written = io.BytesIO()
    write_books(written, year=2015, made_on=date(2016, 1, 1))
    head, *vouchers = written.getvalue().decode("cp437").split("#VER ")
    return head, sorted(vouchers)


def kept():
    months = AccountMonth.objects.filter(edition__is_current=True)
    return sorted(
        months.values_list(
            "account",
            "cost_centre",
            "month",
            "debit_ore",
            "credit_ore",
            "debit_count",
            "credit_count",
        )
    )


@pytest.fixture
def read_whole(monkeypatch):
    """Whoever asks has every file read record by record."""

    def stop():
        monkeypatch.setattr(sie_again, "take_in", lambda *_told: False)

    return stop


def test_only_what_is_another_is_taken_in_and_gives_the_books_that_reading_it_whole_does(
    tmp_path, read_whole
):
    taken(tmp_path, y2015=FIRST)
    edition = LedgerEdition.objects.get()
    last = Voucher.objects.order_by("-id").values_list("id", flat=True)[0]

    outcome = take(tmp_path, y2015=AGAIN)

    found = {each.file: each for each in outcome.summaries}["ledger/2015.se"]
    assert summary(found) == (1, 1, 10, 0)
    assert found.notices == [
        "ledger/2015.se: konton, kostnadsställen, saldon eller budget har ändrats.",
        "ledger/2015.se: 1 verifikationer finns inte kvar.",
    ]
    assert Voucher.objects.filter(id__gt=last).count() == 2
    assert LedgerEdition.objects.get(is_current=True) == edition
    again = told(), kept()

    exchange.undo_last_import(at=AT)
    read_whole()
    taken(tmp_path, y2015=AGAIN)
    assert LedgerEdition.objects.get(is_current=True) != edition
    assert (told(), kept()) == again


def test_what_differs_is_told_row_by_row(tmp_path):
    taken(tmp_path, y2015=FIRST)

    changes = take(tmp_path, y2015=AGAIN).changes["ledger/2015.se"]

    assert [(row.key, [(c.column, c.before, c.after) for c in row.cells]) for row in changes] == [
        (
            "A 4",
            [
                ("dag", "2015-04-10", "2015-04-11"),
                ("text", "", "Rättad"),
                ("rad", "4000 K1 4,00", "4000 K1 5,00"),
                ("rad", "1930 -4,00", "1930 -5,00"),
            ],
        ),
        (
            "A 5",
            [("dag", "2015-05-10", ""), ("rad", "4000 K2 5,00", ""), ("rad", "1930 -5,00", "")],
        ),
    ]
    kinds = [(str(row.before or ""), str(row.after or "")) for row in VoucherChange.objects.all()]
    assert kinds == [("A 4", "A 4"), ("", "A 13"), ("A 5", "")]


def test_undoing_gives_the_books_as_they_were_and_they_may_come_again(tmp_path):
    taken(tmp_path, y2015=FIRST)
    before = told(), kept()

    for _time in range(2):
        taken(tmp_path, y2015=AGAIN)
        assert chain.SEAL.look().broken == ()
        exchange.undo_last_import(at=AT)
        assert (told(), kept()) == before
    assert chain.SEAL.look().broken == ()


def test_a_preview_changes_nothing(tmp_path):
    taken(tmp_path, y2015=FIRST)
    before = told(), kept(), VoucherLine.objects.count()

    folder = folder_of(tmp_path, {"ledger/2015.se": AGAIN})
    outcome = exchange.import_package(folder, at=AT, is_preview=True)
    found = {each.file: each for each in outcome.summaries}["ledger/2015.se"]
    assert summary(found) == (1, 1, 10, 0)

    assert (told(), kept(), VoucherLine.objects.count()) == before


def test_the_same_in_other_bytes_is_as_it_was(tmp_path):
    unnumbered = ver('""', '""', "20150110", ("4000", 1), (1930, -1))
    taken(tmp_path, y2015=books(*MANY, unnumbered))

    spaced = books(*MANY, unnumbered).replace("#TRANS 1930 {} -1\n", "#TRANS  1930 {} -1.00\n")
    found = taken(tmp_path, y2015=spaced)["ledger/2015.se"]

    assert summary(found) == (0, 0, 13, 0)


@pytest.mark.parametrize(
    "wrong",
    [
        books(*MANY, MANY[3], UB),
        books(*MANY, ver("A", 4, "20150410", ("4000", 1), (1930, -1))),
        books(*MANY, ver("A", 14, "20150410", ("4711", 1), (1930, -1))),
        books(*MANY, ver("A", 14, "20160410", ("4000", 1), (1930, -1))),
        books(*MANY, "#UB 0 1930 x\n"),
        FIRST.replace('#KONTO 4000 "Konto 4000"\n', ""),
    ],
)
def test_what_is_wrong_is_told_as_in_any_file_and_changes_nothing(tmp_path, wrong, read_whole):
    taken(tmp_path, y2015=FIRST)
    before = told(), kept(), LedgerEdition.objects.count()

    faults = [str(fault) for fault in take(tmp_path, y2015=wrong).faults.shown]

    assert (told(), kept(), LedgerEdition.objects.count()) == before
    read_whole()
    assert faults == [str(fault) for fault in take(tmp_path, y2015=wrong).faults.shown]
    assert faults


def test_other_books_are_read_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(sie_again, "FEW", 3)
    taken(tmp_path, y2015=FIRST)
    first = LedgerEdition.objects.get()

    taken(tmp_path, y2015=books(*MANY[:3], UB))

    assert LedgerEdition.objects.get(is_current=True) != first
    assert not VoucherChange.objects.exists()


def test_only_where_it_lies_may_be_changed_of_a_voucher_and_only_of_books_taken_in(tmp_path):
    taken(tmp_path, y2015=FIRST)
    edition = LedgerEdition.objects.get()
    other = LedgerEdition.objects.create(year=2015, taken_at=AT)

    Voucher.objects.filter(number="1").update(edition=other)
    LedgerEdition.objects.filter(pk=edition.pk).update(is_kept_here=True)
    for change in ({"edition": other}, {"text": "x"}):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            Voucher.objects.filter(number="2").update(**change)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Voucher.objects.filter(number="1").update(text="x")


@pytest.mark.parametrize("size", [1, 2, 7, 10_000])
def test_pieces_are_the_whole_file_line_by_line(size):
    text = ("#FLAGGA 0\r\n\r\n" + FIRST + "#VER B 1\r{\r }\n#VER B 2\n{\n}").encode()
    whole = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n")

    class Slow(io.BytesIO):
        def read(self, wanted=-1):
            return super().read(min(wanted, size) if wanted > 3 else wanted)

    found = list(pieces(Slow(text)))

    assert b"".join(piece.raw for piece in found).rstrip(b"\n") == whole.rstrip(b"\n")
    assert sum(piece.is_voucher for piece in found) == 13
    lines = [piece.raw.count(b"\n") for piece in found]
    assert [piece.line for piece in found] == [1 + sum(lines[:at]) for at in range(len(lines))]


def test_a_line_over_the_limit_is_for_whoever_reads_it_whole():
    with pytest.raises(TooLongToSieve):
        list(pieces(io.BytesIO(b"#VER " + b"x" * 2**21)))


def test_facts_that_were_replaced_are_kept_in_the_archive(tmp_path):
    taken(tmp_path, y2015=FIRST)
    taken(tmp_path, y2015=AGAIN)

    archive = LedgerEdition.objects.get(is_current=False)
    assert AccountBalance.objects.get(edition=archive).closing_ore == -78_00
    assert Account.objects.filter(edition=archive).count() == 8
    centres = CostCentre.objects.filter(edition__is_current=True).values_list("number", flat=True)
    assert sorted(centres) == ["K0", "K1", "K2", "NY"]
    assert queries.book(year=2015).accounts["1930"].closing == -81_00
