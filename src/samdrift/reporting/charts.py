"""Charts drawn from tables: one Vega-Lite drawing for page and print, with labels at the marks."""

from __future__ import annotations

import hashlib
import json
import re
import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from samdrift.kernel.figures import Figure
from samdrift.kernel.money import Money
from samdrift.reporting import chart_doors, formats, memory
from samdrift.reporting.documents import Chart, ChartKind
from samdrift.reporting.formats import Scale
from samdrift.reporting.memory import Form, Question
from samdrift.reporting.ports import FigureAddress

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
FONTS = Path(__file__).parent / "ink" / "fonts"
FONT = "'Source Sans 3', sans-serif"
"""Quoted, for a name that holds a digit is otherwise no name in SVG."""

COLOURS = ("#0b5cad", "#7f868f", "#b4540a", "#0c4a40", "#6b1d63")
"""This year, last year, then at most three more: the tokens `--sd-chart-…` of the light theme."""
INK, INK_2, CONTROL = "#1a1e24", "#4a515b", "#827c71"

WIDTH = 440
LINE_HEIGHT = 180
TEXT_HEIGHT = 15
BAR_HEIGHT = 15
LATER_BAR_HEIGHT = 10
BAR_GAP = 4
CATEGORY_GAP = 16
CATEGORY_SIGNS = 30
CATEGORY_LINES = 2
MOST_AXIS_LABELS = 13
_DRAWING: Form[str] = Form(write=lambda svg: svg, read=lambda text: text)

_HREF = {"field": "door"}
_ROLES = re.compile(r' (?:role="graphics-[a-z]+"|aria-roledescription="[^"]*")')
"""A drawing is one image, described where it stands: its parts have no roles of their own."""

type Spec = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Mark:
    """One figure to draw: where among the categories and series, how tall, and its words."""

    category: int
    series: int
    figure: Figure
    words: str
    height: float | None


def spec(chart: Chart, scale: Scale) -> Spec:
    """Return the chart as a Vega-Lite specification, the same for page and print."""
    assert len(chart.column_keys) <= len(COLOURS), "a chart has at most five series"
    marks = _marks(chart, scale)
    drawn = _bars(chart, marks) if chart.kind is ChartKind.BARS else _lines(chart, marks)
    return {
        "$schema": SCHEMA,
        "description": formats.printable(chart.description()),
        "width": WIDTH,
        "padding": 4,
        "background": None,
        "config": {
            "font": FONT,
            "aria": False,
            "view": {"stroke": None},
            "text": {"font": FONT, "fontSize": 13, "fill": INK},
        },
        **drawn,
    }


def svg(chart: Chart, scale: Scale, door: Callable[[FigureAddress], str] = chart_doors.none) -> str:
    """Return the chart drawn as SVG; the same chart is drawn once, and kept for other processes.

    `door` tells where a figure leads: its words at the mark are then a link, else plain words.
    """
    told = json.dumps(spec(chart, scale), sort_keys=True)
    drawn = memory.kept(_question(told), lambda: _drawn_svg(told), _DRAWING)
    return chart_doors.opened(drawn, chart, scale, door)


def look_up(charts: Iterable[Chart], scale: Scale) -> None:
    """Fetch together what is kept of some charts, for whoever will draw them all."""
    told = (json.dumps(spec(chart, scale), sort_keys=True) for chart in charts)
    memory.look_up([_question(each) for each in told])


def _question(told: str) -> Question:
    return Question(f"drawing {told}", None)


def png(chart: Chart, scale: Scale, *, ppi: int = 220) -> bytes:
    """Return the chart drawn as PNG, for where SVG cannot stand."""
    return _drawn_png(json.dumps(spec(chart, scale), sort_keys=True), ppi)


def digest(chart: Chart, scale: Scale) -> str:
    """Return what tells one drawing from another: equal digests are equal drawings."""
    return hashlib.sha256(json.dumps(spec(chart, scale), sort_keys=True).encode()).hexdigest()


def address(chart: Chart, row_key: str, column_key: str) -> FigureAddress:
    """Return the address of a figure in the chart, which is its address in the table."""
    return FigureAddress(chart.table.id, chart.table.ask, row_key, column_key)


@lru_cache(maxsize=256)
def _drawn_svg(spec_json: str) -> str:
    import vl_convert  # noqa: PLC0415  Large: only loaded where a chart is drawn.

    _register_fonts()
    return _ROLES.sub("", vl_convert.vegalite_to_svg(spec_json, allowed_base_urls=[]))


@lru_cache(maxsize=64)
def _drawn_png(spec_json: str, ppi: int) -> bytes:
    import vl_convert  # noqa: PLC0415  Large: only loaded where a chart is drawn.

    _register_fonts()
    return bytes(vl_convert.vegalite_to_png(spec_json, ppi=ppi, scale=1, allowed_base_urls=[]))


@lru_cache(maxsize=1)
def _register_fonts() -> None:
    import vl_convert  # noqa: PLC0415  Large: only loaded where a chart is drawn.

    vl_convert.register_font_directory(str(FONTS))


def _marks(chart: Chart, scale: Scale) -> tuple[_Mark, ...]:
    marks = []
    for category, row_key in enumerate(chart.row_keys):
        for series, column_key in enumerate(chart.column_keys):
            figure = chart.table.figure(row_key, column_key)
            words = formats.swedish_figure(figure, scale)
            marks.append(_Mark(category, series, figure, words, _height(figure, scale)))
    return tuple(marks)


def _height(figure: Figure, scale: Scale) -> float | None:
    """Return how tall a mark is drawn; only the drawing is a float, the words are exact."""
    if figure.value is None:
        return None
    if isinstance(figure.value, Money):
        return figure.value.ore / scale.ore
    return float(figure.value)


def _series_names(chart: Chart) -> tuple[str, ...]:
    labels = {column.key: column.label for column in chart.table.columns}
    return tuple(_short(labels[key], 40) for key in chart.column_keys)


def _short(text: str, signs: int) -> str:
    return textwrap.shorten(formats.printable(text[: signs * 4]), signs, placeholder=" …") or "…"


# Bars lie down, so that the names of the categories can be read.


def _bars(chart: Chart, marks: Sequence[_Mark]) -> Spec:
    heights = [mark.height for mark in marks if mark.height is not None]
    low, high = min([0.0, *heights]), max([0.0, *heights])
    if low == high:
        high = 1.0
    rows = [_bar_row(chart, mark, high - low) for mark in marks]
    domain = [low - (0.12 * (high - low) if low < 0 else 0), high + 0.14 * (high - low)]
    x = {"type": "quantitative", "axis": None, "scale": {"domain": domain, "nice": False}}
    layers = [_bar_layer(chart, series, x) for series in range(len(chart.column_keys))]
    return {
        "height": max(1, _top(chart, len(chart.row_keys)) - CATEGORY_GAP),
        "data": {"values": [*rows, *_category_rows(chart)]},
        "layer": [*layers, *_missing_bar_layers(x), *_bar_text_layers(x), _names_layer(), _base(x)],
    }


def _top(chart: Chart, category: int, series: int = 0) -> int:
    """Return how far from the top a category, or a bar in it, begins."""
    inner = sum(_thickness(index) + BAR_GAP for index in range(series))
    whole = sum(_thickness(index) + BAR_GAP for index in range(len(chart.column_keys)))
    return category * (whole - BAR_GAP + CATEGORY_GAP) + inner


def _thickness(series: int) -> int:
    return LATER_BAR_HEIGHT if series == 1 else BAR_HEIGHT


def _bar_row(chart: Chart, mark: _Mark, whole: float) -> Spec:
    kind = "missing" if mark.figure.is_missing else "known" if mark.height is not None else "blank"
    names = _series_names(chart)
    is_named = len(names) > 1 and mark.category == 0
    top = _top(chart, mark.category, mark.series)
    return {
        "kind": kind,
        "door": chart_doors.place(mark.category, mark.series),
        "series": mark.series,
        "value": mark.height,
        "gap": 0.1 * whole,
        "top": top,
        "bottom": top + _thickness(mark.series),
        "middle": top + _thickness(mark.series) / 2,
        "words": f"{mark.words} ({names[mark.series]})" if is_named else mark.words,
        "is_negative": (mark.height or 0) < 0,
    }


def _category_rows(chart: Chart) -> list[Spec]:
    return [_category_row(chart, index, key) for index, key in enumerate(chart.row_keys)]


def _category_row(chart: Chart, index: int, key: str) -> Spec:
    label = _short(chart.table.row(key).label, CATEGORY_SIGNS * CATEGORY_LINES)
    name = textwrap.wrap(label, CATEGORY_SIGNS)[:CATEGORY_LINES]
    middle = (_top(chart, index) + _top(chart, index + 1) - CATEGORY_GAP) / 2
    return {
        "kind": "category",
        "name": name,
        "middle": middle - (len(name) - 1) * TEXT_HEIGHT / 2,
    }


def _words(name: str) -> Spec:
    """Return the words of a figure, which open it."""
    return {"text": {"field": name}, "href": _HREF}


def _y(name: str) -> Spec:
    return {"field": name, "type": "quantitative", "scale": None, "axis": None}


def _bar_layer(chart: Chart, series: int, x: Spec) -> Spec:
    is_single = len(chart.column_keys) == 1
    return {
        "transform": [{"filter": f"datum.kind === 'known' && datum.series === {series}"}],
        "mark": {"type": "rect", "fill": COLOURS[0 if is_single else series]},
        "encoding": {
            "x": {"field": "value", **x},
            "x2": {"datum": 0},
            "y": _y("top"),
            "y2": {"field": "bottom"},
        },
    }


def _missing_bar_layers(x: Spec) -> list[Spec]:
    only = {"transform": [{"filter": "datum.kind === 'missing'"}]}
    look = {"type": "rect", "fill": None, "stroke": CONTROL, "strokeDash": [4, 3]}
    across = {"x": {"field": "gap", **x}, "x2": {"datum": 0}}
    words = {"type": "text", "align": "left", "dx": 6, "fontStyle": "italic", "fill": INK_2}
    named = {"y": _y("middle"), **_words("words"), "x": {"field": "gap", **x}}
    return [
        only | {"mark": look, "encoding": {**across, "y": _y("top"), "y2": {"field": "bottom"}}},
        only | {"mark": {**words, "baseline": "middle"}, "encoding": named},
    ]


def _bar_text_layers(x: Spec) -> list[Spec]:
    def layer(test: str, align: str, dx: int) -> Spec:
        return {
            "transform": [{"filter": f"datum.kind === 'known' && {test}"}],
            "mark": {"type": "text", "align": align, "dx": dx, "baseline": "middle"},
            "encoding": {
                "x": {"field": "value", **x},
                "y": _y("middle"),
                **_words("words"),
            },
        }

    return [layer("!datum.is_negative", "left", 6), layer("datum.is_negative", "right", -6)]


def _names_layer() -> Spec:
    look = {
        "type": "text",
        "align": "right",
        "dx": -10,
        "baseline": "middle",
        "lineHeight": TEXT_HEIGHT,
    }
    return {
        "transform": [{"filter": "datum.kind === 'category'"}],
        "mark": {**look, "fill": INK},
        "encoding": {"x": {"value": 0}, "y": _y("middle"), "text": {"field": "name"}},
    }


def _base(x: Spec) -> Spec:
    return {"data": {"values": [{}]}, "mark": {"type": "rule", "stroke": INK},
            "encoding": {"x": {"datum": 0, **x}}}  # fmt: skip


# Lines stand over a base line at zero; the first series says its values.


def _lines(chart: Chart, marks: Sequence[_Mark]) -> Spec:
    count = len(chart.row_keys)
    step = WIDTH / max(1, count)
    heights = [mark.height for mark in marks if mark.height is not None]
    low, high = min([0.0, *heights]), max([0.0, *heights])
    y = {
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [low, high if high > low else low + 1], "nice": False},
    }
    lasts = {mark.series: mark.category for mark in marks if mark.height is not None}
    rows = [_point_row(chart, mark, step, lasts.get(mark.series)) for mark in marks]
    every = -(-count // MOST_AXIS_LABELS)
    names = [
        {
            "kind": "category",
            "x": (index + 0.5) * step,
            "name": _short(chart.table.row(key).label, 14 if count <= 8 else 10),
        }
        for index, key in enumerate(chart.row_keys)
        if index % every == 0
    ]
    layers = [_line_layer(series, y) for series in reversed(range(len(chart.column_keys)))]
    return {
        "height": LINE_HEIGHT,
        "data": {"values": [*rows, *names]},
        "layer": [*layers, *_line_text_layers(y), _line_base(y)],
    }


def _point_row(chart: Chart, mark: _Mark, step: float, last: int | None) -> Spec:
    is_few = len(chart.row_keys) <= MOST_AXIS_LABELS
    kind = "missing" if mark.figure.is_missing else "known" if mark.height is not None else "blank"
    is_last = mark.category == last
    return {
        "kind": kind,
        "door": chart_doors.place(mark.category, mark.series),
        "series": mark.series,
        "value": mark.height,
        "x": (mark.category + 0.5) * step,
        "words": mark.words if mark.series == 0 and is_few and not is_last else "",
        "name": f"{mark.words} ({_series_names(chart)[mark.series]})" if is_last else "",
    }


def _x_at() -> Spec:
    return {"field": "x", "type": "quantitative", "scale": None, "axis": None}


def _line_layer(series: int, y: Spec) -> Spec:
    look = {
        "type": "line",
        "stroke": COLOURS[series],
        "strokeWidth": 2.5 if series == 0 else 1.5,
        "invalid": "break-paths-filter-domains",
        "point": {"filled": True, "fill": COLOURS[series], "size": 36 if series == 0 else 20},
    }
    return {
        "transform": [{"filter": f"datum.series === {series}"}],
        "mark": look,
        "encoding": {"x": _x_at(), "y": {"field": "value", **y}},
    }


def _line_text_layers(y: Spec) -> list[Spec]:
    known, at = {"filter": "datum.kind === 'known'"}, {"x": _x_at(), "y": {"field": "value", **y}}
    below = {"type": "text", "baseline": "top", "y": LINE_HEIGHT, "fill": INK_2}
    return [
        {
            "transform": [known],
            "mark": {"type": "text", "baseline": "bottom", "dy": -8},
            "encoding": {**at, **_words("words")},
        },
        {
            "transform": [known],
            "mark": {"type": "text", "align": "left", "dx": 10, "baseline": "middle"},
            "encoding": {**at, **_words("name")},
        },
        {
            "transform": [{"filter": "datum.kind === 'missing' && datum.series === 0"}],
            "mark": {**below, "baseline": "bottom", "dy": -6, "fontStyle": "italic"},
            "encoding": {"x": _x_at(), "text": {"value": formats.MISSING}, "href": _HREF},
        },
        {
            "transform": [{"filter": "datum.kind === 'category'"}],
            "mark": {**below, "dy": 8},
            "encoding": {"x": _x_at(), "text": {"field": "name"}},
        },
    ]


def _line_base(y: Spec) -> Spec:
    return {"data": {"values": [{}]}, "mark": {"type": "rule", "stroke": INK},
            "encoding": {"y": {"datum": 0, **y}}}  # fmt: skip
