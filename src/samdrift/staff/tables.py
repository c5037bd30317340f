"""Sick leave, as the annual report tells it."""

from __future__ import annotations

from samdrift.kernel.figures import Unit
from samdrift.reporting.ports import Ask, Column, Row, RowKind, Table, TableSource, TableSpec
from samdrift.staff import queries
from samdrift.staff.choices import Group

SICK_LEAVE = "staff.sick-leave"
_TITLE = "Sjukfrånvaro"


def sick_leave(ask: Ask) -> Table:
    """Tell how much each group was away, this year and the year before."""
    now = queries.sick_leave(year=ask.year)
    then = queries.sick_leave(year=ask.year - 1)
    return Table(
        id=SICK_LEAVE,
        title=_TITLE,
        ask=ask,
        unit=Unit.DAYS,
        columns=(
            Column("absent-days", "Frånvarodagar", Unit.DAYS),
            Column("of-days", "Av dagar", Unit.DAYS),
            Column("percent", f"Procent {ask.year}", Unit.PERCENT),
            Column("percent:previous-year", f"Procent {ask.year - 1}", Unit.PERCENT),
        ),
        rows=tuple(
            Row(
                group.value,
                str(group.label),
                (
                    now.absent_days(group),
                    now.of_days(group),
                    now.percent(group),
                    then.percent(group),
                ),
                RowKind.SUM if group is Group.ALL else RowKind.ITEM,
            )
            for group in Group
        ),
        explains=(
            f"Sjukdagar {ask.year} av de dagar som skulle ha arbetats, med en decimal. "
            "Långtidsfrånvaro är perioder på minst 60 kalenderdagar, också över ett årsskifte, som "
            "andel av all sjukfrånvaro. Ålder är den som uppnås under året."
        ),
    )


_BUILT = (TableSpec(SICK_LEAVE, _TITLE, sick_leave),)

OFFERS = (
    TableSource(key="staff.tables", specs=lambda: _BUILT, years=queries.years, reads=queries.READS),
)
