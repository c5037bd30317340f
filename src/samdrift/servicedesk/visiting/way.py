"""How far it is between two places and how long it takes, by a formula that is told."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal

ROAD = 1.3
"""How much longer a road is than the way a crow flies."""
KILOMETRES_AN_HOUR = 60
PARKING_MINUTES = 5
STEP_MINUTES = 5
"""Nothing is told finer: it is an estimate."""

_EARTH_KILOMETRES = 6371.0


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something is, in degrees (WGS 84)."""

    latitude: Decimal
    longitude: Decimal

    @property
    def words(self) -> str:
        """Return it as it is written in: `57.9881, 15.6307`."""
        return f"{self.latitude.normalize():f}, {self.longitude.normalize():f}"


@dataclass(frozen=True, slots=True)
class Leg:
    """The way from one spot to another, by road: about how far, and about how long."""

    kilometres: int
    minutes: int


def leg(here: Spot, there: Spot) -> Leg:
    """Return the way between two spots; none where they are the same."""
    if here == there:
        return Leg(0, 0)
    kilometres = straight_kilometres(here, there) * ROAD
    minutes = kilometres / KILOMETRES_AN_HOUR * 60 + PARKING_MINUTES
    return Leg(round(kilometres), math.ceil(minutes / STEP_MINUTES) * STEP_MINUTES)


def straight_kilometres(here: Spot, there: Spot) -> float:
    """Return how far a crow flies (the haversine formula, on a round earth)."""
    north, south = math.radians(here.latitude), math.radians(there.latitude)
    height = math.sin((south - north) / 2) ** 2
    width = math.sin(math.radians(there.longitude - here.longitude) / 2) ** 2
    share = height + math.cos(north) * math.cos(south) * width
    return 2 * _EARTH_KILOMETRES * math.asin(math.sqrt(min(1.0, share)))
