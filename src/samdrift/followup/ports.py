"""What is told of a year as it goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from samdrift.followup.choices import Light
from samdrift.kernel.figures import Figure
from samdrift.kernel.money import Money


@dataclass(frozen=True, slots=True)
class Saying:
    """A comment that counts."""

    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Expected:
    """A forecast that was made: what the year is to come to, income plus and costs minus."""

    amount: Money
    because: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LightLimits:
    """From how large a deviation to the worse the lights turn, in thousandths of the costs."""

    close: int = 10
    bad: int = 30

    def light(self, deviation: Figure, costs: Figure) -> Light | None:
        """Return how a deviation stands, plus being better; None where there is no budget."""
        if deviation.value is None or costs.value is None or not costs.money:
            return None
        worse, whole = -deviation.money.ore * 1_000, abs(costs.money.ore)
        if worse >= self.bad * whole:
            return Light.BAD
        return Light.CLOSE if worse >= self.close * whole else Light.GOOD


@dataclass(frozen=True, slots=True)
class RoundTold:
    """That forecasts are asked for at a tertial, and by when."""

    id: int
    year: int
    tertial: int
    due_on: date
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Answering:
    """Who answers for a cost centre."""

    cost_centre: str
    person_id: int
    name: str
    email: str
    language: str
