"""Cases of a service desk with what was said in them, made up, the same for whoever keeps them.

The first texts are told again in later cases, under other numbers and days, and of many cases some
come in at one moment and take as long: a million are made in minutes, and a word stands in as large
a share of a million as of ten thousand.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from benchmarks import desk_texts

TEXTS, MOMENTS = 20_000, 50_000
PEOPLE, HELPERS, GROUPS = 5_000, 57, 6
LONG_EVERY, LONG, USUAL = 2_000, 30, 4
"""How many messages a case has, and how often it has many."""
OPEN_SHARE = 0.02
FIRST_NUMBER = 10_001
ORGANISATIONS = ("KIN", "YDR", "ODE", "BOX", "ATV", "VIM")


@dataclass(frozen=True, slots=True)
class Said:
    """One message, and whether it is of a helper."""

    at: datetime
    text: str
    is_reply: bool


@dataclass(frozen=True, slots=True)
class Made:
    """A case: people, helpers and groups are told by their place, 0 and up."""

    place: int
    alike: int
    """The place of the first case that came in at the same moment and took as long."""
    subject: str
    organisation: str
    person: int
    helper: int
    group: int
    channel: str
    impact: int
    urgency: int
    opened_at: datetime
    status: str
    solved_at: datetime | None
    said: tuple[Said, ...]

    @property
    def number(self) -> str:
        """What the case is called."""
        return str(FIRST_NUMBER + self.place)


def cases(count: int, first: int, last: int) -> Iterator[Made]:
    """Yield cases `first` to `last` of `count`, which come evenly over five years."""
    for place in range(first, last):
        yield _case(count, place)


def long_ones(count: int) -> range:
    """Return the places of the cases that have many messages, from the middle of the first."""
    return range(min(LONG_EVERY, count) // 2, count, LONG_EVERY)


def messages(count: int) -> int:
    """Return how many messages there are in all."""
    return count * USUAL + len(long_ones(count)) * (LONG - USUAL)


def _case(count: int, place: int) -> Made:
    is_long = place in long_ones(count)
    alike = place if is_long or count < MOMENTS else _alike(count, place)
    timing = random.Random(alike)  # noqa: S311
    opened = desk_texts.came_in(alike, count).replace(microsecond=0)
    status = "closed"
    if alike >= count * (1 - OPEN_SHARE):
        status = timing.choices(("new", "open", "waiting"), (2, 5, 3))[0]
    took = timedelta(seconds=int(timing.expovariate(1 / 90_000)) + 300)
    impact, urgency = timing.choice((2, 3, 3, 3)), timing.choice((1, 2, 2, 3))
    chance = random.Random(f"{place} of many")  # noqa: S311
    person = chance.randrange(PEOPLE)
    subject, texts = _told(place % TEXTS, LONG if is_long else USUAL)
    return Made(
        place=place,
        alike=alike,
        subject=subject,
        organisation=organisation_of(person),
        person=person,
        helper=chance.randrange(HELPERS),
        group=chance.randrange(GROUPS),
        channel=chance.choice(("phone", "email", "portal")),
        impact=impact,
        urgency=urgency,
        opened_at=opened,
        status=status,
        solved_at=opened + took if status == "closed" else None,
        said=tuple(_said(opened, took, texts, is_new=status == "new")),
    )


def boundary(count: int, place: int) -> int:
    """Return the nearest place before which all cases of a moment stand."""
    return place - place % max(count // MOMENTS, 1)


def _alike(count: int, place: int) -> int:
    """Return the place of the first case of those that come in at one moment."""
    first = boundary(count, place)
    return first + 1 if first in long_ones(count) else first


def organisation_of(person: int) -> str:
    """Return where somebody works."""
    return ORGANISATIONS[person % len(ORGANISATIONS)]


def _said(
    opened: datetime, took: timedelta, texts: Sequence[str], *, is_new: bool
) -> Iterator[Said]:
    """Yield messages, the reporter's and the helper's by turns; the last is the solution."""
    for index, text in enumerate(texts):
        is_reply = index % 2 == 1 and not is_new
        yield Said(opened + took * index / (len(texts) - 1), text, is_reply)


def _told(place: int, wanted: int) -> tuple[str, list[str]]:
    """Return a subject and so many texts; a long case goes on with those of the next ones."""
    texts: list[str] = []
    near = place
    while len(texts) < wanted:
        texts += _texts(near)[1]
        near = (near + 1) % TEXTS
    return _texts(place)[0], texts[:wanted]


@cache
def _texts(place: int) -> tuple[str, tuple[str, ...]]:
    (made,) = desk_texts.texts(TEXTS, first=place, last=place + 1)
    words = made.text.split()
    length = -(-len(words) // USUAL)
    parts = (words[start : start + length] for start in range(0, len(words), length))
    return made.title, tuple(f"Hej!\n\n{' '.join(part).capitalize()}." for part in parts)
