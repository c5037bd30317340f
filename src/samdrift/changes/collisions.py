"""When two changes get in each other's way, and when one lies where it should not: plain Python."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from samdrift.changes.ports import Slot

MINUTES_OF_A_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class WeeklyWindow:
    """When work is agreed to be done: a weekday (Monday is 0), from a minute up to another."""

    weekday: int
    opens: int
    closes: int

    def __post_init__(self) -> None:
        assert 0 <= self.weekday <= 6, "a week has seven days"
        assert 0 <= self.opens < self.closes <= MINUTES_OF_A_DAY, "opens before it closes"


def overlaps(
    starts_at: datetime, ends_at: datetime, other_starts_at: datetime, other_ends_at: datetime
) -> bool:
    """Whether two times share some moment; each goes up to, and not including, its end."""
    return starts_at < other_ends_at and other_starts_at < ends_at


def collide(one: Slot, other: Slot) -> bool:
    """Whether two changes are done at the same time to the same service or organisation."""
    if not overlaps(one.starts_at, one.ends_at, other.starts_at, other.ends_at):
        return False
    return bool(one.services & other.services) or _share(one.organisations, other.organisations)


def concerns(*, service: str, organisation: str | None, slot: Slot) -> bool:
    """Whether what is said of a service and an organisation holds for a change.

    An empty service is every service, no organisation every organisation.
    """
    is_of_service = not service or service in slot.services
    is_of_organisation = not organisation or _share(slot.organisations, frozenset((organisation,)))
    return is_of_service and is_of_organisation


def is_within(starts_at: datetime, ends_at: datetime, windows: tuple[WeeklyWindow, ...]) -> bool:
    """Whether every moment of a time lies in some window; both in local time.

    Windows that meet at midnight go on into each other.
    """
    moment = starts_at
    while moment < ends_at:
        minute = moment.hour * 60 + moment.minute
        closes = max(
            (
                each.closes
                for each in windows
                if each.weekday == moment.weekday() and each.opens <= minute < each.closes
            ),
            default=None,
        )
        if closes is None:
            return False
        midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
        moment = midnight + timedelta(minutes=closes)
    return True


def _share(one: frozenset[str], other: frozenset[str]) -> bool:
    return not one or not other or bool(one & other)
