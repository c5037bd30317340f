"""What apps offer that have something to tell other systems of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from django.utils.functional import Promise


class Sight(Enum):
    """How much of something somebody may be told."""

    NOTHING = "nothing"
    NUMBER = "number"
    """That it happened, and to what; no words of it."""
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class HookTopic:
    """What an app tells of: its events by name, and the door to what they are about.

    `sight` is told a user's id and the reference that an event was told with, when it is sent.
    """

    key: str
    events: Mapping[str, str | Promise]
    sight: Callable[[int, str], Sight]


@dataclass(frozen=True, slots=True)
class Told:
    """Something that happened: which event, to what, and what may be said of it.

    `scope` has what subscriptions may be narrowed by: the organisations it is of, or the group;
    an empty tuple is all of them.
    """

    event: str
    reference: str
    body: Mapping[str, object]
    scope: Mapping[str, tuple[str, ...]]
    is_secret: bool = False
