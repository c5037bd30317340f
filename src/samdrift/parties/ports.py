"""What apps above know of signing in: other ways than a password, and steps after it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse


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


@dataclass(frozen=True, slots=True)
class SecondStep:
    """What is asked for besides the password, of those it is due for, by their id.

    `begin` is told who was right about the password and where they were going, and signs them in
    when the step is taken; `remedy` is the route by which it is taken away from who has lost it.
    """

    key: str
    is_due: Callable[[int], bool]
    begin: Callable[[HttpRequest, int, str], HttpResponse]
    remedy: str
