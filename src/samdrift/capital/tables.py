"""Investments against their budget, as the annual report tells them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from samdrift.capital import queries
from samdrift.capital.choices import Amount, Plan
from samdrift.kernel.figures import Figure, Unit
from samdrift.reporting.ports import Ask, Column, Row, RowKind, Table, TableSource, TableSpec

TITLES = {
    Plan.OWN: "Egna investeringar",
    Plan.MEMBERS: "Investeringar för medlemmarna",
}


def _build(plan: Plan) -> Callable[[Ask], Table]:
    """Return the table of a plan."""

    def build(ask: Ask) -> Table:
        found = queries.investments(year=ask.year, plan=plan)
        whole = Row("total", "Totalt", _figures(found), RowKind.SUM)
        return Table(
            id=_table_id(plan),
            title=TITLES[plan],
            ask=ask,
            unit=Unit.MONEY,
            columns=(
                *(Column(amount.value, str(amount.label), Unit.MONEY) for amount in Amount),
                Column("deviation", "Avvikelse", Unit.MONEY),
            ),
            rows=(*_rows(found), whole),
            explains=(
                f"Investeringar {ask.year} i planens ordning. En grupps summa tar med det som "
                "beviljats gruppen själv. Ett tomt belopp är inte angivet; avvikelsen är budget "
                "minus utfall, där båda är angivna."
            ),
        )

    return build


def _rows(found: queries.Investments) -> Iterator[Row]:
    """Yield a row a line, and after the last of a group its sum."""
    ends = found.groups_by_last_line
    for line, alone in found.each():
        if not line.is_group_budget:
            yield Row(line.identifier, line.label, _figures(alone), note=line.status)
        group = ends.get(line.identifier)
        if group is not None:
            figures = _figures(found.of_group(group))
            yield Row(f"group:{group}", f"Summa {group}", figures, RowKind.GROUP)


def _figures(found: queries.Investments) -> tuple[Figure, ...]:
    return (*(found.stated(amount) for amount in Amount), found.deviation)


def _table_id(plan: Plan) -> str:
    return f"investments.{plan.value}"


_BUILT = tuple(TableSpec(_table_id(plan), TITLES[plan], _build(plan)) for plan in Plan)

OFFERS = (
    TableSource(
        key="capital.tables", specs=lambda: _BUILT, years=queries.years, reads=queries.READS
    ),
)
