"""Registering fixed assets, telling what happens to them, and writing a month off once."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.text import slugify

from samdrift.capital import depreciation, register
from samdrift.capital.choices import BEGINNINGS, Begins, Happening, LifeBasis
from samdrift.capital.errors import CannotKeep
from samdrift.capital.models import (
    CapitalisationRule,
    DepreciationRun,
    FixedAsset,
    FixedEvent,
    FixedGroup,
)
from samdrift.capital.ports import WantedAsset, WantedEvent, WantedGroup
from samdrift.capital.register import AssetTold
from samdrift.kernel.money import ZERO, Money
from samdrift.kernel.spans import Month


@transaction.atomic
def keep_group(*, key: str, wanted: WantedGroup) -> FixedGroup:
    """Keep a group of fixed assets; without a key a new one. Raises CannotKeep for a name taken."""
    if FixedGroup.objects.filter(name=wanted.name).exclude(key=key).exists():
        raise CannotKeep("Det finns redan en grupp med det namnet.")
    if wanted.basis != LifeBasis.NONE and not (
        wanted.depreciation_account and wanted.expense_account
    ):
        raise CannotKeep("Det som skrivs av behöver konton för avskrivningen.")
    if key:
        FixedGroup.objects.filter(key=key).update(**asdict(wanted))
        return FixedGroup.objects.get(key=key)
    made = slugify(wanted.name)[:50] or "grupp"
    if FixedGroup.objects.filter(key=made).exists():
        made = f"{made}-{FixedGroup.objects.count() + 1}"
    last = FixedGroup.objects.aggregate(last=Max("position"))["last"] or 0
    return FixedGroup.objects.create(key=made, position=last + 1, **asdict(wanted))


def rule(*, since: int, percent: int, months: int, decision: str) -> None:
    """Say from which year what share of the base amount makes a purchase a fixed asset."""
    told = {"percent": percent, "months": months, "decision": decision}
    CapitalisationRule.objects.update_or_create(since=since, defaults=told)


@transaction.atomic
def register_asset(*, wanted: WantedAsset, by: str, at: datetime) -> FixedAsset:
    """Register what was bought or taken over. Raises CannotKeep for what cannot be."""
    group = FixedGroup.objects.get(pk=wanted.group_id)
    months = _months(wanted, group)
    _check_amounts(wanted)
    if wanted.happening == Happening.ACQUIRED and not wanted.belongs_together:
        _check_limit(wanted, group, months)
    whole = None
    if wanted.component_of is not None:
        whole = FixedAsset.objects.filter(number=wanted.component_of).first()
        if whole is None:
            raise CannotKeep(f"Det finns ingen anläggning {wanted.component_of}.")
    last = FixedAsset.objects.select_for_update().aggregate(last=Max("number"))["last"] or 0
    asset = FixedAsset.objects.create(
        number=last + 1,
        name=wanted.name,
        component_of=whole,
        investment_id=wanted.investment_id,
        cost_centre=wanted.cost_centre,
    )
    FixedEvent.objects.create(
        fixed_asset=asset,
        happening=wanted.happening,
        happened_on=wanted.on,
        group=group,
        cost_ore=wanted.cost.ore,
        depreciation_ore=(wanted.written_off or ZERO).ore,
        months=months,
        first_month=_first_month(wanted.in_use, group),
        residual_ore=wanted.residual.ore,
        document=wanted.document,
        told_by=by,
        told_at=at,
    )
    return asset


def describe(*, number: int, name: str, cost_centre: str) -> None:
    """Change what a fixed asset is called, and where its depreciation is booked from now on."""
    FixedAsset.objects.filter(number=number).update(name=name, cost_centre=cost_centre)


@transaction.atomic
def tell(*, number: int, wanted: WantedEvent, by: str, at: datetime) -> FixedEvent:
    """Tell what happened to a fixed asset. Raises CannotKeep for what cannot be."""
    FixedAsset.objects.select_for_update().get(number=number)
    asset = register.fixed_asset(number)
    if asset is None or asset.disposed_on is not None:
        raise CannotKeep("Anläggningen är inte längre i registret.")
    if wanted.on < asset.began_on:
        raise CannotKeep("Det kan inte ha hänt innan anläggningen fanns.")
    event = FixedEvent(
        fixed_asset_id=asset.id,
        happening=wanted.happening,
        happened_on=wanted.on,
        group=asset.group,
        months=wanted.months,
        residual_ore=None if wanted.residual is None else wanted.residual.ore,
        document=wanted.document,
        note=wanted.note,
        told_by=by,
        told_at=at,
    )
    _TELLING[wanted.happening](asset, wanted, event)
    event.save()
    return event


@transaction.atomic
def take_back(*, number: int, on: date, by: str, at: datetime) -> FixedEvent:
    """Say the opposite of what was last told. Raises CannotKeep where nothing can be taken back.

    A beginning that is taken back gives back what was written off.
    """
    FixedAsset.objects.select_for_update().get(number=number)
    asset = register.fixed_asset(number)
    event = None if asset is None else register.takeable(asset)
    if event is None or asset is None:
        raise CannotKeep("Det finns inget att ta tillbaka.")
    if on < event.happened_on:
        raise CannotKeep("Det kan inte tas tillbaka innan det hände.")
    told = {"happened_on": on, "told_by": by, "told_at": at}
    if event.happening in BEGINNINGS:
        written = asset.sums.depreciation - Money(event.depreciation_ore)
        _write_off(asset, -written, told)
    is_moved = event.happening == Happening.REGROUPED
    now = asset.sums
    return FixedEvent.objects.create(
        fixed_asset_id=asset.id,
        happening=event.happening,
        group=event.from_group or event.group,
        from_group=event.group if is_moved else None,
        cost_ore=now.cost.ore if is_moved else -event.cost_ore,
        depreciation_ore=now.depreciation.ore if is_moved else -event.depreciation_ore,
        impairment_ore=now.impairment.ore if is_moved else -event.impairment_ore,
        proceeds_ore=-event.proceeds_ore,
        takes_back=event,
        document=event.document,
        **told,
    )


@transaction.atomic
def write_off(*, month: Month, by: str, at: datetime) -> DepreciationRun:
    """Write a month off, once: each asset to where its plan says. Raises CannotKeep otherwise.

    What was told late is thereby caught up with.
    """
    if month != register.month_to_run():
        raise CannotKeep("Månaderna skrivs av en gång, i ordning.")
    try:
        with transaction.atomic():
            run = DepreciationRun.objects.create(month=month.span.start, done_by=by, done_at=at)
    except IntegrityError:
        raise CannotKeep("Månaderna skrivs av en gång, i ordning.") from None
    day = month.span.last_day
    FixedEvent.objects.bulk_create(
        FixedEvent(
            fixed_asset_id=asset.id,
            happening=Happening.DEPRECIATED,
            happened_on=day,
            group=asset.group,
            depreciation_ore=part.ore,
            run=run,
            told_by=by,
            told_at=at,
        )
        for asset in register.fixed_assets()
        if asset.disposed_on is None and (part := asset.planned(month) - asset.sums.depreciation)
    )
    return run


def _months(wanted: WantedAsset, group: FixedGroup) -> int:
    if group.basis == LifeBasis.NONE:
        return 0
    months = group.months if wanted.months is None else wanted.months
    if not months:
        raise CannotKeep("Skriv hur många månader den ska skrivas av på.")
    return months


def _check_amounts(wanted: WantedAsset) -> None:
    if wanted.cost <= ZERO:
        raise CannotKeep("Anskaffningsvärdet måste vara mer än noll.")
    if (wanted.written_off or ZERO) + wanted.residual > wanted.cost:
        raise CannotKeep("Avskrivet och restvärde är mer än anskaffningsvärdet.")


def _check_limit(wanted: WantedAsset, group: FixedGroup, months: int) -> None:
    """Refuse what is less than the year's limit, or does not last as long as its rule asks."""
    limit = register.limit(wanted.on.year)
    if limit is None:
        return
    if wanted.cost < limit.amount:
        raise CannotKeep(
            f"Gränsen {wanted.on.year} är {limit.amount.kronor()} kr. Kostnadsför inköpet, eller "
            "säg att det hör ihop med annat."
        )
    if group.basis == LifeBasis.USE and months < limit.months:
        raise CannotKeep(
            f"En anläggning ska användas i minst {limit.months} månader. Kostnadsför inköpet."
        )


def _first_month(in_use: date, group: FixedGroup) -> date:
    """Return the first day of the month that writing off begins with."""
    month = register.month_of(in_use)
    return (month if group.begins == Begins.SAME else month.next).span.start


def _write_off(asset: AssetTold, part: Money, told: dict[str, object]) -> None:
    """Write something off beside the months, where there is anything."""
    if part:
        FixedEvent.objects.create(
            fixed_asset_id=asset.id,
            happening=Happening.DEPRECIATED,
            group=asset.group,
            depreciation_ore=part.ore,
            **told,
        )


# What each kind of event does to an asset.


def _add(asset: AssetTold, wanted: WantedEvent, event: FixedEvent) -> None:
    if wanted.amount <= ZERO:
        raise CannotKeep("Beloppet måste vara mer än noll.")
    left = depreciation.months_left(asset.plan, depreciation.before(register.month_of(wanted.on)))
    if asset.group.basis != LifeBasis.NONE and not left and not wanted.months:
        raise CannotKeep("Den är färdigavskriven: skriv hur många månader utgiften skrivs av på.")
    event.cost_ore = wanted.amount.ore


def _impair(asset: AssetTold, wanted: WantedEvent, event: FixedEvent) -> None:
    if not ZERO < wanted.amount <= asset.sums.carrying:
        raise CannotKeep("Den kan inte skrivas ned med mer än sitt redovisade värde.")
    event.impairment_ore = wanted.amount.ore


def _restore(asset: AssetTold, wanted: WantedEvent, event: FixedEvent) -> None:
    if not ZERO < wanted.amount <= asset.sums.impairment:
        raise CannotKeep("Det kan inte återföras mer än vad som är nedskrivet.")
    event.impairment_ore = -wanted.amount.ore


def _replan(asset: AssetTold, wanted: WantedEvent, event: FixedEvent) -> None:
    if not wanted.months:
        raise CannotKeep("Skriv hur många månader som är kvar att skriva av på.")
    residual = asset.residual if wanted.residual is None else wanted.residual
    if residual > asset.sums.carrying:
        raise CannotKeep("Restvärdet är mer än det redovisade värdet.")
    event.residual_ore = residual.ore


def _regroup(asset: AssetTold, wanted: WantedEvent, event: FixedEvent) -> None:
    found = FixedGroup.objects.all()
    group = None if wanted.group_id is None else found.filter(pk=wanted.group_id).first()
    if group is None or group == asset.group:
        raise CannotKeep("Välj en annan grupp än den står i.")
    months = wanted.months
    is_begun = asset.group.basis != LifeBasis.NONE
    if group.basis == LifeBasis.NONE:
        months = 0
    elif not is_begun:
        months = months or group.months
        if not months:
            raise CannotKeep("Skriv hur många månader den ska skrivas av på.")
    if months and (wanted.in_use is not None or not is_begun):
        event.first_month = _first_month(wanted.in_use or wanted.on, group)
    event.group, event.from_group, event.months = group, asset.group, months
    event.cost_ore = asset.sums.cost.ore
    event.depreciation_ore = asset.sums.depreciation.ore
    event.impairment_ore = asset.sums.impairment.ore


def _dispose(asset: AssetTold, wanted: WantedEvent, event: FixedEvent) -> None:
    """Take it out with all that is written off of it, through the month before it left."""
    if wanted.amount < ZERO:
        raise CannotKeep("Försäljningspriset kan inte vara mindre än noll.")
    last = depreciation.before(register.month_of(wanted.on))
    part = max(ZERO, asset.planned(last) - asset.sums.depreciation)
    told = {"happened_on": wanted.on, "told_by": event.told_by, "told_at": event.told_at}
    _write_off(asset, part, told)
    event.cost_ore = -asset.sums.cost.ore
    event.depreciation_ore = -(asset.sums.depreciation + part).ore
    event.impairment_ore = -asset.sums.impairment.ore
    event.proceeds_ore = wanted.amount.ore


_TELLING = {
    Happening.ADDED: _add,
    Happening.IMPAIRED: _impair,
    Happening.RESTORED: _restore,
    Happening.REPLANNED: _replan,
    Happening.REGROUPED: _regroup,
    Happening.DISPOSED: _dispose,
}
