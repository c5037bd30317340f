"""How strongly somebody signed in: kept by the session, and held against what roles demand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from samdrift.plumbing.access import Role, Viewer

KEPT = "parties.strength"
FRESH_FOR = timedelta(minutes=10)
"""For how long somebody need not show again who they are."""


@dataclass(frozen=True, slots=True)
class Strength:
    """How somebody signed in, and when they last showed who they are.

    `way` is the key of whoever vouches, empty for a password or a passkey; `level` is what that
    one says of how sure it is.
    """

    is_two_steps: bool = False
    way: str = ""
    level: str = ""
    shown_at: float = 0

    def satisfies(self, levels: tuple[str, ...]) -> bool:
        """Whether it is enough: two steps here, or one of some levels where any are named."""
        if self.way and levels:
            return self.level in levels
        return self.is_two_steps

    def is_fresh(self, *, at: datetime) -> bool:
        """Whether it was shown just now who it is."""
        return at.timestamp() - self.shown_at <= FRESH_FOR.total_seconds()


def of(session: Any) -> Strength:  # noqa: ANN401  Django's sessions are of many kinds.
    """Return how strongly a session was begun; as by a password long ago where it is not told."""
    return Strength(**session.get(KEPT, {}))


def keep(session: Any, told: Strength, *, at: datetime) -> None:  # noqa: ANN401  As above.
    """Keep how somebody showed who they are, just now."""
    session[KEPT] = asdict(replace(told, shown_at=at.timestamp()))


def narrowed(viewer: Viewer, told: Strength, demands: Mapping[Role, tuple[str, ...]]) -> Viewer:
    """Return a viewer without the roles that demand more than how they signed in."""
    weak = {role for role in viewer.roles if role in demands and not told.satisfies(demands[role])}
    return replace(viewer, roles=viewer.roles - weak) if weak else viewer
