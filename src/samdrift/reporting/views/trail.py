"""The way down: the figures somebody came by, carried along in the address."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core import signing
from django.http import HttpRequest

from samdrift.reporting.views import list_asks

PARAMETER = "trail"
MOST_STEPS = 5
"""Steps from the first figure to the page that is read, itself counted."""
_SALT = "samdrift.reporting.trail"
_MOST_SIGNS = 6_000


@dataclass(frozen=True, slots=True)
class Step:
    """A page on the way down: what it showed, the figure as it was read, and its path."""

    title: str
    words: str
    path: str


@dataclass(frozen=True, slots=True)
class Link:
    """A step as a page shows it; `href` leads back there, with the way that led to it."""

    title: str
    words: str
    href: str


def read(request: HttpRequest) -> tuple[Step, ...]:
    """Return the steps that led here; none where the address has none, or not ours."""
    written = request.GET.get(PARAMETER, "")
    if not written or len(written) > _MOST_SIGNS:
        return ()
    try:
        steps = signing.loads(written, salt=_SALT)
    except signing.BadSignature:
        return ()
    return tuple(Step(*step) for step in steps)


def along(path: str, steps: tuple[Step, ...]) -> str:
    """Return a path with the steps that lead to it."""
    if not steps:
        return path
    told = [(step.title, step.words, step.path) for step in steps]
    written = signing.dumps(told, salt=_SALT, compress=True)
    page, mark, place = path.partition("#")
    sign = "&" if "?" in page else "?"
    return f"{page}{sign}{urlencode({PARAMETER: written})}{mark}{place}"


def onward(steps: tuple[Step, ...], here: Step) -> tuple[Step, ...]:
    """Return the steps for pages further down: those before, and this one; the first is kept."""
    before = upward(steps, here)
    room = MOST_STEPS - 2
    kept = before if len(before) <= room else (before[0], *before[len(before) - room + 1 :])
    return (*kept, here)


def upward(steps: tuple[Step, ...], here: Step) -> tuple[Step, ...]:
    """Return the steps before this page; a page come back to is not its own way."""
    base = list_asks.without(here.path)
    for index, step in enumerate(steps):
        if list_asks.without(step.path) == base:
            return steps[:index]
    return steps


def links(steps: tuple[Step, ...]) -> tuple[Link, ...]:
    """Return the steps as links, each with the way that led to it."""
    return tuple(
        Link(step.title, step.words, along(step.path, steps[:index]))
        for index, step in enumerate(steps)
    )
