from __future__ import annotations

import re
from dataclasses import replace

import pytest

from samdrift.kernel.figures import Unit
from samdrift.reporting import charts
from samdrift.reporting.documents import Chart, ChartKind
from samdrift.reporting.formats import Scale
from samdrift.reporting.ports import Column, FigureAddress
from samdrift.reporting.tests import given


def two_years(kind=ChartKind.BARS):
    table = given.income_statement()
    return Chart(kind, "Intäkterna ökade", table, ("revenue", "costs"), ("2015", "2014"), "x")


def words(drawing):
    return [
        re.sub(r"<[^>]+>", " ", found).strip()
        for found in re.findall(r"<text[^>]*>(.*?)</text>", drawing)
    ]


def test_bars_start_at_zero_without_grid_or_legend():
    spec = charts.spec(two_years(), Scale.TKR)

    assert spec["$schema"] == "https://vega.github.io/schema/vega-lite/v6.json"
    first = spec["layer"][0]
    assert first["mark"] == {"type": "rect", "fill": "#0b5cad"}
    assert first["encoding"]["x2"] == {"datum": 0}
    assert first["encoding"]["x"]["axis"] is None
    assert spec["layer"][1]["mark"] == {"type": "rect", "fill": "#7f868f"}
    assert "legend" not in str(spec)


def test_values_stand_at_the_marks_and_the_series_are_named_at_the_first():
    drawn = words(charts.svg(two_years(), Scale.TKR))

    assert "106\xa0422 (2015)" in drawn
    assert "100\xa0784 (2014)" in drawn
    assert "−97\xa0732" in drawn
    assert "Verksamhetens intäkter" in drawn


def test_a_gap_is_a_dashed_empty_bar():
    drawing = charts.svg(given.chart(), Scale.TKR)

    assert 'stroke-dasharray="4,3"' in drawing
    assert [word for word in words(drawing) if word in {"saknas", "–", "1\xa0234"}] == [
        "saknas",
        "1\xa0234",
        "–",
    ]


def test_a_line_breaks_where_a_figure_is_missing():
    chart = replace(given.chart(), kind=ChartKind.LINE)

    drawn = words(charts.svg(chart, Scale.TKR))

    assert "saknas" in drawn
    assert "1\xa0234" in drawn
    assert {"Kinda", "Vimmerby", "Ydre"} <= set(drawn)


def test_many_points_keep_their_names_apart():
    table = given.calls_per_week()
    keys = tuple(row.key for row in table.rows)
    chart = Chart(ChartKind.LINE, "Jämnt över året", table, keys, ("calls", "answered"), "x")

    drawn = words(charts.svg(chart, Scale.TKR))

    assert sum(word.startswith("Vecka") for word in drawn) == 11
    assert "100 (Samtal)" in drawn


@pytest.mark.parametrize("text", [*given.HOSTILE, "å" * 200_000])
@pytest.mark.parametrize("kind", list(ChartKind))
def test_hostile_names_are_drawn_as_words(text, kind):
    table = given.computers(label=text, reason="x")
    chart = replace(given.chart(text), table=table, kind=kind)

    drawing = charts.svg(chart, Scale.TKR)

    assert "<script" not in drawing
    assert len(drawing) < 20_000


def test_nothing_known_is_drawn_without_bars():
    table = given.computers()
    chart = replace(given.chart(), row_keys=("VIM",), table=table)

    assert words(charts.svg(chart, Scale.TKR)) == ["saknas", "Vimmerby"]


def test_the_same_chart_is_the_same_drawing():
    assert charts.svg(given.chart(), Scale.TKR) == charts.svg(given.chart(), Scale.TKR)
    assert charts.digest(given.chart(), Scale.TKR) != charts.digest(two_years(), Scale.TKR)
    assert charts.png(given.chart(), Scale.TKR).startswith(b"\x89PNG")


def test_a_figure_in_a_chart_has_the_address_it_has_in_the_table():
    address = charts.address(given.chart(), "KIN", "computer")

    assert address == FigureAddress("assets.computers", given.computers().ask, "KIN", "computer")


def test_a_chart_of_more_than_five_series_is_refused():
    table = given.computers()
    columns = tuple(Column(str(n), str(n), Unit.COUNT) for n in range(6))
    rows = tuple(replace(row, figures=(given.count(1),) * 6) for row in table.rows)
    wide = replace(table, columns=columns, rows=rows)
    chart = replace(given.chart(), table=wide, column_keys=tuple("012345"))

    with pytest.raises(AssertionError, match="at most five series"):
        charts.spec(chart, Scale.TKR)


@pytest.mark.parametrize("kind", list(ChartKind))
def test_the_numbers_of_a_drawing_open_their_figures_and_say_which(kind):
    drawing = charts.svg(
        two_years(kind), Scale.TKR, lambda to: f"/figur/?row={to.row_key}&column={to.column_key}"
    )

    doors = dict(re.findall(r'<a href="([^"]*)" aria-label="([^"]*)">', drawing))
    assert doors["/figur/?row=revenue&amp;column=2015"] == (
        "Verksamhetens intäkter, 2015: 106\xa0422"
    )
    assert "figure.invalid" not in drawing
    assert words(drawing) == words(charts.svg(two_years(kind), Scale.TKR))


def test_a_drawing_without_doors_has_no_link_and_its_parts_no_roles():
    drawing = charts.svg(two_years(), Scale.TKR)

    assert "<a " not in drawing
    assert "figure.invalid" not in drawing
    assert "role=" not in drawing
    assert "aria-roledescription" not in drawing
