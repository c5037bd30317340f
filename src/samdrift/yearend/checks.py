"""What must hold when a year has closed: deficits restored in time, balances as documents say."""

from __future__ import annotations

from samdrift.kernel.figures import Origin
from samdrift.kernel.spans import Span
from samdrift.ledger import queries as ledger
from samdrift.ledger.choices import Measure
from samdrift.reporting.formats import swedish_kronor
from samdrift.reporting.ports import Ask, CheckResult, CheckSource, Door, FigureAddress
from samdrift.reporting.wording import in_words, sentence
from samdrift.yearend import queries
from samdrift.yearend.models import Reconciliation
from samdrift.yearend.ports import ReconciledTold
from samdrift.yearend.tables import AMOUNT, BALANCE, REQUIRED_SINCE


def year_checks(year: int) -> tuple[CheckResult, ...]:
    """Hold a year's close against the law and the documents, where there are books."""
    if year not in ledger.years():
        return ()
    restored = (_restored(year),) if year >= REQUIRED_SINCE else ()
    held = queries.reconciled(year)
    return (*restored, *((_documents(year, held),) if held else ()))


def _restored(year: int) -> CheckResult:
    left = queries.deficits(year)
    late = [each for each in left if each.is_late(year)]
    faults = tuple(
        sentence(
            "{amount} kr från {of} skulle vara återställt senast {last}",
            amount=swedish_kronor(each.left),
            of=each.year,
            last=each.last_year,
        )
        for each in late
    )
    doors = tuple(
        Door(str(each.year), FigureAddress(BALANCE, Ask(year), f"deficit-{each.year}", AMOUNT))
        for each in late
    )
    found = sentence("{count} underskott är kvar att återställa.", count=len(left))
    return CheckResult(in_words("Underskott återställs inom tre år"), found, faults, doors)


def _documents(year: int, held: dict[str, ReconciledTold]) -> CheckResult:
    book = ledger.book(year=year)
    assert book is not None, "the year has books"
    faults, doors = [], []
    for account, told in held.items():
        booked = book.figure(account, Measure.CLOSING.value).money
        if booked != told.amount:
            faults.append(
                sentence(
                    "konto {number}: underlaget har {told} kr, bokföringen {booked} kr",
                    number=account,
                    told=swedish_kronor(told.amount),
                    booked=swedish_kronor(booked),
                )
            )
            scope = (("accounts", account), ("measure", Measure.CLOSING.value))
            doors.append(Door(account, Origin(ledger.ACCOUNTS, Span.year(year), scope)))
    found = sentence("{count} konton är hållna mot underlag.", count=len(held))
    title = in_words("Balanserna är de som underlagen säger")
    return CheckResult(title, found, tuple(faults), tuple(doors))


OFFERS = (
    CheckSource(key="yearend.checks", run=year_checks, reads=(Reconciliation, *queries.READS)),
)
