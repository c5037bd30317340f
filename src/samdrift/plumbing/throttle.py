"""How often somebody may send: tries within a minute, counted in this process and bounded."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

_MOST_KNOWN = 10_000
_A_MINUTE = timedelta(minutes=1)


@dataclass(slots=True)
class _Tries:
    begun: datetime
    number: int


class Throttle:
    """Lets so many tries a minute pass for each who tries, and forgets those longest silent."""

    def __init__(self, a_minute: int) -> None:
        self._most = a_minute
        self._tries: OrderedDict[str, _Tries] = OrderedDict()
        self._lock = Lock()

    def lets(self, who: str, *, at: datetime) -> bool:
        """Count a try, and say whether it may pass."""
        with self._lock:
            tries = self._tries.pop(who, None)
            if tries is None or at - tries.begun >= _A_MINUTE:
                tries = _Tries(at, 0)
            tries.number += 1
            self._tries[who] = tries
            while len(self._tries) > _MOST_KNOWN:
                self._tries.popitem(last=False)
            return tries.number <= self._most

    def forget(self) -> None:
        """Forget every try."""
        with self._lock:
            self._tries.clear()
