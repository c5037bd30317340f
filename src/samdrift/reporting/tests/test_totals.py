"""Every total is the sum of the parts it claims, or it is told."""

from dataclasses import replace
from datetime import date

import pytest

from samdrift.kernel.figures import Figure, Origin, Unit, missing
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Span
from samdrift.plumbing.exchange.tests.given import taken_in
from samdrift.reporting import registry, totals
from samdrift.reporting.ports import Ask, Column, Row, RowKind, Table, TableSpec, Total

ORIGIN = Origin("a.records", Span.year(2015))


def count(value):
    return Figure(value, Unit.COUNT, (ORIGIN,))


def money(ore):
    return Figure(None if ore is None else Money(ore), Unit.MONEY, (ORIGIN,))


def table(rows, unit=Unit.COUNT, columns=("c",)):
    kinds = {"total": RowKind.SUM}
    return Table(
        "a.t",
        "Tabell",
        Ask(2015),
        unit,
        tuple(Column(key, key.upper(), unit) for key in columns),
        tuple(Row(key, key, figures, kinds.get(key, RowKind.ITEM)) for key, figures in rows),
    )


def told(monkeypatch, made, *claims):
    """Return what the check says of one table with some claims."""
    spec = TableSpec("a.t", "Tabell", lambda _: made, totals=lambda _: claims)
    monkeypatch.setattr(registry, "tables", lambda: (spec,))
    monkeypatch.setattr(registry, "table", lambda *_, **__: made)
    return [
        (result.found, [fault.replace("\xa0", " ") for fault in result.faults], len(result.doors))
        for result in totals.totals_tie(2015)
    ]


ROWS = Total("total", (("a", 1), ("b", 1)))


def test_a_total_that_is_its_parts_is_right(monkeypatch):
    made = table((("a", (count(2),)), ("b", (count(3),)), ("total", (count(5),))))

    assert told(monkeypatch, made, ROWS) == [
        ("1 summor i 1 tabeller är lagda samman av sina delar på nytt.", [], 0)
    ]
    assert told(monkeypatch, made) == []


def test_a_total_that_is_anything_else_is_told_with_its_door(monkeypatch):
    made = table((("a", (count(2),)), ("b", (count(3),)), ("total", (count(6),))))

    ((_, faults, doors),) = told(monkeypatch, made, ROWS)
    assert (faults, doors) == (["Tabell, total, C: 6 mot 5"], 1)


def test_money_is_added_with_its_signs_to_the_ore(monkeypatch):
    made = table(
        (("a", (money(1001),)), ("b", (money(-1),)), ("total", (money(1002),))), Unit.MONEY
    )
    signed = Total("total", (("a", 1), ("b", -1)))

    assert told(monkeypatch, made, signed)[0][1] == []
    assert told(monkeypatch, made, ROWS)[0][1] == ["Tabell, total, C: 10,02 mot 10"]


def test_a_column_is_added_along_every_row(monkeypatch):
    rows = (("a", (count(1), count(2), count(3))), ("b", (count(1), count(2), count(4))))
    made = table(rows, columns=("x", "y", "sum"))
    across = Total("sum", (("x", 1), ("y", 1)), is_column=True)

    assert told(monkeypatch, made, across)[0][1] == ["Tabell, b, SUM: 4 mot 3"]
    only = replace(across, only=("a",))
    assert told(monkeypatch, made, only)[0][1] == []


def test_a_total_over_a_gap_is_missing_or_it_is_wrong(monkeypatch):
    gap = missing("ingen vet", Unit.COUNT, (ORIGIN,))
    rows = (("a", (gap,)), ("b", (count(3),)))

    assert told(monkeypatch, table((*rows, ("total", (gap,)))), ROWS)[0][1] == []
    wrong = told(monkeypatch, table((*rows, ("total", (count(3),)))), ROWS)
    assert wrong[0][1] == ["Tabell, total, C: 3 mot saknas"]
    whole = (("a", (count(1),)), ("b", (count(1),)), ("total", (gap,)))
    assert told(monkeypatch, table(whole), ROWS)[0][1] == ["Tabell, total, C: saknas mot 2"]


def test_blank_parts_add_nothing(monkeypatch):
    made = table((("a", (money(None),)), ("b", (money(5),)), ("total", (money(5),))), Unit.MONEY)

    assert told(monkeypatch, made, ROWS)[0][1] == []


@pytest.mark.django_db
def test_the_totals_of_real_tables_are_held(tmp_path):
    assets = "id,kind,organisation,location,in_service,out_of_service\n1,tablet,KIN,,2014-01-01,\n"
    taken_in(tmp_path, assets=assets)

    (result,) = totals.totals_tie(2015)
    assert result.is_right
    claims = {
        spec.id: spec.totals(registry.table(spec.id, Ask(2015), today=date(2016, 1, 1)))
        for spec in registry.tables()
        if spec.id.startswith(("assets.", "fibre."))
    }
    assert all(claims.values())
