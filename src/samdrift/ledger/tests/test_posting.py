"""Booking, and what the database itself keeps right."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import DatabaseError, IntegrityError, connection, connections, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samdrift.kernel.money import Money
from samdrift.ledger import queries, services
from samdrift.ledger.models import (
    Account,
    AccountBalance,
    AccountMonth,
    BudgetAmount,
    CostCentre,
    LayoutLine,
    LedgerEdition,
    Voucher,
    VoucherLine,
)
from samdrift.ledger.ports import LineEntry, VoucherEntry
from samdrift.ledger.tests.given import edition, entry
from samdrift.plumbing import bulk
from samdrift.plumbing.exchange.tests.given import whole_state

on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="several writers at once are PostgreSQL's"
)


def kept(of):
    fields = (
        "account",
        "cost_centre",
        "month",
        "debit_ore",
        "credit_ore",
        "debit_count",
        "credit_count",
    )
    return sorted(AccountMonth.objects.filter(edition=of).values_list(*fields))


def summed(of):
    """Return the same from the lines themselves."""
    found = {}
    for line in VoucherLine.objects.filter(edition=of).select_related("voucher"):
        place = (line.account, line.cost_centre, line.voucher.booked_on.month)
        sums = found.setdefault(place, [0, 0, 0, 0])
        at = 0 if line.amount_ore >= 0 else 1
        sums[at] += line.amount_ore
        sums[at + 2] += 1
    return sorted((*place, *sums) for place, sums in found.items())


@pytest.mark.django_db
def test_posting_keeps_the_balances():
    books = edition()

    count = services.post(
        edition=books,
        vouchers=[
            entry(("1930@IT", 500), ("3000", -500)),
            entry(
                ("1930@IT", 0), ("1930@IT", -200), ("4000", 200), number="2", day=date(2015, 1, 9)
            ),
        ],
    )

    assert count == 2
    assert kept(books) == [
        ("1930", "IT", 1, 500, -200, 2, 1),
        ("3000", "", 1, 0, -500, 0, 1),
        ("4000", "", 1, 200, 0, 1, 0),
    ]
    assert queries.trial_balance(year=2015) == {
        "1930": Money(300),
        "3000": Money(-500),
        "4000": Money(200),
    }
    assert queries.trial_balance(year=2015, first_month=2) == {}
    assert queries.trial_balance(year=2014) == {}


@pytest.mark.django_db
def test_a_voucher_that_does_not_balance_books_nothing():
    books = edition()
    before = whole_state()

    with pytest.raises(services.VoucherDoesNotBalance, match="A 2 balanserar inte"):
        services.post(
            edition=books,
            vouchers=[
                entry(("1930", 5), ("3000", -5)),
                entry(("1930", 5), ("3000", -4), number="2"),
            ],
        )

    assert whole_state() == before


@pytest.mark.django_db
def test_posting_nothing_books_nothing():
    assert services.post(edition=edition(), vouchers=[]) == 0
    assert not AccountMonth.objects.exists()


PLACES = st.tuples(st.sampled_from(["1930", "3000@IT", "3000", "4000@EK"]), st.integers(-999, 999))
VOUCHERS = st.lists(st.tuples(st.lists(PLACES, max_size=4), st.integers(1, 12)), max_size=12)


@pytest.mark.django_db
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(told=VOUCHERS, size=st.integers(1, 5), cut=st.integers(0, 12))
def test_any_batches_keep_the_sums_of_the_lines(monkeypatch, told, size, cut):
    vouchers = [
        entry(
            *lines,
            ("8999", -sum(ore for _, ore in lines)),
            number=str(at),
            day=date(2015, month, 1),
        )
        for at, (lines, month) in enumerate(told)
    ]
    whole, parts = edition(is_current=False), edition(is_current=False)

    services.post(edition=whole, vouchers=vouchers)
    with monkeypatch.context() as patched:
        patched.setattr(services, "BATCH", size)
        services.post(edition=parts, vouchers=iter(vouchers[:cut]))
        services.post(edition=parts, vouchers=iter(vouchers[cut:]))

    assert kept(whole) == kept(parts) == summed(parts) == summed(whole)
    total = VoucherLine.objects.filter(edition=parts).aggregate(Sum("amount_ore"))
    assert (total["amount_ore__sum"] or 0) == 0


def test_a_digest_differs_when_what_is_told_differs():
    day = date(2015, 1, 1)
    line = LineEntry("1930", Money(1))
    told = [
        VoucherEntry("A", "1", day, "x", (line,)),
        VoucherEntry("A", "1", day, "y", (line,)),
        VoucherEntry("A", "1", date(2015, 1, 2), "x", (line,)),
        VoucherEntry("A", "1", day, "x", (line, line)),
        VoucherEntry("A", "1", day, "x", ()),
        VoucherEntry("A", "1", day, "x", (LineEntry("1930", Money(1), "IT"),)),
        VoucherEntry("A", "1", day, "x", (LineEntry("1930", Money(1), "", "IT"),)),
        VoucherEntry("A", "1", day, "x", (LineEntry("1930", Money(1), "", "", "IT"),)),
    ]

    assert len({services.digest(voucher) for voucher in told}) == len(told)
    renumbered = VoucherEntry("B", "9", day, "x", (line,), registered_by="eva")
    assert services.digest(renumbered) == services.digest(told[0])


# What the database refuses by itself


@pytest.fixture
def books(db):
    made = edition()
    services.post(edition=made, vouchers=[entry(("1930", 5), ("3000", -5))])
    return made


@pytest.mark.parametrize("model", [Voucher, VoucherLine])
@pytest.mark.parametrize("act", ["update", "delete"])
def test_what_is_booked_is_never_changed_or_deleted(books, model, act):
    before = whole_state()

    with (
        pytest.raises(DatabaseError, match="A voucher is never changed or deleted"),
        transaction.atomic(),
    ):
        model.objects.update(text="x") if act == "update" else model.objects.all()._raw_delete(
            "default"
        )

    assert whole_state() == before


@pytest.mark.parametrize(
    ("name", "model", "rows"),
    [
        ("a_year_has_one_current_edition", LedgerEdition, [{"is_current": True}]),
        ("an_account_is_in_a_chart_once", Account, [{"number": "1"}] * 2),
        ("a_cost_centre_is_in_an_edition_once", CostCentre, [{"number": "1", "position": 1}] * 2),
        ("an_account_has_one_balance_a_year", AccountBalance, [{"account": "1"}] * 2),
        (
            "an_account_has_one_balance_a_month",
            AccountMonth,
            [
                {
                    "account": "1",
                    "month": 1,
                    "debit_ore": 0,
                    "credit_ore": 0,
                    "debit_count": 0,
                    "credit_count": 0,
                }
            ]
            * 2,
        ),
        (
            "debit_is_positive_and_credit_negative",
            AccountMonth,
            [
                {
                    "account": "1",
                    "month": 1,
                    "debit_ore": -1,
                    "credit_ore": 0,
                    "debit_count": 0,
                    "credit_count": 0,
                }
            ],
        ),
        (
            "debit_is_positive_and_credit_negative",
            AccountMonth,
            [
                {
                    "account": "1",
                    "month": 1,
                    "debit_ore": 0,
                    "credit_ore": 1,
                    "debit_count": 0,
                    "credit_count": 0,
                }
            ],
        ),
        (
            "a_sign_is_plus_or_minus_one",
            LayoutLine,
            [{"table": "t", "row": "r", "label": "l", "measure": "sum", "sign": 2, "position": 0}],
        ),
    ],
)
def test_a_constraint_keeps_the_books_right(books, name, model, rows):
    names = {constraint.name for constraint in model._meta.constraints}
    given = (
        {"year": 2015, "file_digest": "x", "taken_at": books.taken_at}
        if model is LedgerEdition
        else {}
    )
    own = {} if model in (LedgerEdition, LayoutLine) else {"edition": books}

    for row in rows[1:]:
        model.objects.create(**given, **own, **row)
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        model.objects.create(**given, **own, **rows[0])

    assert name in names
    if connection.vendor == "postgresql":
        assert name in str(refused.value)


def test_rows_say_what_they_are(books):
    assert str(books) == f"2015 ({books.pk})"
    assert str(Account(number="1930", name="Bank")) == "1930 Bank"
    assert str(CostCentre(number="IT", name="It")) == "IT It"
    assert str(Voucher(series="A", number="1")) == "A 1"
    assert str(AccountMonth(account="1930", month=2)) == "1930 2"
    assert str(AccountBalance(account="1930")) == "1930"
    assert str(BudgetAmount(account="1930", month=2)) == "1930 2"
    assert str(LayoutLine(table="t", row="r")) == "t r"


# Many rows at once


@pytest.mark.django_db
def test_reserved_numbers_are_nobody_elses():
    first = list(bulk.reserve_ids(Voucher, 3))
    services.post(edition=edition(), vouchers=[entry(("1930", 1), ("3000", -1)), entry(number="2")])
    second = list(bulk.reserve_ids(Voucher, 3))

    used = set(Voucher.objects.values_list("pk", flat=True))
    assert len(used) == 2
    assert not used & set(second)
    assert len(set(first)) == len(set(second)) == 3


@pytest.mark.django_db
def test_a_bulk_insert_is_guarded_by_the_database():
    books = edition()

    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert(Account, ("edition_id", "number", "name"), [(books.pk, "1", "")] * 2)


def at_once(workers, work):
    """Run work in so many threads, each with a connection of its own, all at the same moment."""
    barrier = Barrier(workers)

    def run(number):
        barrier.wait(timeout=20)
        try:
            return work(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(run, range(workers)))


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_eight_who_post_at_once_lose_nothing():
    books = edition()

    def post(worker):
        for number in range(10):
            vouchers = [
                entry((f"1930@C{number % 3}", 7), ("3000", -7), number=f"{worker}-{number}-{n}")
                for n in range(5)
            ]
            services.post(edition=books, vouchers=vouchers)

    at_once(8, post)

    assert Voucher.objects.count() == 400
    assert kept(books) == summed(books)
    assert queries.trial_balance(year=2015) == {"1930": Money(2_800), "3000": Money(-2_800)}
