"""The one place where the clock is read; every rule is handed the moment instead."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

SWEDEN = ZoneInfo("Europe/Stockholm")


def now() -> datetime:
    """Return the present moment, in Swedish time."""
    return datetime.now(UTC).astimezone(SWEDEN)  # noqa: TID251  The one place.
