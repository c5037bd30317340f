"""Deciding on fixed amounts, stopping them, and turning a grant into payment by use."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from samdrift.billing import fixed, queries
from samdrift.billing.errors import CannotCharge
from samdrift.billing.models import Conversion, ConversionEffect, FixedAmount, Run
from samdrift.billing.ports import Effect, WantedConversion, WantedFixed
from samdrift.billing.services import preparing
from samdrift.kernel.money import ZERO, Money, total
from samdrift.kernel.rounding import divide_half_away
from samdrift.kernel.spans import Month

MONTHS_A_YEAR = 12


@transaction.atomic
def fix(*, wanted: WantedFixed, by: str, at: datetime) -> tuple[FixedAmount, ...]:
    """Let organisations pay fixed amounts over some months, or be given them back.

    Refused for months that are invoiced: nothing is decided backwards (KL 2:4).
    """
    _require_open(wanted.first)
    return tuple(
        FixedAmount.objects.create(
            option_id=wanted.option_id,
            organisation_id=code,
            starts=wanted.first.span.start,
            months=wanted.months,
            amount_ore=amount.ore,
            decision=wanted.decision,
            kept_by=by,
            kept_at=at,
        )
        for code, amount in wanted.amounts.items()
        if amount
    )


@transaction.atomic
def stop(*, fixed_id: int, since: Month) -> None:
    """Charge no more of a fixed amount from a month on; refused for a month that is invoiced."""
    _require_open(since)
    row = FixedAmount.objects.select_for_update().get(pk=fixed_id)
    row.stopped_from = max(since.span.start, row.starts)
    row.save(update_fields=["stopped_from"])


def effects(wanted: WantedConversion) -> tuple[Effect, ...]:
    """Return what a conversion would be for each organisation in a year.

    What all would pay by use the grant is lowered by in all, by each one's part of the grant: who
    uses more than that part pays more, and the whole stays as it is.
    """
    grants: dict[str, Money] = {}
    for row in _running(wanted):
        of_year = fixed.part_of(row, wanted.since).ore * MONTHS_A_YEAR
        grants[str(row.organisation_id)] = grants.get(row.organisation_id, ZERO) + Money(of_year)
    if not grants or min(grants.values()) <= ZERO:
        raise CannotCharge(_("Ingen betalar det anslaget den månaden."))
    used = {
        party.code: preparing.expected(
            organisation=party.code, month=wanted.since, service_id=wanted.service_id
        )
        for party in queries.who_pays()
        if party.code in grants
    }
    whole = Money(total(used.values()).ore * MONTHS_A_YEAR)
    lowered = whole.split([grants[code].ore for code in used])
    return tuple(
        Effect(code, grants[code], less, Money(used[code].ore * MONTHS_A_YEAR))
        for code, less in zip(used, lowered, strict=True)
    )


@transaction.atomic
def convert(*, wanted: WantedConversion, by: str, at: datetime) -> Conversion:
    """Lower the grant from a month on, by what all pay by use; keep what it is for each.

    Refused where some grant is less than what it would be lowered by.
    """
    _require_open(wanted.since)
    told = effects(wanted)
    if any(each.lowered > each.grant for each in told):
        raise CannotCharge(_("Anslaget är mindre än det som skulle betalas efter användning."))
    lowered = {each.organisation: each for each in told}
    for row in list(_running(wanted)):
        _lower(row, wanted, lowered[str(row.organisation_id)], by, at)
    kept = Conversion.objects.create(
        grant_id=wanted.grant_id,
        service_id=wanted.service_id,
        since=wanted.since.span.start,
        decision=wanted.decision,
        decided_by=by,
        decided_at=at,
    )
    ConversionEffect.objects.bulk_create(
        ConversionEffect(
            conversion=kept,
            organisation_id=each.organisation,
            grant_ore=each.grant.ore,
            lowered_ore=each.lowered.ore,
            service_ore=each.service.ore,
        )
        for each in told
    )
    return kept


def _lower(
    row: FixedAmount, wanted: WantedConversion, effect: Effect, by: str, at: datetime
) -> None:
    """Stop a grant, and let what is left of it go on lower."""
    since = wanted.since.span.start
    left = [part for month, part in fixed.parts_of(row) if month.span.start >= since]
    whole = total(left)
    less = Money(divide_half_away(effect.lowered.ore * len(left), MONTHS_A_YEAR))
    row.stopped_from = since
    row.save(update_fields=["stopped_from"])
    amounts = {str(row.organisation_id): whole - less}
    later = WantedFixed(row.option_id, amounts, wanted.since, len(left), wanted.decision)
    fix(wanted=later, by=by, at=at)


def _running(wanted: WantedConversion) -> list[FixedAmount]:
    rows = FixedAmount.objects.filter(option_id=wanted.grant_id).order_by("id")
    return [row for row in rows if fixed.part_of(row, wanted.since)]


def next_open_month(today: date) -> Month:
    """Return the first month that is not invoiced; that of a day where none is."""
    last = Run.objects.filter(invoiced_at__isnull=False).aggregate(last=Max("month"))["last"]
    return Month(last.year, last.month).next if last else Month(today.year, today.month)


def _require_open(month: Month) -> None:
    if Run.objects.filter(month__gte=month.span.start, invoiced_at__isnull=False).exists():
        raise CannotCharge(_("Månaden är redan fakturerad. Välj en senare."))
