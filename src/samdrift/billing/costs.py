"""What a member pays in a year, service by service, and why it is not what it was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from django.db.models import Count, QuerySet, Sum

from samdrift.billing.models import Charge, Line
from samdrift.catalogue.choices import Measure
from samdrift.kernel.figures import Origin
from samdrift.kernel.money import ZERO, Money, total
from samdrift.kernel.rounding import divide_half_away
from samdrift.kernel.spans import Span, months_of

CHARGES = "billing.charges"
"""The list of records that what a member pays opens to."""


@dataclass(frozen=True, slots=True)
class CostLine:
    """A line of a year: for which month, how much at what price, and on which invoice."""

    id: int
    of_month: date
    months: Fraction
    price: Money
    amount: Money
    number: int | None
    is_credit: bool


@dataclass(frozen=True, slots=True)
class UnitCost:
    """What a unit pays for an option in a year."""

    unit: str
    months: Fraction
    amount: Money
    origin: Origin


@dataclass(frozen=True, slots=True)
class ServiceCost:
    """What an option of a service costs in a year, and the year before."""

    option_id: int
    service_key: str
    words: str
    months: Fraction
    months_then: Fraction
    amount: Money
    amount_then: Money
    lines: tuple[CostLine, ...]
    units: tuple[UnitCost, ...]
    """The units that pay, by name, and last what no unit has; none where no unit is known."""
    origin: Origin
    origin_then: Origin

    @property
    def prices(self) -> tuple[Money, ...]:
        """The prices it had in the year, each once."""
        return tuple(sorted({line.price for line in self.lines}))

    is_fixed: bool = False
    """Whether it is decided on, and not counted."""

    @property
    def of_volume(self) -> Money:
        """How much of the change is that more or fewer were had, at last year's mean price."""
        if self.is_fixed:
            return ZERO
        if not self.months_then:
            return self.amount
        moved = (self.months - self.months_then) * self.amount_then.ore / self.months_then
        return Money(divide_half_away(moved.numerator, moved.denominator))

    @property
    def of_price(self) -> Money:
        """How much of the change is that one costs more or less: all that volume does not say."""
        if self.is_fixed:
            return ZERO
        return self.amount - self.amount_then - self.of_volume


@dataclass(frozen=True, slots=True)
class MonthCost:
    """What a member pays for the days of a month, and for the same a year before."""

    month: date
    amount: Money
    amount_then: Money
    origin: Origin


@dataclass(frozen=True, slots=True)
class YearCost:
    """What a member pays in a year."""

    services: tuple[ServiceCost, ...]
    months: tuple[MonthCost, ...]
    """The months that something is paid for, in either year."""
    origin: Origin
    origin_then: Origin

    @property
    def amount(self) -> Money:
        """The whole year."""
        return total(each.amount for each in self.services)

    @property
    def amount_then(self) -> Money:
        """The whole year before."""
        return total(each.amount_then for each in self.services)

    @property
    def of_volume(self) -> Money:
        """How much of the change is more and fewer units."""
        return total(each.of_volume for each in self.services)

    @property
    def of_price(self) -> Money:
        """How much of the change is changed prices."""
        return total(each.of_price for each in self.services)

    @property
    def of_fixed(self) -> Money:
        """How much of the change is that other fixed amounts are decided on."""
        return total(each.amount - each.amount_then for each in self.services if each.is_fixed)


@dataclass(slots=True)
class _Unit:
    months: Fraction = Fraction(0)
    ore: int = 0
    count: int = 0


@dataclass(slots=True)
class _Sum:
    service_key: str
    words: str
    position: tuple[int, int]
    months: dict[int, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    ore: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    things: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    by_month: dict[date, tuple[int, int]] = field(default_factory=dict)
    """What each month comes to, and by how many charges."""
    lines: list[CostLine] = field(default_factory=list)
    is_fixed: bool = False


def of_member(*, organisation: str, year: int) -> YearCost:
    """Return what a member pays for the days of a year, with last year beside.

    A correction counts in the year whose days it mends. Only what is invoiced is told.
    """
    found = Line.objects.filter(
        organisation_id=organisation,
        invoice__isnull=False,
        of_month__gte=date(year - 1, 1, 1),
        of_month__lt=date(year + 1, 1, 1),
    ).select_related("invoice", "option__service")
    sums = _sums(found.order_by("of_month", "id"), year)
    units = _units(organisation, year)
    services = tuple(
        _service_cost(organisation, option_id, told, year, units.get(option_id, ()))
        for option_id, told in sums
    )
    whole, then = (
        _origin(organisation, None, then, sum(each.things[then] for _, each in sums))
        for then in (year, year - 1)
    )
    months = _months(organisation, year, [told for _, told in sums])
    return YearCost(services, months, whole, then)


def _months(organisation: str, year: int, sums: Sequence[_Sum]) -> tuple[MonthCost, ...]:
    """Return the months of a year, each with the same month the year before."""
    ore: dict[date, int] = defaultdict(int)
    things: dict[date, int] = defaultdict(int)
    for told in sums:
        for month, (paid, count) in told.by_month.items():
            ore[month] += paid
            things[month] += count
    found = []
    for each in months_of(year):
        now, then = each.span.start, each.span.start.replace(year=year - 1)
        if now in ore or then in ore:
            scope = (("organisation", organisation),)
            origin = Origin(CHARGES, each.span, scope, things[now])
            found.append(MonthCost(now, Money(ore[now]), Money(ore[then]), origin))
    return tuple(found)


def years(*, organisation: str) -> tuple[int, ...]:
    """Return the years a member has paid for."""
    found = Line.objects.filter(organisation_id=organisation, invoice__isnull=False)
    return tuple(day.year for day in found.order_by().dates("of_month", "year"))


def _sums(found: QuerySet[Line], year: int) -> list[tuple[int, _Sum]]:
    sums: dict[int, _Sum] = {}
    for line in found.annotate(things=Count("charges")):
        option = line.option
        place = (option.service.position, option.position)
        told = sums.setdefault(line.option_id, _Sum(option.service.key, line.text, place))
        months = Fraction(line.days, line.month_days)
        told.months[line.of_month.year] += months
        told.ore[line.of_month.year] += line.amount_ore
        told.things[line.of_month.year] += line.things
        paid, count = told.by_month.get(line.of_month, (0, 0))
        told.by_month[line.of_month] = paid + line.amount_ore, count + line.things
        told.is_fixed = option.service.measure == Measure.MONTH
        if line.of_month.year == year:
            told.lines.append(_cost_line(line, months))
    return sorted(sums.items(), key=lambda each: (each[1].position, each[0]))


def _cost_line(line: Line, months: Fraction) -> CostLine:
    return CostLine(
        id=line.pk,
        of_month=line.of_month,
        months=months,
        price=Money(line.price_ore),
        amount=Money(line.amount_ore),
        number=line.invoice.number if line.invoice else None,
        is_credit=line.credits_id is not None,
    )


def _units(organisation: str, year: int) -> dict[int, tuple[UnitCost, ...]]:
    """Return what each unit pays for each option in a year."""
    found = Charge.objects.filter(
        line__organisation_id=organisation,
        line__invoice__isnull=False,
        line__of_month__gte=date(year, 1, 1),
        line__of_month__lt=date(year + 1, 1, 1),
    )
    rows = found.order_by().values_list("line__option_id", "unit", "line__month_days")
    sums: dict[int, dict[str, _Unit]] = defaultdict(lambda: defaultdict(_Unit))
    for option_id, unit, month_days, days, ore, count in rows.annotate(
        of_days=Sum("days"), ore=Sum("amount_ore"), count=Count("id")
    ):
        told = sums[option_id][unit]
        told.months += Fraction(days, month_days)
        told.ore += ore
        told.count += count
    return {
        option_id: tuple(
            UnitCost(
                unit, told.months, Money(told.ore),
                _origin(organisation, option_id, year, told.count, unit=unit),
            )
            for unit, told in sorted(units.items(), key=lambda each: (each[0] == "", each[0]))
        )
        for option_id, units in sums.items()
        if any(units)
    }  # fmt: skip


def _service_cost(
    organisation: str, option_id: int, told: _Sum, year: int, units: tuple[UnitCost, ...]
) -> ServiceCost:
    return ServiceCost(
        option_id=option_id,
        service_key=told.service_key,
        words=told.words,
        months=told.months[year],
        months_then=told.months[year - 1],
        amount=Money(told.ore[year]),
        amount_then=Money(told.ore[year - 1]),
        lines=tuple(told.lines),
        units=units,
        is_fixed=told.is_fixed,
        origin=_origin(organisation, option_id, year, told.things[year]),
        origin_then=_origin(organisation, option_id, year - 1, told.things[year - 1]),
    )


def _origin(
    organisation: str, option_id: int | None, year: int, count: int, *, unit: str | None = None
) -> Origin:
    """Return where the charges of a year are listed: of one option or all, of a unit where told."""
    of_option = () if option_id is None else (("option", str(option_id)),)
    of_unit = () if unit is None else (("unit", unit),)
    span = Span(date(year, 1, 1), date(year + 1, 1, 1))
    return Origin(CHARGES, span, (*of_option, ("organisation", organisation), *of_unit), count)
