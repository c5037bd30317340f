"""What a preview counts of books: new, changed, unchanged and wrong, also where it is refused."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samdrift.ledger import sie_counts
from samdrift.ledger.tests.given import books, take, taken, ver
from samdrift.plumbing.exchange import services as exchange
from samdrift.plumbing.exchange.tests.given import AT, folder_of, whole_state

pytestmark = pytest.mark.django_db
FILE = "ledger/2015.se"
DAY = "20150310"
UNKNOWN_ORGANISATION = "code,name,role\nA,,nobody\n"


def sale(number, kronor=100, account=3000, day=DAY, text=""):
    return ver("A", number, day, (1930, kronor), (account, f"-{kronor}"), text=text)


KNOWN = 30
BEFORE = [sale(n) for n in range(1, KNOWN)] + [sale('""', 1000 + n) for n in range(1, KNOWN)]

MAKE = {
    "unchanged": sale,
    "changed": lambda n: sale(n, text="rättad"),
    "new": lambda n: sale(n + KNOWN),
    "unchanged, no number": lambda n: sale('""', 1000 + n),
    "new, no number": lambda n: sale('""', 2000 + n),
    "wrong sum": lambda n: ver("A", n, DAY, (1930, 1), (3000, -2)),
    "wrong amount": lambda n: ver("A", n, DAY, (1930, "x"), (3000, "y")),
    "wrong day": lambda n: sale(n, day="20160101"),
    "wrong form": lambda n: f'#VER A {n} "idag"\n{{\n#TRANS 1930 {{}} 1\n}}\n',
    "wrong account": lambda n: sale(n, account=9999),
    "wrong centre": lambda n: ver("A", n, DAY, (f"1930@{'x' * 60}", 1), (3000, -1)),
}


def counted(outcome):
    """Return what was counted of the books, nothing that is none."""
    told = {each.file: each for each in outcome.summaries}[FILE]
    counts = {
        "new": told.new,
        "changed": told.changed,
        "unchanged": told.unchanged,
        "wrong": told.wrong,
    }
    return {name: count for name, count in counts.items() if count}


def expected(kinds):
    return dict(Counter(kind.partition(",")[0].split(" ")[0] for kind in kinds))


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    kinds=st.lists(st.sampled_from(sorted(MAKE)), min_size=1, max_size=KNOWN - 1),
    is_wrong_elsewhere=st.booleans(),
    batch=st.sampled_from([1, 3, sie_counts.BATCH]),
)
def test_every_voucher_is_counted_once_whatever_else_is_wrong(
    tmp_path_factory, monkeypatch, kinds, is_wrong_elsewhere, batch
):
    folder = tmp_path_factory.mktemp("books")
    monkeypatch.setattr(sie_counts, "BATCH", batch)
    taken(folder, y2015=books(*BEFORE))
    vouchers = [MAKE[kind](number) for number, kind in enumerate(kinds, start=1)]
    contents = {FILE: books(*vouchers)}
    if is_wrong_elsewhere:
        contents["organisations.csv"] = UNKNOWN_ORGANISATION

    outcome = exchange.import_package(folder_of(folder, contents), at=AT, is_preview=True)

    assert counted(outcome) == expected(kinds)
    is_wrong = is_wrong_elsewhere or any(kind.startswith("wrong") for kind in kinds)
    assert bool(outcome.faults) == is_wrong


def test_a_preview_of_wrong_books_changes_nothing(tmp_path):
    taken(tmp_path, y2015=books(*BEFORE))
    before = whole_state()

    outcome = take(tmp_path, y2015=books(sale(1), sale(2, account=9999), sale(3, text="ny")))

    assert counted(outcome) == {"unchanged": 1, "changed": 1, "wrong": 1}
    assert whole_state() == before


def test_books_without_a_year_are_not_counted(tmp_path):
    outcome = take(tmp_path, y2015=books(sale(1), rar=""))

    assert counted(outcome) == {}
    assert outcome.faults


def test_books_on_more_unknown_accounts_than_can_be_told_apart_are_not_counted(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(sie_counts, "MOST_UNKNOWN", 1)

    outcome = take(tmp_path, y2015=books(sale(1), sale(2, account=9998), sale(3, account=9999)))

    assert counted(outcome) == {}
    assert [fault.value for fault in outcome.faults.shown] == ["9998", "9999"]
