"""What is told of a year's close, and what the books come to in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from samdrift.budget.choices import RESULT, numbers
from samdrift.kernel.figures import Figure, Origin, Unit, blank, total
from samdrift.kernel.money import ZERO, Money
from samdrift.kernel.spans import Span
from samdrift.ledger import queries as ledger
from samdrift.ledger.choices import Measure
from samdrift.ledger.statements import signed
from samdrift.reporting import few, memory
from samdrift.reporting.few import FewRows
from samdrift.yearend import balance
from samdrift.yearend.balance import Deficit
from samdrift.yearend.choices import FactKind
from samdrift.yearend.models import Entry, Fact, Reconciliation, SignOff
from samdrift.yearend.ports import EntryTold, ReconciledTold, SignedTold

FACTS = "yearend.facts"
READS = (Fact, *ledger.READS)
"""What tables are read from."""
GAINS = f"{numbers('38', '38')} 843 {numbers('843', '843')}"
"""Accounts of realisation gains, as the standard layouts have them."""
ADJUSTED = (
    FactKind.GAINS_EXEMPT,
    FactKind.LOSSES_EXEMPT,
    FactKind.UNREALISED,
    FactKind.UNREALISED_BACK,
)
_FACTS = FewRows("yearend.facts", Fact, ("year", "kind", "amount_ore"))
_RECONCILED = FewRows(
    "yearend.reconciled",
    Reconciliation,
    ("year", "id", "account", "amount_ore", "note", "file_name", "held_by", "held_at"),
)
FEW = (_FACTS, _RECONCILED)


# The balance requirement.


def fact(year: int, kind: FactKind) -> Figure:
    """Return what was last told of a year; blank where nothing was."""
    told = [row[2] for row in few.rows(_FACTS) if row[:2] == (year, kind)]
    origin = Origin(FACTS, Span.year(year), (("kind", kind.value),), len(told))
    return Figure(Money(told[-1]), Unit.MONEY, (origin,)) if told else blank(Unit.MONEY, (origin,))


def booked(
    year: int, accounts: str, measure: Measure, *, sign: int = 1, cost_centre: str = ""
) -> Figure:
    """Return what accounts measure in a year, whole or of a cost centre; blank without books."""
    book = ledger.book(year=year, cost_centre=cost_centre)
    if book is None:
        return blank(Unit.MONEY, (Origin(ledger.YEARS, Span.year(year)),))
    return signed(book.figure(accounts, measure.value), sign)


def result(year: int, cost_centre: str = "") -> Figure:
    """Return what a year gave, whole or of a cost centre: a surplus plus."""
    return booked(year, RESULT, Measure.MOVEMENT, sign=-1, cost_centre=cost_centre)


def gains(year: int) -> Figure:
    """Return the realisation gains of a year as they are taken off: minus."""
    return booked(year, GAINS, Measure.MOVEMENT)


def adjusted(year: int) -> Figure:
    """Return a year's result with what the law takes off and puts back."""
    return total([result(year), gains(year), *(fact(year, kind) for kind in ADJUSTED)])


def balance_result(year: int) -> Figure:
    """Return the balance result of a year: adjusted, and with what the reserve took or gave."""
    reserve = (fact(year, FactKind.RESERVE_TO), fact(year, FactKind.RESERVE_FROM))
    return total([adjusted(year), *reserve])


def deficits(year: int) -> tuple[Deficit, ...]:
    """Return what is left to restore when a year has closed, the oldest first."""
    booked_years = together([each for each in ledger.years() if each <= year])
    results = {each: balance_result(each).money for each in booked_years}
    told = {(row[0], row[1]): Money(row[2]) for row in few.rows(_FACTS)}
    return balance.left_after(
        year,
        results=results,
        exempt=_of(told, FactKind.EXCEPTIONAL, year),
        begun=_of(told, FactKind.DEFICIT, year),
    )


def together(years: Iterable[int]) -> tuple[int, ...]:
    """Return years, whose books are then read by one question."""
    told = tuple(years)
    for year in told:
        memory.expect(year)
    return told


def _of(told: Mapping[tuple[int, str], Money], kind: FactKind, until: int) -> dict[int, Money]:
    return {year: amount for (year, each), amount in told.items() if each == kind and year <= until}


# What is entered, held against documents and signed.


def entries(year: int) -> tuple[EntryTold, ...]:
    """Return what accounts are to hold when a year has closed."""
    latest: dict[tuple[str, str], EntryTold] = {}
    for row in Entry.objects.filter(year=year).order_by("id"):
        latest[row.kind, row.account] = EntryTold(
            row.pk, row.kind, row.account, row.against, Money(row.amount_ore), row.source,
            row.entered_by, row.entered_at,
        )  # fmt: skip
    return tuple(latest.values())


def left_to_book(year: int, entry: EntryTold) -> Money:
    """Return by how much more an account is to be credited for it to hold what it shall."""
    held = booked(year, entry.account, Measure.CLOSING).value or ZERO
    assert isinstance(held, Money), "accounts hold money"
    return entry.amount + held


def uncarried(year: int) -> Money:
    """Return the result that equity does not have yet: what the balance sheet fails by."""
    book = ledger.book(year=year)
    if book is None:
        return ZERO
    return book.figure(f"{numbers('1', '1')} {numbers('2', '2')}", Measure.CLOSING.value).money


def reconciled(year: int) -> dict[str, ReconciledTold]:
    """Return what was last told of each account that was held against a document."""
    return {
        account: ReconciledTold(pk, account, Money(ore), note, file_name, held_by, held_at)
        for of, pk, account, ore, note, file_name, held_by, held_at in few.rows(_RECONCILED)
        if of == year
    }


def document(year: int, pk: int) -> Reconciliation | None:
    """Return a reconciliation that has a document; None where there is none."""
    return Reconciliation.objects.filter(year=year, pk=pk).exclude(digest="").first()


def balances(year: int) -> dict[str, Money]:
    """Return what each balance account that is not empty held when a year ended."""
    book = ledger.book(year=year)
    if book is None:
        return {}
    held = {each: Money(book.accounts[each].closing) for each in ledger.balance_accounts(book)}
    return {account: amount for account, amount in held.items() if amount}


def signed_off(year: int) -> dict[str, SignedTold]:
    """Return the points of a year that somebody has judged to be done."""
    found: dict[str, SignedTold] = {}
    for row in SignOff.objects.filter(year=year).order_by("id"):
        found.pop(row.key, None)
        if row.reason:
            found[row.key] = SignedTold(row.key, row.reason, row.signed_by, row.signed_at)
    return found


def held_files(digests: Iterable[str]) -> frozenset[str]:
    """Return those of some files that are kept with a reconciliation."""
    rows = Reconciliation.objects.filter(digest__in=list(digests)).order_by()
    return frozenset(rows.values_list("digest", flat=True))
