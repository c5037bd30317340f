"""What must hold of what is owned and owed: it comes to what the books say, account by account."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from samdrift.capital import debts, note
from samdrift.capital.fixed_tables import FIXED_NOTE
from samdrift.capital.models import FixedEvent, FixedGroup, Loan, LoanRepayment
from samdrift.kernel.figures import Origin
from samdrift.kernel.money import ZERO, Money
from samdrift.kernel.spans import Span
from samdrift.ledger import queries as ledger
from samdrift.ledger.choices import Measure
from samdrift.reporting.formats import swedish_kronor
from samdrift.reporting.ports import Ask, CheckResult, CheckSource, Door, FigureAddress
from samdrift.reporting.wording import in_words, sentence

_MEASURES = (
    ("cost", "closing-cost", 1),
    ("depreciation", "closing-depreciation", -1),
    ("impairment", "closing-impairment", -1),
)


def year_checks(year: int) -> tuple[CheckResult, ...]:
    """Hold what is owned and owed at a year's end against the accounts, where there are books."""
    book = ledger.book(year=year)
    return () if book is None else (*_fixed(year), *_owed(year, book))


def _owed(year: int, book: ledger.Book) -> tuple[CheckResult, ...]:
    """Hold what is owed against the accounts of its loans."""
    owed: dict[str, Money] = defaultdict(lambda: ZERO)
    for loan in debts.loans():
        owed[loan.account] += loan.debt.owed(date(year, 12, 31))
    faults, doors = [], []
    for account in sorted(owed):
        booked = -book.figure(account, Measure.CLOSING).money
        if booked != owed[account]:
            words = sentence(
                "konto {number}: lånen är {owed} kr, bokföringen {booked} kr",
                number=account,
                owed=swedish_kronor(owed[account]),
                booked=swedish_kronor(booked),
            )
            scope = (("accounts", account), ("measure", Measure.CLOSING.value))
            faults.append(words)
            doors.append(Door(account, Origin(ledger.ACCOUNTS, Span.year(year), scope)))
    if not owed:
        return ()
    found = sentence("Lånen är hållna mot {count} konton.", count=len(owed))
    title = in_words("Lånen stämmer med bokföringen")
    return (CheckResult(title, found, tuple(faults), tuple(doors)),)


def _fixed(year: int) -> tuple[CheckResult, ...]:
    """Hold what the register closes with against the accounts, where it tells of the year."""
    found = note.note(Span.year(year))
    if not found.moved:
        return ()
    told = list(_accounts(found))
    faults, doors = [], []
    for account, kept, row, group in told:
        booked = ledger.book(year=year)
        assert booked is not None, "the year has books"
        amount = booked.figure(account, Measure.CLOSING).money
        if amount != kept:
            faults.append(
                sentence(
                    "konto {number}: registret har {kept} kr, bokföringen {booked} kr",
                    number=account,
                    kept=swedish_kronor(kept),
                    booked=swedish_kronor(amount),
                )
            )
            doors.append(Door(group.name, FigureAddress(FIXED_NOTE, Ask(year), row, group.key)))
    words = sentence("Registret är hållet mot {count} konton.", count=len(told))
    title = in_words("Anläggningsregistret stämmer med bokföringen")
    return (CheckResult(title, words, tuple(faults), tuple(doors)),)


def _accounts(found: note.Note) -> Iterator[tuple[str, Money, str, FixedGroup]]:
    """Yield each account, what the register has on it, and a row and a group that tell of it."""
    kept: dict[str, Money] = defaultdict(lambda: Money(0))
    where: dict[str, tuple[str, FixedGroup]] = {}
    for group in found.groups:
        accounts = {
            "cost": group.cost_account,
            "depreciation": group.depreciation_account or group.cost_account,
        }
        accounts["impairment"] = group.impairment_account or accounts["depreciation"]
        for measure, row, sign in _MEASURES:
            account = accounts[measure]
            amount = found.closing((group,), measure)
            kept[account] += amount if sign == 1 else -amount
            where.setdefault(account, (row, group))
    for account in sorted(kept):
        yield account, kept[account], *where[account]


OFFERS = (
    CheckSource(
        key="capital.checks",
        run=year_checks,
        reads=(FixedEvent, FixedGroup, Loan, LoanRepayment, *ledger.READS),
    ),
)
