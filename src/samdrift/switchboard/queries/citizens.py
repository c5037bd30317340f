"""What citizens meet on the telephone, measured by others, beside what we count ourselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from samdrift.kernel.figures import Figure, Origin, Unit
from samdrift.kernel.spans import Span
from samdrift.reporting import dating
from samdrift.reporting.dating import Dated
from samdrift.switchboard.choices import Measure
from samdrift.switchboard.models import CitizenMeasure

MEASURES = "switchboard.citizens-measures"
READS = (CitizenMeasure,)

DATES = (Dated(CitizenMeasure, "measured_on", is_each=True),)
"""Where the years of the records stand."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What one measurement came to."""

    id: int
    organisation_code: str
    organisation_name: str
    measured_on: date
    measure: Measure
    value: int
    asked: int | None
    source: str

    @property
    def figure(self) -> Figure:
        """The value, in percent; an index is told likewise, from 0 to 100."""
        unit = Unit.COUNT if self.measure in INDEXES else Unit.PERCENT
        scope = (("organisation", self.organisation_code), ("measure", self.measure.value))
        return Figure(self.value, unit, (Origin(MEASURES, Span.day(self.measured_on), scope, 1),))


INDEXES = (Measure.COURTESY_INDEX, Measure.EASE_INDEX)


def measured(*, year: int | None = None) -> tuple[Measured, ...]:
    """Return every measurement, or those of a year, the latest first."""
    rows = CitizenMeasure.objects.select_related("organisation")
    if year is not None:
        rows = rows.filter(measured_on__year=year)
    return tuple(
        Measured(
            row.pk,
            str(row.organisation_id),
            row.organisation.name,
            row.measured_on,
            Measure(row.measure),
            row.value,
            row.asked,
            row.source,
        )
        for row in rows
    )


def latest_of_year(year: int) -> Mapping[tuple[str, Measure], Measured]:
    """Return the latest measurement in a year of each measure for each organisation."""
    found: dict[tuple[str, Measure], Measured] = {}
    for each in measured(year=year):
        found.setdefault((each.organisation_code, each.measure), each)
    return found


def years() -> frozenset[int]:
    """Return the years in which anything was measured."""
    return dating.years(DATES)
