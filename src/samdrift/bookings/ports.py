"""What is asked of a booking, and the times there are to choose among."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from samdrift.bookings.choices import Language, Way


@dataclass(frozen=True, slots=True)
class Slot:
    """A time that is free: with whom, when, and how one can meet then."""

    time_id: int
    helper_id: int
    helper_name: str
    starts_at: datetime
    ends_at: datetime
    ways: tuple[Way, ...]
    languages: tuple[Language, ...]
    place: str

    @property
    def key(self) -> str:
        """The slot as a form sends it: `7@2026-03-05T16:30:00+00:00`."""
        return f"{self.time_id}@{self.starts_at.isoformat()}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to meet about, how, and in which language."""

    service: str
    about: str
    way: Way
    place: str
    language: Language


@dataclass(frozen=True, slots=True)
class Booked:
    """A booking, as pages and letters show it."""

    id: int
    number: str
    person_id: int
    person_name: str
    helper_id: int
    helper_name: str
    starts_at: datetime
    ends_at: datetime
    service: str
    way: Way
    place: str
    language: Language
    sequence: int
    is_cancelled: bool
