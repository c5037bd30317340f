"""By whom and when a file is taken out: told to whoever makes it while a request is served."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Mark:
    """Who takes a file out, and when."""

    by: str
    at: datetime

    @property
    def words(self) -> str:
        """What stands on a file's pages."""
        return f"Uttaget ur Samdrift av {self.by} {self.at:%Y-%m-%d %H.%M}"


type Asking = Callable[[], Mark | None]

_MARK: ContextVar[Asking | None] = ContextVar("mark", default=None)


def mark() -> Mark | None:
    """Return who takes out what is made now; None where a program makes it for nobody."""
    asking = _MARK.get()
    return asking() if asking else None


@contextmanager
def marked(asking: Asking) -> Iterator[None]:
    """Have what is made within be marked by whoever asks, who is looked up where a file is made."""
    token = _MARK.set(asking)
    try:
        yield
    finally:
        _MARK.reset(token)
