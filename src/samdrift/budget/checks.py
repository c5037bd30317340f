"""What must hold of the budget that a year is followed by."""

from __future__ import annotations

from samdrift.budget import queries
from samdrift.budget.choices import GROUPS
from samdrift.budget.tables import VERSIONS
from samdrift.kernel.spans import Span
from samdrift.ledger import queries as ledger
from samdrift.ledger.choices import Measure
from samdrift.reporting.formats import swedish_kronor
from samdrift.reporting.ports import Ask, CheckResult, CheckSource, Door, FigureAddress
from samdrift.reporting.wording import in_words, sentence


def year_checks(year: int) -> tuple[CheckResult, ...]:
    """Hold what was adopted against the budget that the books tell, where both are there."""
    adopted, books = queries.book_in_force(year), ledger.book(year=year)
    if (
        adopted is None
        or books is None
        or not any(sums.budget_count for sums in books.accounts.values())
    ):
        return ()
    faults, doors = [], []
    for key, label, accounts in GROUPS:
        ours = -adopted.figure(accounts, Span.year(year)).money
        theirs = -books.figure(accounts, Measure.BUDGET.value).money
        if ours != theirs:
            faults.append(
                sentence(
                    "{group}: antaget {ours} kr, i bokföringen {theirs} kr",
                    group=in_words(label),
                    ours=swedish_kronor(ours),
                    theirs=swedish_kronor(theirs),
                )
            )
            address = FigureAddress(VERSIONS, Ask(year), key, f"v{adopted.card.number}")
            doors.append(Door(in_words(label), address))
    found = sentence("Budgeten är hållen mot bokföringens i {count} grupper.", count=len(GROUPS))
    title = in_words("Den antagna budgeten är den som bokföringen har")
    return (CheckResult(title, found, tuple(faults), tuple(doors)),)


OFFERS = (CheckSource(key="budget.checks", run=year_checks, reads=(*queries.READS, *ledger.READS)),)
