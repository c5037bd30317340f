"""A document frozen as text, and thawed to just what it was: every amount, day and origin."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from samdrift.kernel.figures import Figure, Origin, Unit
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Span
from samdrift.reporting import documents, ports
from samdrift.reporting.documents import Document
from samdrift.reporting.formats import Scale
from samdrift.reporting.ports import Ask, CheckResult, Table, Tally

FORMAT = "samdrift-document/1"
TABLE_FORMAT = "samdrift-table/1"
CHECKS_FORMAT = "samdrift-checks/1"
TALLIES_FORMAT = "samdrift-tallies/1"
_KIND = "is"

_VALUES: dict[str, type] = {
    kind.__name__: kind
    for kind in (
        *(Figure, Origin, Span),
        *(ports.Ask, ports.Series, ports.Column, ports.FigureAddress, ports.Row, ports.Table),
        *(ports.CheckResult, ports.Door, ports.Tally),
        *(documents.Text, documents.Strong, documents.Emphasis, documents.Link),
        *(documents.LiveFigure, documents.LineBreak),
        *(documents.Heading, documents.Paragraph, documents.ItemList, documents.Quote),
        *(documents.TextTable, documents.FigureTable, documents.Chart, Document),
    )
}
"""What a document is made of. A name here is never given to anything else: editions hold it."""
_WORDS: dict[str, type[StrEnum]] = {
    kind.__name__: kind for kind in (Unit, Scale, ports.RowKind, documents.ChartKind)
}

type Json = str | int | bool | list[Json] | dict[str, Json] | None


class CannotThaw(ValueError):
    """The text is not a frozen document of a form we know."""


def text_of(document: Document) -> str:
    """Return the document as canonical JSON: the same document is always the same text.

    What stands as it would if nothing were said is left out, so that a value which learns to say
    more still reads what was frozen before.
    """
    return _text({"format": FORMAT, "document": _frozen(document)})


def text_of_table(table: Table) -> str:
    """Return a table alone as canonical JSON."""
    return _text({"format": TABLE_FORMAT, "table": _frozen(table)})


def text_of_checks(results: tuple[CheckResult, ...]) -> str:
    """Return what checks came to as canonical JSON."""
    return _text({"format": CHECKS_FORMAT, "results": _frozen(results)})


def thaw_checks(text: str) -> tuple[CheckResult, ...]:
    """Return the results that were frozen. Raises CannotThaw where the text is anything else."""
    return _all_of(CheckResult, _thawed_from(text, CHECKS_FORMAT, "results"))


def text_of_tallies(tallies: tuple[Tally, ...]) -> str:
    """Return what records come to as canonical JSON."""
    return _text({"format": TALLIES_FORMAT, "tallies": _frozen(tallies)})


def thaw_tallies(text: str) -> tuple[Tally, ...]:
    """Return the tallies that were frozen. Raises CannotThaw where the text is anything else."""
    return _all_of(Tally, _thawed_from(text, TALLIES_FORMAT, "tallies"))


def text_of_origins(origins: Sequence[Origin]) -> str:
    """Return what origins ask as canonical JSON, whatever was answered before."""
    asked = tuple(Origin(each.question, each.span, each.scope) for each in origins)
    return _text({"origins": _frozen(asked)})


def _all_of[Kind](kind: type[Kind], thawed: object) -> tuple[Kind, ...]:
    found = thawed if isinstance(thawed, tuple) else (thawed,)
    right = tuple(each for each in found if isinstance(each, kind))
    if len(right) != len(found):
        raise CannotThaw(kind.__name__)
    return right


def text_of_ask(ask: Ask) -> str:
    """Return what a table is asked as canonical JSON."""
    return _text({"ask": _frozen(ask)})


def _text(told: dict[str, Json]) -> str:
    return json.dumps(told, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def thaw(text: str) -> Document:
    """Return the document that was frozen. Raises CannotThaw where the text is anything else."""
    document = _thawed_from(text, FORMAT, "document")
    if not isinstance(document, Document):
        raise CannotThaw(type(document).__name__)
    return document


def thaw_table(text: str) -> Table:
    """Return the table that was frozen alone. Raises CannotThaw where the text is anything else."""
    table = _thawed_from(text, TABLE_FORMAT, "table")
    if not isinstance(table, Table):
        raise CannotThaw(type(table).__name__)
    return table


def _thawed_from(text: str, form: str, name: str) -> object:
    try:
        told = json.loads(text)
        if told["format"] != form:
            raise CannotThaw(told["format"])
        return _thawed(told[name])
    except (KeyError, TypeError, ArithmeticError) as error:
        raise CannotThaw(str(error)) from error


def digest(text: str) -> str:
    """Return the SHA-256 of a frozen document, by which anybody can see that it is the same."""
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _frozen(value: object) -> Json:
    match value:
        case StrEnum() if _WORDS.get(type(value).__name__) is type(value):
            return {_KIND: type(value).__name__, "word": value.value}
        case None | bool() | int() | str():
            return str(value) if isinstance(value, str) else value
        case tuple():
            return [_frozen(each) for each in value]
        case _:
            return _frozen_value(value)


def _frozen_value(value: object) -> dict[str, Json]:
    told: dict[str, Json]
    match value:
        case Money():
            told = {_KIND: "Money", "ore": value.ore}
        case Decimal():
            told = {_KIND: "Decimal", "number": str(value)}
        case datetime():
            told = {_KIND: "moment", "at": value.isoformat()}
        case date():
            told = {_KIND: "day", "on": value.isoformat()}
        case _:
            told = _frozen_dataclass(value)
    return told


def _frozen_dataclass(value: object) -> dict[str, Json]:
    name = type(value).__name__
    assert _VALUES.get(name) is type(value), f"a document holds no {name}"
    assert is_dataclass(value), f"{name} is a value of ours"
    told: dict[str, Json] = {_KIND: name}
    for each in fields(value):
        said = getattr(value, each.name)
        if each.default is MISSING or said != each.default:
            told[each.name] = _frozen(said)
    return told


def _thawed(told: Json) -> object:
    if isinstance(told, list):
        return tuple(_thawed(each) for each in told)
    if isinstance(told, dict):
        return _thawed_value(told)
    return told


def _thawed_value(told: dict[str, Json]) -> object:
    kind = str(told[_KIND])
    if kind in _WORDS:
        return _WORDS[kind](str(told["word"]))
    if kind in _PLAIN:
        return _PLAIN[kind](told)
    made = {name: _thawed(value) for name, value in told.items() if name != _KIND}
    return _VALUES[kind](**made)


def _money(told: dict[str, Json]) -> Money:
    ore = told["ore"]
    if not isinstance(ore, int):
        raise CannotThaw(str(ore))
    return Money(ore)


_PLAIN: dict[str, Callable[[dict[str, Json]], object]] = {
    "Money": _money,
    "Decimal": lambda told: Decimal(str(told["number"])),
    "moment": lambda told: datetime.fromisoformat(str(told["at"])),
    "day": lambda told: date.fromisoformat(str(told["on"])),
}
