"""Calendars and what they have said, what is promised, and the clocks of cases."""

from samdrift.servicelevels.models.calendars import (
    Agreement,
    Calendar,
    CalendarEdition,
    CalendarUse,
    PriorityCell,
)
from samdrift.servicelevels.models.clocks import Clock, ClockEvent
from samdrift.servicelevels.models.counts import ClosingDay, ResultCount

__all__ = [
    "Agreement",
    "Calendar",
    "CalendarEdition",
    "CalendarUse",
    "Clock",
    "ClockEvent",
    "ClosingDay",
    "PriorityCell",
    "ResultCount",
]
