"""What was told of the balance requirement, behind what it comes to."""

from __future__ import annotations

from samdrift.kernel.figures import Figure, Origin, Unit
from samdrift.kernel.money import Money
from samdrift.reporting.formats import swedish_kronor
from samdrift.reporting.listed import Line, Listed
from samdrift.reporting.selections import Kind, RecordColumn, RecordSource
from samdrift.yearend import queries
from samdrift.yearend.choices import FactKind
from samdrift.yearend.models import Fact

_COLUMNS = (
    RecordColumn("told_at", "När", Kind.MOMENT),
    RecordColumn("amount", "Belopp"),
    RecordColumn("reason", "Varför"),
    RecordColumn("told_by", "Av"),
)


def _told(origin: Origin) -> list[Fact]:
    kind = dict(origin.scope)["kind"]
    return list(Fact.objects.filter(year=origin.span.start.year, kind=kind).order_by("id"))


def _list(origin: Origin) -> Listed:
    """Return what was told, each as words: what counted before is no part of a sum."""
    lines = (
        Line(row.pk, (row.told_at, f"{swedish_kronor(Money(row.amount_ore))} kr", row.reason,
                      row.told_by))
        for row in _told(origin)
    )  # fmt: skip
    return Listed(_COLUMNS, tuple(lines))


def _amount(origin: Origin) -> Figure | None:
    told = _told(origin)
    return Figure(Money(told[-1].amount_ore), Unit.MONEY, (origin,)) if told else None


OFFERS = (
    RecordSource(
        key=queries.FACTS,
        title="Uppgifter till balanskravsutredningen",
        columns=_COLUMNS,
        describe=lambda origin: str(FactKind(dict(origin.scope)["kind"]).label),
        select=_list,
        readd=_amount,
    ),
)
