"""The risks that were followed up, as the annual report tells them."""

from __future__ import annotations

from samdrift.internalcontrol import queries
from samdrift.internalcontrol.choices import Measure
from samdrift.kernel.figures import Unit
from samdrift.reporting.ports import Ask, Column, Row, Table, TableSource, TableSpec

FOLLOWUP = "internalcontrol.followup"
_TITLE = "Uppföljning av internkontroll"


def followup(ask: Ask) -> Table:
    """Tell how likely and how grave every risk of the year is."""
    return Table(
        id=FOLLOWUP,
        title=_TITLE,
        ask=ask,
        unit=Unit.GRADE,
        columns=tuple(Column(measure.value, str(measure.label), Unit.GRADE) for measure in Measure),
        rows=tuple(
            Row(control.key, control.risk, tuple(control.figure(measure) for measure in Measure))
            for control in queries.followed_up_controls(year=ask.year)
        ),
        explains=(
            f"Riskerna i internkontrollplanen för {ask.year} i planens ordning. Sannolikhet och "
            "konsekvens är från 1 till 4; riskvärdet är den ena gånger den andra."
        ),
    )


_BUILT = (TableSpec(FOLLOWUP, _TITLE, followup),)

OFFERS = (
    TableSource(
        key="internalcontrol.tables", specs=lambda: _BUILT, dates=queries.DATES, reads=queries.READS
    ),
)
