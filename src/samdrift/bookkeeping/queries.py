"""What was posted here, how a voucher stands, and which months are locked."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from django.db.models import Count, Exists, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from samdrift.bookkeeping.choices import Often
from samdrift.bookkeeping.models import (
    Accrual,
    BookedVoucher,
    PeriodStep,
    VoucherPaper,
    VoucherTemplate,
)
from samdrift.bookkeeping.ports import (
    AccrualTold,
    LineTold,
    PaperTold,
    PeriodTold,
    PostedRow,
    Proposal,
    ProposalSource,
    ProposedTold,
    TemplateTold,
    VoucherTold,
    WantedAccrual,
    WantedVoucher,
)
from samdrift.kernel.money import Money, total
from samdrift.kernel.spans import Month
from samdrift.ledger import queries as ledger
from samdrift.ledger.models import Voucher, VoucherLine
from samdrift.ledger.ports import LineEntry
from samdrift.ledger.services import HOLDING
from samdrift.plumbing import contributions
from samdrift.plumbing.files import FileHolder

A_PAGE = 50
LONGEST = 500
"""So many letters a voucher says at most."""
ACCRUALS = "PER"
"""The series of what is booked over months."""


def is_kept_here(year: int) -> bool:
    """Whether people post into the books of a year here."""
    edition = ledger.edition_of(year)
    return edition is not None and edition.is_kept_here


def years() -> frozenset[int]:
    """Return the years there are books for."""
    return ledger.years()


def newest_year() -> int | None:
    """Return the newest year whose books are kept here, or else the newest that has books."""
    years = sorted(ledger.years())
    kept = [year for year in years if is_kept_here(year)]
    found = kept or years
    return found[-1] if found else None


def locked_months(year: int) -> frozenset[int]:
    """Return the months of a year that take no more vouchers."""
    return frozenset(month for month, told in _periods(year).items() if told.is_locked)


def periods(year: int) -> tuple[PeriodTold, ...]:
    """Return the twelve months of a year, how each stands, and how much is booked in it."""
    told = _periods(year)
    edition = ledger.edition_of(year)
    booked = Voucher.objects.filter(edition=edition).order_by()
    counts = dict(booked.values_list("booked_on__month").annotate(Count("id")))
    return tuple(
        replace(told.get(month, PeriodTold(month)), vouchers=counts.get(month, 0))
        for month in range(1, 13)
    )


def _periods(year: int) -> dict[int, PeriodTold]:
    """Return how the months that were ever locked now stand: the latest step tells."""
    steps = PeriodStep.objects.filter(year=year).order_by("id")
    return {
        row.month: PeriodTold(row.month, row.is_locked, row.because, row.made_by, row.made_at)
        for row in steps
    }


def posted(year: int, *, page: int = 1) -> tuple[tuple[PostedRow, ...], int]:
    """Return a page of what was posted in a year, newest first, and how many pages there are."""
    rows = BookedVoucher.objects.filter(voucher__edition__year=year)
    pages = max(1, -(-rows.count() // A_PAGE))
    start = (min(max(page, 1), pages) - 1) * A_PAGE
    debit = VoucherLine.objects.filter(voucher=OuterRef("voucher"), amount_ore__gt=0).order_by()
    papers = VoucherPaper.objects.filter(voucher=OuterRef("voucher")).order_by()
    later = BookedVoucher.objects.filter(corrects=OuterRef("voucher"))
    told = rows.select_related("voucher").annotate(
        debit=Subquery(debit.values("voucher").annotate(ore=Sum("amount_ore")).values("ore")),
        papers=Coalesce(
            Subquery(papers.values("voucher").annotate(number=Count("id")).values("number")), 0
        ),
        is_corrected=Exists(later),
    )
    return tuple(
        PostedRow(
            row.voucher_id,
            str(row.voucher),
            row.voucher.booked_on,
            row.voucher.text,
            Money(row.debit or 0),
            row.posted_by,
            row.corrects_id is not None,
            row.is_corrected,
            row.papers,
        )
        for row in told.order_by("-id")[start : start + A_PAGE]
    ), pages


def voucher(voucher_id: int) -> VoucherTold | None:
    """Return a voucher of books that are current, whole; None where there is none."""
    row = (
        Voucher.objects.filter(pk=voucher_id, edition__is_current=True)
        .select_related("edition")
        .first()
    )
    if row is None:
        return None
    names = ledger.account_names(row.edition.year)
    steps = BookedVoucher.objects.filter(Q(voucher=row) | Q(corrects=row))
    found = list(steps.select_related("voucher", "corrects"))
    own = next((step for step in found if step.voucher_id == row.pk), None)
    later = next((step for step in found if step.corrects_id == row.pk), None)
    told = VoucherTold(
        id=row.pk,
        year=row.edition.year,
        name=str(row),
        day=row.booked_on,
        text=row.text,
        link=row.link,
        is_kept_here=row.edition.is_kept_here,
        lines=tuple(
            LineTold(
                line.account,
                names.get(line.account, ""),
                line.cost_centre,
                line.objects_text,
                Money(line.amount_ore),
                line.text,
            )
            for line in VoucherLine.objects.filter(voucher=row).order_by("id")
        ),
        papers=papers(row.pk),
        corrected_by=(later.voucher_id, str(later.voucher)) if later else None,
    )
    if own is None:
        return told
    return replace(
        told,
        posted_by=own.posted_by,
        posted_at=own.posted_at,
        because=own.because,
        corrects=(own.corrects.pk, str(own.corrects)) if own.corrects else None,
    )


def papers(voucher_id: int) -> tuple[PaperTold, ...]:
    """Return the files that go with a voucher."""
    return tuple(
        PaperTold(row.pk, row.name, row.size, row.added_by, row.added_at)
        for row in VoucherPaper.objects.filter(voucher_id=voucher_id)
    )


def papers_of(voucher_ids: Collection[int]) -> dict[int, tuple[VoucherPaper, ...]]:
    """Return the files that go with some vouchers, of those that have any."""
    found: dict[int, tuple[VoucherPaper, ...]] = {}
    for row in VoucherPaper.objects.filter(voucher__in=voucher_ids).order_by("id"):
        found[row.voucher_id] = (*found.get(row.voucher_id, ()), row)
    return found


def vouchers_with_papers(edition_id: int) -> Iterator[int]:
    """Yield the vouchers of some books that files go with, in the order they were booked."""
    rows = VoucherPaper.objects.filter(voucher__edition=edition_id).order_by("voucher_id")
    yield from rows.values_list("voucher_id", flat=True).distinct().iterator()


def paper(paper_id: int) -> VoucherPaper | None:
    """Return a file that goes with a voucher."""
    return VoucherPaper.objects.filter(pk=paper_id).first()


def booked(keys: Collection[str]) -> dict[str, tuple[int, str]]:
    """Return the vouchers that proposals were booked as, by the keys of those that were."""
    rows = BookedVoucher.objects.filter(source__in=keys).select_related("voucher")
    return {row.source: (row.voucher_id, str(row.voucher)) for row in rows}


def as_wanted(told: VoucherTold, series: str) -> WantedVoucher:
    """Return a voucher as it would be wanted again."""
    lines = tuple(
        LineEntry(line.account, line.amount, line.cost_centre, line.others, line.text)
        for line in told.lines
    )
    return WantedVoucher(series, told.day, told.text[:LONGEST], lines)


def templates() -> tuple[TemplateTold, ...]:
    """Return every template that is not ended."""
    rows = VoucherTemplate.objects.filter(is_ended=False).prefetch_related("lines")
    return tuple(_template(row) for row in rows)


def template(template_id: int) -> TemplateTold | None:
    """Return a template, ended or not."""
    row = VoucherTemplate.objects.filter(pk=template_id).prefetch_related("lines").first()
    return None if row is None else _template(row)


def _template(row: VoucherTemplate) -> TemplateTold:
    lines = tuple(
        LineEntry(
            line.account, Money(line.amount_ore), line.cost_centre, line.objects_text, line.text
        )
        for line in row.lines.all()
    )
    first = Month(row.first_month.year, row.first_month.month)
    wanted = WantedVoucher(row.series, first.span.last_day, row.text, lines)
    often = str(Often(row.often).label)
    return TemplateTold(row.pk, row.name, often, first, wanted, row.is_ended)


def _recurring(month: Month) -> tuple[Proposal, ...]:
    """Return the vouchers that come again in a month."""
    rows = VoucherTemplate.objects.filter(
        is_ended=False, often__gt=0, first_month__lte=month.span.start
    )
    due = (
        row
        for row in rows.prefetch_related("lines")
        if (month.year * 12 + month.number - row.first_month.year * 12 - row.first_month.month)
        % row.often
        == 0
    )
    return tuple(
        Proposal(
            f"template:{row.pk}:{month}", replace(_template(row).wanted, day=month.span.last_day)
        )
        for row in due
    )


def _accrual(row: Accrual) -> WantedAccrual:
    return WantedAccrual(
        row.text,
        row.from_account,
        row.to_account,
        row.cost_centre,
        Money(row.amount_ore),
        Month(row.first_month.year, row.first_month.month),
        row.months,
        row.spread,
        tuple(int(share) for share in row.shares.split()),
    )


def accruals(year: int) -> tuple[AccrualTold, ...]:
    """Return the accruals that have a month in a year, and how much of each is booked."""
    ending = (row for row in Accrual.objects.filter(first_month__year__lte=year))
    told = [(row, _accrual(row)) for row in ending]
    shown = [(row, wanted) for row, wanted in told if wanted.parts()[-1][0].year >= year]
    keys = {
        f"accrual:{row.pk}:{month}": part for row, wanted in shown for month, part in wanted.parts()
    }
    done = booked(keys)
    return tuple(
        AccrualTold(
            row.pk,
            wanted,
            total(part for month, part in wanted.parts() if f"accrual:{row.pk}:{month}" in done),
            row.is_ended,
        )
        for row, wanted in shown
    )


def _accrued(month: Month) -> tuple[Proposal, ...]:
    """Return what accruals come to in a month."""
    rows = Accrual.objects.filter(is_ended=False, first_month__lte=month.span.start)
    found = []
    for row in rows:
        wanted = _accrual(row)
        part = dict(wanted.parts()).get(month)
        if part:
            lines = (
                LineEntry(wanted.to_account, part, wanted.cost_centre),
                LineEntry(wanted.from_account, -part),
            )
            text = f"{wanted.text} {month}"
            voucher = WantedVoucher(ACCRUALS, month.span.last_day, text, lines)
            found.append(Proposal(f"accrual:{row.pk}:{month}", voucher))
    return tuple(found)


def proposals(month: Month) -> tuple[ProposedTold, ...]:
    """Return all that is proposed for a month, by whoever proposes, and what is booked of it."""
    sources = sorted(contributions.offered(ProposalSource), key=lambda source: source.key)
    told = [(source.name, proposal) for source in sources for proposal in source.of(month)]
    done = booked([proposal.key for _name, proposal in told])
    return tuple(ProposedTold(name, proposal, done.get(proposal.key)) for name, proposal in told)


SOURCES = (
    ProposalSource("bookkeeping.recurring", "Återkommande", _recurring),
    ProposalSource("bookkeeping.accruals", "Periodisering", _accrued),
)


def result_left(year: int) -> Money:
    """Return the result that is not yet carried to equity: what the accounts of it come to."""
    moved = ledger.trial_balance(year=year)
    return total(amount for account, amount in moved.items() if account[0] not in HOLDING)


def _holds(digests: Collection[str]) -> Collection[str]:
    return set(VoucherPaper.objects.filter(digest__in=digests).values_list("digest", flat=True))


FILES = FileHolder("bookkeeping.papers", _holds)
