"""Posting vouchers, correcting them by others, and locking the months they are booked in."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.models import IntegerField
from django.db.models.functions import Cast

from samdrift.bookkeeping import queries
from samdrift.bookkeeping.choices import Often, Spread
from samdrift.bookkeeping.errors import CannotLock, CannotPost
from samdrift.bookkeeping.models import (
    Accrual,
    BookedVoucher,
    PeriodStep,
    TemplateLine,
    VoucherPaper,
    VoucherSeries,
    VoucherTemplate,
)
from samdrift.bookkeeping.ports import Because, WantedAccrual, WantedVoucher
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Month
from samdrift.ledger import keeping
from samdrift.ledger import queries as ledger
from samdrift.ledger import services as booking
from samdrift.ledger.models import LedgerEdition, Voucher
from samdrift.ledger.ports import LineEntry, VoucherEntry
from samdrift.plumbing.sent_files import Kept

LONGEST = queries.LONGEST
MOST_LINES = 2_000
MOST_MONTHS = 120
MOST_ORE = 10**15
NOTHING = Because()
_SERIES = re.compile(r"[A-ZÅÄÖ0-9]{1,10}")


@transaction.atomic
def post(
    wanted: WantedVoucher, *, by: str, at: datetime, because: Because = NOTHING
) -> tuple[int, str]:
    """Book a voucher with the next number of its series; return its id and its name.

    All who post into a year wait for each other, so that numbers have no gaps and a month that is
    being locked takes nothing more. Raises CannotPost, or CannotKeepBooks.
    """
    edition = keeping.locked(wanted.day.year)
    _refuse_what_is_wrong(edition, wanted, because)
    number = _next_number(edition, wanted.series)
    entry = VoucherEntry(
        wanted.series, str(number), wanted.day, wanted.text, wanted.lines, at.date(), by
    )
    booking.post(edition=edition, vouchers=(entry,))
    voucher = Voucher.objects.get(edition=edition, series=wanted.series, number=str(number))
    BookedVoucher.objects.create(
        voucher=voucher,
        corrects_id=because.corrects_id,
        source=because.source,
        because=because.because,
        posted_by=by,
        posted_at=at,
    )
    return voucher.pk, str(voucher)


def _refuse_what_is_wrong(edition: LedgerEdition, wanted: WantedVoucher, because: Because) -> None:
    """Raise CannotPost where a voucher may not be booked; the first reason is told."""
    refuse_locked(wanted.day)
    if because.source and BookedVoucher.objects.filter(source=because.source).exists():
        raise CannotPost("Förslaget är redan bokfört.")
    if not _SERIES.fullmatch(wanted.series):
        raise CannotPost("En serie skrivs med högst tio versaler och siffror.")
    if not wanted.text.strip():
        raise CannotPost("Skriv vad verifikationen gäller.")
    if not 2 <= len(wanted.lines) <= MOST_LINES:
        raise CannotPost(f"En verifikation har mellan 2 och {MOST_LINES} rader.")
    chart = ledger.account_names(edition.year)
    centres = dict(ledger.cost_centres(edition.year))
    for line in wanted.lines:
        _refuse_line(line, chart, centres)
    left = sum(line.amount.ore for line in wanted.lines)
    if left:
        differs = Money(abs(left)).kronor()
        raise CannotPost(f"Debet och kredit skiljer {differs} kr. Verifikationen ska balansera.")


def _refuse_line(line: LineEntry, chart: Collection[str], centres: Collection[str]) -> None:
    if line.account not in chart:
        raise CannotPost(f"Kontot {line.account} finns inte i årets kontoplan.")
    if line.cost_centre and line.cost_centre not in centres:
        raise CannotPost(f"Kostnadsstället {line.cost_centre} finns inte i årets bokföring.")
    if not 0 < abs(line.amount.ore) <= MOST_ORE:
        raise CannotPost("Varje rad ska ha ett belopp, högst tio biljoner kronor.")


def refuse_locked(day: date) -> None:
    """Raise CannotPost where the month of a day is locked."""
    if day.month in queries.locked_months(day.year):
        raise CannotPost(
            f"Perioden {day:%Y-%m} är låst. Välj en annan dag, eller öppna perioden med ett skäl."
        )


def _next_number(edition: LedgerEdition, key: str) -> int:
    """Return the number after the last; a series that was taken in is gone on with."""
    series, is_new = VoucherSeries.objects.select_for_update().get_or_create(
        year=edition.year, key=key
    )
    if is_new:
        taken = Voucher.objects.filter(edition=edition, series=key, number__regex=r"^[0-9]{1,9}$")
        numbers = taken.annotate(value=Cast("number", IntegerField())).order_by("-value")
        series.last_number = numbers.values_list("value", flat=True).first() or 0
    series.last_number += 1
    series.save(update_fields=["last_number"])
    return series.last_number


def correct(
    voucher_id: int, *, day: date, because: str, by: str, at: datetime, series: str
) -> tuple[int, str]:
    """Book the counter-voucher of a voucher: the same lines with the opposite sign, once."""
    told = queries.voucher(voucher_id)
    if told is None or not told.can_be_corrected:
        raise CannotPost("Verifikationen finns inte i en bokföring som förs här, eller är rättad.")
    if not because.strip():
        raise CannotPost("Skriv varför verifikationen rättas.")
    if day.year != told.year:
        raise CannotPost(f"Rättelsen ska ligga i samma räkenskapsår: {told.year}.")
    lines = tuple(
        LineEntry(line.account, -line.amount, line.cost_centre, line.others, line.text)
        for line in told.lines
    )
    text = f"Rättar {told.name}: {because.strip()}"[:LONGEST]
    wanted = WantedVoucher(series, day, text, lines)
    why = Because(corrects_id=told.id, because=because.strip())
    return post(wanted, by=by, at=at, because=why)


@transaction.atomic
def set_lock(
    *, year: int, month: int, is_locked: bool, because: str, by: str, at: datetime
) -> PeriodStep:
    """Lock a month, or open it for a reason; whoever is posting in the year is waited for."""
    keeping.locked(year)
    if (month in queries.locked_months(year)) == is_locked:
        raise CannotLock("Perioden är redan så.")
    if not is_locked and not because.strip():
        raise CannotLock("Skriv varför perioden öppnas.")
    return PeriodStep.objects.create(
        year=year, month=month, is_locked=is_locked, because=because.strip(), made_by=by, made_at=at
    )


@transaction.atomic
def add_papers(voucher_id: int, kept: Collection[Kept], *, by: str, at: datetime) -> int:
    """Let files go with a voucher; return how many were new."""
    if not Voucher.objects.filter(pk=voucher_id, edition__is_current=True).exists():
        raise CannotPost("Verifikationen finns inte.")
    there = set(VoucherPaper.objects.filter(voucher_id=voucher_id).values_list("digest", flat=True))
    new = {each.digest: each for each in kept if each.digest not in there}
    for each in new.values():
        VoucherPaper.objects.create(
            voucher_id=voucher_id,
            name=each.name,
            media_type=each.media_type,
            size=each.size,
            digest=each.digest,
            added_by=by,
            added_at=at,
        )
    return len(new)


def post_proposal(*, key: str, month: Month, by: str, at: datetime) -> tuple[int, str]:
    """Book what is proposed for a month, once, as it is reckoned now."""
    found = {each.proposal.key: each.proposal for each in queries.proposals(month)}
    if key not in found:
        raise CannotPost("Förslaget finns inte längre.")
    return post(found[key].wanted, by=by, at=at, because=Because(source=key))


@transaction.atomic
def keep_template(
    *, name: str, wanted: WantedVoucher, often: Often, first: Month, by: str, at: datetime
) -> VoucherTemplate:
    """Keep a voucher to write others from, or to be proposed again."""
    kept = VoucherTemplate.objects.create(
        name=name,
        series=wanted.series,
        text=wanted.text,
        often=often,
        first_month=first.span.start,
        made_by=by,
        made_at=at,
    )
    TemplateLine.objects.bulk_create(
        TemplateLine(
            template=kept,
            account=line.account,
            cost_centre=line.cost_centre,
            objects_text=line.objects_text,
            amount_ore=line.amount.ore,
            text=line.text,
        )
        for line in wanted.lines
    )
    return kept


def end_template(template_id: int) -> None:
    """Propose and offer a template no more."""
    VoucherTemplate.objects.filter(pk=template_id).update(is_ended=True)


def accrue(wanted: WantedAccrual, *, by: str, at: datetime) -> Accrual:
    """Have an amount proposed month by month. Raises CannotPost where it cannot be."""
    chart = ledger.account_names(wanted.first.year)
    centres = dict(ledger.cost_centres(wanted.first.year))
    for account in (wanted.from_account, wanted.to_account):
        _refuse_line(LineEntry(account, wanted.amount, wanted.cost_centre), chart, centres)
    if not 2 <= wanted.months <= MOST_MONTHS:
        raise CannotPost(f"Ett belopp periodiseras på mellan 2 och {MOST_MONTHS} månader.")
    if wanted.spread == Spread.OWN and (
        len(wanted.shares) != wanted.months or not sum(wanted.shares)
    ):
        raise CannotPost("Skriv en andel för varje månad, så här: 3 3 2 2.")
    return Accrual.objects.create(
        text=wanted.text,
        from_account=wanted.from_account,
        to_account=wanted.to_account,
        cost_centre=wanted.cost_centre,
        amount_ore=wanted.amount.ore,
        first_month=wanted.first.span.start,
        months=wanted.months,
        spread=wanted.spread,
        shares=" ".join(map(str, wanted.shares)),
        made_by=by,
        made_at=at,
    )


def end_accrual(accrual_id: int) -> None:
    """Propose an accrual no more; what was booked of it stays."""
    Accrual.objects.filter(pk=accrual_id).update(is_ended=True)


@transaction.atomic
def carry_result(
    *, year: int, result_account: str, equity_account: str, series: str, by: str, at: datetime
) -> tuple[int, str]:
    """Book what is left of the year's result to equity, on the last day of the year."""
    keeping.locked(year)
    left = queries.result_left(year)
    if not left:
        raise CannotPost("Årets resultat är redan fört till eget kapital.")
    lines = (LineEntry(result_account, -left), LineEntry(equity_account, left))
    wanted = WantedVoucher(series, date(year, 12, 31), f"Årets resultat {year}", lines)
    return post(wanted, by=by, at=at)
