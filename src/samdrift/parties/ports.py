"""What apps above know of signing in: other ways than a name and a password."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Way:
    """A way to sign in, by its name and its address."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class WaySource:
    """Ways to sign in that an app has.

    `choose` is the route where a mail address says which way is one's own; `of_people` says of
    people, by id, by whose word they sign in.
    """

    key: str
    choose: str
    ways: Callable[[], tuple[Way, ...]]
    of_people: Callable[[Collection[int]], Mapping[int, str]]
