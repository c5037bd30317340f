"""What a member pays by unit and cost centre, with last year, forecast and budget."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum

from samdrift.billing import ahead, charged
from samdrift.billing.costs import CHARGES
from samdrift.billing.models import CentreBudget, Charge
from samdrift.billing.ports import NOWHERE, Place
from samdrift.kernel.figures import Origin
from samdrift.kernel.money import ZERO, Money, total
from samdrift.kernel.spans import Span

type Amounts = Mapping[Place, Money]


@dataclass(frozen=True, slots=True)
class PlaceCost:
    """What a unit pays on a cost centre in a year, the year before, and as the year will be."""

    place: Place
    amount: Money
    amount_then: Money
    whole: Money | None
    """What is invoiced with what is still to come; None for a year that is not going on."""
    origin: Origin
    origin_then: Origin


@dataclass(frozen=True, slots=True)
class CentreCost:
    """What is paid on a cost centre, unit by unit; the one without a number is no centre."""

    cost_centre: str
    units: tuple[PlaceCost, ...]
    budget: Money | None
    origin: Origin
    origin_then: Origin

    @property
    def amount(self) -> Money:
        """The whole year."""
        return total(each.amount for each in self.units)

    @property
    def amount_then(self) -> Money:
        """The whole year before."""
        return total(each.amount_then for each in self.units)

    @property
    def whole(self) -> Money | None:
        """The year as it will be; None where none is going on."""
        parts = [each.whole for each in self.units if each.whole is not None]
        return total(parts) if parts else None


def by_centre(
    *, organisation: str, year: int, option_ids: tuple[int, ...] = ()
) -> tuple[CentreCost, ...]:
    """Return what a member pays by cost centre and unit; of some options where they are told."""
    scope = _Scope(organisation, year, option_ids)
    now, then = scope.sums(year), scope.sums(year - 1)
    rest = _rest(scope)
    places = dict.fromkeys((*now, *then, *(rest or ())))
    budgets = {} if option_ids else budgeted(organisation, year)
    centres = {each.cost_centre for each in places} | set(budgets)
    return tuple(
        CentreCost(
            cost_centre=centre,
            units=tuple(
                PlaceCost(
                    place=place,
                    amount=now.get(place, (ZERO, 0))[0],
                    amount_then=then.get(place, (ZERO, 0))[0],
                    whole=None if rest is None else now.get(place, (ZERO, 0))[0]
                    + rest.get(place, ZERO),
                    origin=scope.origin(year, now, place),
                    origin_then=scope.origin(year - 1, then, place),
                )
                for place in sorted(places, key=lambda each: (each.unit == "", each.unit))
                if place.cost_centre == centre
            ),
            budget=budgets.get(centre),
            origin=scope.of_centre(year, now, centre),
            origin_then=scope.of_centre(year - 1, then, centre),
        )
        for centre in sorted(centres, key=lambda each: (each == "", each))
    )  # fmt: skip


def budgeted(organisation: str, year: int) -> dict[str, Money]:
    """Return what a member has budgeted for a year, by cost centre."""
    rows = CentreBudget.objects.filter(organisation_id=organisation, year=year)
    return {centre: Money(ore) for centre, ore in rows.values_list("cost_centre", "amount_ore")}


def centres_of(organisation: str) -> tuple[str, ...]:
    """Return the cost centres that a member's charges have stood on, by number."""
    found = Charge.objects.filter(line__organisation_id=organisation).exclude(cost_centre="")
    return tuple(found.order_by("cost_centre").values_list("cost_centre", flat=True).distinct())


@dataclass(frozen=True, slots=True)
class _Scope:
    """Whose charges, around which year, of which options where not of all."""

    organisation: str
    year: int
    option_ids: tuple[int, ...]

    def charges(self, span: Span) -> QuerySet[Charge]:
        """Return what is invoiced for the days of a span."""
        found = Charge.objects.filter(
            line__organisation_id=self.organisation,
            line__invoice__isnull=False,
            line__of_month__gte=span.start,
            line__of_month__lt=span.end,
        ).order_by()
        return found.filter(line__option_id__in=self.option_ids) if self.option_ids else found

    def sums(self, year: int) -> dict[Place, tuple[Money, int]]:
        """Return what each place pays in a year, and by how many charges."""
        rows = self.charges(Span.year(year)).values_list("unit", "cost_centre")
        return {
            Place(unit, centre): (Money(ore), count)
            for unit, centre, ore, count in rows.annotate(ore=Sum("amount_ore"), count=Count("id"))
        }

    def origin(self, year: int, sums: Mapping[Place, tuple[Money, int]], place: Place) -> Origin:
        """Return where the charges of a place are listed."""
        told = (("cost-centre", place.cost_centre), ("unit", place.unit))
        return self._origin(year, told, sums.get(place, (ZERO, 0))[1])

    def of_centre(self, year: int, sums: Mapping[Place, tuple[Money, int]], centre: str) -> Origin:
        """Return where the charges of a cost centre are listed."""
        count = sum(each for place, (_, each) in sums.items() if place.cost_centre == centre)
        return self._origin(year, (("cost-centre", centre),), count)

    def _origin(self, year: int, told: tuple[tuple[str, str], ...], count: int) -> Origin:
        options = ",".join(map(str, self.option_ids))
        of_options = (("options", options),) if options else ()
        scope = sorted((*told, *of_options, ("organisation", self.organisation)))
        return Origin(CHARGES, Span(date(year, 1, 1), date(year + 1, 1, 1)), tuple(scope), count)


def _rest(scope: _Scope) -> dict[Place, Money] | None:
    """Return what is still to come in a year, by place, as they had it in the last month.

    What is to be paid for each option is split by days, so that the parts are the whole. None where
    no month of the year is invoiced, or all are.
    """
    last, to_come = ahead.to_come(scope.organisation, scope.year)
    if last is None or not to_come:
        return None
    rows = scope.charges(last.span).values_list("line__option_id", "unit", "cost_centre")
    had: dict[int, dict[Place, int]] = defaultdict(dict)
    for option_id, unit, centre, days in rows.annotate(of_days=Sum("days")).filter(of_days__gt=0):
        had[option_id][Place(unit, centre)] = days
    belongs = charged.belongings(scope.organisation)
    found: dict[Place, Money] = defaultdict(lambda: ZERO)
    for option_id, amount in to_come.items():
        if scope.option_ids and option_id not in scope.option_ids:
            continue
        shares = had.get(option_id) or {belongs.get(option_id, NOWHERE): 1}
        for place, part in zip(shares, amount.split(list(shares.values())), strict=True):
            found[place] += part
    return found


def listed(found: QuerySet[Charge], scope: Mapping[str, str]) -> QuerySet[Charge]:
    """Return the charges of a list at its place, and of its options."""
    wanted = Q()
    for key, name in (("unit", "unit"), ("cost-centre", "cost_centre")):
        if key in scope:
            wanted &= Q(**{name: scope[key]})
    if "options" in scope:
        wanted &= Q(line__option_id__in=[int(each) for each in scope["options"].split(",")])
    return found.filter(wanted)
