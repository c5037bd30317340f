"""Sick leave, as the annual report tells it."""

from __future__ import annotations

from samdrift.kernel.figures import Unit
from samdrift.reporting.ports import (
    Ask,
    CannotAnswer,
    Column,
    Row,
    RowKind,
    Table,
    TableSource,
    TableSpec,
)
from samdrift.reporting.sources import span_words
from samdrift.staff import queries
from samdrift.staff.choices import Group

SICK_LEAVE = "staff.sick-leave"
_TITLE = "Sjukfrånvaro"
_OF_A_PART = " En frånvaro räknas till den månad den började. Små grupper visas bara för hela år."


def sick_leave(ask: Ask) -> Table:
    """Tell how much each group was away, this year and the year before."""
    if not ask.during.is_whole_months:
        raise CannotAnswer("Sjukfrånvaro visas för hela månader, så att ingen pekas ut.")
    earlier = ask.a_year_earlier()
    now = queries.sick_leave(span=ask.during)
    then = queries.sick_leave(span=earlier.during)
    words, words_then = span_words(ask.during), span_words(earlier.during)
    return Table(
        id=SICK_LEAVE,
        title=_TITLE,
        ask=ask,
        unit=Unit.DAYS,
        columns=(
            Column("absent-days", "Frånvarodagar", Unit.DAYS),
            Column("of-days", "Av dagar", Unit.DAYS),
            Column("percent", f"Procent {words}", Unit.PERCENT),
            Column("percent:previous-year", f"Procent {words_then}", Unit.PERCENT),
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
            f"Sjukdagar {words} av de dagar som skulle ha arbetats, med en decimal. "
            "Långtidsfrånvaro är perioder på minst 60 kalenderdagar, också över ett årsskifte, som "
            "andel av all sjukfrånvaro. Ålder är den som uppnås under året."
            f"{_OF_A_PART if not ask.during.is_whole_years else ''}"
        ),
    )


_BUILT = (TableSpec(SICK_LEAVE, _TITLE, sick_leave, takes_span=True),)

OFFERS = (
    TableSource(
        key="staff.tables",
        specs=lambda: _BUILT,
        dates=queries.DATES,
        reads=queries.READS,
        ahead=queries.ahead,
    ),
)
