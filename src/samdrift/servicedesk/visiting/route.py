"""A day of visits: in which order, when one is there, and what does not come out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise

from samdrift.servicedesk.ports import Reader
from samdrift.servicedesk.queue import queries as queue
from samdrift.servicedesk.queue.ports import VisitItem
from samdrift.servicedesk.visiting import places as register
from samdrift.servicedesk.visiting.places import Place
from samdrift.servicedesk.visiting.way import Leg, Spot, leg

DAY_BEGINS = time(8)
STAY_MINUTES = 30
"""How long a visit takes where nobody has said."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A visit in a day: the way there, and about when one comes and goes, in minutes of the day."""

    item: VisitItem
    is_known: bool
    """Whether the register knows where it is; what is done from the desk has no place."""
    leg: Leg | None
    """The way there; None where it cannot be reckoned."""
    comes: int
    begins: int
    goes: int
    late_minutes: int
    """How much after its hour one comes."""


@dataclass(frozen=True, slots=True)
class Route:
    """A day from leaving the start until one is back; what is not known is not in the sums."""

    stops: tuple[Stop, ...]
    start: str
    """Where the day begins and ends; empty where nobody has said."""
    leaves: int
    home: Leg | None
    back: int
    kilometres: int
    minutes: int
    """In the car, all in all."""

    @property
    def is_whole(self) -> bool:
        """Whether every way of the day is reckoned."""
        return all(stop.leg is not None for stop in self.stops if stop.item.place)


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit before it has its place in the day, and where it is, if the register knows."""

    item: VisitItem
    spot: Spot | None

    @property
    def hour(self) -> int | None:
        """The minute of the day that is agreed on."""
        return _minutes(self.item.time) if self.item.time else None

    @property
    def stay(self) -> int:
        """How many minutes it takes."""
        return self.item.minutes or STAY_MINUTES


def day(*, reader: Reader, on: date) -> Route:
    """Return somebody's own visits of a day in the order that is best to go.

    Those with an hour keep it. Each of the others is put where it adds the least way and makes
    nobody wait who has an hour; where there is no such place it comes last.
    """
    known = register.places()
    start = next((place for place in known if place.is_start), None)
    visits = [Visit(each, _spot(each, known)) for each in queue.visits(reader=reader, on=on)]
    return arranged(visits, start)


def arranged(visits: Sequence[Visit], start: Place | None) -> Route:
    """Return a day of visits, as `day` does, from where it begins."""
    begin = start.spot if start else None
    order = [visit for visit in visits if visit.hour is not None]
    for visit in (each for each in visits if each.hour is None):
        order.insert(_best(order, visit, begin), visit)
    return _told(order, start)


def _spot(item: VisitItem, known: tuple[Place, ...]) -> Spot | None:
    place = register.meant(item.place, known)
    return place.spot if place else None


def _best(order: list[Visit], visit: Visit, begin: Spot | None) -> int:
    """Return where in a day a visit without an hour comes in best: least way, then least wait."""
    now = _lateness(order, begin)
    options = []
    for at in range(len(order) + 1):
        tried = [*order[:at], visit, *order[at:]]
        if at == len(order) or _lateness(tried, begin) <= now:
            options.append((_driving(tried, begin), _length(tried, begin), -at))
    return -min(options)[2]


def _lateness(order: list[Visit], begin: Spot | None) -> int:
    return sum(stop.late_minutes for stop in _stops(order, begin))


def _length(order: list[Visit], begin: Spot | None) -> int:
    """Return how long the day is until the last visit is over."""
    return _stops(order, begin)[-1].goes - _leaves(order, begin)


def _driving(order: list[Visit], begin: Spot | None) -> int:
    """Return the minutes of the ways that are known, the way home among them."""
    spots = [begin, *(visit.spot for visit in order), begin]
    known = [spot for spot in spots if spot]
    return sum(leg(*pair).minutes for pair in pairwise(known))


def _stops(order: list[Visit], begin: Spot | None) -> list[Stop]:
    stops: list[Stop] = []
    here, clock = begin, _leaves(order, begin)
    for visit in order:
        way = leg(here, visit.spot) if here and visit.spot else None
        comes = clock + (way.minutes if way else 0)
        begins = max(comes, visit.hour or 0)
        late = comes - visit.hour if visit.hour is not None else 0
        clock = begins + visit.stay
        is_known = visit.spot is not None or not visit.item.place
        stops.append(Stop(visit.item, is_known, way, comes, begins, clock, max(late, 0)))
        here = visit.spot or here
    return stops


def _leaves(order: list[Visit], begin: Spot | None) -> int:
    """Return when one leaves: in time for the first visit's hour, else as the day begins."""
    if not order or order[0].hour is None:
        return _minutes(DAY_BEGINS)
    first = order[0]
    assert first.hour is not None, "the first has an hour here"
    way = leg(begin, first.spot) if begin and first.spot else None
    return first.hour - (way.minutes if way else 0)


def _told(order: list[Visit], start: Place | None) -> Route:
    begin = start.spot if start else None
    stops = _stops(order, begin)
    last = order[-1].spot if order else None
    home = leg(last, begin) if last and begin else None
    ways = [way for way in (*(stop.leg for stop in stops), home) if way]
    ends = stops[-1].goes if stops else _leaves(order, begin)
    return Route(
        stops=tuple(stops),
        start=start.name if start else "",
        leaves=_leaves(order, begin),
        home=home,
        back=ends + (home.minutes if home else 0),
        kilometres=sum(way.kilometres for way in ways),
        minutes=sum(way.minutes for way in ways),
    )


def _minutes(hour: time) -> int:
    return hour.hour * 60 + hour.minute
