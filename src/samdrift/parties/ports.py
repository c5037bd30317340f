"""What apps above know: ways and steps of signing in, roles for a while, and who sees what."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise

from samdrift.plumbing.access import Viewer
from samdrift.reporting.together import Rows


@dataclass(frozen=True, slots=True)
class Way:
    """A way to sign in, by its name and its address."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class WaySource:
    """Ways to sign in that an app has.

    `choose` is the route where a mail address says which way is one's own; `of_people` says of
    people, by id, by whose word they sign in; `leave` by the key of a way where one signs out of it
    too, empty where one does not.
    """

    key: str
    choose: str
    ways: Callable[[], tuple[Way, ...]]
    of_people: Callable[[Collection[int]], Mapping[int, str]]
    leave: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class SecondStep:
    """What is asked for besides the password, of those it is due for, by their id.

    `begin` is told who was right about the password and where they were going, and signs them in
    when the step is taken. `remedy` is the route by which it is taken away from who has lost it,
    `own` that where somebody adds it.
    """

    key: str
    is_due: Callable[[int], bool]
    begin: Callable[[HttpRequest, int, str], HttpResponse]
    remedy: str
    own: str


@dataclass(frozen=True, slots=True)
class WithoutPassword:
    """A way to sign in with neither a password nor an organisation: its words and its route."""

    key: str
    label: Promise
    route: str


@dataclass(frozen=True, slots=True)
class ForAWhile:
    """What somebody has from a moment until another: a role, or secrets opened in an emergency."""

    role: str
    organisation_code: str
    begins_at: datetime
    ends_at: datetime
    opens_secrets: bool = False


@dataclass(frozen=True, slots=True)
class MandateSource:
    """What people have for a while, by the id of each, whenever it holds."""

    key: str
    held: Callable[[], Mapping[int, tuple[ForAWhile, ...]]]
    of_one: Callable[[int], QuerySet[Any, Any]]
    """What is asked of one person, as a list of values, by whoever asks for something else too."""
    read: Callable[[Rows], tuple[ForAWhile, ...]]
    reads: tuple[type[Model], ...]


@dataclass(frozen=True, slots=True)
class Sight:
    """Who sees something: whoever its door lets in, and those who have to do with it.

    `others` are ids of those who see it though their roles do not let them, each with why.
    """

    name: str
    href: str
    is_seen_by: Callable[[Viewer], bool]
    others: tuple[tuple[int, Promise], ...] = ()


@dataclass(frozen=True, slots=True)
class SightSource:
    """Things of a kind of which it may be asked who sees them: found by what they are called.

    `find` is told the name and the moment; `route` tells, by name, where a page asks of its own.
    """

    key: str
    label: Promise
    find: Callable[[str, datetime], Sight | None]
