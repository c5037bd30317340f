"""The risks of a year and the controls that hold them."""

from __future__ import annotations

from dataclasses import dataclass

from samdrift.internalcontrol.choices import Measure
from samdrift.internalcontrol.models import Control
from samdrift.kernel.figures import Figure, Origin, Unit
from samdrift.kernel.spans import Span
from samdrift.reporting import dating, few
from samdrift.reporting.dating import Dated
from samdrift.reporting.few import FewRows

CONTROLS = "internalcontrol.controls"

READS = (Control,)
"""What tables are read from."""

DATES = (Dated(Control, "year", is_each=True),)
"""Where the years of the records stand."""


@dataclass(frozen=True, slots=True)
class FollowedUpControl:
    """A risk, its control, who does it and who is told; without a result it is not done yet."""

    year: int
    key: str
    area: str
    risk: str
    control: str
    probability: int
    consequence: int
    control_role: str
    report_role: str
    result: str

    def figure(self, measure: Measure) -> Figure:
        """Return a measure of the risk: from 1 to 4, and their product from 1 to 16."""
        value = {
            Measure.PROBABILITY: self.probability,
            Measure.CONSEQUENCE: self.consequence,
            Measure.RISK: self.probability * self.consequence,
        }[measure]
        scope = (("control", self.key), ("measure", measure.value))
        return Figure(value, Unit.GRADE, (Origin(CONTROLS, Span.year(self.year), scope, 1),))


def followed_up_controls(*, year: int) -> tuple[FollowedUpControl, ...]:
    """Return the controls of a year in the order of controls.csv, done or not."""
    every = (FollowedUpControl(*row) for row in few.rows(_CONTROLS))
    return tuple(control for control in every if control.year == year)


def followed_up_control(*, year: int, key: str) -> FollowedUpControl | None:
    """Return one control of a year; None where the year has no such control."""
    return next((each for each in followed_up_controls(year=year) if each.key == key), None)


def years() -> frozenset[int]:
    """Return the years with controls."""
    return dating.years(DATES)


_FIELDS = (
    "year",
    "key",
    "area",
    "risk",
    "control",
    "probability",
    "consequence",
    "control_role",
    "report_role",
    "result",
)

_CONTROLS = FewRows("internalcontrol.controls", Control, _FIELDS, ("year", "position", "id"))

FEW = (_CONTROLS,)
