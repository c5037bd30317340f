"""The doors of a drawing: the words at its marks, which open the figures they tell."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from samdrift.reporting import formats
from samdrift.reporting.documents import Chart
from samdrift.reporting.formats import Scale
from samdrift.reporting.ports import FigureAddress

_SITE = "https://figure.invalid"
_DOOR = re.compile(rf'<a xlink:href="{re.escape(_SITE)}/(\d+)/(\d+)">(.*?)</a>', re.DOTALL)
_NO_WORDS = re.compile(r"<text[^>]*(?:/>|></text>)")


def none(_address: FigureAddress) -> str:
    """Return no address: for a drawing whose words are only read."""
    return ""


def place(category: int, series: int) -> str:
    """Return the address a mark is drawn with, before it is told where its figure is."""
    return f"{_SITE}/{category}/{series}"


def opened(drawn: str, chart: Chart, scale: Scale, door: Callable[[FigureAddress], str]) -> str:
    """Return a drawing whose words lead where `door` says, each saying what it opens."""
    return _DOOR.sub(lambda found: _opened(found, chart, scale, door), drawn)


def _opened(
    found: re.Match[str], chart: Chart, scale: Scale, door: Callable[[FigureAddress], str]
) -> str:
    words = found[3]
    row = chart.table.row(chart.row_keys[int(found[1])])
    key = chart.column_keys[int(found[2])]
    href = door(FigureAddress(chart.table.id, chart.table.ask, row.key, key))
    if not href or _NO_WORDS.fullmatch(words):
        return words
    label = next(column.label for column in chart.table.columns if column.key == key)
    told = formats.swedish_figure(chart.table.figure(row.key, key), scale)
    name = formats.printable(f"{row.label}, {label}: {told}")
    return f'<a href="{escape(href)}" aria-label="{escape(name)}">{words}</a>'
