"""The books of a year leave as SIE 4E, read back equal here and to the öre by another program."""

import io
import re
import shutil
import subprocess
from collections import Counter
from datetime import date
from decimal import Decimal
from random import Random

import pytest

from samdrift.kernel.money import Money
from samdrift.ledger import queries
from samdrift.ledger.models import LedgerEdition, Voucher
from samdrift.ledger.sie_export import NoBooks, write_books
from samdrift.ledger.tests.given import CHART, books, taken, ver

pytestmark = pytest.mark.django_db
TODAY = date(2016, 1, 10)


def exported():
    told = io.BytesIO()
    write_books(told, year=2015, made_on=TODAY)
    return told.getvalue()


def some_books(seed):
    """Return random books: balances, a budget by object, and vouchers on many objects."""
    random = Random(seed)  # noqa: S311  Nothing secret: the same books for the same seed.

    def kronor():
        return Decimal(random.randint(-(10**7), 10**7)).scaleb(-2)

    vouchers = []
    for number in range(1, 30):
        parts = [kronor() for _ in range(random.randint(1, 4))]
        lines = [(f"{random.choice(CHART)}{random.choice(('', '@IT', '@EK'))}", part)
                 for part in parts]  # fmt: skip
        day = f"2015{random.randint(1, 12):02}{random.randint(1, 28):02}"
        rest = (1930, -sum(parts))
        vouchers.append(ver("AB"[number % 2], number, day, *lines, rest, text=f"Åäö {number}"))
    told = "\n".join(vouchers)
    told = told.replace("{1 IT}", '{1 IT 6 "P 1" 7 X}')
    opening = kronor()
    facts = (
        '#DIM 1 "Kostnadsställe"\n#OBJEKT 1 IT "IT"\n'
        f"#IB 0 1930 {opening}\n#IB 0 2010 {-opening}\n#UB 0 2010 {-opening}\n"
        "#OIB 0 1930 {1 IT} 5\n"
        f"#PBUDGET 0 201501 3000 {{1 IT}} {kronor()}\n#PBUDGET 0 201502 3000 {{1 EK}} {kronor()}\n"
    )
    return books(facts, told)


def kept():
    """Return all that the current edition keeps, as it is told apart from another."""
    edition = LedgerEdition.objects.get(year=2015, is_current=True)
    vouchers = Voucher.objects.filter(edition=edition).values_list(
        "series", "number", "digest", "registered_on", "registered_by"
    )
    return edition.facts_digest, edition.budget_basis, Counter(vouchers)


@pytest.mark.parametrize("seed", range(2))
def test_what_is_written_is_taken_in_again_as_the_same_books(tmp_path, seed):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    taken(tmp_path / "a", y2015=some_books(seed))
    before, file = kept(), exported()

    taken(tmp_path / "b", y2015=file.decode("cp437").replace("\r\n", "\n"))

    assert kept() == before
    assert exported() == file


def test_without_books_there_is_nothing_to_write():
    with pytest.raises(NoBooks, match="Det finns ingen bokföring för året"):
        exported()


def journal_of(file):
    """Return SIE as a journal of hledger, read by nothing of ours."""
    entries, opening = [], []
    for line in file.decode("cp437").split("\r\n"):
        if found := re.match(r"#IB 0 (\d+) \{?\}?\s*(-?[\d.]+)", line):
            opening.append(f"  {found[1]}  {found[2]} SEK")
        if found := re.match(r'#VER "?\w*"? "?\w*"? (\d{4})(\d\d)(\d\d)', line):
            entries.append("{}-{}-{} voucher".format(*found.groups()))
        if found := re.match(r"\s+#TRANS (\d+) \{[^}]*\} (-?[\d.]+)", line):
            entries.append(f"  {found[1]}  {found[2]} SEK")
    return "\n".join(["2015-01-01 opening", *opening, *entries, ""])


@pytest.mark.skipif(not shutil.which("hledger"), reason="hledger is of the machine's packages")
def test_hledger_has_the_same_trial_balance_to_the_ore(tmp_path):
    taken(tmp_path, y2015=some_books(7))

    journal = tmp_path / "2015.journal"
    journal.write_text(journal_of(exported()), encoding="utf-8")
    told = subprocess.run(
        ["hledger", "-f", str(journal), "balance", "--flat", "--no-total", "-O", "csv"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout

    theirs = {
        account: Money.parse(amount)
        for account, amount in re.findall(r'^"(\d+)","(-?[\d.]+) SEK"$', told, re.MULTILINE)
    }
    book = queries.book(year=2015)
    ours = {number: Money(sums.reckoned) for number, sums in book.accounts.items() if sums.reckoned}
    assert {number: amount for number, amount in theirs.items() if amount} == ours
    assert len(ours) >= 6
