"""What is told of books that do not add up, account by account; they are taken in all the same."""

from __future__ import annotations

from collections.abc import Iterator

from samdrift.kernel.money import Money
from samdrift.ledger import queries
from samdrift.ledger.queries import Book


def account_notices(file: str, book: Book) -> Iterator[str]:
    """Yield where an account's opening balance and vouchers give another closing balance."""
    for account in queries.balance_accounts(book):
        sums = book.accounts[account]
        if sums.reckoned != sums.closing:
            yield (
                f"{file}: konto {account}: ingående balans och verifikationer ger "
                f"{_gap(Money(sums.reckoned), Money(sums.closing))} i utgående balans."
            )


def result_notice(file: str, account: str, reckoned: Money, stated: Money) -> str:
    """Tell that the vouchers of an account of the result give something else than is stated."""
    return f"{file}: konto {account}: verifikationerna ger {_gap(reckoned, stated)} i #RES."


def _gap(reckoned: Money, stated: Money) -> str:
    return f"{reckoned.kronor()} kr mot {stated.kronor()} kr"
