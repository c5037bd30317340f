"""What an app offers so that its long work can be done by a worker, and what the work is handed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

type Told = dict[str, Any]
"""What a job is asked to do, or came to; plain JSON."""

type Tell = Callable[[str, int, int], None]
"""Told what is at hand, how much is done, and how much there is in all."""


class Cancelled(Exception):
    """Somebody has asked the work to stop; whatever it was in is rolled back."""


@dataclass(frozen=True, slots=True)
class Task:
    """One job being done: what was asked, by whom, and where to tell how far it has come.

    `tell` raises Cancelled where somebody has asked the work to stop.
    """

    key: str
    told: Told
    asked_by: str
    at: datetime
    tell: Tell


@dataclass(frozen=True, slots=True)
class JobKind:
    """A kind of long work. `run` can be repeated: what was done already is not done again.

    It is one transaction, or leaves what it wrote so that a second run makes it whole. A Refusal
    it raises ends the job with those words.
    """

    key: str
    run: Callable[[Task], Told]


@dataclass(frozen=True, slots=True)
class Chore:
    """Something a worker does now and then without being asked; what it raises is logged."""

    key: str
    run: Callable[[datetime], None]
    every: timedelta = timedelta(hours=1)
