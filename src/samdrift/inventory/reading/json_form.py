"""JSON as agents write it, counted before it is read."""

from __future__ import annotations

import json
from collections.abc import Iterable

from samdrift.inventory.errors import TooLarge, Unreadable
from samdrift.inventory.reading.limits import MOST_DEPTH, MOST_PARTS
from samdrift.inventory.reading.nodes import Node

_MARKS = (b",", b"[", b"{")
_HOLDS = (dict, list)


def read(content: bytes) -> dict[str, Node]:
    """Return the object that a text is.

    Every value but the first stands after a comma or within a bracket, so that counting those
    tells how much there would be to hold before any of it is held.
    """
    if sum(content.count(mark) for mark in _MARKS) > MOST_PARTS:
        raise TooLarge(f"Det är fler än {MOST_PARTS} uppgifter.")
    try:
        told = json.loads(_text(content), parse_float=str, parse_constant=str, parse_int=_whole)
    except RecursionError as error:
        raise TooLarge(f"Det är djupare än {MOST_DEPTH} nivåer.") from error
    except ValueError as error:
        raise Unreadable(f"Det är ingen JSON som går att läsa ({_place(error)}).") from error
    if not isinstance(told, dict):
        raise Unreadable("Det är JSON, men ingen inventering.")
    if _is_deeper(told, MOST_DEPTH):
        raise TooLarge(f"Det är djupare än {MOST_DEPTH} nivåer.")
    return told


def _text(content: bytes) -> str:
    """Return the text: of a Unicode encoding as JSON says, else as Windows writes."""
    try:
        return content.decode(json.detect_encoding(content)).removeprefix("\ufeff")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _whole(digits: str) -> int | str:
    """A number longer than any that is counted with stays a text."""
    return int(digits) if len(digits) <= 20 else digits


def _place(error: ValueError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"rad {error.lineno}, tecken {error.colno}"
    return "teckenkodningen"


def _is_deeper(told: Node, depth: int) -> bool:
    level: list[Node] = [told]
    for _ in range(depth):
        level = [inner for each in level for inner in _within(each) if isinstance(inner, _HOLDS)]
        if not level:
            return False
    return True


def _within(told: Node) -> Iterable[Node]:
    """Return what stands within a list or an object."""
    if isinstance(told, dict):
        return told.values()
    return told if isinstance(told, list) else ()
