"""What is told of a disturbance when it begins, is updated, or is reported afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from samdrift.disturbances.choices import DisturbanceState


@dataclass(frozen=True, slots=True)
class DisturbanceText:
    """What does not work, for whom, since when, and until when as far as is known.

    No organisations means all of them. `update_minutes` is how often something is promised to be
    told; none promises nothing.
    """

    title: str
    what: str
    started_at: datetime
    services: str = ""
    organisations: tuple[str, ...] = ()
    expected_until: datetime | None = None
    is_planned: bool = False
    is_public: bool = True
    update_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Update:
    """What is told of how it goes: to everybody, or to those who work on it alone."""

    text: str
    state: DisturbanceState | None = None
    expected_until: datetime | None = None
    is_public: bool = True
    is_informing_tickets: bool = False
    """Whether the same is answered in every linked ticket that is not solved."""


@dataclass(frozen=True, slots=True)
class MajorReport:
    """What is told of a major incident afterwards, to those who own the organisation."""

    summary: str
    cause: str
    measure: str
