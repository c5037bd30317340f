"""The register of fixed assets: what each has cost, what is written off, and its plan ahead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum

from samdrift.capital import depreciation
from samdrift.capital.choices import BEGINNINGS, Happening
from samdrift.capital.depreciation import Change, Plan
from samdrift.capital.models import (
    CapitalisationRule,
    DepreciationRun,
    FixedAsset,
    FixedEvent,
    FixedGroup,
)
from samdrift.kernel.money import ZERO, Money
from samdrift.kernel.spans import Month
from samdrift.reporting import dating, few, together
from samdrift.reporting.dating import Dated
from samdrift.reporting.few import FewRows
from samdrift.reporting.together import Questions
from samdrift.sweden.base_amounts import base_amount


@dataclass(frozen=True, slots=True)
class Sums:
    """What a fixed asset has cost, and what is written off and down of it."""

    cost: Money = ZERO
    depreciation: Money = ZERO
    impairment: Money = ZERO

    @property
    def carrying(self) -> Money:
        """The value it is carried at."""
        return self.cost - self.depreciation - self.impairment


@dataclass(frozen=True, slots=True)
class AssetTold:
    """A fixed asset as it stands, and the plan that its events come to."""

    id: int
    number: int
    name: str
    group: FixedGroup
    cost_centre: str
    component_of: int | None
    """The number of what it is a part of."""
    investment: str
    """What the investment it came of is called."""
    sums: Sums
    taken_over: Money
    """What was written off before it came into the register."""
    residual: Money
    plan: Plan
    began_on: date
    disposed_on: date | None

    def planned(self, month: Month) -> Money:
        """Return what is to be written off in all up to and with a month."""
        return self.taken_over + depreciation.through(self.plan, month)

    def planned_in(self, year: int) -> Money:
        """Return what is to be written off in a year."""
        return self.planned(Month(year, 12)) - self.planned(Month(year - 1, 12))

    @property
    def last_month(self) -> Month | None:
        """The last month that something is written off in; None where nothing is."""
        return depreciation.last_month(self.plan)


@dataclass(frozen=True, slots=True)
class Limit:
    """From which amount a purchase is a fixed asset in a year, and by what."""

    amount: Money
    base: Money
    percent: int
    months: int
    decision: str


_FIELDS = tuple(field.attname for field in FixedGroup._meta.concrete_fields)
_GROUPS = FewRows("capital.groups", FixedGroup, _FIELDS, ("position", "id"))
FEW = (_GROUPS,)
DATES = (Dated(FixedEvent, "happened_on"),)
"""Where the years stand that the register tells of."""


def groups() -> tuple[FixedGroup, ...]:
    """Return every group, in their order."""
    return tuple(FixedGroup.from_db(None, _FIELDS, row) for row in few.rows(_GROUPS))


def group(key: str) -> FixedGroup | None:
    """Return one group; None where there is none of that key."""
    return FixedGroup.objects.filter(key=key).first()


def rules() -> tuple[CapitalisationRule, ...]:
    """Return from when which share of the base amount has held."""
    return tuple(CapitalisationRule.objects.order_by("-since"))


def limit(year: int) -> Limit | None:
    """Return the limit of a year; None where no rule holds, or its base amount is not known."""
    rule = CapitalisationRule.objects.filter(since__lte=year).order_by("-since").first()
    base = base_amount(year)
    if rule is None or base is None:
        return None
    amount = Money(base.ore * rule.percent // 100)
    return Limit(amount, base, rule.percent, rule.months, rule.decision)


def fixed_assets() -> tuple[AssetTold, ...]:
    """Return every fixed asset, in order of number."""
    return _told(FixedAsset.objects.all())


def fixed_asset(number: int) -> AssetTold | None:
    """Return one fixed asset with its number; None where there is none."""
    found = _told(FixedAsset.objects.filter(number=number))
    return found[0] if found else None


def components(asset: AssetTold) -> tuple[AssetTold, ...]:
    """Return what a fixed asset is made up of, told apart."""
    return _told(FixedAsset.objects.filter(component_of=asset.id))


def events(asset: AssetTold) -> tuple[FixedEvent, ...]:
    """Return all that has happened to a fixed asset, the latest first."""
    found = FixedEvent.objects.filter(fixed_asset=asset.id)
    return tuple(
        found.select_related("group", "from_group", "run", "taken_back_by").order_by("-id")
    )


def takeable(asset: AssetTold) -> FixedEvent | None:
    """Return what was last told of a fixed asset and still holds; None where it is only begun."""
    found = _standing(FixedEvent.objects.filter(fixed_asset=asset.id))
    return found.exclude(happening=Happening.DEPRECIATED).order_by("-id").first()


def runs() -> tuple[tuple[DepreciationRun, Money], ...]:
    """Return every month that was written off and how much, the latest first."""
    found = DepreciationRun.objects.annotate(ore=Sum("events__depreciation_ore"))
    return tuple((run, Money(run.ore or 0)) for run in found.order_by("-month"))


def month_to_run() -> Month | None:
    """Return the month after the last that was written off; before any, the first of any plan."""
    last = DepreciationRun.objects.order_by("-month").values_list("month", flat=True).first()
    if last is not None:
        return Month(last.year, last.month).next
    first = _standing(FixedEvent.objects.filter(first_month__isnull=False, months__gt=0))
    day = first.order_by("first_month").values_list("first_month", flat=True).first()
    return None if day is None else Month(day.year, day.month)


def _standing(found: QuerySet[FixedEvent]) -> QuerySet[FixedEvent]:
    """Leave out what was taken back, and what took it back."""
    return found.filter(takes_back__isnull=True, taken_back_by__isnull=True)


def _told(found: QuerySet[FixedAsset]) -> tuple[AssetTold, ...]:
    """Return fixed assets by three questions: monthly depreciation is added in the database."""
    rows = list(found.select_related("component_of", "investment").order_by("number"))
    every = FixedEvent.objects.filter(fixed_asset__in=[row.pk for row in rows])
    own = every.exclude(happening=Happening.REGROUPED).order_by()
    sums = {
        asset: Sums(Money(cost), Money(written), Money(down))
        for asset, cost, written, down in own.values_list("fixed_asset").annotate(
            Sum("cost_ore"), Sum("depreciation_ore"), Sum("impairment_ore")
        )
    }
    decided: dict[int, list[FixedEvent]] = defaultdict(list)
    standing = _standing(every).exclude(happening=Happening.DEPRECIATED)
    for event in standing.select_related("group").order_by("id"):
        decided[event.fixed_asset_id].append(event)
    return tuple(_asset(row, sums, decided[row.pk]) for row in rows if decided[row.pk])


def _asset(row: FixedAsset, sums: Mapping[int, Sums], decided: Sequence[FixedEvent]) -> AssetTold:
    begun, last = decided[0], decided[-1]
    changes, residual = changes_of(decided)
    return AssetTold(
        id=row.pk,
        number=row.number,
        name=row.name,
        group=last.group,
        cost_centre=row.cost_centre,
        component_of=row.component_of.number if row.component_of else None,
        investment=str(row.investment or ""),
        sums=sums[row.pk],
        taken_over=Money(begun.depreciation_ore),
        residual=residual,
        plan=depreciation.plan(changes),
        began_on=begun.happened_on,
        disposed_on=last.happened_on if last.happening == Happening.DISPOSED else None,
    )


def changes_of(decided: Iterable[FixedEvent]) -> tuple[tuple[Change, ...], Money]:
    """Return what events do to a plan, and the residual value they leave."""
    found, residual = [], ZERO
    for event in decided:
        before = residual
        if event.residual_ore is not None:
            residual = Money(event.residual_ore)
        added = Money(event.cost_ore - event.impairment_ore) - (residual - before)
        if event.happening in BEGINNINGS:
            added -= Money(event.depreciation_ore)
        if event.happening == Happening.REGROUPED:
            added = before - residual
        first = event.first_month
        found.append(
            Change(
                month_of(event.happened_on),
                added,
                event.months,
                None if first is None else month_of(first),
                ends=event.happening == Happening.DISPOSED,
            )
        )
    return tuple(found), residual


def month_of(day: date) -> Month:
    """Return the month a day lies in."""
    return Month(day.year, day.month)


# What notes are made of.

_COLUMNS = ("cost_ore", "depreciation_ore", "impairment_ore")


@dataclass(frozen=True, slots=True)
class Moved:
    """What one kind of event moved in a group, and in how many events."""

    cost: int = 0
    depreciation: int = 0
    impairment: int = 0
    count: int = 0


def moved(found: Q) -> dict[tuple[int, str], Moved]:
    """Return what some events moved, by group and kind; what is regrouped leaves one for another.

    What leaves is told under `regrouped-out`.
    """
    by_group, left = together.rows_of(asks(found))
    told = {
        (of, happening): Moved(cost, written, down, count)
        for of, happening, cost, written, down, count in by_group
    }
    told |= {
        (of, "regrouped-out"): Moved(-cost, -written, -down, count)
        for of, cost, written, down, count in left
    }
    return told


def asks(found: Q) -> Questions:
    """Return what is asked of some events: what came to each group, and what left it for others."""
    rows = FixedEvent.objects.filter(found).order_by()
    sums = [Sum(column) for column in _COLUMNS]
    left = rows.filter(happening=Happening.REGROUPED).values_list("from_group")
    by_group = rows.values_list("group", "happening")
    return {
        ("capital.came", found): by_group.annotate(*sums, Count("id")),
        ("capital.left", found): left.annotate(*sums, Count("id")),
    }


def years() -> frozenset[int]:
    """Return the years from the first event of a fixed asset to the last."""
    return dating.years(DATES)
