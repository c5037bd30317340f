"""Books that are kept here: begun with what the year before closed with, and held while posting."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from samdrift.kernel.refusals import Refusal
from samdrift.ledger.models import Account, AccountBalance, CostCentre, LedgerEdition
from samdrift.ledger.services import HOLDING, make_current


class CannotKeepBooks(Refusal):
    """The books of a year are not kept here, or cannot be."""


@transaction.atomic
def begin(*, year: int, at: datetime) -> LedgerEdition:
    """Keep the books of a year here from now on, and return them.

    Books that were taken in are gone on with as they stand. A year without books begins with the
    chart, the cost centres and the closing balances of the year before.
    """
    editions = LedgerEdition.objects.select_for_update().filter(is_current=True)
    found = editions.filter(year=year).first()
    if found is None:
        found = _begun_after(editions.filter(year=year - 1).first(), year, at)
    elif found.is_kept_here:
        raise CannotKeepBooks(f"Bokföringen för {year} förs redan här.")
    found.is_kept_here = True
    found.save(update_fields=["is_kept_here"])
    return found


def _begun_after(before: LedgerEdition | None, year: int, at: datetime) -> LedgerEdition:
    if before is None:
        raise CannotKeepBooks(
            f"Läs först in bokföringen för {year - 1}: kontoplanen hämtas ur den."
        )
    edition = LedgerEdition.objects.create(year=year, taken_at=at)
    Account.objects.bulk_create(
        Account(edition=edition, number=each.number, name=each.name)
        for each in Account.objects.filter(edition=before)
    )
    CostCentre.objects.bulk_create(
        CostCentre(edition=edition, number=each.number, name=each.name, position=each.position)
        for each in CostCentre.objects.filter(edition=before)
    )
    make_current(edition)
    _open(edition, before)
    return edition


def locked(year: int) -> LedgerEdition:
    """Return the books of a year that are kept here; whoever else wants them waits.

    Called in the transaction that posts. Raises CannotKeepBooks where they are not.
    """
    found = LedgerEdition.objects.select_for_update().filter(
        year=year, is_current=True, is_kept_here=True
    )
    edition = found.first()
    if edition is None:
        raise CannotKeepBooks(f"Bokföringen för {year} förs inte här.")
    return edition


@transaction.atomic
def bring_openings(*, year: int) -> int:
    """Open a year with what the year before now closes with; return how many accounts changed."""
    edition = locked(year)
    before = LedgerEdition.objects.filter(year=year - 1, is_current=True).first()
    if before is None:
        raise CannotKeepBooks(f"Det finns ingen bokföring för {year - 1}.")
    return _open(edition, before)


def _open(edition: LedgerEdition, before: LedgerEdition) -> int:
    """Set what accounts open with, and move what they close with as much."""
    whole = Q(cost_centre="")
    closed = AccountBalance.objects.filter(whole, edition=before).exclude(closing_ore=0)
    wanted = {
        account: ore
        for account, ore in closed.values_list("account", "closing_ore")
        if account[0] in HOLDING
    }
    there = {row.account: row for row in AccountBalance.objects.filter(whole, edition=edition)}
    for account in wanted.keys() - there.keys():
        there[account] = AccountBalance.objects.create(edition=edition, account=account)
    changed = 0
    for account, row in there.items():
        moved = wanted.get(account, 0) - row.opening_ore
        if moved:
            row.opening_ore += moved
            row.closing_ore += moved
            row.save(update_fields=["opening_ore", "closing_ore"])
            changed += 1
    return changed
