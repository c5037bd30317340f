"""Which things are due, what new ones cost each organisation, and whose warranty ends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import DateField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from samdrift.assets import queries as assets
from samdrift.assets.kinds import queries as kinds
from samdrift.assets.kinds.queries import Lasting
from samdrift.assets.models import Device, Standing
from samdrift.assets.register import door
from samdrift.assets.register.door import Reader
from samdrift.kernel.money import Money
from samdrift.parties import queries as parties

MOST_LISTED = 500


@dataclass(frozen=True, slots=True)
class Due:
    """A thing that is due, bought or first used so long ago, and what a new one costs."""

    tag: str
    kind: str
    model: str
    organisation: str
    since: date
    due: date
    price: Money | None


@dataclass(frozen=True, slots=True)
class Share:
    """How many things of a kind are due in a year at an organisation, and what new ones cost."""

    organisation: str
    organisation_name: str
    kind: str
    kind_label: str
    number: int
    price: Money | None
    """Of one, where that is said."""

    @property
    def cost(self) -> Money | None:
        """What they cost together."""
        return Money(self.price.ore * self.number) if self.price is not None else None


@dataclass(frozen=True, slots=True)
class Plan:
    """What is due in a year, by organisation and kind, and what that costs."""

    year: int
    shares: tuple[Share, ...]
    number: int
    cost: Money
    without_price: int
    """How many are due of kinds that no price is said of; they are in no sum."""


def plan(reader: Reader, year: int, *, today: date) -> Plan:
    """Return what is due in a year; in this year also what has been due for longer."""
    counted: dict[tuple[str, str], int] = defaultdict(int)
    prices: dict[str, Money | None] = {}
    for each in _due(reader, year, today):
        counted[each.organisation, each.kind] += 1
        prices[each.kind] = each.price
    labels, names = assets.kind_labels(), parties.names_by_code()
    shares = tuple(
        Share(code, names.get(code, code), kind, labels.get(kind, kind), number, prices[kind])
        for (code, kind), number in sorted(counted.items(), key=lambda each: each[0])
    )
    costs = [share.cost for share in shares if share.cost is not None]
    return Plan(
        year,
        shares,
        sum(counted.values()),
        Money(sum(cost.ore for cost in costs)),
        sum(share.number for share in shares if share.price is None),
    )


def due(
    reader: Reader, year: int, *, today: date, organisation: str = "", kind: str = ""
) -> tuple[Due, ...]:
    """Return the things that are due in a year, those that have waited longest first."""
    found = [
        each
        for each in _due(reader, year, today)
        if organisation in ("", each.organisation) and kind in ("", each.kind)
    ]
    return tuple(sorted(found, key=lambda each: (each.due, each.tag)))


def warranties(reader: Reader, year: int, *, most: int = MOST_LISTED) -> tuple[Device, ...]:
    """Return the things whose warranty ends in a year."""
    rows = _in_use(reader).filter(warranty_until__year=year).order_by("warranty_until", "tag")
    return tuple(rows[:most])


def _in_use(reader: Reader) -> QuerySet[Device]:
    return door.things(reader).filter(state__is_in_service=True)


def _due(reader: Reader, year: int, today: date) -> Iterator[Due]:
    """Yield what is due in a year, counted in months from the day it was bought or first used."""
    lasting = {key: told for key, told in kinds.lastings().items() if told.life_months}
    first = Standing.objects.filter(device=OuterRef("pk"), state__is_in_service=True)
    since = Subquery(first.order_by("valid_from").values("valid_from")[:1])
    rows = (
        _in_use(reader)
        .filter(kind__in=lasting)
        .annotate(since=Coalesce("bought_on", since, output_field=DateField()))
        .order_by()
        .values_list("tag", "kind", "model", "organisation", "since")
    )
    for tag, kind, model, code, began in rows.iterator(chunk_size=5_000):
        on = months_on(began, lasting[kind].life_months or 0)
        if on.year == year or (year == today.year and on < today):
            yield Due(tag, kind, model, str(code), began, on, _price(lasting, kind))


def _price(lasting: Mapping[str, Lasting], kind: str) -> Money | None:
    ore = lasting[kind].price_ore
    return Money(ore) if ore is not None else None


def months_on(day: date, months: int) -> date:
    """Return the same day some months later, the last of the month where it has no such day."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in (day.day, 30, 29):
        try:
            return date(years, month + 1, number)
        except ValueError:
            continue
    return date(years, month + 1, 28)
