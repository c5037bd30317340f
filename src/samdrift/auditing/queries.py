"""Samples that were drawn, and what was found of each voucher."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from django.db.models import Count, Q, Sum

from samdrift.auditing.drawing import Drawn
from samdrift.auditing.models import AuditNote, PickedVoucher, Sample
from samdrift.auditing.ports import NoteTold, PickedTold, SampleTold, WantedSample
from samdrift.bookkeeping import queries as bookkeeping
from samdrift.kernel.money import Money
from samdrift.ledger import queries as ledger
from samdrift.ledger.models import LedgerEdition, VoucherLine

AT_A_TIME = 5_000


def population(edition: LedgerEdition) -> Iterator[Drawn]:
    """Yield every voucher of books, in the order they were booked, and what it comes to."""
    lines = VoucherLine.objects.filter(edition=edition).order_by("voucher_id")
    rows = lines.values_list("voucher_id", "voucher__link").annotate(
        ore=Sum("amount_ore", filter=Q(amount_ore__gt=0), default=0)
    )
    for pk, link, ore in rows.iterator(chunk_size=AT_A_TIME):
        yield Drawn(pk, link, ore)


def samples(year: int) -> tuple[SampleTold, ...]:
    """Return the samples that were drawn of a year, the latest first."""
    return _told(Sample.objects.filter(year=year))


def sample(sample_id: int) -> SampleTold | None:
    """Return a sample."""
    return next(iter(_told(Sample.objects.filter(pk=sample_id))), None)


def _counts(sample_ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """Return how many vouchers each sample has, and of how many something is noted."""
    rows = PickedVoucher.objects.filter(sample__in=sample_ids).order_by()
    counted = rows.values_list("sample").annotate(
        picked=Count("id", distinct=True),
        noted=Count("id", filter=Q(notes__isnull=False), distinct=True),
    )
    return {sample_id: (count, noted) for sample_id, count, noted in counted}


def _told(rows: Collection[Sample]) -> tuple[SampleTold, ...]:
    counts = _counts([row.pk for row in rows])
    return tuple(
        SampleTold(
            row.pk,
            WantedSample(row.year, row.method, row.seed, row.size),
            row.population,
            Money(row.population_ore),
            row.drawn_by,
            row.drawn_at,
            *counts[row.pk],
        )
        for row in rows
    )


def picked(sample_id: int) -> tuple[PickedTold, ...]:
    """Return the vouchers of a sample, and what was found of each."""
    notes: dict[int, list[NoteTold]] = defaultdict(list)
    for row in AuditNote.objects.filter(picked__sample=sample_id).order_by("-id"):
        told = NoteTold(row.verdict, row.text, row.written_by, row.written_at)
        notes[row.picked_id].append(told)
    rows = list(
        PickedVoucher.objects.filter(sample=sample_id).select_related("voucher").order_by("id")
    )
    papers = bookkeeping.papers_of([row.voucher_id for row in rows])
    return tuple(
        PickedTold(
            row.pk,
            row.voucher_id,
            str(row.voucher),
            row.voucher.booked_on,
            row.voucher.text,
            Money(row.amount_ore),
            len(papers.get(row.voucher_id, ())),
            tuple(notes[row.pk]),
        )
        for row in rows
    )


def head(year: int) -> str:
    """Return the last link of a year's books: whoever has noted it knows whether they are these."""
    edition = ledger.edition_of(year)
    return edition.head if edition else ""
