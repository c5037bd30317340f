"""What holds until somebody has said otherwise; laid out as rows, which can then be changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from samdrift.servicelevels.reckoning.documents import Document
from samdrift.servicelevels.reckoning.hours import Opening, Plan
from samdrift.servicelevels.reckoning.moments import MINUTES_OF_A_DAY

FROM: Final = date(2000, 1, 1)

_HOUR: Final = 3600
_WORKDAY: Final = Opening(7 * 60, 17 * 60)
_ROUND_THE_CLOCK: Final = Opening(0, MINUTES_OF_A_DAY)


@dataclass(frozen=True, slots=True)
class StandardCalendar:
    """A calendar that is there from the start."""

    key: str
    name: str
    is_default: bool
    document: Document


WEEKDAYS: Final = StandardCalendar(
    key="weekdays",
    name="Vardagar 07–17",
    is_default=True,
    document=Document((Plan(FROM, ((_WORKDAY,),) * 5 + ((), ())),)),
)
ALWAYS: Final = StandardCalendar(
    key="always",
    name="Dygnet runt",
    is_default=False,
    document=Document((Plan(FROM, ((_ROUND_THE_CLOCK,),) * 7, closes_on_holidays=False),)),
)
CALENDARS: Final = (WEEKDAYS, ALWAYS)

MATRIX: Final = {
    (1, 1): 1, (1, 2): 2, (1, 3): 3,
    (2, 1): 2, (2, 2): 3, (2, 3): 4,
    (3, 1): 3, (3, 2): 4, (3, 3): 5,
}  # fmt: skip
"""The priority of an impact and an urgency, as ITIL has it."""

LEVELS: Final = {
    1: (_HOUR // 2, 4 * _HOUR),
    2: (_HOUR, 8 * _HOUR),
    3: (4 * _HOUR, 20 * _HOUR),
    4: (8 * _HOUR, 50 * _HOUR),
    5: (20 * _HOUR, 100 * _HOUR),
}
"""Seconds of open time to answer and to solve, by priority."""
