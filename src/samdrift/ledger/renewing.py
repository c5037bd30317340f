"""Books that come again: what is changed goes to an archive, what is new comes in, and back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import batched

from django.db import transaction
from django.db.models import Count, Q, QuerySet, Sum

from samdrift.ledger import services
from samdrift.ledger.models import (
    Account,
    AccountBalance,
    BudgetAmount,
    CostCentre,
    LedgerEdition,
    Voucher,
    VoucherChange,
    VoucherLine,
)
from samdrift.ledger.ports import VoucherEntry
from samdrift.ledger.services import Kept, Place

AT_A_TIME = 500
_FACTS = (Account, CostCentre, AccountBalance, BudgetAmount)


@dataclass(frozen=True, slots=True)
class Renewal:
    """What is another since books came last: new vouchers, those that say else, and those gone."""

    new: Sequence[VoucherEntry]
    changed: Sequence[tuple[int, VoucherEntry]]
    gone: Sequence[int]


def renew(edition: LedgerEdition, renewal: Renewal) -> LedgerEdition:
    """Take what is another into books, and return the archive that keeps what they said before.

    The books are left without chart, cost centres, balances and budget, to be written anew.
    """
    archive = LedgerEdition.objects.create(
        year=edition.year,
        file_digest=edition.file_digest,
        facts_digest=edition.facts_digest,
        budget_basis=edition.budget_basis,
        taken_at=edition.taken_at,
        archive_of=edition,
    )
    _move_facts(edition, archive)
    before = [old for old, _entry in renewal.changed]
    _move(before + list(renewal.gone), edition, archive)
    entries = [*(entry for _old, entry in renewal.changed), *renewal.new]
    after = _posted(edition, entries)
    pairs = [*zip(before, after, strict=False), *((None, new) for new in after[len(before) :])]
    VoucherChange.objects.bulk_create(
        VoucherChange(archive=archive, before_id=old, after_id=new)
        for old, new in (*pairs, *((old, None) for old in renewal.gone))
    )
    return archive


def _posted(edition: LedgerEdition, entries: Sequence[VoucherEntry]) -> list[int]:
    """Post entries, and return the ids of their vouchers in the same order."""
    own = Voucher.objects.filter(edition=edition)
    last = own.order_by("-id").values_list("id", flat=True).first() or 0
    services.post(edition=edition, vouchers=entries)
    return list(own.filter(id__gt=last).order_by("id").values_list("id", flat=True))


@transaction.atomic
def take_back(archive_id: int) -> None:
    """Let books be as they were before they came again: what came goes to the archive instead."""
    archive = LedgerEdition.objects.select_for_update().get(pk=archive_id)
    edition = archive.archive_of
    assert edition is not None, "an archive is of some books"
    if edition.is_kept_here:
        raise services.BooksAreKeptHere(services.KEPT)
    changes = list(archive.changes.values_list("before_id", "after_id"))
    _move([after for _before, after in changes if after], edition, archive)
    _move([before for before, _after in changes if before], archive, edition)
    for field in ("file_digest", "facts_digest", "budget_basis", "taken_at"):
        own, others = getattr(edition, field), getattr(archive, field)
        setattr(edition, field, others)
        setattr(archive, field, own)
    edition.save()
    archive.save()
    meanwhile = LedgerEdition.objects.create(year=edition.year, taken_at=edition.taken_at)
    _move_facts(edition, meanwhile)
    _move_facts(archive, edition)
    _move_facts(meanwhile, archive)
    meanwhile.delete()


def _move_facts(source: LedgerEdition, target: LedgerEdition) -> None:
    for model in _FACTS:
        model._default_manager.filter(edition=source).update(edition=target)


def _move(ids: Collection[int], source: LedgerEdition, target: LedgerEdition) -> None:
    """Move vouchers between books and their archive, and what they come to with them."""
    moved: dict[Place, Kept] = defaultdict(Kept)
    for some in batched(ids, AT_A_TIME, strict=False):
        lines = VoucherLine.objects.filter(voucher__in=some)
        for place, kept in _sums(lines):
            moved[place].join(kept)
        lines.update(edition=target)
        Voucher.objects.filter(pk__in=some).update(edition=target)
    services.keep(target.pk, moved)
    services.take_off(source.pk, moved)


def _sums(lines: QuerySet[VoucherLine]) -> Iterator[tuple[Place, Kept]]:
    is_debit = Q(amount_ore__gte=0)
    places = lines.order_by().values_list("account", "cost_centre", "voucher__booked_on__month")
    rows = places.annotate(
        debit=Sum("amount_ore", filter=is_debit, default=0),
        credit=Sum("amount_ore", filter=~is_debit, default=0),
        debits=Count("id", filter=is_debit),
        credits=Count("id", filter=~is_debit),
    )
    for account, centre, month, *sums in rows:
        yield (account, centre, month), Kept(*sums)
