"""Investments against their budget, as the annual report tells them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from samdrift.capital import queries
from samdrift.capital.choices import Amount, Plan
from samdrift.kernel.figures import Figure, Unit, difference, total
from samdrift.reporting.ports import (
    Ask,
    Column,
    Row,
    RowKind,
    Table,
    TableSource,
    TableSpec,
    Total,
    total_label,
)

TITLES = {
    Plan.OWN: "Egna investeringar",
    Plan.MEMBERS: "Investeringar för medlemmarna",
}


def _build(plan: Plan) -> Callable[[Ask], Table]:
    """Return the table of a plan."""

    def build(ask: Ask) -> Table:
        every = queries.investments(year=ask.year, plan=plan)
        parts = [every.of_organisation(code) for code in ask.members] or [every]
        whole = Row("total", total_label(ask), _figures(parts), RowKind.SUM)
        return Table(
            id=_table_id(plan),
            title=TITLES[plan],
            ask=ask,
            unit=Unit.MONEY,
            columns=(
                *(Column(amount.value, str(amount.label), Unit.MONEY) for amount in Amount),
                Column("deviation", "Avvikelse", Unit.MONEY),
            ),
            rows=(*_rows(_chosen(every, ask.members), parts), whole),
            explains=(
                f"Investeringar {ask.year} i planens ordning. En grupps summa tar med det som "
                "beviljats gruppen själv. Ett tomt belopp är inte angivet; avvikelsen är budget "
                "minus utfall, där båda är angivna."
            ),
        )

    return build


def _chosen(every: queries.Investments, members: tuple[str, ...]) -> queries.Investments:
    """Return the lines of the members chosen, all where none are."""
    lines = tuple(line for line in every.lines if not members or line.organisation in members)
    return replace(every, lines=lines)


def _rows(found: queries.Investments, parts: Sequence[queries.Investments]) -> Iterator[Row]:
    """Yield a row a line, and after the last of a group its sum over the parts."""
    ends = found.groups_by_last_line
    for line, alone in found.each():
        if not line.is_group_budget:
            yield Row(line.identifier, line.label, _figures([alone]), note=line.status)
        group = ends.get(line.identifier)
        if group is not None:
            figures = _figures([part.of_group(group) for part in parts])
            yield Row(f"group:{group}", f"Summa {group}", figures, RowKind.GROUP)


def _totals(plan: Plan) -> Callable[[Table], tuple[Total, ...]]:
    """Return what a plan's table claims: its groups, and the lines in none, are the whole.

    A group with an amount of its own is more than its rows, so its rows are not held against it;
    nor are deviations added, for a line with one amount alone has none.
    """

    def totals(table: Table) -> tuple[Total, ...]:
        lines = queries.investments(year=table.ask.year, plan=plan).lines
        alone = {line.identifier for line in lines if not line.group}
        parts = tuple(
            (row.key, 1) for row in table.rows if row.kind is RowKind.GROUP or row.key in alone
        )
        across = Total("deviation", (("budget", 1), ("outcome", -1)), is_column=True)
        stated = tuple(amount.value for amount in Amount)
        return (Total("total", parts, only=stated), across)

    return totals


def _figures(parts: Sequence[queries.Investments]) -> tuple[Figure, ...]:
    stated = {amount: total([part.stated(amount) for part in parts]) for amount in Amount}
    return (*stated.values(), difference(stated[Amount.BUDGET], stated[Amount.OUTCOME]))


def _table_id(plan: Plan) -> str:
    return f"investments.{plan.value}"


_BUILT = tuple(
    TableSpec(
        _table_id(plan),
        TITLES[plan],
        _build(plan),
        takes_members=plan is Plan.MEMBERS,
        totals=_totals(plan),
    )
    for plan in Plan
)

OFFERS = (
    TableSource(
        key="capital.tables", specs=lambda: _BUILT, dates=queries.DATES, reads=queries.READS
    ),
)
