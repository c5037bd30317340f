"""Jobs to be done, for tests."""

from __future__ import annotations

from datetime import UTC, datetime

MOMENT = datetime(2016, 3, 21, 12, 0, tzinfo=UTC)
