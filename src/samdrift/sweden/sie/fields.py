"""A line of a SIE file taken apart into its label and its fields."""

from __future__ import annotations

import re
from dataclasses import dataclass

from samdrift.sweden.sie.problems import Fault, Kind

type Field = str | tuple[str, ...]
"""A text, or what stood between two braces."""

_BLANKS = " \t"
_LABEL = re.compile(r"#[^ \t\"{}#]+")

# A quote ends where a blank, a brace or the end of the line follows. A backslash before a quote
# makes it part of the text, unless the text would then never end: `"C:\SIE\"` is a folder.
_TOKEN = re.compile(
    r"""[ \t]*(?:
        "(?P<quoted>(?:[^"\\]++|\\"|\\)*)"(?=[ \t{}]|\Z)
      | (?P<brace>[{}])
      | (?P<plain>(?:\\"|[^ \t"{}])+)(?=[ \t}]|\Z)
    )""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One record as it stands: the label in capitals and its fields."""

    line: int
    label: str
    fields: tuple[Field, ...]

    def text(self, place: int) -> str:
        """Return the text in a place, empty where the line ends before it."""
        if place >= len(self.fields):
            return ""
        field = self.fields[place]
        if isinstance(field, str):
            return field
        allowed = f"Fält {place + 1} ska vara en text, inte en lista inom klammer."
        raise Fault(braced(field), allowed, Kind.SYNTAX)

    def listed(self, place: int) -> tuple[str, ...]:
        """Return what stood between braces in a place."""
        field = self.fields[place]
        if not isinstance(field, str):
            return field
        allowed = f"Fält {place + 1} ska vara en objektlista inom klammer, till exempel {{}}."
        raise Fault(field, allowed, Kind.SYNTAX)


def braced(texts: tuple[str, ...]) -> str:
    """Return a list as a person would write it."""
    return "{" + " ".join(texts) + "}"


def label_of(text: str) -> str:
    """Return the label a line begins with, in capitals."""
    stripped = text.lstrip(_BLANKS)
    match = _LABEL.match(stripped)
    if match is None:
        raise Fault(stripped, "En rad ska börja med # och en etikett.", Kind.SYNTAX)
    return match[0].upper()


def rest_of(text: str) -> str:
    """Return what follows the label, untouched."""
    stripped = text.lstrip(_BLANKS)
    match = _LABEL.match(stripped)
    assert match is not None, "the label has been read"
    return stripped[match.end() :]


def split_fields(text: str) -> tuple[Field, ...]:
    """Return the fields of what follows a label, braces as lists."""
    fields: list[Field] = []
    listed: list[str] | None = None
    position = 0
    end = len(text.rstrip(_BLANKS))
    while position < end:
        match = _TOKEN.match(text, position, end)
        if match is None:
            raise _unreadable(text[position:end])
        position = match.end()
        brace = match["brace"]
        if brace is None:
            (fields if listed is None else listed).append(_unescaped(match))
            continue
        if (brace == "{") is (listed is not None):
            raise Fault(text, "Klammern { och } ska stå parvis och inte i varandra.", Kind.SYNTAX)
        if listed is None:
            listed = []
        else:
            fields.append(tuple(listed))
            listed = None
    if listed is not None:
        raise Fault(text, "Klammern { avslutas inte; listan ska sluta med }.", Kind.SYNTAX)
    return tuple(fields)


def _unescaped(match: re.Match[str]) -> str:
    quoted = match["quoted"]
    return (match["plain"] if quoted is None else quoted).replace('\\"', '"')


def _unreadable(rest: str) -> Fault:
    rest = rest.lstrip(_BLANKS)
    if rest.startswith('"'):
        allowed = 'Citattecknet avslutas inte; texten ska stå mellan två ".'
    else:
        allowed = 'Ett fält med citattecken, blanktecken eller klammer ska stå mellan två ".'
    return Fault(rest, allowed, Kind.SYNTAX)
