"""Planned work that the public may be told of, offered to whoever shows the state of services."""

from __future__ import annotations

from datetime import datetime

from samdrift.changes.queries import calendars
from samdrift.servicedesk.ports import PlannedWork, PlannedWorkSource


def _coming(at: datetime) -> tuple[PlannedWork, ...]:
    return calendars.coming(at=at, is_public_only=True)


OFFERS = (PlannedWorkSource(key="changes.planned-work", coming=_coming),)
