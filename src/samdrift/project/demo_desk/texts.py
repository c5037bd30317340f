"""The words of the demo, as they lie in files: names, the desk, what people write, guides."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from samdrift.servicedesk.choices import Kind

FOLDER = Path(__file__).with_name("texts")


@dataclass(frozen=True, slots=True)
class Variant:
    """What a ticket is about: how it is reported, what a desk agent writes of a call, the end."""

    subject: str
    report: str
    call: str
    solve: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """What tickets of a kind say, in parts that are put together anew for each ticket."""

    key: str
    category: str
    service: str
    group: str
    who: tuple[str, ...]
    weight: int
    minutes: tuple[int, int]
    """Of work, from that somebody begins until it is solved."""
    variants: tuple[Variant, ...]
    kind: Kind = Kind.INCIDENT
    impact: int = 3
    urgency: int = 2
    detail: tuple[str, ...] = ()
    ask: tuple[tuple[str, str], ...] = ()
    """A question of the desk's, and what is answered."""
    checklist: tuple[str, ...] = ()
    supplier: str = ""
    is_visited: bool = False


@dataclass(frozen=True, slots=True)
class Talk:
    """What is said whatever it is about."""

    greetings: tuple[str, ...]
    endings: tuple[str, ...]
    desk_greetings: tuple[str, ...]
    desk_greetings_again: tuple[str, ...]
    desk_endings: tuple[str, ...]
    begun: tuple[str, ...]
    passed_on: tuple[str, ...]
    passed_on_note: tuple[str, ...]
    nudges: tuple[str, ...]
    nudged: tuple[str, ...]
    thanks: tuple[str, ...]
    still: tuple[str, ...]
    again: tuple[str, ...]
    planned: tuple[str, ...]
    planned_note: tuple[str, ...]
    supplier: tuple[str, ...]
    supplier_note: tuple[str, ...]
    same: tuple[str, ...]
    time: tuple[str, ...]
    secret: tuple[str, ...]
    slips: Mapping[str, str]
    """Words, and how they are written by somebody in a hurry."""
    praise: tuple[str, ...]
    blame: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GuideWords:
    """A guide as it is written."""

    title: str
    body: str
    words: str
    service: str = ""
    for_desk: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """The files that are read as they are: of people, and of the desk."""

    people: Mapping[str, Any]
    desk: Mapping[str, Any]
    guides: tuple[GuideWords, ...] = field(default=())


@cache
def words() -> Words:
    """Return what the files of names, of the desk and of guides say."""
    guides = tuple(
        GuideWords(**each)
        for path in sorted((FOLDER / "guides").glob("*.toml"))
        for each in _read(path)["guides"]
    )
    return Words(_read(FOLDER / "people.toml"), _read(FOLDER / "desk.toml"), guides)


@cache
def troubles() -> Mapping[str, Any]:
    """Return what the file of problems and disturbances says."""
    return _read(FOLDER / "troubles.toml")


@cache
def changes() -> Mapping[str, Any]:
    """Return what the file of changes says."""
    return _read(FOLDER / "changes.toml")


@cache
def group_names() -> Mapping[str, str]:
    """Return what the groups of the desk are called, by their keys."""
    return {each["key"]: each["name"] for each in words().desk["groups"]}


@cache
def templates() -> tuple[Template, ...]:
    """Return the kinds of tickets, in the order of their files."""
    return tuple(
        _template(told)
        for path in sorted((FOLDER / "cases").glob("*.toml"))
        for told in _read(path)["cases"]
    )


@cache
def talk() -> Talk:
    """Return what is said whatever it is about."""
    told = _read(FOLDER / "talk.toml")
    slips = told.pop("slips")
    return Talk(slips=slips, **{name: tuple(lines) for name, lines in told.items()})


def _template(told: Mapping[str, Any]) -> Template:
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in told.items()
    }
    values["variants"] = tuple(Variant(*each) for each in told["variants"])
    values["ask"] = tuple((question, answer) for question, answer in told.get("ask", ()))
    values["kind"] = Kind(told.get("kind", Kind.INCIDENT))
    return Template(**values)


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))
