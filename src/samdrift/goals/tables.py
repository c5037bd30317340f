"""How the goals were assessed, as the annual report tells it."""

from __future__ import annotations

from samdrift.goals import queries
from samdrift.kernel.figures import Unit
from samdrift.reporting.ports import Ask, Column, Row, Table, TableSource, TableSpec

ASSESSMENT = "goals.assessment"
_TITLE = "Måluppfyllelse"


def assessment(ask: Ask) -> Table:
    """Tell the grade of every goal of the year."""
    return Table(
        id=ASSESSMENT,
        title=_TITLE,
        ask=ask,
        unit=Unit.GRADE,
        columns=(Column("grade", "Betyg", Unit.GRADE),),
        rows=tuple(
            Row(goal.key, goal.sub_goal, (goal.figure,))
            for goal in queries.assessed_goals(year=ask.year)
        ),
        explains=(
            f"Målen för {ask.year} i den ordning de är satta, med betyg från 1 till 5. "
            "Ett mål utan betyg är inte bedömt."
        ),
    )


_BUILT = (TableSpec(ASSESSMENT, _TITLE, assessment),)

OFFERS = (
    TableSource(key="goals.tables", specs=lambda: _BUILT, dates=queries.DATES, reads=queries.READS),
)
