"""Investments and fixed assets as words: what a page shows, and the register as a file."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO

from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.http import urlencode

from samdrift.capital.choices import Happening, Plan, Progress
from samdrift.capital.following import Followed
from samdrift.capital.models import FixedEvent, FixedGroup, InvestmentWord
from samdrift.capital.register import AssetTold, Limit
from samdrift.kernel.money import ZERO, Money, total
from samdrift.kernel.spans import Month
from samdrift.plumbing.plain_text import unread_as_formula
from samdrift.reporting.formats import swedish_kronor
from samdrift.reporting.ports import origin_query

AHEAD = 5
"""So many years ahead a plan is told."""
_HEAD = (
    "nummer", "namn", "grupp", "kostnadsställe", "komponent_av", "investering", "anskaffad",
    "anskaffningsvärde", "avskrivet", "nedskrivet", "redovisat_värde", "restvärde",
    "sista_månad", "ur_registret",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class GroupShown:
    """A group of fixed assets, each with its amounts, and what they come to."""

    group: FixedGroup
    rows: tuple[tuple[AssetTold, tuple[str, ...]], ...]
    sums: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventShown:
    """An event, and each amount that it moved."""

    event: FixedEvent
    words: str
    amounts: tuple[str, ...]
    sold_for: str
    gain: str
    """What it brought more than it was carried at; a loss is less than nil. Empty if it stays."""


def kronor(amount: Money) -> str:
    """Return an amount as it is read, an en dash where there is none."""
    return swedish_kronor(amount) if amount != ZERO else "–"


def month_words(day: date) -> str:
    """Return the month of a day as it is read: januari 2015."""
    return f"{MONTHS[day.month]} {day.year}"


def limit_words(limit: Limit | None) -> str:
    """Return the amount a limit comes to; nothing where the base amount is not known."""
    return "" if limit is None else swedish_kronor(limit.amount)


def due(found: Iterable[AssetTold], month: Month) -> Money:
    """Return what there is to write off when a month is written off."""
    kept = (asset for asset in found if asset.disposed_on is None)
    return total(asset.planned(month) - asset.sums.depreciation for asset in kept)


def by_group(found: Iterable[AssetTold]) -> tuple[GroupShown, ...]:
    """Return fixed assets under their groups, with what they cost and are carried at."""
    return _grouped(found, _standing)


def ahead(found: Iterable[AssetTold], years: Iterable[int]) -> tuple[GroupShown, ...]:
    """Return fixed assets under their groups, with what is written off each year ahead."""
    asked = tuple(years)
    return _grouped(
        (asset for asset in found if asset.disposed_on is None),
        lambda asset: tuple(asset.planned_in(year) for year in asked),
    )


def ahead_in_all(found: Iterable[AssetTold], years: Iterable[int]) -> tuple[str, ...]:
    """Return what is written off of all, each year ahead."""
    kept = [asset for asset in found if asset.disposed_on is None]
    return tuple(kronor(total(asset.planned_in(year) for asset in kept)) for year in years)


def plan_by_year(asset: AssetTold) -> tuple[tuple[int, str, str], ...]:
    """Return each year of a plan: what is written off in it, and what is then left."""
    last = asset.last_month
    if last is None or asset.disposed_on is not None:
        return ()
    carried = asset.sums.cost - asset.sums.impairment
    return tuple(
        (year, kronor(asset.planned_in(year)),
         kronor(carried - asset.planned(Month(year, 12))))
        for year in range(asset.began_on.year, last.year + 1)
    )  # fmt: skip


def events(found: Iterable[FixedEvent]) -> tuple[EventShown, ...]:
    """Return events with the amounts they moved, as they are read."""
    return tuple(_event(event) for event in found)


def register_file(found: Iterable[AssetTold]) -> bytes:
    """Return the register as a file: semicolons, UTF-8, amounts with a point."""
    target = StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(_HEAD)
    for asset in found:
        texts = (asset.name, asset.group.name, asset.cost_centre)
        amounts = (asset.sums.cost, asset.sums.depreciation, asset.sums.impairment,
                   asset.sums.carrying, asset.residual)  # fmt: skip
        writer.writerow((
            asset.number,
            *map(unread_as_formula, texts),
            asset.component_of or "",
            unread_as_formula(asset.investment),
            asset.began_on,
            *(amount.kronor() for amount in amounts),
            asset.last_month or "",
            asset.disposed_on or "",
        ))  # fmt: skip
    return target.getvalue().encode("utf-8-sig")


def _event(event: FixedEvent) -> EventShown:
    amounts = (event.cost_ore, event.depreciation_ore, event.impairment_ore)
    is_sold = event.happening == Happening.DISPOSED
    carried = event.depreciation_ore + event.impairment_ore - event.cost_ore
    return EventShown(
        event,
        str(Happening(event.happening).label),
        tuple(kronor(Money(ore)) for ore in amounts),
        kronor(Money(event.proceeds_ore)) if is_sold else "",
        kronor(Money(event.proceeds_ore - carried)) if is_sold else "",
    )


def _standing(asset: AssetTold) -> tuple[Money, ...]:
    sums = asset.sums
    return (sums.cost, sums.depreciation, sums.impairment, sums.carrying)


def _grouped(
    found: Iterable[AssetTold], amounts: Callable[[AssetTold], tuple[Money, ...]]
) -> tuple[GroupShown, ...]:
    under: dict[FixedGroup, list[tuple[AssetTold, tuple[Money, ...]]]] = defaultdict(list)
    for asset in found:
        under[asset.group].append((asset, amounts(asset)))
    return tuple(
        GroupShown(
            group,
            tuple((asset, tuple(map(kronor, own))) for asset, own in under[group]),
            tuple(kronor(total(column)) for column in zip(*_amounts(under[group]), strict=True)),
        )
        for group in sorted(under, key=lambda group: (group.position, group.pk))
    )


def _amounts(rows: Iterable[tuple[AssetTold, tuple[Money, ...]]]) -> list[tuple[Money, ...]]:
    return [own for _, own in rows]


@dataclass(frozen=True, slots=True)
class FollowedShown:
    """An investment as it is read: its amounts, how it stands, and whose it is."""

    told: Followed
    organisation: str
    opening: str
    budget: str
    outcome: str
    foreseen: str
    left: str
    opens: str
    """Where what is booked opens; empty where it is stated by the plan."""


@dataclass(frozen=True, slots=True)
class PlanShown:
    """A plan's investments of a year, and what they come to."""

    plan: Plan
    rows: tuple[FollowedShown, ...]
    sums: tuple[str, ...]
    unforeseen: str
    """By how much the foreseen goes past what is granted; empty where it does not."""


def plan(of: Plan, found: Sequence[Followed], names: Mapping[str, str]) -> PlanShown:
    """Return a plan as it is read."""
    foreseen = total(each.foreseen or ZERO for each in found)
    granted = total(each.granted for each in found)
    sums = (
        total(each.opening or ZERO for each in found),
        total(each.budget or ZERO for each in found),
        total(each.outcome or ZERO for each in found),
        foreseen,
        granted - foreseen,
    )
    past = foreseen - granted
    return PlanShown(
        of,
        tuple(followed(each, names) for each in found),
        tuple(map(kronor, sums)),
        kronor(past) if past > ZERO else "",
    )


def followed(told: Followed, names: Mapping[str, str]) -> FollowedShown:
    """Return an investment as it is read."""
    opens = ""
    if told.booked is not None:
        (origin,) = told.booked.origins
        opens = f"{reverse('reporting:records')}?{urlencode(origin_query(origin))}"
    return FollowedShown(
        told,
        names.get(told.organisation or "", told.organisation or ""),
        _stated(told.opening),
        _stated(told.budget),
        _stated(told.outcome),
        _stated(told.foreseen),
        kronor(told.left),
        opens,
    )


def as_typed(told: Followed) -> dict[str, object]:
    """Return what was last told of an investment, as a form has it."""
    if told.word is None:
        return {}
    ore = told.word.foreseen_ore
    return {
        "progress": told.word.progress,
        "foreseen": "" if ore is None else Money(ore).kronor().replace(".", ","),
        "project": told.word.project,
    }


def word(told: InvestmentWord) -> tuple[InvestmentWord, str, str]:
    """Return what was told once: how far it was, and the foreseen."""
    ore = told.foreseen_ore
    label = str(Progress(told.progress).label)
    return told, label, "" if ore is None else kronor(Money(ore))


def _stated(amount: Money | None) -> str:
    return "" if amount is None else kronor(amount)
