"""What a member pays in a year, service by service, and why it is not what it was."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from django.db.models import Count, QuerySet

from samdrift.billing.models import Line
from samdrift.catalogue.choices import Measure
from samdrift.kernel.figures import Origin
from samdrift.kernel.money import ZERO, Money, total
from samdrift.kernel.rounding import divide_half_away
from samdrift.kernel.spans import Span

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
class YearCost:
    """What a member pays in a year."""

    services: tuple[ServiceCost, ...]
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
class _Sum:
    service_key: str
    words: str
    position: tuple[int, int]
    months: dict[int, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    ore: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    things: dict[int, int] = field(default_factory=lambda: defaultdict(int))
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
    services = tuple(_service_cost(organisation, *each, year) for each in sums)
    whole, then = (
        _origin(organisation, None, then, sum(each.things[then] for _, each in sums))
        for then in (year, year - 1)
    )
    return YearCost(services, whole, then)


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


def _service_cost(organisation: str, option_id: int, told: _Sum, year: int) -> ServiceCost:
    return ServiceCost(
        option_id=option_id,
        service_key=told.service_key,
        words=told.words,
        months=told.months[year],
        months_then=told.months[year - 1],
        amount=Money(told.ore[year]),
        amount_then=Money(told.ore[year - 1]),
        lines=tuple(told.lines),
        is_fixed=told.is_fixed,
        origin=_origin(organisation, option_id, year, told.things[year]),
        origin_then=_origin(organisation, option_id, year - 1, told.things[year - 1]),
    )


def _origin(organisation: str, option_id: int | None, year: int, count: int) -> Origin:
    """Return where the charges of a year are listed, of one option or of all."""
    of_option = () if option_id is None else (("option", str(option_id)),)
    span = Span(date(year, 1, 1), date(year + 1, 1, 1))
    return Origin(CHARGES, span, (*of_option, ("organisation", organisation)), count)
